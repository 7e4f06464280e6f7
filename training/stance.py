"""Fits data/stance_weights.npz: how the rules' findings and the words of a statement are weighed for its stance.

    python training/stance.py CODED --base DIR [--seen POLNEAR] [--looks DIR] [--write]

CODED: a folder with texts/, gold/ and meta.json. A word votes by its place among the word vectors of the base encoder, so
words never seen in training vote like their neighbours; words that no text has in lower case are names and do not vote.
Prints stance and coarse accuracy and a table of calibration, cross-validated over reports; an accepted second label counts
as right, as in the scorer.
"""

import argparse
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
import yaml
from coded import FOLDS, coded_reports, folds_of
from numpy.typing import NDArray
from safetensors.torch import load_file
from tables import log_odds, reliability

from negotiable.coding.closer import Passage, closer, passage
from negotiable.coding.conditionals import conditionals_of
from negotiable.coding.context import Context
from negotiable.coding.leanings import STANCES, mixed, plain_words
from negotiable.coding.stance import signs_of
from negotiable.reading import read
from negotiable.terms import Actor, Attribution, Reading, Report

OWN = Path(__file__).with_name("stances.yaml")
OUT = Path(__file__).parents[1] / "src/negotiable/coding/data/stance_weights.npz"
COARSE = {"support": "for", "offer": "for", "oppose": "against", "refuse": "against"}
FIRST = 0.7  # of a statement with two accepted labels the first counts so much
DOUBT, LOOK = 0.45, 0.4  # below this share of the likeliest a closer look is taken, which counts so much
PENALTY = 10.0
Floats = NDArray[np.float32]


@dataclass
class Example:
    """A statement found: its report, signs, plain words of content and cue, accepted stances, and what else a person coded.

    `passage`: what the closer look is given.
    """

    report: str
    signs: list[float]
    content: list[str]
    cue: list[str]
    accepted: list[str]
    passage: Passage
    firmness: str | None = None
    act: str | None = None


@dataclass
class Vectors:
    """Vectors of words [words, width], rarer words longer."""

    rows: dict[str, int]
    table: Floats

    def of(self, words: list[str]) -> Floats:
        rows = [self.rows[word] for word in words if word in self.rows]
        return self.table[rows].sum(0) / np.sqrt(len(rows)) if rows else np.zeros(self.table.shape[1], np.float32)


def examples(folder: Path) -> list[Example]:
    """The statements that the reader finds and a person coded."""
    found = []
    for coded in coded_reports(folder):
        context = Context(read(coded.report))
        kinds = {c.statement: c.kind for c in reversed(conditionals_of(context))}
        for one in context.reading.attributions:
            if told := coded.statement(one.content):
                signs = signs_of(context, one, kinds.get(one.id))
                words = plain_words(context, one.content), plain_words(context, one.cue)
                accepted = [told["stance"], *(told.get("stance_alt") or [])]
                look = passage(context, one, closer().cutter)
                name = coded.report.location
                found.append(Example(name, signs, *words, accepted, look, told.get("firmness"), told.get("act")))
    return found


def own() -> list[Example]:
    """The statements written for this project, said by an invented body that names no side."""
    found = []
    for stance, lines in yaml.safe_load(OWN.read_text(encoding="utf-8")).items():
        for line in lines:
            cue, content = line.split(" | ")
            text = f"The northern council {cue} {content}."
            at = len(text) - len(content) - 1
            said = Attribution("s0", ((0, 20),), ((21, 21 + len(cue)),), ((at, len(text) - 1),), speaker="council")
            said = replace(said, kind="direct" if content[0] == "“" else "indirect")
            council = Actor("council", "The northern council", "body", mentions=((0, 20),))
            context = Context(Reading(Report("own", text), (council,), (said,)))
            kinds = {c.statement: c.kind for c in reversed(conditionals_of(context))}
            words = plain_words(context, said.content), plain_words(context, said.cue)
            look = passage(context, said, closer().cutter)
            found.append(Example("", signs_of(context, said, kinds.get("s0")), *words, [stance], look))
    return found


def vectors(base: Path, rows: list[Example], seen: list[str]) -> Vectors:
    """Centred vectors of length one times a word's rarity, for words that `seen` texts have in lower case."""
    counts = Counter(word for text in seen for word in set(text.split()) if word.isascii() and word.isalpha() and word.islower())
    vocabulary = (base / "vocab.txt").read_text(encoding="utf-8").split("\n")
    places = {word: k for k, word in enumerate(vocabulary) if counts[word] > 1}
    table = load_file(base / "model.safetensors")["embeddings.word_embeddings.weight"].float().numpy()[list(places.values())]
    table -= table.mean(0)
    frequency = Counter(word for row in rows for word in set(row.content))
    rarity = np.array([max(0.2, np.log(len(rows) / (1 + frequency[word]))) for word in places], np.float32)
    table *= (rarity / np.linalg.norm(table, axis=1) / 2)[:, None]
    return Vectors({word: k for k, word in enumerate(places)}, table)


def matrix(rows: list[Example], words: Vectors) -> Floats:
    """[rows, signs + 2 * width]: signs, content, cue."""
    return np.array([np.concatenate([row.signs, words.of(row.content), words.of(row.cue)]) for row in rows], np.float32)


def wanted(rows: list[Example]) -> Floats:
    """How much each stance counts as right [rows, 8]; rows sum to 1."""
    found = np.zeros((len(rows), len(STANCES)), np.float32)
    for row, target in zip(rows, found, strict=True):
        for k, label in enumerate(row.accepted):
            first = 1.0 if len(row.accepted) == 1 else FIRST
            target[STANCES.index(label)] += first if k == 0 else (1 - FIRST) / (len(row.accepted) - 1)
    return found


