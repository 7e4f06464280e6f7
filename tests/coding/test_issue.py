"""The issue of a statement, and the codebook it comes from."""

from pathlib import Path

import pytest
from coding.invented import coded, one

from negotiable.coding import load
from negotiable.errors import BadCodebook

BOOK = """
id: ferry
version: "2.1"
title: Ferry talks
issues:
  - id: toll
    label: Toll
    definition: What a crossing costs.
    terms: [toll*, fare]
  - id: lighthouse
    label: Lighthouse
    definition: Who keeps the light.
    terms: [lighthouse, "keeper ... light"]
"""


def test_the_shipped_codebook_is_complete() -> None:
    book = load()
    assert (book.id, len({i.id for i in book.issues})) == ("talks", len(book.issues))
    assert all(i.label and i.definition and i.terms and i.examples for i in book.issues)


@pytest.mark.parametrize(
    ("content", "issue"),
    [
        ("Belmark must keep to the truce", "ceasefire"),
        ("our frigates stay within the limits on the size of the military", "armed-forces"),
        ("the frozen assets must be returned", "assets"),
        ("a wage rise of six per cent", "pay"),
        ("our trawlers keep their fishing rights", "fisheries"),
        ("enrichment of uranium goes on", "nuclear"),
        ("Belmark was not acting in good faith", "trust"),
    ],
)
def test_issues_of_plain_sentences(content: str, issue: str) -> None:
    assert one("said", content).issue == issue


def test_it_looks_back_to_what_the_same_speaker_said() -> None:
    text = "Ana Tovik said the trawlers must leave.\n\nShe said: “It cannot go on like this.”"
    result = coded(text, ("tovik", "said", "the trawlers must leave"), ("tovik", "said", "“It cannot go on like this.”"))
    assert [s.issue for s in result.statements] == ["fisheries", "fisheries"]


def test_nothing_fits() -> None:
    assert one("said", "hello").issue is None


def test_an_own_codebook(tmp_path: Path) -> None:
    path = tmp_path / "ferry.yaml"
    path.write_text(BOOK, encoding="utf-8")
    content = "the keeper of the old light must stay"
    result = coded(f"Ana Tovik said {content}.", ("tovik", "said", content), codebook=load(path))
    assert (result.codebook, result.statements[0].issue) == ("ferry@2.1", "lighthouse")


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("label: Toll", "lable: Toll", 7, "unknown field 'lable'"),
        ("id: lighthouse", "id: toll", 10, "already used on line 6"),
        ("terms: [toll*, fare]", "terms: []", 9, "needs terms"),
        ("terms: [toll*, fare]", "terms: fare", 9, "not a list"),
        ("terms: [toll*, fare]", "terms: [to*]", 9, "cannot be searched for"),
        ("    label: Toll\n", "", 6, "missing field: label"),
        ('version: "2.1"\n', "", 2, "missing field: version"),
        ("title: Ferry talks", "title: [", 6, "not valid YAML"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, old: str, new: str, line: int, says: str) -> None:
    path = tmp_path / "ferry.yaml"
    path.write_text(BOOK.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadCodebook) as caught:
        load(path)
    assert says in str(caught.value) and f"ferry.yaml:{line}:" in str(caught.value) and "\n" not in str(caught.value)


def test_a_codebook_that_is_not_there() -> None:
    with pytest.raises(BadCodebook, match="talks"):
        load("no-such-book")
