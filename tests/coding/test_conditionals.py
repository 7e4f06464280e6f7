"""If, unless, until, or face: both spans, and whether it threatens, offers or foretells."""

from coding.invented import coded

from negotiable.coding import code
from negotiable.terms import Attribution, CodedReading, Reading, Report


def spans(result: CodedReading) -> list[tuple[str, str, str | None, str]]:
    text = result.report.text
    return [(text[slice(*c.condition[0])], text[slice(*c.consequence[0])], c.statement, c.kind) for c in result.conditionals]


def test_condition_first_leaves_the_comma_out() -> None:
    text = "Ana Tovik said: “If Belmark refuses the draft, and I see no sign that it reads it, we will close the strait.”"
    result = coded(text, ("tovik", "said", text[text.index("“") :]))
    condition = "If Belmark refuses the draft, and I see no sign that it reads it"
    assert spans(result) == [(condition, "we will close the strait", "s0", "threat")]


def test_condition_last() -> None:
    content = "there would be more tolls if it refused"
    assert spans(coded(f"Ana Tovik said {content}.", ("tovik", "said", content))) == [
        ("if it refused", "there would be more tolls", "s0", "threat")
    ]


def test_unless_is_a_threat_and_an_offer_is_an_offer() -> None:
    text = "Ana Tovik said we will walk away unless Belmark pays. Jon Ostrel said we are ready to pay if Arrun opens the strait."
    result = coded(
        text,
        ("tovik", "said", "we will walk away unless Belmark pays"),
        ("ostrel", "said", "we are ready to pay if Arrun opens the strait"),
    )
    assert [(c, k) for c, _, _, k in spans(result)] == [("unless Belmark pays", "threat"), ("if Arrun opens the strait", "offer")]


def test_an_ultimatum() -> None:
    content = "Belmark to clear the harbour or face a blockade"
    assert spans(coded(f"Ana Tovik told {content}.", ("tovik", "told", content))) == [
        ("Belmark to clear the harbour", "face a blockade", "s0", "threat")
    ]


def test_several_in_one_statement() -> None:
    text = "“If they pay, we will open the gate. If they do not, we will keep it shut,” Ana Tovik said."
    assert len(spans(coded(text, ("tovik", "said", text[: text.index(" Ana")])))) == 2


def test_across_an_interruption() -> None:
    text = "“If they refuse,” Ana Tovik said, “we will close the strait.”"
    one = Attribution("s0", ((18, 27),), ((28, 32),), ((0, 17), (34, len(text))), "direct", "speech", None)
    result = code(Reading(Report("x", text), (), (one,)))
    assert spans(result)[0][:3] == ("If they refuse", "“we will close the strait.”", "s0")


def test_the_reporters_own_words_have_no_statement() -> None:
    result = coded("Tolls will rise if the ferry crews refuse the offer. Ana Tovik said nothing new.")
    assert [(c, s) for c, _, s, _ in spans(result)] == [("if the ferry crews refuse the offer", None)]


def test_questions_and_dates_are_no_conditions() -> None:
    text = (
        "Reporters asked if the bridge would open. The truce lasts until Friday. It looks as if rain comes. "
        "Officials did not know if the crews would vote."
    )
    assert spans(coded(text)) == []


def test_no_talks_until_is_a_threat_and_a_wish_with_its_price_too() -> None:
    for content in (
        "there will be no talks until Belmark lifts the toll",
        "if Belmark wants quiet, it has to lift the toll first",
    ):
        assert [k for _, _, _, k in spans(coded(f"Ana Tovik said {content}.", ("tovik", "said", content)))] == ["threat"]


def test_should_after_a_noun_opens_a_condition() -> None:
    content = "the bridge would close should the crews fail to agree"
    found = spans(coded(f"Ana Tovik said {content}.", ("tovik", "said", content)))
    assert [(c, q) for c, q, _, _ in found] == [("should the crews fail to agree", "the bridge would close")]


def one_of(content: str, speaker: str = "tovik") -> tuple[str, str, str]:
    """The only conditional of "… said CONTENT.": condition, consequence, kind."""
    ((condition, consequence, _, kind),) = spans(coded(f"Ana Tovik said {content}.", (speaker, "said", content)))
    return condition, consequence, kind


def test_obliged_or_else() -> None:
    content = "they have to reopen the ferry quickly or they are going to lose the island"
    assert one_of(content)[:2] == ("they have to reopen the ferry quickly", "they are going to lose the island")


def test_when_of_what_will_be_and_when_of_what_was() -> None:
    assert one_of("crews would return when there is more light")[:2] == ("when there is more light", "crews would return")
    assert (
        spans(coded("Ana Tovik said nothing when she left the pier.", ("tovik", "said", "nothing when she left the pier"))) == []
    )


def test_those_who_refuse_will_bear_it() -> None:
    assert one_of("captains who refuse to register will be fined heavily") == (
        "captains who refuse to register",
        "will be fined heavily",
        "threat",
    )


def test_provided_keeps_all_its_clauses() -> None:
    condition = "provided there were lamps on the quay, tolls were cut and crews were paid"
    assert one_of(f"it had agreed to a pause, {condition}")[:2] == (condition, "it had agreed to a pause")


def test_without_something_being_done_first() -> None:
    assert one_of("it is not possible to meet them without the gate being opened first")[:2] == (
        "without the gate being opened first",
        "it is not possible to meet them",
    )


def test_absent_a_deal_and_a_main_clause_without_modal_verb() -> None:
    assert one_of("Absent a quick answer from Belmark, the harbour risks a long winter")[:2] == (
        "Absent a quick answer from Belmark",
        "the harbour risks a long winter",
    )


def test_what_both_fail_to_do_is_no_threat_unless_the_speaker_acts_on_it() -> None:
    assert one_of("prices will face a jump if there is no deal by June")[2] == "prediction"
    assert one_of("we will close the strait if there is no deal by June")[2] == "threat"


def test_who_does_what() -> None:
    content = "“we will close the strait if Belmark refuses the draft”"
    (found,) = coded(f"Ana Tovik said {content}.", ("tovik", "said", content)).conditionals
    assert (found.condition_by, found.consequence_by) == ("belmark", "tovik")
    (found,) = coded("Ana Tovik said crews would go if rain fell.", ("tovik", "said", "crews would go if rain fell")).conditionals
    assert (found.condition_by, found.consequence_by) == (None, None)
