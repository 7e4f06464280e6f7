"""A codebook laid out for coding: the table of its terms, and which issues stand at the top of its tree."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from negotiable.coding.likeness import Likeness, plain_words, rarity
from negotiable.coding.phrases import WEAK, Phrases, stem
from negotiable.terms import Codebook, Issue

_RARE = 0.3  # how rare a word of an example is that may stand for its issue
_SHORTEST = 4  # letters of such a word
_SHARED = 2  # issues whose examples may have it, at most


@dataclass(frozen=True, slots=True, eq=False)
class IssueTree:
    """Issues by number. `tops`: those with nothing but headings above them; which of those a statement is about is settled first.

    `table`: from a term to the number of its issue and whether it is weak. `top_of`: from an issue to its top, as a number
    among `tops`. `below`: the issues below each top. `wording`: how like all that is said of each top and what is below it;
    `examples`: how like each example, of the issue that `example_of` numbers.
    """

    ids: tuple[str, ...]
    tops: tuple[str, ...]
    top_of: NDArray[np.intp]
    below: tuple[frozenset[int], ...]
    table: Phrases[tuple[int, bool]]
    wording: Likeness
    examples: Likeness
    example_of: NDArray[np.intp]


@lru_cache(maxsize=8)
def tree_of(codebook: Codebook) -> IssueTree:
    """The tree of a codebook; what it costs is paid once."""
    tops: dict[str, int] = {}
    top_of: dict[str, int] = {}
    for issue in codebook.codes:
        top_of[issue.id] = top_of[issue.parent] if issue.parent in top_of else tops.setdefault(issue.id, len(tops))
    codes = codebook.codes
    terms = [issue.terms or telling for issue, telling in zip(codes, telling_words(codes), strict=True)]
    below = tuple(frozenset(n for n, i in enumerate(codes) if top_of[i.id] == k and i.id != top) for k, top in enumerate(tops))
    return IssueTree(
        tuple(issue.id for issue in codes),
        tuple(tops),
        np.array([top_of[issue.id] for issue in codes], np.intp),
        below,
        Phrases([(term.rstrip(WEAK), (n, term.endswith(WEAK))) for n, issue in enumerate(codes) for term in terms[n]]),
        Likeness(" ".join(_told(issue) for issue in codes if top_of[issue.id] == k) for k in range(len(tops))),
        Likeness(example for issue in codes for example in issue.examples),
        np.array([n for n, issue in enumerate(codes) for _ in issue.examples], np.intp),
    )


def _told(issue: Issue) -> str:
    return " ".join([issue.label, issue.definition, *issue.examples, *(term.rstrip(f"*{WEAK}") for term in issue.terms)])


def telling_words(issues: Sequence[Issue]) -> list[tuple[str, ...]]:
    """What is searched for where an issue has no terms: rare words of its label, and weakly of its definition and examples."""
    told = [_rare_words(issue.definition, *issue.examples) for issue in issues]
    labels = [_rare_words(issue.label) for issue in issues]
    held = Counter(short for one, label in zip(told, labels, strict=True) for short in {*one, *label})
    return [
        (*label, *(f"{short}{WEAK}" for short in one if short not in label and held[short] <= _SHARED))
        for one, label in zip(told, labels, strict=True)
    ]


def _rare_words(*texts: str) -> list[str]:
    words = [word for word in plain_words(*texts) if len(word) >= _SHORTEST and word.isalpha() and rarity(word) > _RARE]
    return list(dict.fromkeys(f"{short}*" if (short := stem(word)) != word or len(short) > _SHORTEST else word for word in words))
