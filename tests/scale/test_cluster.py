"""The same shards on two local Dask workers."""

import logging
import os
import signal
from pathlib import Path

from dask.distributed import LocalCluster
from scale.quick import contents, corpus, job, slow, texts

from negotiable.scale.engine import Engine
from negotiable.scale.plan import plan
from negotiable.scale.run import run
from negotiable.scale.work import Done, work


def test_a_worker_that_is_killed_loses_and_doubles_nothing(tmp_path: Path) -> None:
    source = str(corpus(tmp_path / "a.parquet", texts(120)))
    for shard in plan([source], str(tmp_path / "whole"), 10):
        work(shard, job(10))
    shards = plan([source], str(tmp_path / "out"), 10)
    reading = job(10, slow, seconds=0.02)
    done = []
    with LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0", silence_logs=logging.CRITICAL
    ) as cluster:
        first = next(iter(cluster.workers.values()))
        for shard, outcome in run(shards, reading, Engine.DASK, scheduler=cluster.scheduler_address):
            assert isinstance(outcome, Done)
            done.append(shard)
            if len(done) == 3:
                os.kill(first.pid, signal.SIGKILL)
    assert sorted(done, key=lambda shard: shard.first) == shards
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")
