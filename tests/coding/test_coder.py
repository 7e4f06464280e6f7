"""Coders: who gives codes, what is accepted from them, and what they cannot break."""

from collections.abc import Iterable
from dataclasses import replace
from importlib.metadata import EntryPoint

import pytest
from coding.invented import reading

from negotiable.coding import code, coder, load
from negotiable.coding.coder import BuiltIn, Person, find, installed, overlay
from negotiable.errors import UnknownCoder
from negotiable.terms import BUILT_IN, VARIABLES, Codebook, CodedReading, Coding

TEXT = "Ana Tovik said the trawlers must leave the bay. Jon Ostrel said the trawlers will never leave."
READING = reading(TEXT, ("tovik", "said", "the trawlers must leave the bay"), ("ostrel", "said", "the trawlers will never leave"))
PLAIN = code(READING)
BOOK = load()
ISSUE = Coding("s0", "issue", "territory", "person:ana", BOOK.name, 0.9, "2031-05-06T12:00:00Z", ((19, 27),))


def test_every_code_says_who_gave_it_by_which_codebook_and_how_sure() -> None:
    assert [(c.statement, c.variable) for c in PLAIN.codings] == [(s.id, v) for s in PLAIN.statements for v in VARIABLES]
    for coding in PLAIN.codings:
        statement = next(s for s in PLAIN.statements if s.id == coding.statement)
        assert coding.value == getattr(statement, coding.variable)
        assert (coding.coder, coding.codebook) == (BUILT_IN, BOOK.name)
        assert coding.confidence is not None and 0 < coding.confidence <= 1


def test_a_person_corrects_one_code_and_the_others_stay() -> None:
    coded = code(READING, coder=Person("person:ana", {READING.report.id: (ISSUE,)}))
    assert [s.issue for s in coded.statements] == ["territory", "fisheries"]
    assert coded.statements[0] == replace(PLAIN.statements[0], issue="territory")
    assert [c for c in coded.codings if c.coder != BUILT_IN] == [ISSUE]
    assert len(coded.codings) == len(PLAIN.codings)


def test_conflicts_follow_the_corrected_codes() -> None:
    assert [c.issue for c in PLAIN.conflicts] == ["fisheries"]
    both = tuple(replace(ISSUE, statement=s) for s in ("s0", "s1"))
    assert [c.issue for c in code(READING, coder=Person("p", {READING.report.id: both})).conflicts] == ["territory"]


def test_an_empty_code_is_a_code() -> None:
    coded, refused = overlay(PLAIN, [replace(ISSUE, value=None), replace(ISSUE, variable="stance", value=None)], BOOK)
    assert (coded.statements[0].issue, coded.statements[0].stance, refused) == (None, "none", [])


@pytest.mark.parametrize(
    "wrong",
    [
        {"statement": "s7"},
        {"variable": "speaker"},
        {"value": "peace-and-security"},
        {"value": "no-such"},
        {"variable": "stance", "value": "in favour"},
        {"variable": "target", "value": "nobody"},
        {"confidence": 1.5},
        {"confidence": float("nan")},
        {"passages": ((0, 10_000),)},
        {"passages": ((5, 5),)},
        {"passages": ((-4, 2),)},
    ],
)
def test_what_does_not_fit_is_refused(wrong: dict[str, object]) -> None:
    coded, refused = overlay(PLAIN, [replace(ISSUE, **wrong)], BOOK)  # type: ignore[arg-type]
    assert coded == PLAIN and len(refused) == 1


class Broken:
    """A plug-in that gives one code and fails."""

    name = "broken"

    def code(self, draft: CodedReading, codebook: Codebook) -> Iterable[Coding]:
        yield ISSUE
        raise RuntimeError("no luck")


class Boaster:
    """A plug-in that pretends to be a person."""

    name = "boaster"

    def code(self, draft: CodedReading, codebook: Codebook) -> Iterable[Coding]:
        return [ISSUE, None]  # type: ignore[list-item]


def test_a_coder_that_fails_changes_nothing() -> None:
    assert code(READING, coder=Broken()) == code(READING, coder=Boaster()) == PLAIN


def test_a_coder_speaks_in_its_own_name() -> None:
    coded = code(READING, coder=Person("plug-in", {READING.report.id: (replace(ISSUE, coder="person:ben", codebook="x@9"),)}))
    assert {(c.coder, c.codebook) for c in coded.codings} == {(BUILT_IN, BOOK.name), ("plug-in", BOOK.name)}


def test_coders_are_found_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = [
        EntryPoint("broken", f"{__name__}:Broken", coder.GROUP),
        EntryPoint("absent", "no_such_module:Coder", coder.GROUP),
    ]
    monkeypatch.setattr(coder, "entry_points", lambda group: entries if group == coder.GROUP else [])
    assert list(installed()) == [BUILT_IN, "broken", "absent"]
    assert find("broken").name == "broken" and code(READING, coder=find(BUILT_IN)) == PLAIN
    for name, says in (("absent", "cannot be started"), ("nobody", "no coder is called")):
        with pytest.raises(UnknownCoder, match=says):
            find(name)


def test_the_built_in_coder_gives_the_codes_of_the_draft() -> None:
    assert tuple(BuiltIn().code(PLAIN, BOOK)) == PLAIN.codings
