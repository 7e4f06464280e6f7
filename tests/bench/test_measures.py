"""The measures on invented documents whose figures can be counted by hand."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
TEXT = "Ana Ruiz said the quay was shut. “Go home,” she told them. “Now.” Bo Lang hopes for rain."


@pytest.fixture(autouse=True)
def folders(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [str(ROOT / "bench"), str(ROOT / "training"), *sys.path])


def spans(*passages: str) -> list[tuple[int, int]]:
    return [(TEXT.index(p), TEXT.index(p) + len(p)) for p in passages]


def one(source: str, cue: str, *content: str):
    from corpora import Attribution

    return Attribution(spans(*filter(None, [source])), spans(*filter(None, [cue])), spans(*content))


def gold():
    return [
        one("Ana Ruiz", "said", "the quay was shut"),
        one("she", "told", "Go home", "Now"),
        one("Bo Lang", "hopes", "for rain"),
    ]


def tally(found):
    from measures import Tally

    done = Tally()
    done.add(TEXT, gold(), found)
    return done


def test_gold_against_itself_is_perfect_on_every_measure() -> None:
    done = tally(gold())
    figures = [*(done.tokens(role) for role in ("source", "cue", "content")), done.exact(), done.overlap(), done.end_to_end()]
    assert all(figure.f1 == 1 for figure in figures)
    assert done.source_accuracy() == 1
    kinds = {"direct": 1, "indirect": 2, "pronoun": 1, "noun": 2, "speech cue": 2, "other cue": 1}
    assert done.gold_kinds == kinds
    assert done.recall() == dict.fromkeys(kinds, (1, 1))


def test_quotation_marks_cost_nothing_and_half_a_content_matches() -> None:
    done = tally([one("she", "told", "“Go home,”")])  # two of its three words
    assert (done.exact().f1, done.overlap().precision, done.overlap().recall) == (0, 1, pytest.approx(1 / 3))
    assert tally([one("she", "told", "“Now.”")]).overlap().f1 == 0  # one of three


def test_a_wrong_source_counts_for_the_content_only() -> None:
    done = tally([one("Bo Lang", "said", "the quay was shut"), one("", "told", "Go home", "Now")])
    assert done.overlap().recall == pytest.approx(2 / 3)
    assert (done.end_to_end().f1, done.source_accuracy()) == (0, 0)


def test_a_second_answer_is_a_false_alarm() -> None:
    assert tally([*gold(), gold()[0]]).overlap().precision == 0.75


def test_nothing_found_is_nought_and_no_error() -> None:
    assert tally([]).end_to_end().f1 == tally([]).tokens("cue").f1 == 0


def test_errors_are_told_apart() -> None:
    from errors import errors

    found = [
        one("Bo Lang", "said", "the quay was shut"),  # another's words
        one("she", "told", "Now"),  # a third of it
        one("Bo Lang", "", "home"),  # another piece of the same
        one("", "", "them"),  # nobody's
    ]
    done = errors([("invented", TEXT, gold(), found)])
    assert [row[0] for row in done.rows] == ["wrong source", "badly cut", "missed", "another piece", "another piece", "false"]
    assert done.outcomes["indirect", "wrong source"] == done.outcomes["other cue", "missed"] == 1
    assert done.outcomes["pronoun", "badly cut"] == done.surplus["no source", "false"] == 1
    assert done.surplus["direct", "another piece"] == 2
