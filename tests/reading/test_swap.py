"""The names of the sides decide nothing: with the two sides of a sample changed over, the reading stays as it was."""

import re
from pathlib import Path

from reading.swap_reports import REPORTS

from negotiable.reading import read
from negotiable.sources import read_sources
from negotiable.terms import Report

EXAMPLES = Path(__file__).parents[2] / "examples"
SWAPS = {
    "2031-05-12-ceasefire.txt": {
        "Kestria": "Morvane",
        "Kestrian": "Morvanian",
        "Ansby": "Sarn",
        "Maren": "Drenn",
    },
    "2031-09-03-tariffs.html": {"Brennia": "Solmar", "Brennian": "Solmari", "Vaal": "Coste"},
    "2031-02-20-strike.txt": {"Halloway": "Penhale"},
}
Line = tuple[str, str, str, str, str, str]


def report(name: str) -> Report:
    found = next(iter(read_sources([str(EXAMPLES / name)])))
    assert isinstance(found, Report)
    return found


def changed(text: str, pairs: dict[str, str]) -> str:
    both = pairs | {there: here for here, there in pairs.items()}
    return re.sub(r"\b(?:" + "|".join(sorted(both, key=len, reverse=True)) + r")\b", lambda m: both[m.group()], text)


def lines(text: str, pairs: dict[str, str] | None = None) -> list[Line]:
    """Kind, source, content, speaker, role and side of every statement; with `pairs`, the names changed back."""
    reading = read(Report("sample", text, published="2031-01-01"))
    actors = {actor.id: actor for actor in reading.actors}
    found = []
    for said in reading.attributions:
        speaker = actors.get(said.speaker or "")
        words = (
            said.kind,
            " … ".join(text[start:end] for start, end in said.source),
            " … ".join(text[start:end] for start, end in said.content),
            speaker.name if speaker else "",
            (speaker.role or "") if speaker else "",
            (speaker.party or "") if speaker else "",
        )
        found.append(tuple(changed(word, pairs) for word in words) if pairs else words)
    return found  # type: ignore[return-value]


def test_the_sides_of_the_samples_can_change_places() -> None:
    total, shared, wrong = 0, 0, []
    for name, pairs in SWAPS.items():
        text = report(name).text
        there, back = lines(text), lines(changed(text, pairs), pairs)
        spans = {line[:3] for line in back}
        total += len(there)
        shared += sum(line[:3] in spans for line in there)
        wrong += [line for line in there if line[:3] in spans and line not in back]
    # the encoder's spans move a little with any word changed; who speaks, and for whom, must not
    assert shared >= 0.9 * total
    assert len(wrong) <= 0.02 * shared, wrong


def test_the_sides_of_invented_reports_can_change_places() -> None:
    total, kept, wrong = 0, 0, []
    for text, pairs in REPORTS.values():
        plain = re.sub(r"(?<!\n)\n(?!\n)", " ", text)
        there, back = lines(plain), lines(changed(plain, pairs), pairs)
        assert len(there) > 9
        by_content = {line[2]: line for line in back}
        total += len(there)
        kept += sum(line[2] in by_content for line in there)
        for line in there:
            other = by_content.get(line[2])
            if other and (line[0], *line[3:]) != (other[0], *other[3:]):
                wrong.append((line, other))
    assert kept >= 0.96 * total
    assert len(wrong) <= 0.02 * kept, wrong


def test_statements_of_the_samples_have_their_speakers() -> None:
    strike = {line[2]: line for line in lines(report("2031-02-20-strike.txt").text)}
    walked_out = next(line for content, line in strike.items() if "chosen to walk out" in content)
    assert walked_out[3:] == ("spokeswoman", "", "Northline Rail")
    tariffs = {line[3]: line[5] for line in lines(report("2031-09-03-tariffs.html").text)}
    assert tariffs["Aud Tolland"] == "Federation of Brennian Growers"
    assert tariffs["Amara Tessin"] == "Coastal Trade Council (business)"
    assert {tariffs["Henrik Vaal"], tariffs["Livia Coste"]} == {"Brennia", "Solmar"}
    ceasefire = {line[3]: line[5] for line in lines(report("2031-05-12-ceasefire.txt").text)}
    assert ceasefire["Oda Lindholt"] == "Kestria"
    assert ceasefire["Pavo Drenn"] == "Morvane"
