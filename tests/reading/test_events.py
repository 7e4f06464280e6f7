"""Events of a report: type, place, date, count, sides, status, and whose claim they are."""

import re
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiable.reading.encoder.evidence import Evidence
from negotiable.reading.events.events import find_events
from negotiable.terms import Actor, Attribution, Event, Report

WEEK = "2025-03-11/2025-03-17"  # that up to publication
ISO = re.compile(r"\d{4}(-\d\d(-\d\d)?)?(/\d{4}(-\d\d(-\d\d)?)?)?")


def events(text: str, published: str | None = "2025-03-17", actors: tuple[Actor, ...] = ()) -> tuple[Event, ...]:
    """Those found where the encoder speaks a little for every word."""
    told = Evidence(np.arange(len(text), dtype=np.int32), np.full((len(text), 2), (1.0, 0.0), np.float32))
    return find_events(Report("test", text, published=published), (), actors, told)


def mention(text: str, name: str, id_: str) -> Actor:
    start = text.index(name)
    return Actor(id_, name, "country", mentions=((start, start + len(name)),))


@pytest.mark.parametrize(
    ("text", "type_", "date", "count"),
    [
        ("Northern forces launched 85 drones on Sunday night.", "ASSAULT", "2025-03-16", 85),
        ("Shelling of the old harbour killed at least twelve people on Friday.", "ASSAULT", "2025-03-14", 12),
        ("The two ministers held talks in Geneva on Saturday.", "CONSULT", "2025-03-15", None),
        ("The two presidents will meet in Oslo tomorrow.", "CONSULT", "2025-03-18", None),
        ("The two governments signed a fisheries agreement in January.", "AGREE", "2025-01", None),
        ("About 3,000 ferry workers went on strike on March 3.", "PROTEST", "2025-03-03", 3000),
        ("Police arrested 15 protesters outside the ministry on Monday.", "COERCE", "2025-03-17", 15),
        ("An aid convoy entered the besieged town on Thursday.", "AID", "2025-03-13", None),
        ("Parliament imposed sanctions on three shipping firms last month.", "SANCTION", "2025-02", 3),
        ("Talks between the union and the port collapsed on Friday.", "REJECT", "2025-03-14", None),
        ("World powers lifted the sanctions on Saturday.", "CONCEDE", "2025-03-15", None),
    ],
)
def test_an_event_has_type_date_and_count(text: str, type_: str, date: str, count: int | None) -> None:
    assert (type_, date, count) in [(e.type, e.date, e.count) for e in events(text)]


def test_every_region_of_a_list_is_a_place() -> None:
    found = events("Air strikes hit the Odesa, Kharkiv, Sumy and Kyiv regions on Sunday.")
    assert ("Odesa", "Kharkiv", "Sumy", "Kyiv") in [e.places for e in found if e.type == "ASSAULT"]


def test_sides_stand_before_and_after_the_trigger_and_turn_round_in_the_passive() -> None:
    text = "Velmora shelled Tarsk on Sunday."
    sides = (mention(text, "Velmora", "velmora"), mention(text, "Tarsk", "tarsk"))
    (event,) = (e for e in events(text, actors=sides) if e.type == "ASSAULT")
    assert (event.actors, event.targets) == (("velmora",), ("tarsk",))
    text = "Tarsk was shelled by Velmora on Sunday."
    sides = (mention(text, "Velmora", "velmora"), mention(text, "Tarsk", "tarsk"))
    (event,) = (e for e in events(text, actors=sides) if e.type == "ASSAULT")
    assert (event.actors, event.targets) == (("velmora",), ("tarsk",))


def test_what_is_to_come_is_planned_and_what_goes_on_is_ongoing() -> None:
    assert {e.status for e in events("The ministers will hold talks in Oslo on Friday.")} == {"planned"}
    assert {e.status for e in events("Rebel forces are still shelling the city of Aleppo.")} == {"ongoing"}


def test_an_event_told_inside_a_statement_is_claimed_by_it() -> None:
    text = "The navy said its ships sank two patrol boats near Odesa on Sunday, killing nine sailors."
    start = text.index("its ships")
    claim = Attribution("s0", ((0, 8),), ((9, 13),), ((start, len(text) - 1),))
    found = find_events(Report("test", text, published="2025-03-17"), (claim,), ())
    assert found and {e.according_to for e in found} == {"s0"}


