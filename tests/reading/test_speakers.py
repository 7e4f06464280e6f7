"""Sides and speakers of invented reports, statement by statement: descriptions, groups, private persons, trade bodies."""

import pytest

from negotiable.reading.actors.speakers import resolve
from negotiable.terms import Attribution, Report

Said = list[tuple[str | None, str | None]]


def said(text: str, *sources: str) -> Said:
    """(name, side) for each source, looked up in reading order; what its sentence says before it is the content."""
    found, position = [], 0
    for number, source in enumerate(sources):
        at = text.index(source, position)
        position = at + len(source)
        start = text.rfind(".", 0, at) + 1
        content = (start, at - 1) if at - start > 20 else (position, position + 1)
        found.append(Attribution(f"s{number}", ((at, position),), (), (content,)))
    actors, done = resolve(Report("invented", text), found)
    names = {actor.id: (actor.name, actor.party) for actor in actors}
    return [names[a.speaker] if a.speaker else (None, None) for a in done]


@pytest.mark.parametrize(
    ("text", "source", "side"),
    [
        ("Opponents of EU tariffs said no.", "Opponents of EU tariffs", "opponents of EU tariffs"),
        ("A Finnish industry source said no.", "A Finnish industry source", "Finnish industry source"),
        ("Ana Ruiz, a nurse at Fjord Hospital, said no. Fjord Hospital left.", "Ana Ruiz", None),
        ("Media tycoon Ole Ree, a figure in Danish life, said no.", "Ole Ree", "Ole Ree"),
        ("Ole Ree, a historian at Fjord University, said no.", "Ole Ree", "Fjord University"),
        ("Thousands of protesters said no.", "Thousands of protesters", "thousands of protesters"),
        ("The Danes met once. Insiders and lawmakers said no.", "Insiders and lawmakers", None),
    ],
)
def test_whose_side_a_description_tells(text: str, source: str, side: str | None) -> None:
    assert said(text, source)[0][1] == side


def test_a_spokeswoman_of_one_company_is_not_that_of_another() -> None:
    text = (
        "Northline Ferries turned the offer down. Northline Ferries is late. “Too late,” a spokeswoman said.\n\n"
        "Fjord Airways took it. Fjord Airways was early. “Good,” a spokeswoman said."
    )
    assert [side for _name, side in said(text, "a spokeswoman", "a spokeswoman")] == ["Northline Ferries", "Fjord Airways"]


def test_a_side_told_later_holds_for_the_same_official() -> None:
    text = "The boats leave at dawn, a senior official said. “We wait for no one,” the Danish official said."
    assert said(text, "a senior official", "the Danish official") == [("senior official", "Denmark")] * 2


def test_an_owner_in_a_relative_clause_is_meant() -> None:
    text = "Sunday was a blow to Jens Holm, whose film showed a room in which he sat. A spokeswoman for his office said no."
    assert said(text, "he", "A spokeswoman for")[0][0] == "Jens Holm"
    assert said(text, "A spokeswoman for")[0][0] == "spokeswoman for his office"
