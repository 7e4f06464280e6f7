"""Two clauses under one cue that are about two issues."""

from dataclasses import replace

import pytest
from coding.invented import coded, reading

from negotiable.coding import code
from negotiable.terms import Event, Statement


def _said(content: str) -> tuple[str, tuple[Statement, ...]]:
    text = f"Ana Tovik said {content}."
    return text, coded(text, ("tovik", "said", content)).statements


def test_two_refusals_that_share_a_verb_are_two_statements() -> None:
    text, found = _said(
        "Arrun would never accept any limits on the size of its military, or recognise the annexation of the islands"
    )
    first, second = ("".join(text[a:b] for a, b in one.content) for one in found)
    assert first == "Arrun would never accept any limits on the size of its military"
    assert second == "recognise the annexation of the islands"
    assert [(one.issue, one.stance, one.firmness) for one in found] == [
        ("armed-forces", "refuse", "red-line"),
        ("territory", "refuse", "red-line"),
    ]
    assert len({one.id for one in found}) == 2


@pytest.mark.parametrize(
    ("content", "count"),
    [
        ("there would be no tariffs on wool and no limits on fishing rights", 2),
        ("the truce must be kept and that the prisoners must be freed", 2),
        ("the sanctions must go but would say nothing of the uranium", 2),
        ("they had spoken about a ceasefire, the withdrawal of troops and the release of prisoners", 1),
        ("Arrun would accept the truce and keep to the ceasefire", 1),
        ("“we keep to the truce and will free the prisoners”", 1),
        ("“we” keep to the truce on condition that the frozen assets are returned and that prisoners are freed", 1),
    ],
)
def test_only_clauses_of_two_issues_are_parted(content: str, count: int) -> None:
    assert len(_said(content)[1]) == count


def test_an_event_goes_with_the_clause_that_tells_it() -> None:
    content = "the truce had held for a week and that the prisoners were freed on Monday"
    text = f"Ana Tovik said {content}."
    plain = reading(text, ("tovik", "said", content))
    spans = [(text.index(words), text.index(words) + len(words)) for words in ("truce had held", "prisoners were freed")]
    events = tuple(Event(f"e{k}", (span,), "RETREAT", according_to="s0") for k, span in enumerate(spans))
    result = code(replace(plain, events=events))
    assert [event.according_to for event in result.events] == [one.id for one in result.statements]
