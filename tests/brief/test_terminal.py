"""The brief on a terminal."""

import re

import pytest
from brief.builder import Builder, talks, tied_talks

from negotiable.brief.terminal import render
from negotiable.terms import CodedReading

ANSI = re.compile(r"\x1b\[[0-9;]*m")


def squeezed(text: str) -> str:
    return " ".join(text.split())


def test_the_lines_that_matter() -> None:
    text = squeezed(render([talks()], width=126, colour=False))
    for line in (
        "1 report · 12 May 2031 · 9 statements · 5 speakers · 2 sides",
        "Kestria: Ilsa Maren (foreign minister), Kestrian army",
        "✕ RED LINE ¶1–2",
        "Kestria Territory: “The valley stays ours. We will never give it away” Maren ¶1–2",
        "Kestria → Morvane threat: If the guns stay → Kestria will close the crossing Maren ¶2",
        "11 May Morvane fired 46 rockets at Old Brask · Sell valley according to Kestrian army ¶4",
        "13 May planned: Envoys of Kestria and Morvane meet tomorrow ¶1",
        "the talks are 'tomorrow' in one sentence and 'today' in the last ¶1 ¶4",
        "2 statements on no issue of the codebook: ¶3 ¶4",
        "1 speaker without a side: official ¶4",
        "▲ wants† ¶3",
        "† the reporter’s word for an attitude",
        "? the program is unsure of this line",
    ):
        assert line in text, line


@pytest.mark.parametrize("width", [60, 80, 89, 90, 126, 160])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    for line in render([talks()], width=width, colour=False).splitlines():
        assert len(line) <= width, line


def test_plain_text_when_piped_and_the_same_words_in_colour() -> None:
    plain, coloured = (render([talks()], width=110, colour=colour) for colour in (False, True))
    assert "\x1b" not in plain
    assert "\x1b[" in coloured
    assert squeezed(ANSI.sub("", coloured)) == squeezed(plain)


def test_a_report_cannot_write_to_the_terminal() -> None:
    b = Builder("Mallory said \x1b[2J[bold red]gone[/] \u202enow :smile: \x07 please, he said.")
    b.said(
        b.actor("Mal\x1b[31mlory", "Par\x1bty"),
        "\x1b[2J[bold red]gone[/] \u202enow :smile: \x07 please",
        issue="pay",
        stance="demand",
    )
    text = render([b.build()], width=120, colour=False)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u202e]", text)
    assert "[bold red]gone[/]" in text and ":smile:" in text


def test_nothing_said_is_said() -> None:
    text = render([Builder("Rain fell on the valley.").build()], width=80, colour=False)
    assert "No statement was found in this report" in text
    assert "0 statements" in text
    assert "WHERE THEY STAND" not in text


def crowd(sides: int) -> CodedReading:
    names = [f"Side {n} of the long conference table" for n in range(sides)]
    b = Builder(" ".join(f"Number {n} would not move, said the envoy." for n in range(sides)))
    for n, name in enumerate(names):
        b.said(b.actor(f"Envoy {n}", name), f"Number {n} would not move", issue="borders", stance="refuse")
    return b.build()


@pytest.mark.parametrize("width", [60, 100, 160])
def test_with_many_sides_every_one_is_still_there(width: int) -> None:
    text = squeezed(render([crowd(30)], width=width, colour=False))
    assert all(f"Number {n} would not move" in text for n in range(30))


def test_long_lists_are_cut_and_say_so() -> None:
    b = Builder(" ".join(f"Line {n} is red, it said." for n in range(40)))
    for n in range(40):
        b.said(b.actor(f"Envoy {n}", f"Side {n}"), f"Line {n} is red", issue="borders", stance="refuse", firmness="red-line")
    assert "+ 32 more lines in the HTML brief" in render([b.build()], width=120, colour=False)


def test_several_reports_are_told_apart() -> None:
    other = Builder("The bank is ours, Jorn Aske said.", location="second.txt")
    other.said(other.actor("Jorn Aske", "Kestria"), "The bank is ours", issue="territory", stance="refuse")
    text = squeezed(render([talks(), other.build()], width=126, colour=False))
    assert "✕ RED LINE r1 ¶1–2 · ✕ r2 ¶1" in text
    assert "r2 The bank is ours, Jorn Aske said." in text


def test_ties_and_doubts_about_conflicts() -> None:
    text = squeezed(render([tied_talks()], width=126, colour=False))
    for line in (
        "each waits for the other: Kestria ¶2 ↔ Kestria ¶2",
        "+ 1 line that the program is less sure of in the HTML brief",
        "IN AGREEMENT Territory: Maren:",
        "ON BOTH SIDES Armed forces and weapons: Drenn:",
    ):
        assert line in text, line
