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
