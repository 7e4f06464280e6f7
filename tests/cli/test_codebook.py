"""`negotiable codebook`: show, check, new."""

from collections.abc import Callable
from pathlib import Path

import pytest
from running import Result

Run = Callable[..., Result]


def test_show_lists_the_codebooks_that_ship(run: Run) -> None:
    result = run("codebook", "show")
    assert [line.split()[0] for line in result.out.splitlines()] == ["talks", "climate", "labour", "peace", "trade"]


def test_show_prints_the_tree_and_one_issue(run: Run) -> None:
    tree = run("codebook", "show", "peace").out.splitlines()
    assert tree[0].startswith("Peace talks (peace@")
    assert any(line.startswith("ceasefire: ") for line in tree) and any(line.startswith("  end-of-war: ") for line in tree)
    one = run("codebook", "show", "peace", "amnesty").out
    assert one.startswith("Amnesty (amnesty), below justice") and "examples:" in one and "PA-X" not in one


@pytest.mark.parametrize(("arguments", "says"), [(("peace", "tea"), "no issue 'tea'"), (("tea",), "no codebook can be read")])
def test_show_of_what_is_not_there(run: Run, arguments: tuple[str, ...], says: str) -> None:
    result = run("codebook", "show", *arguments)
    assert result.status == 2 and says in result.complaint


@pytest.mark.parametrize("like", [(), ("--like", "labour")])
def test_a_new_codebook_can_be_used_at_once_and_is_never_written_over(run: Run, tmp_path: Path, like: tuple[str, ...]) -> None:
    path = tmp_path / "My river.yaml"
    assert run("codebook", "new", path, *like).status == 0
    checked = run("codebook", "check", path)
    assert checked.status == 0 and "can be used: my-river@1.0" in checked.out
    before = path.read_bytes()
    again = run("codebook", "new", path)
    assert again.status == 2 and "is there already" in again.complaint and path.read_bytes() == before


def test_check_prints_every_fault_with_file_and_line(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "river.yaml"
    run("codebook", "new", path)
    text = path.read_text(encoding="utf-8").replace("    label: Water", "    lable: Water")
    text = text.replace("id: flood-warning", "id: water")
    path.write_text(text, encoding="utf-8")
    result = run("codebook", "check", path)
    numbers = [k for k, line in enumerate(text.splitlines(), 1) if "lable" in line or "- id: water" in line]
    assert result.status == 1 and result.err == ""
    assert [line.split(":")[1] for line in result.out.splitlines()] == [str(numbers[1]), str(numbers[2])]
    assert all(line.startswith(f"{path}:") for line in result.out.splitlines())


def test_new_in_a_folder_that_is_not_there(run: Run, tmp_path: Path) -> None:
    result = run("codebook", "new", tmp_path / "none" / "a.yaml")
    assert result.status == 2 and "cannot be written" in result.complaint


def test_new_like_a_codebook_that_does_not_ship(run: Run, tmp_path: Path) -> None:
    result = run("codebook", "new", tmp_path / "a.yaml", "--like", "tea")
    assert result.status == 2 and "talks, climate" in result.complaint
