"""What all pages share: open records, choices for forms, templates."""

import os
import queue
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from negotiable import __version__
from negotiable.brief.words import FIRMNESS_MEANINGS, RED_LINE, STANCE_MARKS, STANCE_MEANINGS, STANCE_WORDS, counted, day
from negotiable.coding.plover import roots
from negotiable.errors import BadRecord, NegotiableError
from negotiable.record import Record
from negotiable.record.current import DECIDING
from negotiable.workbench.forms import Form
from negotiable.workbench.labels import issue_label
from negotiable.workbench.passages import short, showable
from negotiable.workbench.told import told_one
from negotiable.workbench.visitor import Visitor

HERE = Path(__file__).parent
_LOG = 8_000  # pages of SQLite's log: a save leaves it to an `add` beside it, which comes to 1,000 first, to write them over
_FRESH = 5.0  # seconds for which the choices of a form may be those of before
_MOST = 500  # names offered while typing


@dataclass(frozen=True, slots=True)
class Choices:
    """What the record has to choose from."""

    parties: tuple[str, ...]
    issues: tuple[str, ...]
    outlets: tuple[str, ...]
    codebooks: tuple[str, ...]


class Desk:
    """The record at `path`, for pages that are made in several threads at once."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._idle: queue.LifoQueue[Record] = queue.LifoQueue()
        self._choices: tuple[float, Choices] | None = None
        self._keeper: threading.Thread | None = None
        self._left, self._closing = threading.Event(), threading.Event()
        self._idle.put(self._opened())  # a file that is no record is told of at once
        self._file = _identity(path)

    @contextmanager
    def record(self) -> Iterator[Record]:
        """The record, for one page; it is nobody else's meanwhile. Raises `BadRecord` where its file is not in its place."""
        if _identity(self.path) != self._file:
            raise BadRecord(
                f"{self.path} was moved, deleted or replaced while it was open here, and what you change now would be lost: "
                "put the file back, or end the program and start it again"
            )
        try:
            record = self._idle.get_nowait()
        except queue.Empty:
            record = self._opened()
        try:
            yield record
        finally:
            self._idle.put(record)

    def _opened(self) -> Record:
        record = Record(self.path)
        record.connection.execute(f"PRAGMA wal_autocheckpoint = {_LOG}")
        return record

    def start(self) -> None:
        """From now on what changes of who is who leave for later is done beside the pages."""
        self._closing.clear()
        self._left.set()
        self._keeper = threading.Thread(target=self._keep_up, name="keeper", daemon=True)
        self._keeper.start()

    def catch_up(self) -> None:
        """Something may have been left for later."""
        self._left.set()

    def _keep_up(self) -> None:
        while self._left.wait() and not self._closing.is_set():
            self._left.clear()
            with suppress(NegotiableError), self.record() as record:  # what is left now is done after the next change
                begun = time.monotonic()
                while not self._closing.is_set() and record.catch_up():
                    time.sleep(time.monotonic() - begun)  # half of the time is the pages'
                    begun = time.monotonic()

    def close(self) -> None:
        """Closes the file, when the report that is being caught up with is done."""
        self._closing.set()
        self._left.set()
        if self._keeper:
            self._keeper.join()
        while not self._idle.empty():
            self._idle.get_nowait().close()

    def choices(self, record: Record) -> Choices:
        """Names that are in the record, the ones most used first; a few seconds old at most."""
        if self._choices is None or time.monotonic() - self._choices[0] > _FRESH:
            self._choices = (time.monotonic(), _choices(record))
        return self._choices[1]


@dataclass(slots=True)
class Ask:
    """One request, as the function that answers it needs it."""

    desk: Desk
    record: Record
    visitor: Visitor
    path: Mapping[str, str]
    query: Form
    form: Form
    address: str = "/"

    def page(self, template: str, title: str, **context: Any) -> "Page":
        """An answer made from a template."""
        n = self.query.number("done") if self.visitor.name and "done" not in context else None
        done = told_one(self.record, n, self.visitor.coder) if n is not None else None
        return Page(template, {"title": title, "visitor": self.visitor, "address": self.address, "done": done, **context})


@dataclass(frozen=True, slots=True)
class Page:
    """A template with what goes into it."""

    template: str
    context: dict[str, Any]
    status: int = 200

    def html(self) -> str:
        """The whole page; what a report holds is escaped."""
        return showable(_environment().get_template(f"{self.template}.html.j2").render(self.context))


@dataclass(frozen=True, slots=True)
class Away:
    """Where to go after a change; always a page of our own."""

    to: str


def _identity(path: str) -> tuple[int, int] | None:
    """Tells the file at `path` from another one that is put in its place."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _choices(record: Record) -> Choices:
    def column(query: str) -> tuple[str, ...]:
        return tuple(str(value) for (value,) in record.connection.execute(f"{query} LIMIT {_MOST}"))

    live = "FROM statement WHERE live = 1"
    return Choices(
        column(f"SELECT party {live} AND party IS NOT NULL GROUP BY party ORDER BY count(*) DESC, party"),
        column(f"SELECT issue {live} AND issue IS NOT NULL GROUP BY issue ORDER BY issue"),
        column("SELECT DISTINCT outlet FROM report WHERE outlet IS NOT NULL ORDER BY outlet"),
        column("SELECT DISTINCT codebook FROM report WHERE codebook <> '' ORDER BY codebook"),
    )


def stance_label(stance: str, firmness: str | None = None) -> str:
    """A stance with its mark, as the brief has it."""
    return f"{STANCE_MARKS.get(stance, '□')} {RED_LINE if firmness == 'red-line' else STANCE_WORDS.get(stance, stance)}"


def who(coder: str) -> str:
    """A coder in words."""
    return coder.removeprefix("person:") if coder.startswith("person:") else {"built-in": "the program"}.get(coder, coder)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["whole"] = _whole
    environment.filters["short"] = short
    environment.filters["file"] = _file
    environment.filters["zip"] = lambda one, other: list(zip(one, other, strict=True))
    environment.globals.update(
        version=__version__,
        issue_label=issue_label,
        stance_label=stance_label,
        stance_words=STANCE_WORDS,
        stance_meanings=STANCE_MEANINGS,
        stance_marks=STANCE_MARKS,
        firmness_meanings=FIRMNESS_MEANINGS,
        roots=roots(),
        counted=counted,
        day=day,
        who=who,
        deciding=DECIDING,
        states=STATES,
        moment=lambda at: at[:16].replace("T", " ") + (" UTC" if at.endswith("Z") else ""),
    )
    return environment


def _file(location: str) -> str:
    """The last part of a path or address."""
    return location.rstrip("/").rpartition("/")[2] or location


def _whole(text: str) -> Markup:
    """Text escaped so that each character arrives: a browser takes a bare carriage return for a line feed."""
    return Markup(str(escape(text)).replace("\r", "&#13;"))


STATES = {"proposed": "◌", "accepted": "✓", "corrected": "✎", "rejected": "⊘"}
"""Marks of the states of a statement; none is also the mark of a stance."""
