"""How likely each stance is: what the rules found and the words of a statement, weighed as learned from coded reports."""

from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from math import exp, log, log1p, sqrt

import numpy as np
from numpy.typing import NDArray

from negotiable.coding.context import Context
from negotiable.terms import Attribution, Spans
from negotiable.terms.codes import Stance

Floats = NDArray[np.float32]
STANCES: tuple[Stance, ...] = ("support", "oppose", "demand", "offer", "refuse", "conditional", "assessment", "none")
_CONDITIONS = ("threat", "offer", "prediction")
_KINDS = ("direct", "mixed", "indirect")
NO_LOOK: Floats = np.zeros(2, np.float32)
_LONGEST = 400  # words of a content that are weighed


@dataclass(frozen=True, slots=True)
class Weights:
    """Signs [k, 8]; votes of the words in a content and in a cue [words, 8]; where each word's votes stand; the bias [8].

    `certainty`: slope and shift from the log odds of the likeliest stance to those of its being right.
    `look`: the share of the likeliest below which a closer look is taken, and how much that counts, from 0 to 1.
    """

    signs: Floats
    contents: Floats
    cues: Floats
    rows: dict[str, int]
    bias: Floats
    certainty: Floats
    look: Floats


@lru_cache(maxsize=1)
def weights() -> Weights:
    with (resources.files("negotiable.coding") / "data" / "stance_weights.npz").open("rb") as file, np.load(file) as data:
        words = bytes(data["words"]).decode("ascii").split("\n")
        contents, cues = (data[name].astype(np.float32) * data[f"{name}_scale"] for name in ("contents", "cues"))
        rows = {word: k for k, word in enumerate(words)}
        return Weights(data["signs"], contents, cues, rows, data["bias"], data["certainty"], data["look"])


def signs(context: Context, one: Attribution, scores: dict[str, float], ruled: str, condition: str | None) -> list[float]:
    """What else speaks for a stance: the sums of the rules and their choice, the condition, how it is quoted."""
    text, words = context.text, context.words
    length = sum(last - first for first, last in words.over(one.content))
    end = one.content[-1][1] if one.content else 0
    found = [scores.get(name, 0.0) for name in STANCES]
    found += [float(ruled == name) for name in STANCES]
    found += [float(condition == name) for name in _CONDITIONS] + [float(one.kind == name) for name in _KINDS]
    asks = text[max(0, end - 3) : end].rstrip("\"'”’").endswith("?")
    found += [float(one.mode == "attitude"), float(not one.cue), float(not one.source), float(asks), log1p(length) / 3]
    return found


def plain_words(context: Context, spans: Spans) -> list[str]:
    """The words of `spans` without names: those with a capital count at the beginning of a sentence or a quotation only."""
    words, text = context.words, context.text
    found: list[str] = []
    for first, last in words.over(spans):
        for k in range(first, last):
            opens = k == first or words.words[k - 1] in '.?!"'
            if opens or not text[words.starts[k]].isupper():
                found.append(words.words[k])
    return found


def chances(context: Context, one: Attribution, signs_found: list[float]) -> Floats:
    """How much all this speaks for each of STANCES; sums to 1."""
    learned = weights()
    logits = np.asarray(signs_found, np.float32) @ learned.signs + learned.bias
    for spans, votes in ((one.content, learned.contents), (one.cue, learned.cues)):
        rows = [learned.rows[word] for word in plain_words(context, spans)[:_LONGEST] if word in learned.rows]
        if rows:
            logits = logits + votes[rows].sum(0) / sqrt(len(rows))
    odds = np.exp(logits - logits.max())
    shares: Floats = odds / odds.sum()
    return shares


def doubted(shares: Floats) -> float:
    """How much a closer look counts, from 0 to 1; 0 where `shares` leave no doubt and none need be taken."""
    doubt, weight = weights().look
    return float(weight) if shares.max() < doubt else 0.0


def mixed(found: Floats, told: Floats, weight: float) -> Floats:
    """The shares `found` and the logits `told` as one, the logarithms of the second weighed by `weight`."""
    told = told - np.log(np.exp(told - told.max()).sum()) - told.max()
    both = (1 - weight) * np.log(found + 1e-4) + weight * told
    odds = np.exp(both - both.max())
    shares: Floats = odds / odds.sum()
    return shares


def likeliest(found: Floats) -> tuple[Stance, float]:
    """The stance that most speaks for, and how often one as likely is right."""
    best = int(found.argmax())
    share = min(0.999, max(0.001, float(found[best])))
    slope, shift = weights().certainty
    return STANCES[best], round(1 / (1 + exp(-slope * log(share / (1 - share)) - shift)), 3)