def test_the_day_of_one_thing_is_not_that_of_another() -> None:
    found = events("Today’s call comes after talks in Port Elm between Ana Tovik and Mara Veld.")
    assert [(one.places, one.date) for one in found if one.places] == [(("Port Elm",), None)]


def test_what_is_only_conditional_is_no_event() -> None:
    assert events("If they refused, the ministers would impose sanctions.") == ()


def test_no_date_is_made_up_without_a_day_of_publication() -> None:
    assert {e.date for e in events("Northern forces launched 85 drones on Sunday night.", None)} == {None}


_PIECES = """troops shelled Odesa on Sunday . talks in Geneva collapsed 174 drones " “ ' will hold strike , who said that (Monday)
U.S. the"""
pieces = st.sampled_from([*_PIECES.split(), "\n"])


@settings(max_examples=100, deadline=None)
@given(st.one_of(st.text(), st.lists(pieces, max_size=80).map(" ".join)))
def test_any_text_gives_events_in_bounds_in_order_with_iso_dates(text: str) -> None:
    found = events(text)
    assert [e.id for e in found] == [f"e{i}" for i in range(len(found))]
    assert list(found) == sorted(found, key=lambda e: e.span)
    for event in found:
        assert all(0 <= start < end <= len(text) for start, end in event.span)
        assert event.date is None or ISO.fullmatch(event.date)


@pytest.mark.parametrize("piece", ["A-", "A.", "Ab ", "in Ab, ", "one ", "1,", ".", '"', "the ", "Al-"])
def test_endless_odd_text_is_read_in_bounded_time(piece: str) -> None:
    started = time.process_time()
    events(piece * 20_000)
    assert time.process_time() - started < 2.0


@pytest.mark.parametrize(
    "text",
    [
        "Velmora would not accept any limits on its fleet in harbours now occupied by Tarsk's forces.",
        "The ministers must sign an agreement with the union.",
        "The navy has not shelled the harbour.",
        "No troops were deployed in Velmora.",
        "The union refused to sign any agreement.",
        "The two sides may hold talks in Oslo.",
    ],
)
def test_what_is_refused_denied_or_only_possible_is_no_event(text: str) -> None:
    assert events(text) == ()


def test_an_investigation_into_fires_tells_of_the_fires() -> None:
    found = events("An investigation into attacks on two depots in Velmora last year found that agents of Tarsk set them.")
    assert "ACCUSE" not in {e.type for e in found}


def test_talks_on_the_war_in_a_country_are_not_held_there() -> None:
    found = events("The two presidents will hold talks on Friday designed to end the war in Ukraine.")
    assert {(e.type, e.places) for e in found if e.type == "CONSULT"} == {("CONSULT", ())}


def test_what_is_expected_is_planned_and_an_agreement_to_pay_is_past() -> None:
    assert {e.status for e in events("A telephone call is expected on Monday between the two presidents.")} == {"planned"}
    assert {e.status for e in events("The two governments signed a deal to pay the miners in January.")} == {"past"}


def test_the_talks_are_dated_and_placed_as_they_were_before() -> None:
    text = "The two ministers held talks in Geneva on Saturday.\n\nThe talks between both ministers ended without a deal."
    assert {(e.date, e.places) for e in events(text) if e.type == "CONSULT"} == {("2025-03-15", ("Geneva",))}


def test_what_came_before_has_the_day_of_what_followed_unless_days_lay_between() -> None:
    told = "The two ministers met reporters in Oslo on Wednesday {}after talks with the Tarsk leader."
    talks = [max(events(told.format(gap)), key=lambda e: e.span[0]) for gap in ("", "two days ")]
    assert [(e.type, e.date) for e in talks] == [("CONSULT", "2025-03-12"), ("CONSULT", None)]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("The rail union called a strike from Tuesday.", "2025-03-18"),
        ("The rail union announced a strike in January.", "2026-01"),
        ("Ministers agreed to hold talks on Friday.", "2025-03-21"),
        ("The port was closed from Friday.", "2025-03-14"),
        ("Rebels killed nine people in Odesa, which will hold a vote on Friday.", WEEK),
    ],
)
def test_a_date_is_of_what_is_past_or_to_come_as_the_event_is(text: str, date: str | None) -> None:
    assert {e.date for e in events(text)} == {date}


