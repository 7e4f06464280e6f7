"""The commands and programs of the README and of the pages it points to run, and they tell of every option."""

import re
import shutil
from pathlib import Path

import pytest
from running import run_here

from negotiable.cli import app

ROOT = Path(__file__).parent.parent
README, *PAGES = (
    (ROOT / name).read_text(encoding="utf-8")
    for name in ("README.md", "docs/record.md", "docs/json.md", "docs/scenario.md", "docs/workbench.md")
)


def blocks(language: str) -> list[str]:
    """The blocks of the README and of the pages without a test of their own."""
    return re.findall(rf"^```{language}\n(.*?)^```", "\n".join([README, *PAGES[:2]]), re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the samples, in which the README's commands have been run."""
    folder = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "examples", folder / "examples")
    (folder / "out").mkdir()
    commands = [
        line.partition(" #")[0] for block in blocks("sh") for line in block.splitlines() if line.startswith("negotiable ")
    ]
    assert len(commands) >= 3
    for command in commands:
        words, _, target = command.removeprefix("negotiable ").partition(" > ")
        words, _, source = words.partition(" < ")
        stdin = (folder / source.strip()).read_bytes() if source else b""
        arguments = [path for word in words.split() for path in (sorted(map(str, folder.glob(word))) if "*" in word else [word])]
        done = run_here(arguments, stdin=stdin, folder=folder)
        assert (done.status, done.err) == (0, ""), command
        assert done.out, command
        if target:
            (folder / target).write_text(done.out, encoding="utf-8")
    return folder


@pytest.mark.parametrize("program", blocks("python"))
def test_the_programs_run_and_print(
    folder: Path, program: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder)
    exec(program, {})
    assert capsys.readouterr().out


def test_the_commands_write_what_they_promise(folder: Path) -> None:
    assert {"talks.html", "talks.jsonl", "readings.jsonl"} <= {path.name for path in (folder / "out").iterdir()}


def test_every_option_is_told() -> None:
    from typer.main import get_command

    options = {name for command in get_command(app.app).commands.values() for option in command.params for name in option.opts}
    for name in sorted(options - {"reports", "--help", "-h"}):
        assert any(f"`{name}" in page or f" {name} " in page for page in (README, *PAGES)), name


def test_the_pages_it_points_to_exist() -> None:
    for page in ("", *PAGES):
        for target in re.findall(r"\]\(((?!https?:)[^)#]+)\)", page or README):
            assert (ROOT / ("docs" if page else ".") / target).exists(), target


def test_the_make_targets_it_names_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"\bmake (\w+)", README)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
