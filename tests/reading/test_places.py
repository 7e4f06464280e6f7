"""Places named in a text."""

import pytest

from negotiable.reading.events.places import find_places


def where(text: str) -> list[str]:
    return [p.name for p in find_places(text) if p.role == "where"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("They met in Geneva on Friday.", ["Geneva"]),
        ("Raids hit the Odesa, Kharkiv and Kyiv regions.", ["Odesa", "Kharkiv", "Kyiv"]),
        ("It took the village of Velmora in the Tarsk region.", ["Velmora", "Tarsk"]),
        ("Envoys flew to Oslo.", ["Oslo"]),
        ("The port in Britain is shut.", ["United Kingdom"]),
        ("In March they spoke to Mr Halloran.", []),
    ],
)
def test_places_after_a_preposition(text: str, names: list[str]) -> None:
    assert where(text) == names


def test_a_country_that_acts_is_named_and_an_adjective_is_told_apart() -> None:
    roles = {(p.name, p.role) for p in find_places("France rejected the Swiss plan.")}
    assert roles == {("France", "named"), ("Switzerland", "adjective")}


def test_a_name_of_a_person_is_no_place() -> None:
    assert [p.name for p in find_places("The miners trust in Halloran.", frozenset({"Halloran"}))] == []