def test_sides_turn_round_after_a_participle_and_a_place_is_no_side() -> None:
    text = "On Sunday rebels shelled harbours near Velmora seized by Tarsk."
    sides = (mention(text, "Velmora", "velmora"), mention(text, "Tarsk", "tarsk"))
    found = {e.type: e for e in events(text, actors=sides)}
    assert all(
        "tarsk" not in e.targets for e in found.values() if "seized" in text[e.span[0][0] : e.span[0][1]] and e.type == "COERCE"
    )
    text = "Talks were held in Velmora on Sunday between Tarsk and Vasland."
    sides = tuple(mention(text, name, name.lower()) for name in ("Velmora", "Tarsk", "Vasland"))
    (event,) = (e for e in events(text, actors=sides) if e.type == "CONSULT")
    assert (event.actors, event.targets) == (("tarsk",), ("vasland",))


def test_what_took_place_at_one_time_has_the_day_of_the_story() -> None:
    text = "The Tarsk army shelled the port of Odmar on Tuesday.\n\nA rocket hit a clinic and wounded nine people."
    assert {e.date for e in events(text) if e.type == "ASSAULT"} == {"2025-03-11"}


def test_a_day_long_past_or_far_off_is_not_the_day_of_the_story() -> None:
    later = "\n\nA rocket hit a clinic and wounded nine people."
    old = "The Tarsk army shelled the port of Odmar on 4 January." + later
    far = "The Tarsk army shelled the port of Odmar on Tuesday." + "\n\nIt is a port." * 8 + later
    lasting = "The Tarsk army shelled the port of Odmar on Tuesday.\n\nRockets have hit clinics and wounded nine people."
    assert [max(events(text), key=lambda e: e.span[0]).date for text in (old, far, lasting)] == [WEEK, WEEK, None]


def test_what_goes_on_now_has_the_day_of_publication() -> None:
    assert [e.date for e in events("The Tarsk envoy is visiting Velmora.")] == ["2025-03-17"]


def test_the_number_of_people_may_stand_before_who_or_elsewhere_in_the_sentence() -> None:
    for text, count in (
        ("The court heard of three Tarsk reporters who were killed by shelling.", 3),
        ("Car bombs in Odmar, also claimed by the northern force, killed 31 people.", 31),
        ("Car bombs in Odmar, which once had 900 people, also killed 31 people.", 31),
    ):
        assert count in [e.count for e in events(text) if e.type == "ASSAULT"], text


def test_forces_named_by_the_scene_may_act_there() -> None:
    scene = "Fighting went on in Colombia. Rebels hold much of Colombia. Talks on a truce in Colombia failed.\n\n"
    for text, places in (
        ("Colombian soldiers shelled the rebels.", ("Colombia",)),
        ("Colombia shelled the rebels.", ()),
    ):
        assert max(events(scene + text), key=lambda e: e.span[0]).places == places, text


@pytest.mark.parametrize(
    ("text", "type_", "place"),
    [
        ("Gunmen killed nine people on Turkish soil.", "ASSAULT", "Turkey"),
        ("A boycott followed the Geneva peace talks.", "CONSULT", "Geneva"),
        ("Odesa was shelled by Russian ships.", "ASSAULT", "Odesa"),
        ("The sanctions follow North Korea's latest nuclear test on Friday.", "MOBILIZE", "North Korea"),
    ],
)
def test_ground_and_what_befalls_a_place_tell_where(text: str, type_: str, place: str) -> None:
    assert (type_, (place,)) in [(e.type, e.places) for e in events(text)]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Rebels shelled the port of Odmar.", WEEK),
        ("Rebels have often shelled the port of Odmar.", None),
        ("The shelling of Odmar killed the old trade.", WEEK),
        ("Rebels once shelled the port of Odmar.", None),
    ],
)
def test_what_a_report_tells_as_news_is_of_the_week_up_to_publication(text: str, date: str | None) -> None:
    assert date in {e.date for e in events(text)}
    assert {e.date for e in events(text, None)} == {None}
