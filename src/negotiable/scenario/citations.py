"""Whether the quotations of a scenario stand where it says: in a record of reports, or in reports themselves."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from negotiable.errors import UsageError
from negotiable.record import Record
from negotiable.record.connection import is_record
from negotiable.scenario.lines import Fault
from negotiable.sources import read_sources
from negotiable.terms import Report
from negotiable.terms.scenario import Quotation, Scenario

_CUT = re.compile(r"\s*(?:…|\[…\]|\.\.\.)\s*")
_SAME = str.maketrans(dict.fromkeys("“”„‟«»", '"') | dict.fromkeys("‘’‚‛", "'") | dict.fromkeys("‐‑–—", "-"))
_EDGES = " \"'.,;:"


@dataclass(frozen=True, slots=True)
class _Statement:
    """What a record keeps of a statement."""

    words: str
    speaker: str | None
    state: str


def check_citations(scenario: Scenario, places: Iterable[str]) -> tuple[list[Fault], list[Fault]]:
    """Faults and remarks on the quotations, each with its line in the scenario file.

    `places`: records (.db) and reports. Raises UsageError for one that can be read as neither.
    """
    statements: dict[str, _Statement] = {}
    missing = list(scenario.quotations)
    names: list[str] = []
    for place in places:
        names.append(place)
        if is_record(place):
            with Record(place, readonly=True) as record:
                statements |= _statements(record, scenario.quotations)
                missing = _not_in(missing, _texts(record))
        else:
            missing = _not_in(missing, _reports(place))
    gone = {one.id for one in missing}
    where = " or ".join(names)
    faults, remarks = [], []
    for one in scenario.quotations:
        known = statements.get(one.statement or "")
        if known is None or not _within(one.words, [folded(known.words)]):
            if one.id in gone:
                said = f"; statement {one.statement} has: {known.words[:120]}" if known else ""
                faults.append(Fault(one.line, f"quotation '{one.id}': these words are not in {where}{said}"))
                continue
            if known is not None:
                remarks.append(Fault(one.line, f"quotation '{one.id}': its words are not those of statement {one.statement}"))
        if known and known.state in ("rejected", "withdrawn"):
            remarks.append(Fault(one.line, f"quotation '{one.id}': its statement is {known.state} in the record"))
        if known and one.who and known.speaker and folded(known.speaker) not in folded(one.who):
            remarks.append(Fault(one.line, f"quotation '{one.id}': the record has it said by {known.speaker}, not {one.who}"))
    return sorted(faults), sorted(remarks)


def folded(text: str) -> str:
    """Text on one line, with one kind of quotation marks and dashes, for comparison."""
    return " ".join(text.translate(_SAME).casefold().split())


def _within(words: str, texts: Iterable[str]) -> bool:
    """Whether the pieces of `words` stand one after another in one of the folded `texts`."""
    pieces = [piece for piece in (folded(part).strip(_EDGES) for part in _CUT.split(words)) if piece]
    return any(_in_order(pieces, text) for text in texts)


def _in_order(pieces: list[str], text: str) -> bool:
    at = 0
    for piece in pieces:
        at = text.find(piece, at) + 1
        if not at:
            return False
    return bool(pieces)


def _not_in(quotations: list[Quotation], texts: Iterator[str]) -> list[Quotation]:
    """Those whose words stand in none of the texts, which are read once."""
    left = quotations
    for text in texts:
        if not left:
            break
        plain = folded(text)
        left = [one for one in left if not _within(one.words, [plain])]
    return left


def _texts(record: Record) -> Iterator[str]:
    for (text,) in record.connection.execute("SELECT text FROM report ORDER BY n"):
        yield text


def _reports(place: str) -> Iterator[str]:
    for found in read_sources([place], any_language=True):
        if not isinstance(found, Report):
            raise UsageError(f"{found.location}: {found.reason}")
        yield found.text


def _statements(record: Record, quotations: Iterable[Quotation]) -> dict[str, _Statement]:
    found = {}
    for one in quotations:
        row = record.connection.execute(
            "SELECT s.quote, a.name, CASE WHEN s.withdrawn THEN 'withdrawn' ELSE s.review END FROM statement s "
            "LEFT JOIN actor a ON a.n = s.actor WHERE s.id = ?",
            (one.statement or "",),
        ).fetchone()
        if row:
            found[one.statement or ""] = _Statement(*row)
    return found
