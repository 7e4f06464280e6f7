"""A small record and a browser without a window on it, as the tests of the pages have them."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from brief.builder import Builder, talks
from starlette.testclient import TestClient

from negotiable.record import Record
from negotiable.terms import CodedReading
from negotiable.workbench.app import build

HOME = "http://127.0.0.1:8765"


def emoji() -> CodedReading:
    """A report with characters beyond U+FFFF, a carriage return and markup before and in its statements."""
    text = "🕊️🕊️ News 🚢\r\n<b>Ferries</b> sail again, Ona Brandt said: “We 🚢 sail on Monday, if the wind drops.” Nobody answered."
    b = Builder(text, location="ferry.txt", published="2031-06-01", title="Ferries <script>alert(1)</script>")
    brandt = b.actor("Ona Brandt", "Harbour & <i>Sons</i>")
    b.said(brandt, "“We 🚢 sail on Monday, if the wind drops.”", issue="process", stance="offer", confidence=0.2)
    return b.build()


@pytest.fixture
def path(tmp_path: Path) -> str:
    path = str(tmp_path / "talks.db")
    with Record(path, create=True) as record:
        record.add(talks(), "r1")
        record.add(emoji(), "r1")
    return path


class Seat:
    """One person at the workbench: pages as text, deeds as forms."""

    def __init__(self, path: str, name: str = "", *, blind: bool = False, **build_with: Any) -> None:
        self.client = TestClient(build(path, **build_with), base_url=HOME, headers={"origin": HOME})
        if name:
            self.do("/door", name=name, blind="yes" if blind else "", page="/door")

    def get(self, address: str, status: int = 200) -> str:
        answer = self.client.get(address)
        assert answer.status_code == status, (answer.status_code, answer.text[:2000])
        return answer.text

    def key(self, page: str = "/review") -> str:
        found = re.search(r'name="key" value="([^"]+)"', self.get(page))
        assert found
        return found[1]

    def do(self, address: str, status: int = 200, page: str = "/review", **fields: str) -> str:
        answer = self.client.post(address, data={"key": self.key(page), **fields})
        assert answer.status_code == status, (answer.status_code, answer.text[:2000])
        return answer.text


@pytest.fixture
def ann(path: str) -> Iterator[Seat]:
    yield Seat(path, "Ann")


@pytest.fixture
def record(path: str) -> Iterator[Record]:
    with Record(path) as record:
        yield record


def the(record: Record, words: str) -> Any:
    """The statement with these words."""
    from negotiable.record import Filters

    for review in (None, "rejected"):
        for one in record.page(Filters(review=review), limit=99).statements:
            if words in one.quote:
                return one
    raise AssertionError(words)
