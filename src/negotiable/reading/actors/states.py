"""Countries that only this report knows: a name and its adjective, or a name that has ministers, an army, a capital."""

from collections import Counter

from negotiable.reading.actors.gazetteer import Entry, entries, genders, surnames, titles, word_set
from negotiable.reading.actors.words import Words

_SHORTEST = 4  # letters
_POSSESSIVE = ("'s", "’s")


def add_local_states(words: Words) -> None:
    """Put the countries, adjectives, peoples and capitals of an unlisted world into `words.local`."""
    seen = Counter(word for word, capital in zip(words.word, words.capital, strict=True) if capital)
    fitting = {word for word in seen if _may_be_state(word)}
    if not fitting:
        return
    beside = _named_beside(words, fitting)
    found: set[str] = set()
    for word in fitting - beside:
        forms = [form for form in demonyms(word) if form in fitting and form not in beside]
        if forms:
            found.add(word)
    taken = {form for state in found for form in demonyms(state)}
    for word in sorted(_with_state_offices(words, fitting - beside) - found):  # sorted: the same report, the same reading
        if word not in taken:
            found.add(word)
            taken.update(demonyms(word))
    if found:
        found |= _acting_places(words, fitting - beside - found - {form for state in found for form in demonyms(state)})
    for name in sorted(found):
        words.local[name] = (Entry("country", name, name, offices="pmck"),)
        for form in demonyms(name):
            if seen[form] and form in fitting:
                words.local[form] = (Entry("adjective", name, name),)
            if seen[form + "s"]:
                words.local[form + "s"] = (Entry("people", name, name),)
    for capital, state in _capitals(words, found):
        if capital in fitting and capital not in words.local:
            words.local[capital] = (Entry("capital", state, state),)


def demonyms(name: str) -> list[str]:
    """Adjectives that English may make of the name of a country, by its ending."""
    endings = {
        "land": (("", "ish"), ("", "er"), ("", "ic")),
        "stan": (("", "i"),),
        "ia": (("", "n"), ("ia", "ish"), ("ia", "ese"), ("ia", "ic")),
        "a": (("", "n"), ("a", "ian"), ("a", "ese"), ("a", "ish"), ("a", "i")),
        "e": (("e", "ian"), ("e", "ish"), ("e", "ese"), ("e", "an"), ("", "an")),
        "y": (("y", "ian"), ("y", "ish"), ("y", "ese"), ("y", "an")),
        "o": (("", "an"), ("o", "an"), ("o", "ese"), ("o", "ian"), ("o", "ish")),
        "": (("", "ian"), ("", "ese"), ("", "i"), ("", "ish"), ("", "an"), ("", "ite")),
    }
    ending = next(e for e in endings if name.endswith(e))
    return [name[: len(name) - len(cut)] + put for cut, put in endings[ending]]


def _may_be_state(word: str) -> bool:
    low = word.lower()
    return (
        len(word) >= _SHORTEST
        and word.isalpha()
        and not word.isupper()
        and word not in entries()
        and word not in genders()
        and low not in surnames()
        and not any(low in word_set(name) for name in ("never", "heads", "modifiers", "body_words", "other_words", "groups"))
    )


def _named_beside(words: Words, fitting: set[str]) -> set[str]:
    """Those of `fitting` that are part of a longer name, or that a title of address stands before: surnames, companies."""
    plain, address = word_set("modifiers") | word_set("never"), titles()["address"]
    found = set()
    for k in range(1, len(words)):
        if words.word[k] in fitting and words.joined(k) and words.capital[k - 1]:
            low = words.low[k - 1].rstrip(".")
            given = words.word[k - 1] in genders()
            if given or low in address or low in word_set("heads") or not (words.opens[k - 1] or low in plain):
                found.add(words.word[k])
    return found


def _with_state_offices(words: Words, fitting: set[str]) -> set[str]:
    """Names that the report gives a minister, a government, an army or a capital."""
    marks, modifiers = word_set("state_marks"), word_set("modifiers")
    found = set()
    for k, word in enumerate(words.word):
        if word not in fitting:
            continue
        end = k + 2
        while end < len(words) and end < k + 5 and words.low[end] in modifiers:
            end += 1
        if k + 2 < len(words) and words.low[k + 1] in _POSSESSIVE and end < len(words) and words.low[end] in marks:
            found.add(word)
        if k > 1 and words.low[k - 1] == "of" and words.low[k - 2] in marks:
            found.add(word)
    return found


def _acting_places(words: Words, fitting: set[str]) -> set[str]:
    """In a world that no list knows: names that things come from and go to, and that act themselves ("Solmar taxed …")."""
    places, acts = Counter[str](), set()
    for k, word in enumerate(words.word[:-1]):
        if word not in fitting:
            continue
        places[word] += k > 0 and words.low[k - 1] in ("from", "in", "to", "on", "with", "against")
        following = words.low[k + 1]
        if following in word_set("verbs") or (len(following) > 4 and following.endswith("ed")):
            acts.add(word)
    return {word for word in acts if places[word] > 1}


def _capitals(words: Words, states: set[str]) -> list[tuple[str, str]]:
    """(capital, state): "Ansby, the capital of Kestria", "Kestria's capital, Ansby"."""
    found = []
    for k, low in enumerate(words.low):
        if low != "capital" or k < 2 or k + 2 >= len(words):
            continue
        if words.low[k + 1] == "of" and words.word[k + 2] in states:
            at = k - 3 if words.low[k - 2] == "," else -1
            if at >= 0 and words.capital[at]:
                found.append((words.word[at], words.word[k + 2]))
        owner = words.word[k - 2] if words.low[k - 1] in _POSSESSIVE else words.word[k - 1]
        state = words.local[owner][0].name if owner in words.local else owner
        if state in states:
            at = k + 2 if words.low[k + 1] == "," else k + 1
            if words.capital[at]:
                found.append((words.word[at], state))
    return found
