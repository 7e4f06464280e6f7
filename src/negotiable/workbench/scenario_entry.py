"""One line of a scenario as a form: what stands in it, what was entered, and the scenario with it in its place."""

import re
from collections.abc import Iterable

from negotiable.scenario.names import slug
from negotiable.scenario.plain import LINES, Misplaced, Plain, key_of
from negotiable.scenario.sentences import Words
from negotiable.terms.scenario import Scenario
from negotiable.workbench.condition import entered as condition
from negotiable.workbench.forms import Form

NEW = "new"
KINDS = {
    "about": "the title and what is assumed",
    "now": "what holds now",
    "parties": "a side",
    "issues": "an issue",
    "statements": "what a side wants",
    "impossible": "what cannot be",
    "undertakings": "a threat or an offer",
    "quotations": "a quotation",
}
_NEEDED = {
    "about": ("title",),
    "parties": ("name",),
    "issues": ("label",),
    "statements": ("party", "wants"),
    "impossible": ("that",),
    "undertakings": ("party", "if", "then"),
    "quotations": ("words",),
}
MOST_OPTIONS = 200
_QUOTED = re.compile(r"'(?:wants|that|if|then): .*?' (?=names |has |goes |is )")
_BEFORE = re.compile(r"(?:[a-z ]+ '[^']*'|impossible|rankings|now): ")


def entry_of(data: Plain, kind: str, key: str) -> Plain | None:
    """What the form on a line begins with; None where there is no such line."""
    if kind == "about":
        return {"title": data["title"], "as_of": data["as_of"]} | {k: "\n".join(data[k]) for k in ("assumed", "unplaced")}
    if kind == "now":
        return {"known": "" if data["now"] is None else "yes", "now": data["now"] or []}
    if kind not in KINDS:
        return None
    if key == NEW:
        return dict(BLANK[kind])
    found = next((one for n, one in enumerate(data[kind]) if key_of(one, n) == key), None)
    if found is None or kind not in ("parties", "issues"):
        return found
    if kind == "parties":
        order = [one["id"] for one in data["statements"] if one["party"] == key]
        return {**found, "listed": "yes" if key in data["listed"] else "", "order": order, "ranking": _ranking(data, key)}
    held = data["now"] or []
    options = [{"by": [], **one, "now": "yes" if f"{key}.{one['id']}" in held else ""} for one in found["options"]]
    return {**found, "options": options}


BLANK: dict[str, Plain] = {
    "parties": {"id": "", "name": "", "listed": "", "order": [], "ranking": ""},
    "issues": {"id": "", "label": "", "choose": "one", "by": [], "options": []},
    "statements": {"id": "", "party": "", "class": "red-line", "wants": "", "above": [], "cites": []},
    "impossible": {"that": "", "why": "", "cites": []},
    "undertakings": {"id": "", "party": "", "kind": "threat", "if": "", "then": "", "cites": []},
    "quotations": dict.fromkeys(("id", "words", "who", "party", "date", "report", "statement"), ""),
}


def _ranking(data: Plain, party: str) -> str:
    groups = data["rankings"].get(party, [])
    return " ".join(group[0] if len(group) == 1 else f"[{' '.join(group)}]" for group in groups)


def entered(form: Form, kind: str, before: Plain) -> Plain:
    """What the form says; `before` is what the line said."""
    text, every = form.text, form.all
    if kind == "about":
        return {key: text(key) for key in ("title", "as_of", "assumed", "unplaced")}
    if kind == "now":
        return {"known": text("known"), "now": every("now")}
    if kind == "parties":
        order = sorted(before["order"], key=lambda one: (form.number(f"order.{one}") or 0, before["order"].index(one)))
        return {**before, "name": text("name"), "listed": text("listed"), "order": order, "ranking": text("ranking")}
    if kind == "issues":
        options = [_option(form, n) for n in range(min(form.number("rows") or 0, MOST_OPTIONS))]
        return {**before, "label": text("label"), "choose": text("choose"), "by": every("by"), "options": options}
    if kind == "quotations":
        return {key: text(key) for key in BLANK[kind]} | {"id": before["id"]}
    found = {key: every(key) if isinstance(value, list) else text(key) for key, value in BLANK[kind].items() if key != "id"}
    found |= {key: condition(form, key) for key in ("wants", "that", "if", "then") if key in found}
    return {**before, **found}


def _option(form: Form, n: int) -> Plain:
    name = f"options.{n}."
    found: Plain = {key: form.text(name + key) for key in ("id", "label", "one_way", "now")}
    return {**found, "by": form.all(name + "by")}


def missing(kind: str, entry: Plain) -> dict[str, list[str]]:
    """What was left empty and is needed, by the field."""
    return {name: ["Nothing is given here, and it is needed."] for name in _NEEDED.get(kind, ()) if not entry[name]}


