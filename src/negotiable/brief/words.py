"""The words and marks that a brief uses for codes, dates and counts: neutral, the same on a terminal and in HTML."""

import re
import textwrap
import unicodedata
from collections.abc import Sequence

from negotiable.terms import Statement, Wording

STANCE_MARKS = {
    "support": "●",
    "offer": "+",
    "demand": "▲",
    "conditional": "◆",
    "refuse": "✕",
    "oppose": "▼",
    "assessment": "○",
    "none": "□",
}
STANCE_WORDS = {
    "support": "supports",
    "offer": "offers",
    "demand": "demands",
    "conditional": "if\u00a0…",
    "refuse": "refuses",
    "oppose": "opposes",
    "assessment": "assesses",
    "none": "reports",
}
STANCE_MEANINGS = {
    "support": "speaks for it",
    "offer": "own side is ready to",
    "demand": "asks for it",
    "conditional": "ties it to a condition",
    "refuse": "own side will not",
    "oppose": "speaks against, accuses",
    "assessment": "judges progress or chances",
    "none": "a bare report of fact",
}
FIRMNESS_MEANINGS = {"red-line": "own side will never", "demand": "asks for it, or refuses", "wish": "would like it"}
RED_LINE = "RED LINE"
STANCE_ORDER = ("refuse", "demand", "conditional", "offer", "oppose", "support", "assessment", "none")

UNSURE_BELOW = 0.6  # of who says what
UNSURE_CODE_BELOW = {"stance": 0.5, "issue": 0.33}
TARGET_NAMED_FROM = 0.5  # "accuses Belmark": a target less sure is left out
GUESSED_ISSUE_BELOW = 0.4  # a row of the matrix that has no surer statement is marked
CONFLICT_UNSURE_BELOW = 0.35
UNSURE_LEGEND = "the program is unsure of this line: see its passage"
ATTITUDE_LEGEND = "the reporter’s word for an attitude, not reported speech"

_AUXILIARIES = re.compile(r"(?:(?:also|are|been|being|had|has|have|is|previously|was|were)\s+)*(?!$)", re.IGNORECASE)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_UNSEEN = ("Cc", "Cs", "Co", "Cn")
# Direction overrides and isolates, which would turn the rest of a line around, soft hyphens and spaces without width.
_TURNING = re.compile("[\u00ad\u061c\u200b\u2060\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def clean(text: str) -> str:
    """`text` on one line: white space made single, control and direction characters taken out (a terminal obeys them)."""
    kept = _TURNING.sub("", text)
    if not kept.isprintable():
        kept = "".join(" " if c.isspace() else "\ufffd" if unicodedata.category(c) in _UNSEEN else c for c in kept)
    return " ".join(kept.split())


def stance_word(statement: Statement, cue: str, target: str | None = None) -> str:
    """The word for a statement's stance; an attitude keeps the reporter's own word (`cue`), an accusation names whom."""
    if statement.mode == "attitude" and cue:
        return _AUXILIARIES.sub("", cue) or cue
    if statement.act == "ACCUSE" and statement.stance == "oppose":
        return f"accuses {target}" if target else "accuses"
    return RED_LINE if statement.firmness == "red-line" else STANCE_WORDS[statement.stance]


_LEADS = frozenset(
    "after amid and as before but despite following for meanwhile of since so than that then when where which while who".split()
)


def also_reported(one: Wording) -> str:
    """ "also reported as “…” (Kestrel Post, 12 May 2031)": a wording that another report has, with its outlet and date."""
    where = ", ".join(part for part in (clean(one.outlet or one.location or ""), day(one.published)) if part)
    words = textwrap.shorten(clean(one.quote).strip('“”"'), 300, placeholder=" …")
    return f"also reported as “{words}”" + (f" ({where})" if where else "")


def own_words(words: Sequence[str]) -> slice:
    """A clause without the one or two words at each end that only tie it to what stands around it."""
    tied = [word.lower().strip(",.") in _LEADS for word in words]
    first = next((n for n, one in enumerate(tied) if not one), 0)
    last = next((n for n in range(len(tied), 0, -1) if not tied[n - 1]), 0)
    return slice(first if first <= 2 else 0, last if len(words) - last <= 2 else None) if last - first > 2 else slice(None)


def is_whole(speaker: str, side: str | None) -> bool:
    """Whether a speaker is the side itself, also under a name with a note: "Staff Union (SU)"."""
    return side is not None and side.casefold().startswith(speaker.casefold()) and side[len(speaker) :][:2] in ("", " (")


def day(iso: str | None, *, year: bool = True) -> str:
    """An ISO day, month, year or range as words: "16 Mar 2025", "Mar 2025", "15–16 Mar 2025"; "" for None or no date."""
    if not iso:
        return ""
    first, _, last = iso.partition("/")
    if not last:
        return _one_day(first, year)
    if _ISO.fullmatch(first) and _ISO.fullmatch(last) and first[:7] == last[:7] and len(first) == len(last) == 10:
        return f"{int(first[8:])}–{_one_day(last, year)}"
    same_year = first[:4] == last[:4]
    return f"{_one_day(first, year and not same_year)} – {_one_day(last, year)}"


def _one_day(iso: str, year: bool) -> str:
    match = _ISO.fullmatch(iso)
    if not match:
        return clean(iso)
    y, m, d = match.groups()
    if not m or not 1 <= int(m) <= 12:
        return y
    parts = [str(int(d)) if d else "", _MONTHS[int(m) - 1], y if year or not d else ""]
    return " ".join(part for part in parts if part)


def counted(n: int, noun: str, plural: str | None = None) -> str:
    """ "1 report", "2 reports"."""
    return f"{n:,} {noun if n == 1 else plural or noun + 's'}"
