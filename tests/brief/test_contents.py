"""What a brief says, before it is drawn."""

import time
from dataclasses import replace

from brief.builder import Builder, talks

from negotiable.brief.contents import build
from negotiable.terms import Agreement, Chain, CodedReading, Coding, Conflict, Event, IssueLabel, Split


def test_the_counts() -> None:
    assert build([talks()]).counts == "1 report · 12 May 2031 · 9 statements · 5 speakers · 2 sides"


def test_sides_hold_their_speakers_with_roles() -> None:
    sides = {side.name: [(s.name, s.role) for s in side.speakers] for side in build([talks()]).sides}
    assert sides["Kestria"] == [("Ilsa Maren", "foreign minister"), ("Kestrian army", None)]
    assert sides["Morvane"] == [("Pavo Drenn", "general"), ("Morvane", None)]


def test_the_matrix_has_a_cell_only_where_a_side_speaks_of_an_issue() -> None:
    (matrix,) = build([talks()]).matrices
    rows = {row.label: sorted(row.cells) for row in matrix.rows}
    assert rows["Territory"] == ["Kestria", "Morvane"]
    assert rows["Withdrawal of forces"] == ["Kestria"]
    assert matrix.rows[0].label == "Territory"


def test_sides_that_only_judge_stand_behind_those_that_take_a_stance() -> None:
    b = Builder("Grain may rise. Guns may speak. Ships may wait. We want the bridge, she said.")
    bank, envoy = b.actor("Orla Fenn", "Fenn Bank"), b.actor("Ilsa Maren", "Kestria")
    for content, issue in (("Grain may rise", "trade"), ("Guns may speak", "military-situation"), ("Ships may wait", "borders")):
        b.said(bank, content, issue=issue, stance="conditional")
    b.said(envoy, "We want the bridge", issue="territory", stance="demand")
    (matrix,) = build([b.build()]).matrices
    assert ([side.name for side in matrix.sides], matrix.taking) == (["Kestria", "Fenn Bank"], 1)


def test_an_issue_outside_the_codebook_keeps_its_label() -> None:
    b = Builder("The ferry leaves at nine, Rolf Imsen said.")
    b.said(b.actor("Rolf Imsen", "Solmar"), "The ferry leaves at nine", issue="other: ferry times", stance="demand")
    (matrix,) = build([b.build()]).matrices
    assert [row.label for row in matrix.rows] == ["Ferry times"]


def test_a_red_line_comes_before_other_statements_of_its_cell() -> None:
    b = Builder("We ask for the bridge. The bridge is never for sale, Ilsa Maren said.")
    maren = b.actor("Ilsa Maren", "Kestria")
    b.said(maren, "We ask for the bridge", issue="territory", stance="demand")
    b.said(maren, "The bridge is never for sale", issue="territory", stance="refuse", firmness="red-line")
    contents = build([b.build()])
    assert contents.matrices[0].rows[0].cells["Kestria"].first.word == "RED LINE"
    assert [cell.first.excerpt(40) for cell in contents.red_lines] == ["The bridge is never for sale"]


def test_an_attitude_keeps_the_reporters_word() -> None:
    cell = next(row for row in build([talks()]).matrices[0].rows if row.label.startswith("Prisoners")).cells["Morvane"]
    assert (cell.first.word, cell.first.attitude) == ("wants", True)


def test_unsure_statements_are_marked() -> None:
    assert [one.cite.key for one in build([talks()]).said if one.unsure] == ["r1-s4"]


def test_conflicts_with_one_statement_in_common_are_one_line() -> None:
    b = Builder("Aa said yes. Bb said no. Cc said never. Dd said maybe.")
    ids = [
        b.said(b.actor(name, name), words, issue="pay")
        for name, words in zip("ABCD", ("yes", "no", "never", "maybe"), strict=True)
    ]
    b.conflicts += [Conflict((ids[0], ids[n]), "pay", f"reason {n}") for n in (1, 2)]
    b.conflicts.append(Conflict((ids[2], ids[3]), None, "other"))
    lines = build([b.build()]).against
    assert [([one.short for one in line.these], line.other.short) for line in lines] == [(["B", "C"], "A"), (["C"], "D")]
    assert lines[0].whys == ("Reason 1", "Reason 2")


