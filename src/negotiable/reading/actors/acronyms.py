"""Letters that stand for a body: in brackets after its name, or the initials of one name of the report."""

from negotiable.reading.actors.names import Name
from negotiable.reading.actors.words import Words


def find_acronyms(words: Words, names: list[Name], local: dict[str, str]) -> dict[str, str]:
    """ "Communications Workers of America (CWA)": the letters are another name of the body."""
    acronyms: dict[str, str] = {}
    for at, name in enumerate(names[:-1]):
        following = names[at + 1]
        k = name.last
        if following.first - k > 2 or k >= len(words) or words.low[k] != "(" or following.first <= k:
            continue
        letters = words.word[following.first]
        closing = following.last
        if closing < len(words) and words.low[closing] in ('"', "”"):
            closing += 1
        if (
            letters.upper() == letters
            and letters.isalpha()
            and 1 < len(letters) <= 8
            and closing < len(words)
            and words.low[closing] == ")"
        ):
            full = words.slice(name.first, name.last)
            initials = "".join(w[0] for w in words.word[name.first : name.last] if w[0].isalnum()).upper()
            if initials[:1] == letters[0] and name.last - name.first > 1 and name.kind in ("unknown", "body"):
                acronyms[letters] = full
                name.kind = "body"
                local[letters] = local[full] = f"{full} ({letters})"

    _initials(words, names, local, acronyms)
    return acronyms


def _initials(words: Words, names: list[Name], local: dict[str, str], acronyms: dict[str, str]) -> None:
    """ "BRC" after "British Retail Consortium": letters that are the initials of one name of the text only."""
    full: dict[str, set[str]] = {}
    for name in names:
        if name.kind in ("unknown", "body") and name.last - name.first > 1 and (name.entry is None):
            parts = [w for w in words.word[name.first : name.last] if w[0].isupper()]
            if len(parts) > 1:
                full.setdefault("".join(w[0] for w in parts), set()).add(words.slice(name.first, name.last))
    for name in names:
        text = words.slice(name.first, name.last)
        if name.kind not in ("unknown", "body") or not text.isupper() or not 2 < len(text) < 7:
            continue
        if len(full.get(text, ())) == 1:
            name.kind, name.entries = "unknown", ()  # what the report itself abbreviates comes before the gazetteer
            acronyms.setdefault(text, next(iter(full[text])))
            side = f"{acronyms[text]} ({text})"
            local.setdefault(text, side)
            local.setdefault(acronyms[text], side)
