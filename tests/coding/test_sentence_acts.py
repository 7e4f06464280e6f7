"""Roots of single sentences: whoever acts, the deed decides."""

import pytest

from negotiable.coding.sentence_acts import Marked, Roots, mark, pieces, roots_of
from negotiable.reading.encoder.tagger import MODEL
from negotiable.reading.encoder.wordpiece import WordPiece

ROOTS = Roots()


@pytest.mark.parametrize(
    ("sentence", "root"),
    [
        ("Arrun invited Belmark to a lunch on the ferry and will receive it there.", "AGREE"),
        ("Arrun and Belmark held talks about the lighthouse.", "CONSULT"),
        ("Arrun applauded the choice of Belmark.", "SUPPORT"),
        ("Arrun gave blankets and flour to Belmark after the storm.", "AID"),
        ("Arrun let the captured sailors of Belmark go.", "YIELD"),
        ("Arrun begged Belmark to keep the bridge open.", "REQUEST"),
        ("Arrun accused Belmark of poisoning the wells.", "ACCUSE"),
        ("Arrun turned down the terms of Belmark.", "REJECT"),
        ("Arrun threatened to sink the ferries of Belmark.", "THREATEN"),
        ("Arrun cut its aid to Belmark.", "SANCTION"),
        ("Arrun arrested two bakers from Belmark.", "COERCE"),
        ("Arrun bombed the harbour of Belmark.", "ASSAULT"),
    ],
)
def test_a_plain_sentence(sentence: str, root: str) -> None:
    assert ROOTS.of(mark(sentence, "Arrun", "Belmark"))[0] == root


def test_the_two_sides_can_change_names() -> None:
    there = list(roots_of([("Dorvik refused to meet Palun in the tower.", "Dorvik", "Palun")]))
    assert there == list(roots_of([("Palun refused to meet Dorvik in the tower.", "Palun", "Dorvik")])) == ["REJECT"]


def test_a_name_inside_the_other_is_looked_for_further_on() -> None:
    found = mark("The Arrun guards fined Arrun itself.", "The Arrun guards", "Arrun")
    assert [found.text[a:b] for a, b in (*found.source, *found.target)] == ["The Arrun guards", "Arrun"]
    assert found.target[0][0] > found.source[0][1]


@pytest.mark.parametrize("row", [("", "", ""), ("…", "a", "b"), ("word " * 5000, "x", "y"), ("Arrun", "Arrun", "Arrun")])
def test_odd_rows_are_answered(row: tuple[str, str, str]) -> None:
    assert len(list(roots_of([row]))) == 1


def test_a_long_sentence_keeps_its_sides() -> None:
    marked = Marked("so " * 300 + "Arrun left.", ((900, 905),), ())
    ids, features, roles = pieces(marked, WordPiece(MODEL / "vocab.txt"))
    assert 1 in roles and len(ids) == len(features) == len(roles) <= 98
