"""Citations looked up in a record and in reports: what is not there is told with its line."""

from dataclasses import replace
from pathlib import Path

import pytest
from brief.builder import talks

from negotiable.errors import UsageError
from negotiable.record import Filters, Record
from negotiable.scenario.citations import check_citations
from negotiable.terms.scenario import Quotation, Scenario


def citing(*quotations: Quotation) -> Scenario:
    return Scenario("Talks", (), (), quotations=tuple(replace(one, line=n) for n, one in enumerate(quotations, 10)))


def test_quotations_in_a_record(tmp_path: Path) -> None:
    path = str(tmp_path / "talks.db")
    with Record(path, create=True) as record:
        record.add(talks(), "r1")
        known = {one.quote: one for one in record.page(Filters(), limit=99).statements}
        valley = next(one for words, one in known.items() if "belongs to those" in words)
        record.code(valley.id, "person:Ann", {"review": "rejected"})
    found = citing(
        Quotation("a", "The valley … belongs to those who farm it", valley.speaker, statement=valley.id),
        Quotation("b", "‘The valley’", "Somebody Else", statement=valley.id),
        Quotation("c", "The valley is for sale", statement=valley.id),
        Quotation("d", "who farm it … The valley stays ours"),
        Quotation("e", "an  exchange of PRISONERS"),
        Quotation("f", "an exchange of hostages", statement="gone"),
    )
    faults, remarks = check_citations(found, [path])
    assert [(one.line, one.message.partition(";")[0]) for one in faults] == [
        (12, f"quotation 'c': these words are not in {path}"),
        (13, f"quotation 'd': these words are not in {path}"),
        (15, f"quotation 'f': these words are not in {path}"),
    ]
    assert f"statement {valley.id} has: " in faults[0].message
    told = [(one.line, one.message) for one in remarks]
    assert (10, "quotation 'a': its statement is rejected in the record") in told
    assert any(line == 11 and "has it said by Pavo Drenn, not Somebody Else" in message for line, message in told)


def test_quotations_in_a_report(tmp_path: Path) -> None:
    path = tmp_path / "boats.txt"
    path.write_text("The boats sail again, the harbour said. “No boat sails at night,” its master said on Monday.\n" * 3, "utf-8")
    faults, remarks = check_citations(citing(Quotation("a", '"No boat sails at night"'), Quotation("b", "no tram")), [str(path)])
    assert [one.line for one in faults] == [11] and not remarks
    with pytest.raises(UsageError, match=r"missing\.txt"):
        check_citations(citing(Quotation("a", "x")), [str(tmp_path / "missing.txt")])
