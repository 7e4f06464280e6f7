"""Drafts from invented readings: what was said gets a place and its quotation, the rest is listed."""

from dataclasses import replace

from negotiable.scenario.draft import draft
from negotiable.scenario.parse import parse
from negotiable.scenario.red_lines import red_lines
from negotiable.scenario.write import write
from negotiable.terms import Actor, CodedReading, Conditional, Conflict, IssueLabel, Report, Statement
from negotiable.terms.scenario import AllOf, Holds, Not, Scenario

TEXT = (
    "Minister Ana Brel of Orvane said her country would never cede the Halden hills, or accept any limits on the size of its "
    "army. "
    "Teln’s envoy Pauk Isder said: “Orvane must hand over the Halden hills and the border posts in them.” "
    "“Orvane must accept a ceasefire at once,” Isder said. He added that there would be more sanctions on Orvane if it refused. "
    "The harbour master called the weather fine."
)


def at(part: str) -> tuple[tuple[int, int], ...]:
    start = TEXT.index(part)
    return ((start, start + len(part)),)


def reading() -> CodedReading:
    brel = Actor("ana-brel", "Ana Brel", "person", "Minister", "Orvane", at("Minister Ana Brel"))
    isder = Actor("pauk-isder", "Pauk Isder", "person", "envoy", "Teln", at("Pauk Isder"))
    orvane = Actor("orvane", "Orvane", "country", None, "Orvane", ())
    refusal = at("her country would never cede the Halden hills, or accept any limits on the size of its army")
    hills = at("“Orvane must hand over the Halden hills and the border posts in them.”")
    truce = at("“Orvane must accept a ceasefire at once,”")
    threat = at("there would be more sanctions on Orvane if it refused")
    weather = at("the weather fine")
    cue = at("said")
    return CodedReading(
        report=Report("talks.txt", TEXT, published="2031-05-12"),
        codebook="talks@2.1",
        actors=(brel, isder, orvane),
        statements=(
            Statement("s0", (), cue, refusal, speaker="ana-brel", issue="territory", stance="refuse", firmness="red-line"),
            Statement("s1", (), cue, hills, "direct", speaker="pauk-isder", issue="territory", stance="demand", target="orvane"),
            Statement("s2", (), cue, truce, "direct", speaker="pauk-isder", issue="ceasefire", stance="demand", target="orvane"),
            Statement("s3", (), cue, threat, speaker="pauk-isder", issue="sanctions", stance="conditional", target="orvane"),
            Statement("s4", (), cue, weather, issue=None, stance="support"),
        ),
        conditionals=(Conditional("s3", "threat", at("if it refused"), at("there would be more sanctions on Orvane")),),
        conflicts=(Conflict(("s0", "s1"), "territory", "one refuses what the other demands"),),
    )


def drafted() -> Scenario:
    text = write(draft([reading()]))
    found, faults = parse(text)
    assert not faults, (faults, text)
    assert found == draft([reading()])
    return found


def test_positions_become_options_with_their_quotations() -> None:
    found = drafted()
    assert [party.name for party in found.parties] == ["Orvane", "Teln"]
    assert [choice.id for choice in found.choices] == ["territory", "armed-forces", "ceasefire", "sanctions"]
    assert {(one.party, one.firmness, one.wants) for one in found.priorities} == {
        ("orvane", "red-line", Holds("territory.orvane")),
        ("orvane", "red-line", Holds("armed-forces.orvane")),
        ("teln", "demand", Holds("territory.teln")),
        ("teln", "demand", Holds("ceasefire.teln")),
    }
    words = {one.id: one.words for one in found.quotations}
    assert words["s1"] == "“Orvane must hand over the Halden hills and the border posts in them.”"
    assert all(one.cites for one in found.priorities)


def test_half_of_a_refusal_keeps_its_negation() -> None:
    labels = {option.id: option.label for option in drafted().options}
    assert labels["territory.orvane"] == "Orvane: her country would never cede the Halden hills"
    assert "would never" in labels["armed-forces.orvane"]


def test_a_conflict_becomes_a_collision_with_both_quotations() -> None:
    found = drafted()
    assert [one.that for one in found.impossible] == [AllOf((Holds("territory.orvane"), Holds("territory.teln")))]
    assert red_lines(found).wider == (("orvane-territory", "teln-territory"),)


def test_a_threat_is_its_speakers_move_and_hangs_on_what_it_demanded() -> None:
    found = drafted()
    assert [(one.party, one.kind, one.condition, one.cites) for one in found.undertakings] == [
        ("teln", "threat", Not(Holds("ceasefire.teln")), ("s3",))
    ]
    move = next(option for option in found.options if Holds(option.id) == found.undertakings[0].consequence)
    assert move.by == ("teln",)
    assert move.label == "Teln: there would be more sanctions on Orvane"


def test_what_has_no_place_and_what_is_assumed_is_listed() -> None:
    found = drafted()
    assert [text for text in found.unplaced if "the weather fine" in text and "whose side" in text]
    assert any("“if it refused” is taken to be about what Teln demands" in text for text in found.assumed)
    assert found.as_of == "2031-05-12"


def test_two_reports_and_none() -> None:
    found = draft([reading(), reading()])
    assert {one.id for one in found.quotations} >= {"r1-s0", "r2-s0"}
    assert {cite for one in found.priorities for cite in one.cites} >= {"r1-s0", "r2-s0"}
    assert draft([]).parties == ()


def test_a_codebook_of_ones_own_gives_its_labels_and_no_file_is_opened() -> None:
    labels = (IssueLabel("territory", "The Halden hills"), IssueLabel("ceasefire", "A truce"))
    for codebook in ("bay@1.0", __file__):
        found = draft([replace(reading(), codebook=codebook, issues=labels)])
        assert [choice.label for choice in found.choices][:2] == ["The Halden hills", "A truce"]
    assert draft([replace(reading(), codebook="bay@1.0")]).parties
