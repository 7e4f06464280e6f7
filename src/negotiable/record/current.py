"""Which codes of a statement are current: those of its codings, in order, where a person's beats a program's."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from negotiable.terms import Span, Spans

_SURROGATE = re.compile("[\ud800-\udfff]")

PERSON = "person:"
DECIDING = " (deciding)"
"""Ends the name by which a decision between coders is kept, so that it does not count as one more coder's."""

REVIEW = "review"
"""The variable by which a person accepts or rejects a statement as it is."""

SURE = "sure"
"""Beside the codes: how sure the coder is of each, 0 to 1, by variable."""

PASSAGES = "passages"
"""Beside the codes: where in the report the coder points for each, by variable."""

BESIDE = (SURE, PASSAGES)

FIELDS = (
    *("source", "cue", "content", "kind", "mode", "speaker", "relayed_by", "continues", "confidence"),
    *("issue", "stance", "target", "firmness", "act", "said_on", "party", "condition", REVIEW),
)
"""Variables that an act may give a value; speaker, target and relayed_by are ids of the report's cast."""


@dataclass(frozen=True, slots=True)
class Act:
    """What one coder said of a statement at one time: `codes` by variable; `undoes`: the act that it takes back."""

    n: int
    coder: str
    codebook: str
    coded_at: str
    codes: Mapping[str, Any]
    undoes: int | None = None

    @property
    def by_person(self) -> bool:
        return is_person(self.coder)


def is_person(coder: str) -> bool:
    """Whether a coder is a human being."""
    return coder.startswith(PERSON)


def effective(acts: Sequence[Act]) -> list[Act]:
    """The acts that hold: those that no later act undoes (one that is undone itself undoes nothing)."""
    undone: set[int] = set()
    for act in reversed(acts):
        if act.undoes is not None and act.n not in undone:
            undone.add(act.undoes)
    return [act for act in acts if act.n not in undone and act.undoes is None]


def against(acts: Sequence[Act], n: int) -> tuple[dict[str, Any], int | None]:
    """What takes the act `n` of a statement back: its codes, and the act that it undoes.

    Nothing holds of a statement whose addition is undone. Where other people coded it since, it is rejected instead.
    """
    coder = next(act.coder for act in acts if act.n == n)
    others = any(act.by_person and act.coder != coder for act in effective(acts))
    return ({REVIEW: "rejected"}, None) if n == acts[0].n and others else ({}, n)


def current(acts: Sequence[Act]) -> dict[str, Any]:
    """Values by variable: the program's latest, over them each person's in the order of time; `review` always has one."""
    held = effective(acts)
    found = _origins(held)
    values = {name: act.codes.get(name) for name, act in found.items() if name not in BESIDE}
    for beside in BESIDE:
        told = {name: act.codes[beside][name] for name, act in found.items() if name in (act.codes.get(beside) or ())}
        values |= {beside: told} if told else {}
    values[REVIEW] = _review(held)
    return values


def origins(acts: Sequence[Act]) -> dict[str, Act]:
    """The act that each current value comes from."""
    return _origins(effective(acts))


def _origins(held: Sequence[Act]) -> dict[str, Act]:
    """An act also gives what it is sure that nothing fits."""
    ordered = sorted(held, key=lambda act: act.by_person)  # stable: the order of time within each
    return {name: act for act in ordered for name in (*act.codes, *(act.codes.get(SURE) or ()))}


def _review(held: Sequence[Act]) -> str:
    """proposed until a person acts; then what the last verdict says, or corrected where codes were changed."""
    people = [act for act in held if act.by_person]
    verdicts = [act.codes[REVIEW] for act in people if REVIEW in act.codes]
    if verdicts and verdicts[-1] == "rejected":
        return "rejected"
    if any(key != REVIEW for act in people for key in act.codes):
        return "corrected"
    return "accepted" if verdicts and verdicts[-1] == "accepted" else "proposed"


def pack(codes: Mapping[str, Any]) -> str:
    """Codes as JSON; a program's are all given at once, so an absent one is None."""
    return json.dumps(dict(codes), ensure_ascii=False, separators=(",", ":"))


def spans_of(value: Any) -> Spans:
    """Spans from their JSON form."""
    found = json.loads(value) if isinstance(value, str) else value
    return tuple((int(start), int(end)) for start, end in found or ())


def span_text(spans: Iterable[Span]) -> str:
    """Spans as JSON."""
    return json.dumps([list(span) for span in spans], separators=(",", ":"))


def merged(spans: Iterable[Span]) -> Spans:
    """Spans in the order of the text, those that overlap or touch made one."""
    kept: list[Span] = []
    for start, end in sorted(spans):
        if kept and start <= kept[-1][1]:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        else:
            kept.append((start, end))
    return tuple(kept)


def quoted(text: str, spans: Spans) -> str:
    """The words of `spans`, "…" between pieces; half a surrogate pair, which SQLite refuses, is shown as U+FFFD."""
    return storable(" … ".join(text[start:end] for start, end in spans))


def storable(text: str) -> str:
    """`text` with each lone surrogate as U+FFFD, one for one, so that offsets hold."""
    return _SURROGATE.sub("\ufffd", text)