def four(confidences: list[float | None]) -> CodedReading:
    """Four speakers, each against the one before."""
    b = Builder("Aa said yes. Bb said no. Cc said never. Dd said maybe. Ee said often.")
    words = ("yes", "no", "never", "maybe", "often")
    ids = [b.said(b.actor(name, name), word, issue="pay") for name, word in zip("ABCDE", words, strict=True)]
    for n, sure in enumerate(confidences):
        b.conflicts.append(Conflict((ids[n], ids[n + 1]), f"issue {n}", "On issue, A and B differ", sure))
    return b.build()


def test_the_surest_conflicts_come_first_and_the_doubtful_stand_apart() -> None:
    contents = build([four([0.1, 0.5, None, 0.6])])
    assert [(one.issue, one.unsure) for one in contents.against] == [("Issue 2", False), ("Issue 3", False), ("Issue 1", False)]
    assert [(one.issue, one.unsure) for one in contents.doubtful] == [("Issue 0", True)]
    assert contents.against[0].whys == ("A and B differ",)


def test_where_all_conflicts_are_doubtful_the_three_surest_are_shown_as_such() -> None:
    contents = build([four([0.1, 0.3, 0.2, 0.05])])
    assert [(one.issue, one.unsure) for one in contents.against] == [("Issue 1", True), ("Issue 2", True), ("Issue 0", True)]
    assert [one.issue for one in contents.doubtful] == ["Issue 3"]
    assert contents.unsure


def test_finer_issues_have_the_codebooks_labels_and_stand_with_the_one_above() -> None:
    b = Builder("Aa wants gold. Bb wants salt. Aa wants tin. Cc wants gold, and salt, and tin.")
    for name, word, issue in (("Aa", "gold", "metal"), ("Bb", "salt", "salt"), ("Cc", "salt, and", "salt"), ("Aa", "tin", "tin")):
        b.said(b.actor(name, name), word, issue=issue, stance="demand")
    labels = (IssueLabel("metal", "Metals"), IssueLabel("tin", "Tin and lead", "Metals"))
    (matrix,) = build([replace(b.build(), codebook="own@1", issues=labels)]).matrices
    assert [row.label for row in matrix.rows] == ["Salt", "Metals", "Metals: tin and lead"]


def test_codes_that_the_program_is_unsure_of_are_marked() -> None:
    b = Builder("Aa wants gold. Bb wants salt. Cc wants tin.")
    ids = [b.said(b.actor(name, name), word, issue=word) for name, word in (("Aa", "gold"), ("Bb", "salt"), ("Cc", "tin"))]
    sure = zip(ids, ("stance", "issue", "issue"), (0.4, 0.2, 0.5), strict=True)
    codings = tuple(Coding(statement, variable, "x", "built-in", "talks@1.0", value) for statement, variable, value in sure)
    contents = build([replace(b.build(), codings=codings)])
    assert [one.unsure for one in contents.said] == [True, True, False]
    assert [(row.label, row.unsure) for row in contents.matrices[0].rows] == [("Gold", False), ("Tin", False), ("Salt", True)]


def test_agreement_both_sides_and_conditions_that_wait_for_each_other() -> None:
    coded = talks()
    first, second = coded.statements[0].id, coded.statements[3].id
    coded = replace(
        coded,
        agreements=(Agreement((first, second), "territory", "On territory, both speak for the same"),),
        splits=(Split("side", (first, second), None, "both speak for Kestria"), Split("side", (first, "gone"), None, "why")),
        conditionals=coded.conditionals * 2,
        chains=(Chain((0, 1), "each waits"), Chain((0, 7), "out of reach")),
    )
    contents = build([coded])
    assert [(one.issue, one.other.short, one.whys) for one in contents.agreed] == [
        ("Territory", "Drenn", ("Both speak for the same",))
    ]
    assert [one.whys for one in contents.divided] == [("Both speak for Kestria",)]
    assert [one.why for one in contents.linked] == ["each waits"]


def test_a_surname_keeps_its_small_words() -> None:
    b = Builder("Ada van der Holt said no. Sir Piers Amble said yes. Sir Piers said so. Omar al-Tarik spoke.")
    holt, amble = b.actor("Ada van der Holt"), b.actor("Piers Amble")
    b.actors[amble] = replace(b.actors[amble], mentions=(*b.spans("Sir Piers Amble"), (51, 60)))
    b.said(holt, "no")
    b.said(amble, "yes")
    b.said(b.actor("Omar al-Tarik"), "spoke")
    assert [one.short for one in build([b.build()]).said] == ["van der Holt", "Amble", "al-Tarik"]


