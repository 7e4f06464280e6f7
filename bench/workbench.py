"""Times the workbench's pages and saves on a record of generated statements: python bench/workbench.py [STATEMENTS]."""

import re
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random

from starlette.testclient import TestClient

from negotiable.coding.codebook import load
from negotiable.record import Record
from negotiable.record.steps import step
from negotiable.terms import Actor, CodedReading, Conflict, Report, Statement
from negotiable.workbench.app import build

HOME = "http://127.0.0.1:8765"
WORDS = "river border talks valley wage port grain pipe road school tariff truce envoy convoy border mayor union council".split()
STANCES = ("support", "oppose", "demand", "offer", "refuse", "conditional", "assessment", "none")
EACH = 20  # statements a report


def generated(n: int, random: Random, issues: list[str]) -> CodedReading:
    """A report of twenty statements by people of a hundred sides."""
    parts, statements, cast = [], [], {}
    at = 0
    for k in range(EACH):
        who = random.randrange(2000)
        name, words = f"Speaker {who}", " ".join(random.choices(WORDS, k=14)) + f" {n}-{k}"
        cast[f"a{who}"] = Actor(f"a{who}", name, "person", "envoy", f"Side {who % 100}")
        line = f"{name} said {words}.\n"
        start = at + len(name) + 6
        codes = {"issue": random.choice(issues), "stance": random.choice(STANCES), "confidence": random.random()}
        statements.append(Statement(f"s{k}", (), (), ((start, start + len(words)),), speaker=f"a{who}", **codes))
        parts.append(line)
        at += len(line)
    day = f"20{31 + n % 5}-{1 + n % 12:02}-{1 + n % 28:02}"
    report = Report(f"r{n}.txt", "".join(parts), f"Report {n}", f"Outlet {n % 30}", None, day)
    conflicts = (Conflict(("s0", "s1"), statements[0].issue, "generated"),)
    return CodedReading(report, "talks@2.0", tuple(cast.values()), tuple(statements), conflicts=conflicts)


def fill(path: str, statements: int) -> None:
    random, issues = Random(1), [issue.id for issue in load().codes]
    with Record(path, create=True) as record:
        record.connection.execute("PRAGMA synchronous = OFF")
        record.connection.execute("BEGIN")
        for n in range(statements // EACH):
            record.add(generated(n, random, issues), "bench")
        record.connection.execute("COMMIT")


def review(path: str, statements: int) -> None:
    """A fifth is reviewed, the least certain first and some by chance; a quarter of that by two people."""
    random = Random(2)
    with Record(path) as record:
        query = "SELECT id FROM statement WHERE live = 1 ORDER BY {} LIMIT ?"
        rows = [*record.connection.execute(query.format("confidence"), (statements * 19 // 100,))]
        rows += record.connection.execute(query.format("id"), (statements // 100,))
        record.connection.execute("BEGIN")
        for n, (identifier,) in enumerate(rows):
            for coder in ("person:Ann", "person:Ben")[: 2 if n % 4 == 0 else 1]:
                said = random.choice(
                    ({"review": "accepted"}, {"review": "rejected"}, {"stance": "refuse"}, {"firmness": "demand"})
                )
                with step(record, coder):
                    record.code(identifier, coder, said)
        record.connection.execute("COMMIT")


def timed(work: Callable[[], object], times: int = 7) -> tuple[float, float]:
    """The median and the first call, in milliseconds."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        found.append((time.perf_counter() - start) * 1000)
    return statistics.median(found), found[0]


def main(statements: int) -> None:
    folder = tempfile.TemporaryDirectory()
    path = str(Path(folder.name) / "bench.db")
    fill(path, statements)
    review(path, statements)
    client = TestClient(build(path), base_url=HOME, headers={"origin": HOME})

    def key() -> str:
        found = re.search(r'name="key" value="([^"]+)"', client.get("/door").text)
        assert found
        return found[1]

    token = key()
    client.post("/door", data={"key": token, "name": "Bench"})
    page = client.get("/review").text
    ids = re.findall(r'data-row="(\w+)"', page)
    after = re.search(r'id="more" href="([^"]+)"', page)
    assert after
    pages = {
        "review, least certain first": "/review",
        "review, next page": after[1].replace("&amp;", "&"),
        "review, side and stance": "/review?party=Side+7&stance=refuse&review=any",
        "review, speaker": "/review?speaker=Speaker+77&review=any",
        "review, words": "/review?words=pipe+tariff",
        "review, by chance": "/review?order=random",
        "review, rejected": "/review?review=rejected",
        "review, not yet by me": "/review?review=unseen&order=newest",
        "positions": "/positions",
        "positions, a cell": "/positions?issue=ceasefire&party=Side+7",
        "contradictions": "/contradictions",
        "actors": "/actors",
        "actors, part of a name": "/actors?like=77",
        "one actor": "/actors/77",
        "coders": "/coders",
        "trust": "/trust",
        "all changes": "/changes",
        "scenario": "/scenario",
        "out": "/out",
    }
    print(f"{statements:,} statements; milliseconds: median, first of 7")
    for name, address in pages.items():
        median, first = timed(partial(client.get, address))
        print(f"| {name} | {median:.0f} | {first:.0f} |")

    def post(address: str, **fields: str) -> None:
        answer = client.post(address, data={"key": token, **fields}, follow_redirects=False)
        assert answer.status_code == 303, answer.text

    left = iter(ids)
    print(f"| save: accept | {timed(lambda: post(f'/statements/{next(left)}/accept'))[0]:.0f} |")
    stances = iter(STANCES * 9)
    print(f"| save: correct | {timed(lambda: post(f'/statements/{ids[20]}/correct', stance=next(stances)))[0]:.0f} |")
    print(f"| save: undo | {timed(lambda: post('/undo'))[0]:.0f} |")
    together(path, ids)


def together(path: str, ids: list[str]) -> None:
    """Two people save while reports are added; every save and every report is there afterwards."""
    issues = [issue.id for issue in load().codes]
    slow: list[float] = []

    def person(name: str, own: list[str]) -> None:
        client = TestClient(build(path), base_url=HOME, headers={"origin": HOME})
        token = re.search(r'name="key" value="([^"]+)"', client.get("/door").text)
        assert token
        client.post("/door", data={"key": token[1], "name": name})
        for one in own:
            start = time.perf_counter()
            answer = client.post(f"/statements/{one}/accept", data={"key": token[1]}, follow_redirects=False)
            slow.append((time.perf_counter() - start) * 1000)
            assert answer.status_code == 303

    def adder() -> None:
        with Record(path) as record:
            for n in range(100):
                record.add(generated(10_000_000 + n, Random(n), issues), "bench")

    threads = [threading.Thread(target=person, args=(name, ids)) for name in ("One", "Two")] + [threading.Thread(target=adder)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Record(path) as record:
        kept = record.connection.execute("SELECT count(*) FROM act WHERE coder IN ('person:One', 'person:Two')").fetchone()[0]
        added = record.connection.execute(
            "SELECT count(*) FROM report WHERE id IN (SELECT id FROM report ORDER BY n DESC LIMIT 100)"
        )
        print(
            f"two people and an add at once: {kept} of {2 * len(ids)} saves kept, {added.fetchone()[0]} of 100 reports;", end=" "
        )
    print(f"a save took {statistics.median(slow):.0f} ms, the longest {max(slow):.0f} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
