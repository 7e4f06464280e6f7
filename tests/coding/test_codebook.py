"""Codebooks: those that ship, people's own, and what is said of a faulty one."""

from pathlib import Path

import pytest

from negotiable.coding import load
from negotiable.coding.codebook import names
from negotiable.coding.codebook_trial import read_as, remarks
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
    examples: [The fare goes up in May.]
  - id: lighthouse
    label: Lighthouse
    terms: [lighthouse, "keeper ... light"]
    examples:
      - The lighthouse stays lit.
    issues:
      - id: lamp
        examples: [The lamp needs oil.]
        crosswalk: {plover: [economic], pax: [NatRes]}
  - use: talks/fisheries
    terms: [herring]
"""


def faults(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "ferry.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadCodebook) as caught:
        load(path)
    assert "\n" not in str(caught.value)
    return [fault.removeprefix(f"{path}:") for fault in caught.value.faults]


@pytest.mark.parametrize("name", names())
def test_a_shipped_codebook_is_complete(name: str) -> None:
    book = load(name)
    assert book.id == name and len({issue.id for issue in book.issues}) == len(book.issues)
    for issue in book.codes:
        assert issue.label and issue.definition and issue.terms and len(issue.examples) >= 2, issue.id
        assert issue.include or issue.exclude, issue.id


def test_issues_of_all_shipped_codebooks_have_one_id_and_one_place() -> None:
    general = {issue.id: issue for issue in load().issues}
    for name in names()[1:]:
        book = {issue.id: issue for issue in load(name).issues}
        for issue in book.values():
            if issue.id in general:
                assert (issue.label, issue.definition) == (general[issue.id].label, general[issue.id].definition)
            else:
                assert issue.parent in book, f"{name}: {issue.id} stands below no issue of the general codebook"


def test_an_own_codebook(tmp_path: Path) -> None:
    path = tmp_path / "ferry.yaml"
    path.write_text(BOOK, encoding="utf-8")
    book = load(path)
    issues = {issue.id: issue for issue in book.issues}
    assert (book.name, list(issues)) == ("ferry@2.1", ["toll", "lighthouse", "lamp", "fisheries"])
    assert issues["lamp"].parent == "lighthouse" and issues["lamp"].label == "Lamp"
    assert (issues["lamp"].plover, issues["lamp"].pax) == (("economic",), ("NatRes",))
    fish = next(issue for issue in load().issues if issue.id == "fisheries")
    assert issues["fisheries"].terms == (*fish.terms, "herring") and issues["fisheries"].parent is None


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("label: Toll", "lable: Toll", 7, "unknown field 'lable'"),
        ("id: lighthouse", "id: toll", 11, "already used on line 6"),
        ("use: talks/fisheries", "use: talks/fishing", 20, "'use' names no issue"),
        ("use: talks/fisheries", "use: talks/peace-and-security\n    id: x", 21, "leave out 'id'"),
        ("terms: [toll*, fare]", "terms: fare", 9, "not a list"),
        ("terms: [toll*, fare]", "terms: [toll*,\n        to*]", 10, "cannot be searched for"),
        ("    examples: [The fare goes up in May.]\n", "", 6, "'toll' has no example"),
        ("    examples: [The fare goes up in May.]\n", "    examples: []\n", 6, "'toll' has no example"),
        ("id: lamp", "id: Lamp 1", 17, "is not made of small letters"),
        ("{plover: [economic]", "{plovr: [economic]", 19, "unknown field 'plovr'"),
        ('version: "2.1"\n', "", 2, "missing field: version"),
        ("title: Ferry talks", "title: [", 6, "not valid YAML"),
        ("title: Ferry talks", "id: ferry", 4, "given twice"),
        (BOOK, "- a\n- b", 1, "expected fields"),
        (BOOK, "", 1, "expected fields"),
        (BOOK, "id: a\nversion: 1\nissues: []", 3, "no issues"),
        (BOOK, "id: a\nversion: 1\nissues: &a [*a]", 3, "expected fields"),
        (BOOK, "id: a\nversion: 1\nissues:\n  - &a {id: b, issues: [*a]}", 4, "already used on line 4"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, old: str, new: str, line: int, says: str) -> None:
    assert old in BOOK
    assert any(fault.startswith(f"{line}: ") and says in fault for fault in faults(tmp_path, BOOK.replace(old, new, 1)))


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    text = (
        BOOK.replace("label: Toll", "lable: Toll").replace("id: lighthouse", "id: toll").replace("      - The light", "      # ")
    )
    assert [fault.split(":")[0] for fault in faults(tmp_path, text)] == ["7", "11", "14"]


def test_many_issues_out_of_few_lines_are_refused(tmp_path: Path) -> None:
    bomb = "id: a\nversion: 1\nissues: [" + ", ".join(["&a {id: b, issues: &b [{id: c, examples: [d]}]}"] + ["*a"] * 9999) + "]"
    assert any("more than 5000 issues" in fault for fault in faults(tmp_path, bomb))


@pytest.mark.parametrize("name", ["no-such-book", "../talks", "talks.yaml", ".", "a\0b"])
def test_a_codebook_that_is_not_there(name: str) -> None:
    with pytest.raises(BadCodebook, match="talks"):
        load(name)


@pytest.mark.parametrize("name", names())
def test_examples_of_a_shipped_codebook_are_read_as_their_issue(name: str) -> None:
    assert [remark for remark in remarks(load(name)) if "is read as" in remark] == []


def test_remarks_name_terms_of_two_issues_and_lone_examples(tmp_path: Path) -> None:
    path = tmp_path / "ferry.yaml"
    path.write_text(BOOK.replace("terms: [herring]", "terms: [fare]"), encoding="utf-8")
    told = list(remarks(load(path)))
    assert any("'fare' also stands under toll" in remark for remark in told)
    assert any(remark.startswith("lamp: only one example") for remark in told)


def test_five_issues_with_two_examples_each_work_at_once(tmp_path: Path) -> None:
    about = {
        "bells": ["The bells ring at six and not before.", "No bell at night, the neighbours ask."],
        "honey": ["Half of the honey belongs to the abbey.", "The beekeepers keep what the hives give."],
        "orchard": ["The orchard gate stays open in autumn.", "Nobody picks plums without the gardener."],
        "library": ["Manuscripts stay in the library.", "Readers may copy the old manuscripts."],
        "roof": ["The leaking roof comes first.", "Slates for the roof cost too much."],
    }
    issues = "".join(f"  - id: {name}\n    examples: [{', '.join(map(repr, told))}]\n" for name, told in about.items())
    path = tmp_path / "abbey.yaml"
    path.write_text(f"id: abbey\nversion: 1\nissues:\n{issues}", encoding="utf-8")
    book = load(path)
    asked = {
        "the monks will not sell their honey": "honey",
        "every manuscript must be returned to the library": "library",
        "rain comes through the roof": "roof",
        "we will ring the bells": "bells",
        "plums from the orchard are for all": "orchard",
        "the harbour is closed": None,
    }
    assert {said: read_as(book, said) for said in asked} == asked
