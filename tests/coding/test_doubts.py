"""What the report leaves in doubt."""

from coding.invented import coded

from negotiable.coding import code
from negotiable.terms import Actor, Event, Reading, Report


def test_tomorrow_here_and_today_there() -> None:
    text = "The two envoys will tomorrow hold talks by phone. Tolls fell.\nToday’s talks come after a storm."
    result = coded(text)
    assert [[text[a:b] for a, b in d.spans] for d in result.doubts] == [["tomorrow", "Today"]]


def test_different_things_on_different_days_are_no_doubt() -> None:
    assert coded("The vote is tomorrow.\n\nThe envoys arrived today.").doubts == ()


def test_an_unclosed_quotation() -> None:
    text = "Jon Ostrel said the toll “is a disgrace.\nThe ferry sails on."
    assert ["not closed" in d.why for d in coded(text).doubts] == [True]


def test_a_quotation_nobody_is_named_for() -> None:
    text = "“The gate is shut,” said a man at the pier."
    assert ["who speaks" in d.why for d in coded(text, (None, "said", "“The gate is shut,”")).doubts] == [True]  # type: ignore[arg-type]


def test_a_call_today_may_be_the_talks_of_tomorrow() -> None:
    text = "The envoys will tomorrow hold talks by phone. A call expected today comes after a storm."
    assert [[text[a:b] for a, b in d.spans] for d in coded(text).doubts] == [["tomorrow", "today"]]


def test_a_name_spelt_two_ways() -> None:
    text = "Mara Veldova waited. Mara Veldovia left."
    actor = Actor("mara", "Mara Veldova", "person", None, None, ((0, 12), (21, 34)))
    result = code(Reading(Report("x", text), (actor,)))
    assert [[text[a:b] for a, b in d.spans] for d in result.doubts] == [["Mara Veldova", "Mara Veldovia"]]


def test_a_comma_after_a_name_is_no_other_spelling() -> None:
    text = "Mara Veldova, the envoy, waited. Mara Veldova left."
    actor = Actor("mara", "Mara Veldova", "person", None, None, ((0, 13), (33, 45)))
    assert code(Reading(Report("x", text), (actor,))).doubts == ()


def test_they_meet_tomorrow_and_the_meeting_is_today() -> None:
    text = "The two envoys will meet tomorrow in the harbour.\n\nToday’s meeting comes after a storm."
    assert [[text[a:b] for a, b in d.spans] for d in coded(text).doubts] == [["tomorrow", "Today"]]


def counted_twice(text: str, *told: tuple[str, int, str]) -> list[str]:
    """The doubts of a report with events: words, count, date; all in Kellin."""
    events = tuple(
        Event(
            f"e{k}", ((at := text.index(words), at + len(words)),), "ASSAULT", (), (), ("Kellin",), count, date, count_of="people"
        )
        for k, (words, count, date) in enumerate(told)
    )
    return [d.why for d in code(Reading(Report("x", text), (), (), events)).doubts]


def test_one_blast_with_two_counts() -> None:
    one, two = "a blast at the Kellin ferry terminal hurt 12 people", "The ferry terminal blast in Kellin hurt 15 people"
    text = f"On Monday {one}.\n\n{two}, the mayor of the port told a crowd."
    assert counted_twice(text, (one, 12, "2031-05-05"), (two, 15, "2031-05-05")) == [
        "the report counts 12 people here and 15 there: it may be one event"
    ]
    assert counted_twice(text, (one, 12, "2031-05-05"), (two, 15, "2031-05-04")) == []


def test_two_events_of_one_day_are_no_doubt() -> None:
    one, two = "a blast at the Kellin ferry terminal hurt 12 people", "shelling of a school in Kellin hurt 15 people"
    assert counted_twice(f"On Monday {one}. Later {two}.", (one, 12, "2031-05-05"), (two, 15, "2031-05-05")) == []