def placed(data: Plain, kind: str, key: str, entry: Plain) -> tuple[Plain, str]:
    """The scenario with `entry` as its line `key`, and the key of the line."""
    if kind == "about":
        lists = {name: [one.strip() for one in entry[name].splitlines() if one.strip()] for name in ("assumed", "unplaced")}
        return {**data, "title": entry["title"], "as_of": entry["as_of"], **lists}, key
    if kind == "now":
        return {**data, "now": entry["now"] if entry["known"] else None}, key
    entry = dict(entry)
    if "id" in entry and not entry["id"]:
        entry["id"] = _fresh(_name(kind, entry), (one["id"] for one in data[kind]))
    found = dict(data)
    if kind == "parties":
        _place_order(found, entry)
        entry = {"id": entry["id"], "name": entry["name"]}
    if kind == "issues":
        _place_options(found, entry)
    keys = [key_of(one, n) for n, one in enumerate(data[kind])]
    at = keys.index(key) if key in keys else len(keys)
    found[kind] = [*data[kind][:at], entry, *data[kind][at + 1 :]]
    return found, key_of(entry, at)


def removed(data: Plain, kind: str, key: str) -> Plain:
    """The scenario without a line; what names it stays."""
    found = {**data, kind: [one for n, one in enumerate(data[kind]) if key_of(one, n) != key]}
    if kind == "parties":
        found["listed"] = [one for one in data["listed"] if one != key]
        found["rankings"] = {party: groups for party, groups in data["rankings"].items() if party != key}
    return found


def _name(kind: str, entry: Plain) -> str:
    if kind == "statements":
        option = re.search(r"([\w-]+)\.[\w-]+", entry["wants"])
        return f"{entry['party']}-{option[1]}" if option else entry["party"]
    return {"undertakings": "u1", "quotations": "q1"}.get(kind) or slug(entry.get("name") or entry.get("label") or "")


def _fresh(wanted: str, taken: Iterable[str]) -> str:
    """`wanted`, or with the next number that is free."""
    known = set(taken)
    name, n = wanted, 1
    while name in known:
        n += 1
        name = f"{wanted.rstrip('1')}{n}" if wanted in ("u1", "q1") else f"{wanted}-{n}"
    return name


def _place_order(data: Plain, party: Plain) -> None:
    """The order of a side's statements, whether it counts, and its ranking of states."""
    own = iter(sorted((s for s in data["statements"] if s["id"] in party["order"]), key=lambda s: party["order"].index(s["id"])))
    data["statements"] = [next(own) if one["id"] in party["order"] else one for one in data["statements"]]
    others = [one for one in data["listed"] if one != party["id"]]
    data["listed"] = [*others, party["id"]] if party["listed"] else others
    rankings = {name: groups for name, groups in data["rankings"].items() if name != party["id"]}
    if party["ranking"]:
        groups = re.findall(r"\[[^\[\]]*\]|[^\s,\[\]]+", party["ranking"])
        rankings[party["id"]] = [re.findall(r"[^\s,\[\]]+", group) for group in groups]
    data["rankings"] = rankings


def _place_options(data: Plain, issue: Plain) -> None:
    """The options that were given a label, with ids; those that hold now are known from their ticks."""
    options: list[Plain] = []
    held: list[str] = []
    for one in issue["options"]:
        if one["label"]:
            name = one["id"] or _fresh(slug(one["label"]), (o["id"] for o in [*options, *issue["options"]]))
            own = {"by": one["by"]} if one["by"] and one["by"] != issue["by"] else {}
            options.append({"id": name, "label": one["label"], "one_way": one["one_way"], **own})
            held += [f"{issue['id']}.{name}"] if one["now"] else []
    issue["options"] = options
    if data["now"] is not None:
        data["now"] = [one for one in data["now"] if one.partition(".")[0] != issue["id"]] + held


def errors_of(faults: Iterable[Misplaced], kind: str, at: int, entry: Plain, key: str) -> dict[str, list[str]]:
    """The faults by the field of the form that they belong to; "" for those that are elsewhere. `at`: the line's position."""
    found: dict[str, list[str]] = {}
    for fault in faults:
        where, tail = fault.place[:2], fault.place[2:]
        name = ""
        if where == (kind, at) and tail:
            name = str(tail[0])
            if name == "options" and len(tail) > 1:
                named = [n for n, one in enumerate(entry["options"]) if one["label"]]  # empty rows did not become options
                name = f"options.{named[int(tail[1])]}"
        elif kind == "about" and where[:1] in (("title",), ("as_of",)):
            name = str(where[0])
        elif where[:1] == ("now",) and (kind == "now" or f"issue '{key}'" in fault.message):
            name = "now"
        elif kind == "parties" and fault.message.startswith("rankings"):
            name = "ranking"
        message = _QUOTED.sub("this ", _BEFORE.sub("", fault.message, count=1)) if name else fault.message
        found.setdefault(name, []).append(message[:1].upper() + message[1:] + ("" if message.endswith((".", "?", "…")) else "."))
    return found


def lines_lost(before: Plain, after: Plain, found: Scenario) -> list[str]:
    """The lines of `before` that are not in `after`, in words; `found` is the scenario before."""
    words = Words(found)
    told = {
        "statements": [words.wants(one) for one in found.priorities],
        "impossible": [f"impossible: {words.formula(one.that, full=True)}" for one in found.impossible],
        "undertakings": [f"{words.parties[o.party]}: if {words.formula(o.condition)}, …" for o in found.undertakings],
    }

    def name(one: Plain) -> str:
        return str(one.get("id", one.get("that")))

    lost = []
    for kind in LINES:
        left = {name(one) for one in after[kind]}
        lost += [line for one, line in zip(before[kind], told[kind], strict=True) if name(one) not in left]
    return lost
