"""Outputs of a run go into a record as the reports themselves would."""

import random
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from brief.builder import talks
from scale.quick import corpus, job, quick, texts

from negotiable.errors import BadOutput, UsageError
from negotiable.export.jsonl import to_line
from negotiable.record import Record
from negotiable.scale import outputs
from negotiable.scale.load import Loaded, load
from negotiable.scale.plan import Shard, plan
from negotiable.scale.work import work
from negotiable.sources import read_sources
from negotiable.terms import Rejection, Report


@pytest.fixture
def made(tmp_path: Path) -> list[Shard]:
    """Outputs of 90 reports, of which one stands twice and one is rejected."""
    rows: list[str | None] = [*texts(88), texts(1)[0], None]
    shards = plan([str(corpus(tmp_path / "a.parquet", rows))], str(tmp_path / "out"), 20)
    for shard in shards:
        work(shard, job(20))
    return shards


def test_a_reading_comes_back_as_it_was(tmp_path: Path) -> None:
    coded = talks(title="Talks at the lake\udc80", outlet="Kestrel Post")
    rejection = Rejection("b.txt", "no text")
    outputs.write(str(tmp_path / "one.parquet"), {"reader": "r1"}, [coded, rejection])
    one, other = outputs.read(str(tmp_path / "one.parquet"))
    assert one.reading is not None
    assert to_line(one.reading) == to_line(coded).replace("\udc80", "\ufffd")
    assert (other.location, other.reading, other.rejected) == ("b.txt", None, "no text")
    table = pq.read_table(tmp_path / "one.parquet").to_pylist()
    assert table[0]["report"] == coded.report.id and table[0]["statements"] == len(coded.statements)


def test_a_loaded_record_is_that_of_the_reports_themselves(made: list[Shard], tmp_path: Path) -> None:
    with Record(str(tmp_path / "added.db"), create=True) as added, Record(str(tmp_path / "loaded.db"), create=True) as loaded:
        for one in read_sources([made[0].source], fields={"text": "body"}):
            if isinstance(one, Report):
                added.add(quick(one), "r1")
            else:
                added.reject(one)
        assert load(loaded, str(tmp_path / "out")) == Loaded(new=88, known=1, rejected=1)
        assert loaded.fingerprint() == added.fingerprint()
        assert loaded.rejections() == added.rejections()
        assert load(loaded, str(tmp_path / "out")) == Loaded(known=89, rejected=1)
        assert loaded.fingerprint() == added.fingerprint()


def test_a_load_that_stops_goes_on(made: list[Shard], tmp_path: Path) -> None:
    with Record(str(tmp_path / "whole.db"), create=True) as whole:
        load(whole, str(tmp_path / "out"))
        wanted = whole.fingerprint()
    at = random.Random(5).randrange(20, 80)

    def stop(so_far: Loaded) -> None:
        if so_far.new == at:
            raise KeyboardInterrupt

    with Record(str(tmp_path / "talks.db"), create=True) as record:
        with pytest.raises(KeyboardInterrupt):
            load(record, str(tmp_path / "out"), stop)
        again = load(record, str(tmp_path / "out"))
        assert again.known >= 21 and again.new + again.known == 89
        assert record.fingerprint() == wanted


def test_what_is_no_output_is_told_and_what_was_loaded_stays(made: list[Shard], tmp_path: Path) -> None:
    with Record(str(tmp_path / "talks.db"), create=True) as record:
        with pytest.raises(UsageError, match="holds no outputs"):
            load(record, str(tmp_path / "none"))
        with pytest.raises(BadOutput, match="is no output"):
            load(record, str(tmp_path))  # the input lies there
        last = Path(made[-1].output)
        last.write_bytes(last.read_bytes()[:-9])
        with pytest.raises(BadOutput, match=last.name):
            load(record, str(tmp_path / "out"))
        assert record.connection.execute("SELECT count(*) FROM report").fetchone() == (80,)


@pytest.mark.parametrize("reading", ['{"report": 3}', "no JSON", to_line(quick(Report("a#1", "Another text. It is.")))])
def test_a_row_that_was_changed_is_told(made: list[Shard], tmp_path: Path, reading: str) -> None:
    table = pq.read_table(made[0].output)
    changed = pa.array([reading, *table["reading"].to_pylist()[1:]], pa.large_string())
    place = table.schema.get_field_index("reading")
    pq.write_table(table.set_column(place, table.schema.field(place), changed), made[0].output)
    with pytest.raises(BadOutput, match="damaged"):
        list(outputs.read(made[0].output))
