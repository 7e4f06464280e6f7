"""What the commands say on standard error: one line each, safe to print whatever a file is called."""

import io
import re
import sys
import traceback

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def say(message: str, *, about: str | None = None) -> None:
    """Prints "negotiable: ABOUT: MESSAGE" on one line of standard error."""
    line = f"negotiable: {about}: {message}" if about is not None else f"negotiable: {message}"
    print(one_line(line), file=sys.stderr, flush=True)


def say_unexpected(error: Exception, *, debug: bool, about: str | None = None) -> None:
    """One line about an error that nobody foresaw; the traceback before it with `debug`."""
    if debug:
        traceback.print_exception(error)
    hint = "please report this" if debug else "please report this; --debug shows where"
    say(f"something unforeseen went wrong ({type(error).__name__}: {error}): {hint}", about=about)


def one_line(text: str) -> str:
    """`text` with line breaks, control, direction and undecodable characters shown as escapes."""
    return _UNPRINTABLE.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


def set_up_streams() -> None:
    """Output is UTF-8 wherever it goes: a terminal that says it knows only ASCII must not stop the program.

    A lone surrogate (half of a file name that is not UTF-8) goes out as \\udcXX, which is its spelling in JSON, too.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n" if stream is sys.stdout else None)
