"""Times the workbench's pages and saves on a record of generated statements: python bench/workbench.py [STATEMENTS]."""

import multiprocessing
import re
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from functools import partial
from itertools import count
from multiprocessing.synchronize import Event
from pathlib import Path
from random import Random

from starlette.testclient import TestClient

from negotiable.coding.codebook import load
from negotiable.coding.conflicts_again import prepare
from negotiable.record import Record, pairs
from negotiable.record.codings import append
from negotiable.record.steps import step
from negotiable.terms import Actor, CodedReading, Conflict, Report, Statement
from negotiable.workbench.app import build

HOME = "http://127.0.0.1:8765"
WORDS = "river border talks valley wage port grain pipe road school tariff truce envoy convoy border mayor union council".split()
STANCES = ("support", "oppose", "demand", "offer", "refuse", "conditional", "assessment", "none")
EACH = 20  # statements a report
ADDED = 200  # reports that are added beside people
OFTEN = 12  # one report in so many has a statement by the first speaker
FOLLOWED = 10  # one review in so many is made with its pairs, which take most of the time


def generated(n: int, random: Random, issues: list[str]) -> CodedReading:
    """A report of twenty statements by people of a hundred sides."""
    parts, statements, cast = [], [], {}
    at = 0
    for k in range(EACH):
        who = random.randrange(2000) if k or n % OFTEN else 0
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
    pairs = [(random.randrange(EACH // 2), random.randrange(EACH // 2, EACH)) for _ in range(EACH // 2)]
    conflicts = tuple(
        Conflict((f"s{a}", f"s{b}"), statements[a].issue, "generated", round(random.random(), 3)) for a, b in dict.fromkeys(pairs)
    )
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
                    append(record.connection, identifier, coder, said)
                    if n % FOLLOWED == 0:
                        pairs.follow_ids(record.connection, [identifier])
        record.connection.execute("COMMIT")


def key_of(client: TestClient) -> str:
    """What goes with every form."""
    found = re.search(r'name="key" value="([^"]+)"', client.get("/door").text)
    assert found
    return found[1]


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

    token = key_of(client)
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
        "contradictions, far on": "/contradictions?after=0.2_1000",
        "contradictions, an issue": "/contradictions?issue=ceasefire",
        "contradictions, that no longer hold": "/contradictions?show=gone",
        "changes": "/changes",
        "actors": "/actors",
        "actors, part of a name": "/actors?like=77",
        "one actor": "/actors/77",
        "coders": "/coders",
        "trust": "/trust",
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
    together(path)


def together(path: str) -> None:
    """Two people save while another process adds reports, one after another without reading; nothing is lost."""
    processes = multiprocessing.get_context("spawn")
    ready, go, done = processes.Event(), processes.Event(), processes.Event()
    adder = processes.Process(target=add_reports, args=(path, ready, go, done))
    adder.start()
    prepare()
    slow: dict[str, list[float]] = {"accept": [], "correct": []}

    def person(name: str) -> None:
        client = TestClient(build(path), base_url=HOME, headers={"origin": HOME})
        token = key_of(client)
        client.post("/door", data={"key": token, "name": name})
        own = re.findall(r'data-row="(\w+)"', client.get("/review?order=random").text)
        ready.wait()
        go.set()
        for n in count():
            deed, stance = ("accept", "correct")[n % 2], STANCES[(n // len(own) + n) % 8]
            start = time.perf_counter()
            data = {"key": token} | ({"stance": stance, "firmness": ("wish", "")[n // 2 % 2]} if n % 2 else {})
            answer = client.post(f"/statements/{own[n % len(own)]}/{deed}", data=data, follow_redirects=False)
            if answer.status_code == 303:  # else the statement has these codes already
                slow[deed].append((time.perf_counter() - start) * 1000)
            if done.is_set():
                return
            time.sleep(0.05)

    threads = [threading.Thread(target=person, args=(name,)) for name in ("One", "Two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    adder.join()
    with Record(path) as record:
        kept = record.connection.execute("SELECT count(*) FROM step WHERE coder IN ('person:One', 'person:Two')").fetchone()[0]
        added = record.connection.execute("SELECT count(*) FROM report WHERE title LIKE 'Report 10000___'").fetchone()[0]
    print(f"two people and an add at once: {kept} of {sum(map(len, slow.values()))} saves kept, {added} of {ADDED} reports")
    for deed, times in slow.items():
        times.sort()
        print(f"| {deed} | {statistics.median(times):.0f} | {times[int(0.95 * len(times))]:.0f} | {times[-1]:.0f} |")


def add_reports(path: str, ready: Event, go: Event, done: Event) -> None:
    issues = [issue.id for issue in load().codes]
    made = [generated(10_000_000 + n, Random(n), issues) for n in range(ADDED)]
    with Record(path) as record:
        ready.set()
        go.wait()
        for one in made:
            record.add(one, "bench")
    done.set()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
