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
from workbench_record import STANCES, code_doubly, fill, generated, review
from workbench_saves import saves

from negotiable.coding.codebook import load
from negotiable.coding.conflicts_again import prepare
from negotiable.record import Record
from negotiable.workbench.app import build

HOME = "http://127.0.0.1:8765"
ADDED = 200  # reports that are added beside people
DOUBLY = 50_000  # statements that two people coded, for the page on coders


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
    with TestClient(build(path), base_url=HOME, headers={"origin": HOME}) as client:
        token = key_of(client)
        client.post("/door", data={"key": token, "name": "Bench"})
        pages(client, statements)
        saves(client, token, path)
    together(path)
    code_doubly(path, min(DOUBLY, statements // 2))
    with TestClient(build(path), base_url=HOME, headers={"origin": HOME}) as client:
        client.post("/door", data={"key": key_of(client), "name": "Bench"})
        for name in ("coders", "trust"):
            median, first = timed(partial(client.get, f"/{name}"))
            print(f"| {name}, half of the statements coded by two | {median:.0f} | {first:.0f} |")


def pages(client: TestClient, statements: int) -> None:
    """Times each page; the first call of each counts, too."""
    after = re.search(r'id="more" href="([^"]+)"', client.get("/review").text)
    assert after
    addresses = {
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
    for name, address in addresses.items():
        median, first = timed(partial(client.get, address))
        print(f"| {name} | {median:.0f} | {first:.0f} |")


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