def dealt(rows: list[Example]) -> NDArray[np.int64]:
    """The fold of each row, reports whole; FOLDS for written ones."""
    folds = folds_of(row.report for row in rows if row.report)
    return np.array([folds.get(row.report, FOLDS) for row in rows])


def fit(x: Floats, rows: list[Example]) -> tuple[Floats, Floats]:
    """Multinomial logistic regression with a ridge: weights [columns, 8], bias [8]."""
    inputs, targets = torch.from_numpy(x), torch.from_numpy(wanted(rows))
    weights = torch.zeros((x.shape[1], len(STANCES)), requires_grad=True)
    bias = torch.zeros(len(STANCES), requires_grad=True)
    optimiser = torch.optim.LBFGS([weights, bias], max_iter=150, history_size=10, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        value = -(targets * (inputs @ weights + bias).log_softmax(-1)).sum() + PENALTY / 2 * weights.square().sum()
        value.backward()
        return value

    optimiser.step(loss)
    return weights.detach().numpy(), bias.detach().numpy()


def cross_validated(rows: list[Example], x: Floats) -> Floats:
    """Probabilities [rows, 8] of statements whose report the weights have not seen; written ones are learned from only."""
    fold = dealt(rows)
    shares = np.zeros((len(rows), len(STANCES)), np.float32)
    for number in range(FOLDS):
        inside = np.flatnonzero(fold != number)
        weights, bias = fit(x[inside], [rows[i] for i in inside])
        logits = x[fold == number] @ weights + bias
        odds = np.exp(logits - logits.max(-1, keepdims=True))
        shares[fold == number] = odds / odds.sum(-1, keepdims=True)
    return shares


def looked(shares: Floats, rows: list[Example], folder: Path) -> Floats:
    """`shares` [rows, 8] with a closer look where they leave doubt, by what training/closer.py told of each fold."""
    fold, found = dealt(rows), shares.copy()
    for number in range(FOLDS):
        for k, told in zip(np.flatnonzero(fold == number), np.load(folder / f"fold-{number}.npy"), strict=True):
            if shares[k].max() < DOUBT:
                found[k] = mixed(shares[k], told, LOOK)
    return found


def certainty(rows: list[Example], shares: Floats) -> Floats:
    """Slope and shift of the log odds of the highest probability, so that it tells how often it is right (Platt).

    Fitted to one label where several are accepted, the probabilities themselves are too low.
    """
    right = torch.tensor([STANCES[k] in row.accepted for k, row in zip(shares.argmax(-1), rows, strict=True)])
    line = torch.tensor([1.0, 0.0], requires_grad=True)
    optimiser = torch.optim.LBFGS([line], max_iter=100, line_search_fn="strong_wolfe")
    odds = torch.from_numpy(log_odds(shares.max(-1)))

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        value = torch.nn.functional.binary_cross_entropy_with_logits(line[0] * odds + line[1], right.float())
        value.backward()
        return value

    optimiser.step(loss)
    found: Floats = line.detach().numpy()
    return found


def report(rows: list[Example], shares: Floats, line: Floats) -> None:
    """Prints stance and coarse accuracy and how often statements of like probability are right."""
    told = [STANCES[k] for k in shares.argmax(-1)]
    right = np.array([name in row.accepted for name, row in zip(told, rows, strict=True)])
    coarse = [COARSE.get(t) in {COARSE.get(name) for name in r.accepted} for t, r in zip(told, rows, strict=True)]
    sure = 1 / (1 + np.exp(-line[0] * log_odds(shares.max(-1)) - line[1]))
    table, error = reliability(sure, right, "statements")
    print(
        f"{len(rows)} statements: stance {right.mean():.3f}, coarse {np.mean(coarse):.3f}; calibration error {error:.3f}\n{table}"
    )


def write(words: Vectors, weights: Floats, bias: Floats, line: Floats, look: Floats) -> None:
    """The weights as the program reads them: votes of words in eight bits."""
    width = words.table.shape[1]
    listed = np.frombuffer("\n".join(words.rows).encode("ascii"), np.uint8)
    kept = {"signs": weights[: -2 * width], "bias": bias, "certainty": line, "words": listed, "look": look}
    for name, part in (("contents", weights[-2 * width : -width]), ("cues", weights[-width:])):
        votes = words.table @ part
        scale = np.float32(np.abs(votes).max() / 127)
        kept |= {name: np.round(votes / scale).astype(np.int8), f"{name}_scale": scale}
    np.savez_compressed(OUT, **kept)


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("coded", type=Path)
    parser.add_argument("--base", type=Path, required=True, help="folder with vocab.txt and model.safetensors")
    parser.add_argument("--seen", type=Path, help="a folder of .txt files, for words in lower case")
    parser.add_argument("--looks", type=Path, help="folder of fold-K.npy by training/closer.py; else no closer look")
    parser.add_argument("--write", action="store_true")
    a = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(0)
    texts = [
        path.read_text(encoding="utf-8") for folder in (a.coded / "texts", a.seen) if folder for path in folder.glob("*.txt")
    ]
    rows = examples(a.coded) + own()
    words = vectors(a.base, rows, texts)
    x = matrix(rows, words)
    shares = cross_validated(rows, x)
    real = [k for k, row in enumerate(rows) if row.report]
    if a.looks:
        report([rows[k] for k in real], shares[real], certainty([rows[k] for k in real], shares[real]))
        shares = looked(shares, rows, a.looks)
    line = certainty([rows[k] for k in real], shares[real])
    report([rows[k] for k in real], shares[real], line)
    if a.write:
        write(words, *fit(x, rows), line, np.array([DOUBT if a.looks else 0, LOOK], np.float32))


if __name__ == "__main__":
    main()
