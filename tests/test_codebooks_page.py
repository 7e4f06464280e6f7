"""docs/codebooks.md: its commands run, its codebook can be used and does what the page says."""

import re
import shutil
from pathlib import Path

from running import run_here

from negotiable.coding.codebook import load
from negotiable.coding.codebook_file import _ISSUE_FIELDS
from negotiable.coding.codebook_trial import read_as, remarks

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs/codebooks.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    (found,) = re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    return str(found)


def test_its_commands_run(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    for line in block("sh").splitlines():
        command = line.partition("#")[0].split()
        done = run_here(command[1:], folder=tmp_path)
        assert (done.status, done.err) == (0, "") and done.out, line


def test_its_codebook_sorts_statements(tmp_path: Path) -> None:
    path = tmp_path / "bay.yaml"
    path.write_text(block("yaml"), encoding="utf-8")
    book = load(path)
    assert list(remarks(book)) == []
    asked = {
        "we must mend the nets on the beach": "fisheries",
        "the lighthouse stays dark": "lighthouse",
        "the lamp is out of oil": "lamp-oil",
        "crates pile up at the customs house": "customs-house",
        "our bell must come back": "old-bell",
        "the ferry is too dear": "ferry",
        "the moon is full": None,
    }
    assert {said: read_as(book, said) for said in asked} == asked


def test_it_tells_of_every_field() -> None:
    assert [name for name in _ISSUE_FIELDS if f"`{name}`" not in PAGE] == []
