"""Which statements are wanted: the same filters for search, briefs, exports and the workbench's list."""

from dataclasses import dataclass
from typing import Any

from negotiable.record.identity import name_key

_LIVE: tuple[str, list[Any]] = ("s.live = 1", [])
_REJECTED: tuple[str, list[Any]] = ("s.review = 'rejected' AND s.withdrawn = 0", [])
_ESCAPED = str.maketrans({"%": r"\%", "_": r"\_", "\\": r"\\"})


@dataclass(frozen=True, slots=True)
class Filters:
    """`speaker`, `outlet`: part of a name; `party`, `issue`, `stance`, `firmness`: exactly, "" for none.

    `since`, `until`: ISO days, both included. `review`: proposed, accepted, corrected, rejected. `surer`, `unsurer`:
    bounds of the confidence. `report`: an id. `without`: a coder who said nothing of the statement yet. A rejected
    statement is found only by asking for it, or for what a coder has not coded yet.
    """

    speaker: str | None = None
    party: str | None = None
    issue: str | None = None
    stance: str | None = None
    firmness: str | None = None
    outlet: str | None = None
    report: str | None = None
    since: str | None = None
    until: str | None = None
    review: str | None = None
    surer: float | None = None
    unsurer: float | None = None
    without: str | None = None

    @property
    def on_statements(self) -> bool:
        """Whether anything but the dates and the report is asked for."""
        names = ("speaker", "party", "issue", "stance", "firmness", "review", "surer", "unsurer", "without")
        return any(getattr(self, name) is not None for name in names)

    def of_statements(self) -> tuple[str, list[Any]]:
        """Conditions on the table `statement` as `s`, joined by AND, and their values."""
        parts: list[tuple[str, list[Any]]] = [_LIVE if self.review != "rejected" else _REJECTED]
        for name in ("party", "issue", "stance", "firmness"):
            value = getattr(self, name)
            if value is not None:
                parts.append((f"s.{name} IS NULL", []) if value == "" else (f"s.{name} = ?", [value]))
        if self.speaker is not None:
            like = f"%{name_key(self.speaker).translate(_ESCAPED)}%"
            leads = r"SELECT lead FROM actor WHERE key LIKE ? ESCAPE '\' OR name LIKE ? ESCAPE '\'"
            parts.append((f"s.actor IN ({leads})", [like, f"%{self.speaker.translate(_ESCAPED)}%"]))
        if self.since is not None:
            parts.append(("s.day >= ?", [self.since]))
        if self.until is not None:
            parts.append(("s.day <= ?", [self.until]))
        if self.review not in (None, "rejected"):
            parts.append(("s.review = ?", [self.review]))
        if self.surer is not None:
            parts.append(("s.confidence >= ?", [self.surer]))
        if self.unsurer is not None:
            parts.append(("s.confidence <= ?", [self.unsurer]))
        if self.without is not None:
            parts.append(("NOT EXISTS (SELECT 1 FROM act WHERE act.statement = s.n AND act.coder = ?)", [self.without]))
        where = " AND ".join(part for part, _ in parts)
        return where, [value for _, values in parts for value in values]

    def of_reports(self) -> tuple[str, list[Any]]:
        """Conditions on the table `report` as `r` ("1" for none), and their values."""
        parts: list[tuple[str, list[Any]]] = [("1", [])]
        if self.report is not None:
            parts.append(("r.id = ?", [self.report]))
        if self.outlet is not None:
            parts.append((r"r.outlet LIKE ? ESCAPE '\'", [f"%{self.outlet.translate(_ESCAPED)}%"]))
        if self.since is not None:
            parts.append(("(r.published IS NULL OR r.published >= ?)", [self.since]))
        return " AND ".join(part for part, _ in parts), [value for _, values in parts for value in values]
