"""Shards in, outputs out: every row once, whatever ends on the way."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from running import SOURCE
from scale.quick import contents, corpus, deadly, job, texts, told

from negotiable.errors import UsageError
from negotiable.scale.plan import Shard, plan
from negotiable.scale.run import run
from negotiable.scale.work import Done, work

Outcomes = dict[Shard, Done | Exception]


def test_a_plan_covers_every_row_once(tmp_path: Path) -> None:
    one, two = corpus(tmp_path / "a.parquet", texts(130)), corpus(tmp_path / "b c.parquet", texts(100))
    shards = plan([str(one), str(two), str(one)], str(tmp_path / "out"), 50)
    assert [(Path(s.source).name, s.first, s.stop) for s in shards] == [
        *(("a.parquet", 0, 50), ("a.parquet", 50, 100), ("a.parquet", 100, 130)),
        *(("b c.parquet", 0, 50), ("b c.parquet", 50, 100)),
    ]
    assert len({s.output for s in shards}) == 5
    assert shards == plan([str(one), str(two)], str(tmp_path / "out"), 50)


def test_what_is_no_input(tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text("PAR1 but no more")
    for path, words in ((text, "no Parquet file"), (tmp_path / "none.parquet", "no such file")):
        with pytest.raises(UsageError, match=words):
            plan([str(path)], str(tmp_path / "out"))
    with pytest.raises(UsageError, match="another folder"):
        plan([str(corpus(tmp_path / "a.parquet", texts(1)))], str(tmp_path))
    with pytest.raises(UsageError, match="cannot be made"):
        plan([str(tmp_path / "a.parquet")], str(text / "out"))


def test_every_row_has_its_answer_and_a_second_run_does_nothing(tmp_path: Path) -> None:
    rows: list[str | None] = [*texts(150), None, "BOOM went the cannon, and all were said to be well.", "  "]
    source = str(corpus(tmp_path / "a.parquet", rows))
    shards = plan([source], str(tmp_path / "out"), 40)
    outcomes: Outcomes = dict(run(shards, job(40), workers=2))
    assert outcomes.keys() == set(shards)
    assert sum(o.reports for o in outcomes.values() if isinstance(o, Done)) == 150
    assert sum(o.rejected for o in outcomes.values() if isinstance(o, Done)) == 3
    assert told(shards) == [f"{source}#{n}" for n in range(1, 154)]
    before = contents(tmp_path / "out")
    assert set(dict(run(shards, job(40))).values()) == {Done(known=True)}
    assert contents(tmp_path / "out") == before


def test_only_what_is_missing_or_damaged_is_made_again(tmp_path: Path) -> None:
    shards = plan([str(corpus(tmp_path / "a.parquet", texts(90)))], str(tmp_path / "out"), 30)
    for shard in shards:
        work(shard, job(30))
    before = contents(tmp_path / "out")
    os.unlink(shards[0].output)
    Path(shards[2].output).write_bytes(before[Path(shards[2].output).name][:-100])
    left = tmp_path / "out" / f".{Path(shards[0].output).name}.abc.part"
    left.write_bytes(b"half of it")
    outcomes = dict(run(shards, job(30)))
    assert [outcomes[s] for s in shards] == [Done(30, 0, 90), Done(known=True), Done(30, 0, 90)]
    assert contents(tmp_path / "out") == before


def test_a_folder_of_another_run_is_left_alone(tmp_path: Path) -> None:
    source = corpus(tmp_path / "a.parquet", texts(60))
    shards = plan([str(source)], str(tmp_path / "out"), 30)
    assert all(isinstance(outcome, Done) for _, outcome in run(shards, job(30)))
    with pytest.raises(UsageError, match="another reader"):
        list(run(shards, job(30, reader="r2")))
    with pytest.raises(UsageError, match="another --rows"):
        list(run(plan([str(source)], str(tmp_path / "out"), 20), job(20)))
    corpus(source, texts(61))
    with pytest.raises(UsageError, match="another version of the input"):
        list(run(plan([str(source)], str(tmp_path / "out"), 30), job(30)))


def test_an_input_that_changes_meanwhile_fails(tmp_path: Path) -> None:
    source = corpus(tmp_path / "a.parquet", texts(60))
    shards = plan([str(source)], str(tmp_path / "out"), 30)
    corpus(source, texts(40))
    outcomes = dict(run(shards, job(30)))
    assert outcomes[shards[0]] == Done(30, 0, 90)
    assert "fewer rows" in str(outcomes[shards[1]])
    assert not os.path.exists(shards[1].output)


def test_a_process_that_is_ended_costs_nothing_or_its_own_shard(tmp_path: Path) -> None:
    rows = texts(80)
    rows[33] += " DOOM was near, they said."
    shards = plan([str(corpus(tmp_path / "a.parquet", rows))], str(tmp_path / "out"), 20)
    always = dict(run(shards, job(20, deadly, mark=str(tmp_path / "none" / "mark")), workers=2))
    assert [type(always[s]).__name__ for s in shards] == ["Done", "UnreadableInput", "Done", "Done"]
    assert "was ended" in str(always[shards[1]])
    once = dict(run(shards, job(20, deadly, mark=str(tmp_path / "mark"))))
    assert [once[s] for s in shards] == [Done(known=True), Done(20, 0, 61), Done(known=True), Done(known=True)]
    assert len(told(shards)) == 80


PROGRAM = """
import sys
from scale.quick import job, stuck
from negotiable.scale.plan import plan
from negotiable.scale.run import run
for _ in run(plan([sys.argv[1]], sys.argv[2], 5), job(5, stuck), workers=2):
    pass
"""


def test_a_run_that_is_killed_goes_on_where_it_stopped(tmp_path: Path) -> None:
    source = corpus(tmp_path / "a.parquet", texts(300))
    for shard in plan([str(source)], str(tmp_path / "whole"), 5):
        work(shard, job(5))
    paths = os.pathsep.join((str(SOURCE), str(Path(__file__).parent.parent)))
    out = tmp_path / "out"
    out.mkdir()
    process = subprocess.Popen([sys.executable, "-c", PROGRAM, str(source), str(out)], env=os.environ | {"PYTHONPATH": paths})
    while process.poll() is None and len(list(out.glob("a*"))) < 20:  # of the 30 that come to an end
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    outcomes = Counter(outcome for _, outcome in run(plan([str(source)], str(out), 5), job(5)))
    assert 20 <= outcomes[Done(known=True)] <= 30
    visible = {name: data for name, data in contents(out).items() if not name.startswith(".")}
    assert visible == contents(tmp_path / "whole")
