"""What is printed when a file has a hostile name."""

import pytest

from negotiable.cli.messages import one_line, say


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a\nb\r.txt", "a\\nb\\r.txt"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("evil\u202etxt.exe", "evil\\u202etxt.exe"),
        ("half\udcff", "half\\udcff"),
        ("Kyïv – “talks”.txt", "Kyïv – “talks”.txt"),
    ],
)
def test_control_direction_and_undecodable_characters_are_shown_as_escapes(name: str, shown: str) -> None:
    assert one_line(name) == shown


def test_a_message_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    say("first\nsecond", about="x\ny")
    assert capsys.readouterr().err == "negotiable: x\\ny: first\\nsecond\n"
