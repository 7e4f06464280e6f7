"""Bytes → text: which encodings are read, and what is no text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiable.errors import UnreadableInput
from negotiable.sources.decoding import decode

QUOTED = "“We’re ready,” said Zoë Brandt\u00a0– the port’s chair.\r\n\r\nNo more."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_each_encoding_gives_the_same_text_with_line_ends_and_no_break_spaces(encoding: str) -> None:
    assert decode(QUOTED.encode(encoding)) == QUOTED


@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be"])
def test_either_byte_order_of_utf_16(order: str) -> None:
    assert decode(("\ufeff" + QUOTED).encode(order)) == QUOTED


def test_only_the_first_byte_order_mark_goes() -> None:
    assert decode("\ufeffa\ufeffb".encode()) == "a\ufeffb"


def test_stray_windows_bytes_in_a_utf_8_text_do_not_spoil_the_rest() -> None:
    assert decode("“Yes,” “no,” and “maybe”: ".encode() + b"\x93so\x94") == "“Yes,” “no,” and “maybe”: “so”"


def test_bytes_that_windows_1252_leaves_undefined_are_kept() -> None:
    assert (
        decode(b"the caf\xe9 closed at \x81 and nobody said why, so they left")
        == "the café closed at \x81 and nobody said why, so they left"
    )


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04....", "zip"),
        (b"{\\rtf1 Hello}", "RTF"),
        (b"The talks\x00 went on", "zero bytes"),
        (bytes(range(1, 32)) * 40, "control characters"),
        (b"\x81\x8d\x8f" * 50, "control characters"),
    ],
)
def test_what_is_no_text_is_named_with_what_to_do(data: bytes, told: str) -> None:
    with pytest.raises(UnreadableInput, match=told) as error:
        decode(data)
    assert "save it as plain text" in str(error.value)


@given(st.binary(max_size=400))
def test_any_bytes_give_a_text_or_a_reason(data: bytes) -> None:
    try:
        decode(data).encode("utf-8")
    except UnreadableInput as error:
        assert "\n" not in str(error)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1))
def test_valid_utf_8_is_never_changed(text: str) -> None:
    if text.startswith(("%PDF-", "{\\rtf", "\ufeff")) or "\ufffd" in text:
        return
    assert decode(text.encode()) == text
