"""The issue of a statement."""

from pathlib import Path

import pytest
from coding.invented import coded, one

from negotiable.coding import load

BOOK = """
id: ferry
version: "2.1"
title: Ferry talks
issues:
  - id: toll
    label: Toll
    definition: What a crossing costs.
    examples: [The fare goes up in May., A crossing at no cost is what we ask for.]
  - id: lighthouse
    label: Lighthouse
    definition: Who keeps the light.
    examples: [The lighthouse stays lit all night., Who pays the keeper of the light?]
"""


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
