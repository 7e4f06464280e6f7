"""Statements of different reports that take opposite sides of one issue about the same thing."""

from collections import Counter
from collections.abc import Iterator

from negotiable.findings.finding import Cited, Finding, telling
from negotiable.findings.positions import Track

_WINDOW = 60  # statements apart on one issue, by day: keeps large records linear
_LEAST = 2  # rare words that two statements share
_RARE = 0.05  # of the statements have a rare word, or two in all


def contradictions(track: Track) -> Iterator[Finding]:
    """Pairs of different sides, one for and one against, in different reports, whose words have something rare in common."""
    by_issue: dict[str, list[Cited]] = {}
    for (_, issue), those in track.items():
        by_issue.setdefault(issue, []).extend(one for one in those if one.sign)
    words = {one.id: telling(one.quote) for those in by_issue.values() for one in those}
    counts = Counter(word for those in words.values() for word in those)
    rare = {word for word, count in counts.items() if count <= max(2, _RARE * len(words))}
    for issue, those in by_issue.items():
        those.sort(key=lambda one: (one.day, one.id))
        for n, one in enumerate(those):
            for other in those[n + 1 : n + 1 + _WINDOW]:
                apart = one.party != other.party and one.report != other.report and one.sign != other.sign
                if apart and len(words[one.id] & words[other.id] & rare) >= _LEAST:
                    text = f"{issue}: {one.party} ({one.stance}) and {other.party} ({other.stance})"
                    yield Finding("contradiction", text, (one, other))