def test_a_range_up_to_the_day_of_publication_is_since_or_by() -> None:
    b = Builder("The ferry has not run. Nobody crosses.")
    b.events.append(Event("e0", b.spans("The ferry has not run"), "PROTEST", date="2029/2031-05-12"))
    b.events.append(Event("e1", b.spans("Nobody crosses"), "PROTEST", date="2031-05-05/2031-05-11"))
    b.events.append(Event("e2", b.spans("crosses"), "PROTEST", date="2031-05-06/2031-05-12"))
    assert [one.date for one in build([b.build()]).happened] == ["since 2029", "5–11 May", "by 12 May"]


def test_an_event_is_told_in_its_own_words_and_once() -> None:
    b = Builder("But after the ferry burned at the quay and that the crew of 12 thousand left, nobody came.")
    b.events.append(Event("e0", b.spans("But after the ferry burned at the quay and that"), "ASSAULT", date="2031-05-11"))
    b.events.append(Event("e1", b.spans("But after the ferry burned at the quay and"), "PROTEST", date="2031-05-11"))
    b.events.append(Event("e2", b.spans("crew of 12 thousand left"), "PROTEST", count=12_000))
    told = [(one.told(60), one.untold(one.told(60))) for one in build([b.build()]).happened]
    assert told == [("the ferry burned at the quay", ()), ("crew of 12 thousand left", ())]


def test_what_is_not_placed_is_said() -> None:
    contents = build([talks()])
    assert [one.cite.key for one in contents.no_issue] == ["r1-s6", "r1-s8"]
    assert [one.name for one in contents.no_side] == ["official"]
    assert [one.cite.key for one in contents.no_speaker] == ["r1-s8"]


def test_events_are_in_order_and_the_planned_ones_last() -> None:
    happened = build([talks()]).happened
    assert [(one.date, one.status) for one in happened] == [("11 May", "past"), ("13 May", "planned")]
    assert happened[0].claim is not None and happened[0].claim.short == "Kestrian army"
    assert happened[0].untold("Morvane fired 46 rockets at Old Brask") == ("Sell valley",)


def test_the_same_party_in_two_reports_is_one_side() -> None:
    b = Builder("The bank is ours, Jorn Aske said.", location="second.txt", published="2031-05-14")
    b.said(b.actor("Jorn Aske", "KESTRIA"), "The bank is ours", issue="territory", stance="refuse")
    contents = build([talks(), b.build()])
    assert [side.name for side in contents.sides].count("Kestria") == 1
    assert contents.counts.startswith("2 reports · 12–14 May 2031 · 10 statements")
    (matrix,) = contents.matrices
    assert {one.cite.ref for one in matrix.rows[0].cells["Kestria"].said} == {"r1 ¶1–2", "r2 ¶1"}


def test_reports_on_other_talks_get_a_matrix_of_their_own() -> None:
    b = Builder("Pay must rise, Bryn Halloway said.", location="strike.txt")
    b.said(b.actor("Bryn Halloway", "URFS"), "Pay must rise", issue="pay", stance="demand")
    contents = build([talks(), b.build()])
    assert [(matrix.labels, [side.name for side in matrix.sides]) for matrix in contents.matrices][1] == (("r2",), ["URFS"])
    assert [(side.name, side.slot) for side in contents.sides] == [("Kestria", 1), ("Morvane", 2), ("URFS", 1)]


def test_nothing_at_all() -> None:
    contents = build([])
    assert (contents.title, contents.counts) == ("No report", "0 reports · 0 statements")


def test_a_speaker_of_thousands_of_statements_is_named_once() -> None:
    count = 4000
    b = Builder("Bo Lang said no. " * count)
    speaker = b.actor("Bo Lang", "Kestria")
    b.actors[speaker] = replace(b.actors[speaker], mentions=tuple((17 * n, 17 * n + 7) for n in range(count)))
    for n in range(count):
        b.said(speaker, content=((17 * n + 13, 17 * n + 15),), stance="refuse")
    begin = time.process_time()
    assert {said.short for said in build([b.build()]).said} == {"Lang"}
    assert time.process_time() - begin < 5
