"""Speakers of invented reports: names, offices, pronouns, descriptions, sides."""

from negotiable.reading.speakers import resolve
from negotiable.terms import Attribution, Report


def speakers(text: str, *sources: str) -> list[tuple[str | None, str | None]]:
    """(name, side) for each source, looked up in reading order."""
    found, position = [], 0
    for number, source in enumerate(sources):
        at = text.index(source, position)
        position = at + len(source)
        found.append(Attribution(f"s{number}", ((at, position),), (), ((position, position + 1),)))
    actors, done = resolve(Report("invented", text), found)
    by_id = {actor.id: actor for actor in actors}
    return [(by_id[a.speaker].name, by_id[a.speaker].party) if a.speaker else (None, None) for a in done]


def test_a_surname_a_title_and_a_pronoun_lead_to_the_full_name() -> None:
    text = (
        "Norwegian Foreign Minister Ingrid Solvang said the talks would go on. Ms Solvang said so twice. "
        "She added that the foreign minister of Chile agreed. The foreign minister said no more."
    )
    found = speakers(text, "Norwegian Foreign Minister Ingrid Solvang", "Ms Solvang", "She")
    assert found == [("Ingrid Solvang", "Norway")] * 3


def test_an_unnamed_official_stays_unnamed() -> None:
    assert speakers("A senior Finnish official said no.", "A senior Finnish official") == [("senior Finnish official", "Finland")]
