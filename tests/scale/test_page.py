"""docs/scale.md: its commands and its program run, and it tells of every option and column."""

import re
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import typer
from running import start
from scale.quick import texts

from negotiable.cli.scale import app
from negotiable.scale import outputs

PAGE = (Path(__file__).parents[2] / "docs" / "scale.md").read_text(encoding="utf-8")


def test_its_commands_and_its_program_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pq.write_table(pa.table({"body": texts(4), "day": ["2031-05-12"] * 4}), tmp_path / "articles.parquet")
    for command in re.findall(r"^negotiable (.*)$", PAGE, re.MULTILINE):
        done = start(command.split(), folder=tmp_path)
        assert (done.status, done.err) == (0, "") and "4" in done.out, command
    (program,) = re.findall(r"^```python\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    monkeypatch.chdir(tmp_path)
    exec(program, {})
    assert capsys.readouterr().out.startswith("articles.parquet#1 [")


def test_it_tells_of_every_option_and_column() -> None:
    commands = typer.main.get_command(app).commands.values()  # type: ignore[attr-defined]
    options = {name for command in commands for option in command.params for name in option.opts if name.startswith("-")}
    assert [name for name in sorted(options - {"--help", "-h"}) if f"`{name}" not in PAGE] == []
    assert [name for name in outputs.schema().names if f"`{name}`" not in PAGE] == []
