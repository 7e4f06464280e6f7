"""Times every kind of save of the workbench, each with undo and redo, and the catching up after those that reach far."""

import re
import statistics
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

from starlette.testclient import TestClient
from workbench_record import STANCES

from negotiable.record import Record, due

TIMES = 5
SCENARIO = Path(__file__).parents[1] / "examples" / "talks.yaml"
Fields = dict[str, str]
Deed = Callable[[], tuple[str, Fields]]
"""The address of the next deed of a kind, and what its form says."""


def saves(client: TestClient, key: str, path: str) -> None:
    """Prints the median and the longest of a few saves of each kind, of their undoing, and of doing them again."""

    def post(address: str, fields: Fields) -> float:
        start = time.perf_counter()
        answer = client.post(address, data={"key": key, **fields}, follow_redirects=False)
        assert answer.status_code == 303, (address, fields, answer.text)
        return (time.perf_counter() - start) * 1000

    with Record(path) as record:
        print("| a save | | undo | | redo | |")
        for name, deed in _kinds(client, record).items():
            took: dict[str, list[float]] = {"save": [], "undo": [], "redo": []}
            for _ in range(TIMES):
                address, fields = deed()
                took["save"].append(post(address, fields))
                took["undo"].append(post("/undo", {}))
                took["redo"].append(post("/redo", {}))
            start, behind = time.perf_counter(), due.waiting(record.connection)
            while due.waiting(record.connection):
                time.sleep(0.05)
            figures = " | ".join(f"{statistics.median(times):.0f} | {max(times):.0f}" for times in took.values())
            later = f" {behind} reports caught up with in {time.perf_counter() - start:.1f} s" if behind else ""
            print(f"| {name} | {figures} |{later}")


def _kinds(client: TestClient, record: Record) -> dict[str, Deed]:
    ask = record.connection.execute
    ids = iter(re.findall(r'data-row="(\w+)"', client.get("/review").text))
    n, name = ask("SELECT a.n, a.name FROM actor a JOIN cast c ON c.actor = a.n GROUP BY a.n ORDER BY count(*) DESC").fetchone()
    others = iter([other for (other,) in ask("SELECT name FROM actor WHERE n <> ? ORDER BY n DESC LIMIT 20", (n,))])
    reports = iter(ask("SELECT DISTINCT r.id FROM cast c JOIN report r ON r.n = c.report WHERE c.actor = ?", (n,)).fetchall())
    untouched = iter([one for (one,) in ask("SELECT id FROM report ORDER BY n DESC LIMIT 20")])
    apart = iter(
        ask(
            "SELECT s.id, d.apart, o.coder FROM compared d JOIN statement s ON s.n = d.statement "
            "JOIN opinion o ON o.statement = s.n WHERE d.apart <> '' GROUP BY s.n LIMIT 20"
        ).fetchall()
    )
    pairs = iter(
        ask(
            "SELECT a.id, b.id FROM conflict c JOIN statement a ON a.n = c.one JOIN statement b ON b.n = c.other "
            "WHERE gone IS NULL LIMIT 20"
        ).fetchall()
    )
    corrected, stances, numbers, split = next(ids), iter(STANCES), count(1), list[str]()
    scenario = SCENARIO.read_text(encoding="utf-8")

    def middle() -> tuple[str, Fields]:
        split.append(next(ids))
        (content,) = ask("SELECT content FROM statement WHERE id = ?", (split[-1],)).fetchone()
        start, end = map(int, re.findall(r"\d+", content)[:2])
        (text,) = ask("SELECT r.text FROM statement s JOIN report r ON r.n = s.report WHERE s.id = ?", (split[-1],)).fetchone()
        return f"/statements/{split[-1]}/split", {"at": str(text.index(" ", (start + end) // 2) + 1)}

    def decision() -> tuple[str, Fields]:
        one, variables, coder = next(apart)
        return f"/statements/{one}/decide", {"variable": variables.split()[0], "coder": coder}

    def pair() -> tuple[str, Fields]:
        one, other = next(pairs)
        return "/pairs", {"one": one, "other": other, "says": "no"}

    merged: list[str] = []

    def merge() -> tuple[str, Fields]:
        merged.append(next(others))
        return "/actors/merge", {"one": name, "other": merged[-1]}

    parted: Iterator[str] = iter(merged)
    return {
        "accept": lambda: (f"/statements/{next(ids)}/accept", {}),
        "reject": lambda: (f"/statements/{next(ids)}/reject", {}),
        "correct": lambda: (f"/statements/{corrected}/correct", {"stance": next(stances)}),
        "note": lambda: (f"/statements/{corrected}/note", {"note": f"Why this code? {next(numbers)}"}),
        "divide": middle,
        "join": lambda: (f"/statements/{split.pop()}/join", {}),
        "add": lambda: (f"/reports/{next(untouched)}/add", {"content": "0-7"}),
        "decide between coders": decision,
        "judge a pair": pair,
        "merge two actors": merge,
        "part two actors": lambda: ("/actors/part", {"one": name, "other": next(parted)}),
        "part a name in a report": lambda: ("/actors/part", {"one": name, "report": next(reports)[0]}),
        "give an actor a side": lambda: (f"/actors/{n}/assign", {"party": f"Another side {next(numbers)}"}),
        "give a side for some days": lambda: (
            f"/actors/{n}/assign",
            {"party": f"Another side {next(numbers)}", "since": "2032-01-01", "until": "2033-12-31"},
        ),
        "rename an actor": lambda: (f"/actors/{n}/rename", {"name": f"Another name {next(numbers)}"}),
        "save a scenario": lambda: ("/scenario", {"text": f"{scenario}# {next(numbers)}"}),
        "save a line of it": lambda: (
            "/scenario/line",
            {"what": "about", "line": "", "title": f"Talks {next(numbers)}", "as_of": "2031-04-09", "do": "save"},
        ),
    }
