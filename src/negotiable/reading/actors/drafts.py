"""An actor in the making, and when two names are one."""

import re
import unicodedata
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from negotiable.terms.reading import ActorKind

_SAME_SPELLING = 0.88


@dataclass(slots=True, eq=False)
class Draft:
    """An actor in the making; `mentions` and `roles` are ranges of word numbers, half-open."""

    name: str
    kind: ActorKind
    named: bool = True
    gender: str = ""
    plural: bool = False
    head: str = ""
    party: str | None = None
    party_known: bool = False
    tokens: tuple[str, ...] = ()
    roles: list[tuple[int, int]] = field(default_factory=list)
    institutions: list[tuple[int, int]] = field(default_factory=list)
    mentions: set[tuple[int, int]] = field(default_factory=set)
    calls: set[str] = field(default_factory=set)

    first: int = 1 << 60
    latest: int = -1

    def mention(self, first: int, last: int) -> None:
        """Add a mention; `first` of the actor is where the earliest begins."""
        self.mentions.add((first, last))
        self.first = min(self.first, first)
        self.latest = max(self.latest, first)


def slug(name: str) -> str:
    """A name as an id: lower case ASCII letters and digits, joined by hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’]", "", plain)).strip("-") or "actor"


def key_of(name: str) -> str:
    """What two mentions of one actor share: the name in lower case without its article."""
    return re.sub(r"^(?:the|a|an) ", "", " ".join(name.lower().replace("’", "'").split()))


def nearly(a: str, b: str) -> bool:
    """Spellings of one name: Zelensky, Zelenskyy."""
    if a == b:
        return True
    if min(len(a), len(b)) < 5 or abs(len(a) - len(b)) > 2 or a[0] != b[0]:
        return False
    return SequenceMatcher(None, a, b).ratio() >= _SAME_SPELLING
