"""Stance, firmness and act from the cue, the words and whose doing it is."""

import pytest
from coding.invented import coded, one


@pytest.mark.parametrize(
    ("cue", "content", "stance"),
    [
        ("accused", "Belmark of hiding its ledgers", "oppose"),
        ("called on", "Belmark to open the harbour", "demand"),
        ("urged", "Belmark to return to the table", "demand"),
        ("welcomed", "the new draft on fishing rights", "support"),
        ("praised", "the mediators", "support"),
        ("rejected", "the draft", "refuse"),
        ("ruled out", "a handover of the lighthouse", "refuse"),
        ("said", "Arrun would never give up the lighthouse", "refuse"),
        ("said", "“The lighthouse is not negotiable”", "refuse"),
        ("said", "we are ready to lift the toll", "offer"),
        ("said", "Belmark must pay for the damage", "demand"),
        ("said", "the talks had made some progress", "assessment"),
        ("said", "the chances of a deal were slim", "assessment"),
        ("threatened", "to close the strait", "conditional"),
        ("said", "Belmark had captured two ferries", "none"),
        ("said", "Belmark refuses to read the draft", "oppose"),
    ],
)
def test_stance_of_a_plain_sentence(cue: str, content: str, stance: str) -> None:
    assert one(cue, content).stance == stance


def test_a_negation_turns_praise_into_its_opposite() -> None:
    assert one("said", "Belmark does not seem sincere").stance == "oppose"
    assert one("said", "Belmark is acting in good faith").stance == "support"


def test_own_threat_with_its_condition_is_conditional() -> None:
    assert one("said", "we will close the strait if Belmark refuses to pay").stance == "conditional"


def test_swapping_the_sides_changes_no_stance() -> None:
    told = [
        ("accused", "Belmark of stalling"),
        ("said", "Arrun will not sign"),
        ("said", "Belmark will not sign"),
        ("demanded", "an apology from Belmark"),
        ("said", "Arrun is willing to wait"),
    ]
    for cue, content in told:
        other = content.replace("Belmark", "@").replace("Arrun", "Belmark").replace("@", "Arrun")
        first, second = one(cue, content, "tovik"), one(cue, other, "ostrel")
        assert (first.stance, first.firmness, first.act) == (second.stance, second.firmness, second.act)


def test_red_lines_demands_and_wishes() -> None:
    assert one("said", "“We will never agree to a second bridge”").firmness == "red-line"
    assert one("said", "“This is not negotiable”").firmness == "red-line"
    assert one("demanded", "a second bridge").firmness == "demand"
    assert one("said", "the talks went well").firmness is None


def test_acts_are_not_forced() -> None:
    assert one("accused", "Belmark of hiding its ledgers").act == "ACCUSE"
    assert one("called on", "Belmark to open the harbour").act == "REQUEST"
    assert one("said", "the talks had made some progress").act is None
    assert one("said", "Belmark had captured two ferries").act is None


def test_the_target_is_the_other_side_named() -> None:
    assert one("accused", "Belmark of hiding its ledgers").target == "belmark"
    assert one("said", "the talks had made some progress").target is None


def test_the_day_it_was_said() -> None:
    text = "Ana Tovik said on Monday that the toll stays. Jon Ostrel said the toll was unfair."
    result = coded(text, ("tovik", "said on Monday", "the toll stays"), ("ostrel", "said", "the toll was unfair"))
    assert [s.said_on for s in result.statements] == ["2031-05-05", None]


def test_who_is_meant_without_a_name_is_who_was_meant_before() -> None:
    text = "Ana Tovik accused Belmark of hiding its ledgers. “They can never be trusted,” she said. Jon Ostrel said ferries run."
    told = (("tovik", "accused", "Belmark of hiding its ledgers"), ("tovik", "said", "“They can never be trusted,”"))
    found = coded(text, *told, ("ostrel", "said", "ferries run"))
    assert [s.target for s in found.statements] == ["belmark", "belmark", None]
    sure = {(c.statement, c.variable): c.confidence for c in found.codings}
    assert all(0 < (value or 0) < 1 for value in sure.values())
    assert (sure["s0", "target"] or 0) > (sure["s1", "target"] or 0)  # named, and only meant
