"""Which words of a clause may tell of an event: the lexicon in data/triggers.yaml, inflected and matched."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from negotiable.reading.events.clauses import Word

_NEAR = 10  # words on either side in which a "with" word counts
_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Trigger:
    """One entry of the lexicon: `words` are its lower-case words, `near` the words and (`stems`) beginnings one of which it
    needs close by; `sure`: it is seldom used of anything but an event."""

    type: str
    lemma: str
    words: tuple[str, ...]
    noun: bool
    sure: bool = False
    near: frozenset[str] = frozenset()
    stems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A trigger at the words `first` to `last` (included) of a clause."""

    trigger: Trigger
    first: int
    last: int


def find_triggers(words: Sequence[Word], context: Sequence[Word] = ()) -> Iterator[Hit]:
    """Every entry of the lexicon that matches in one clause; `context`: words of another clause that it is told of, which may
    hold the "with" word ("assets | which were frozen")."""
    index = _index()
    for at, word in enumerate(words):
        for trigger in index.get(word.lower, ()):
            last = at + len(trigger.words) - 1
            if last >= len(words) or any(words[at + i].lower != w for i, w in enumerate(trigger.words)):
                continue
            if (trigger.near or trigger.stems) and not _near(trigger, words, at, last, context):
                continue
            yield Hit(trigger, at, last)


def _near(trigger: Trigger, words: Sequence[Word], first: int, last: int, context: Sequence[Word]) -> bool:
    around = (*context, *words[max(0, first - _NEAR) : first], *words[last + 1 : last + 1 + _NEAR])
    return any(w.lower in trigger.near or w.lower.startswith(trigger.stems) for w in around)


@cache
def _index() -> dict[str, tuple[Trigger, ...]]:
    import yaml

    source = files("negotiable.reading.events").joinpath("data/triggers.yaml").read_text(encoding="utf-8")
    lexicon: dict[str, dict[str, list[str]]] = yaml.load(source, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    found: dict[str, dict[tuple[object, ...], Trigger]] = defaultdict(dict)
    for root, parts in lexicon.items():
        for trigger in _triggers(root, parts):
            found[trigger.words[0]][(root, trigger.lemma, trigger.words, trigger.noun, trigger.near)] = trigger
    return {word: tuple(entries.values()) for word, entries in found.items()}


def _triggers(root: str, parts: dict[str, list[str]]) -> Iterator[Trigger]:
    sure = set(parts.get("sure", ()))
    for entry in parts.get("nouns", ()):
        name = entry.removeprefix("=")
        for form in {name} if entry.startswith("=") else {name, _plural(name)}:
            yield Trigger(root, name, tuple(form.split()), noun=True, sure=name in sure)
    for entry in parts.get("verbs", ()):
        for words in _verb_forms(entry):
            yield Trigger(root, entry.split("/")[0], words, noun=False, sure=entry.split("/")[0] in sure)
    for entry in parts.get("with", ()):
        head, _, needs = entry.partition(":")
        near = frozenset(w for w in needs.split() if not w.endswith("*"))
        stems = tuple(w[:-1] for w in needs.split() if w.endswith("*"))
        for words in _verb_forms(head):
            lemma = head.split("/")[0]
            yield Trigger(root, lemma, words, noun=False, sure=f"{lemma}:" in sure, near=near, stems=stems)


def _plural(noun: str) -> str:
    if noun.endswith("y") and noun[-2] not in _VOWELS:
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "sh", "ch", "x")) else "s")


def _verb_forms(entry: str) -> set[tuple[str, ...]]:
    """The forms of "shoot/shot down": base, -s, -ing, -ed (or the irregular ones), the rest of the phrase kept."""
    head, *rest = entry.split()
    base, *irregular = head.split("/")
    stem = base.removesuffix("e") if not base.endswith("ee") else base
    if base.endswith("y") and base[-2] not in _VOWELS:
        forms = {base, base[:-1] + "ies", base[:-1] + "ied", base + "ing"}
    else:
        forms = {base, _plural(base), base.removesuffix("e") + "ed", stem + "ing"}
        if base[-1] not in "ywxe" + _VOWELS and base[-2:-1] in tuple(_VOWELS):
            forms |= {base + base[-1] + "ed", base + base[-1] + "ing"}
    if irregular:
        forms = {form for form in forms if not form.endswith("ed")} | set(irregular)
    return {(form, *rest) for form in forms}
