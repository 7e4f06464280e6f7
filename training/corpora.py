"""Reads the training corpora into documents with attributions; takes their folders as arguments, ships nothing of them."""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

Span = tuple[int, int]
ROLES = ("source", "cue", "content")
SPEECH, ATTITUDE = 0, 1


@dataclass
class Attribution:
    """Spans of one attribution in code points, half-open; `mode` is SPEECH, ATTITUDE or None where not coded."""

    source: list[Span] = field(default_factory=list)
    cue: list[Span] = field(default_factory=list)
    content: list[Span] = field(default_factory=list)
    mode: int | None = None


@dataclass
class Document:
    """One text with its gold attributions."""

    name: str
    text: str
    attributions: list[Attribution]
    has_cues: bool = True


def polnear(folder: Path) -> list[Document]:
    """PolNeAR: `text/*.txt` and brat files `attributions/DOC_ANNOTATOR.ann`.

    Where several annotators did one document, the alphabetically first one counts, as in the scorer."""
    documents: list[Document] = []
    seen = set()
    for path in sorted((folder / "attributions").glob("*.ann")):
        name = path.stem.rpartition("_")[0]
        if name in seen:
            continue
        seen.add(name)
        text = (folder / "text" / f"{name}.txt").open(encoding="utf-8", newline="").read()
        documents.append(Document(name, text, _brat(path)))
    return documents


def _brat(path: Path) -> list[Attribution]:
    spans: dict[str, list[Span]] = {}
    found: list[Attribution] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if m := re.match(r"(T\d+)\t\w[\w-]* ([\d ;]+)(?:\t|$)", line):
            pieces = [piece.split() for piece in m[2].split(";")]
            spans[m[1]] = [(int(a), int(b)) for a, b in pieces]
    for line in path.read_text(encoding="utf-8").split("\n"):
        if m := re.match(r"E\d+\t(.*)", line):
            item = Attribution()
            for argument in m[1].split()[1:]:
                role, _, ref = argument.partition(":")
                role = re.sub(r"\d+$", "", role).lower()
                if role in ROLES and ref in spans:
                    getattr(item, role).extend(spans[ref])
            for role in ROLES:
                getattr(item, role).sort()
            found.append(item)
    return found


def reports(folder: Path) -> list[Document]:
    """Hand-coded reports: `texts/*.txt` and `gold/*.json` with one content span, a source span and a mode; no cues."""
    documents = []
    for path in sorted((folder / "gold").glob("*.json")):
        text = (folder / "texts" / f"{path.stem}.txt").open(encoding="utf-8", newline="").read()
        items = []
        for row in json.loads(path.read_text(encoding="utf-8"))["statements"]:
            item = Attribution(content=[(row["start"], row["end"])])
            if isinstance(row.get("speaker_start"), int):
                item.source = [(row["speaker_start"], row["speaker_end"])]
            coded = row.get("mode")
            item.mode = {"speech": SPEECH, "attitude": ATTITUDE}.get(coded)
            items.append(item)
        documents.append(Document(path.stem, text, items, has_cues=False))
    return documents
