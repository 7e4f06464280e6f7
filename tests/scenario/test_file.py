"""The scenario file: what is wrong with one is told with its line, and writing and reading are each other's inverse."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scenario.ferry import FERRY, line_of, scenario_of
from scenario.invented import random_scenario

from negotiable.errors import BadScenario
from negotiable.scenario.check import check
from negotiable.scenario.formulas import FormulaError, holds, parse_formula, spell
from negotiable.scenario.parse import load, parse
from negotiable.scenario.write import write
from negotiable.terms.scenario import AllOf, AnyOf, Formula, Holds, Not

CHANGES = [
    (
        "party: council, class: demand",
        "party: counsel, class: demand",
        "party: counsel",
        "no party 'counsel'; did you mean 'council'",
    ),
    (
        "wants: timetable.kept,",
        "wants: timetable.keep,",
        "council-nights",
        "names 'timetable.keep', which is no option; did you mean",
    ),
    ("wants: not timetable.ended,", "wants: not (timetable.ended,", "crews-nights", "without its ')'"),
    ("wants: not timetable.ended,", "wants: timetable.ended or,", "crews-nights", "its end where an option was expected"),
    ("class: wish", "class: wishes", "class: wishes", "'class' is 'wishes'; it can be: red-line, demand, wish"),
    ("cites: [q7]", "cites: [q77]", "pay-in", "cites 'q77', which is no quotation; did you mean 'q7'"),
    ("scenario: 1", "scenario: 2", "scenario: 2", "this program reads version 1"),
    ("above: [crews-rest]", "above: [crews-nights]", "above: [crews-nights]", "a demand comes after every red-line"),
    ("above: [crews-rest]", "above: [company-work]", "above: [company-work]", "a party orders its own"),
    ("id: company-work", "id: company-pay", "id: company-pay, party: company, class: demand", "is used twice"),
    ("now: [timetable.kept, pay.as-now]", "now: [timetable.kept]", "now:", "no option of issue 'pay'"),
    ("now: [timetable.kept,", "now: [timetable.kept, timetable.ended,", "now:", "holds 2 options"),
    ("one_way: on}", "one_way: maybe}", "one_way", "'one_way' is 'maybe'"),
    ("by: council\n", "by: [council, mayor]\n", "by: [council", "no party 'mayor'"),
    ("    label: Pay\n", "    lable: Pay\n", "lable", "unknown field 'lable'; known are: id, label"),
    ("options: [kept, halved, ended]", "options: [kept]", "options: [kept]", "at least two options"),
    ("title: The Skerra ferry talks", "title: The: Skerra", "title:", "not valid YAML"),
    ("title: The Skerra ferry talks", "title: *name", "title:", "a scenario file does without"),
]


@pytest.mark.parametrize(("old", "new", "where", "message"), CHANGES)
def test_a_fault_is_told_with_its_line(tmp_path: Path, old: str, new: str, where: str, message: str) -> None:
    text = FERRY.replace(old, new, 1)
    assert text != FERRY
    path = tmp_path / "talks.yaml"
    path.write_text(text, encoding="utf-8")
    _, faults, _ = check(path)
    assert [fault for fault in faults if fault.line == line_of(where, text) and message in fault.message], faults
    with pytest.raises(BadScenario, match=rf"talks\.yaml:{faults[0].line}: "):
        load(path)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", 0, "the file is empty"),
        ("- a\n- b\n", 1, "expected fields such as 'scenario:', found a list"),
        ("scenario: 1\n", 1, "no parties"),
        ("scenario: 1\nparties: [a]\n", 1, "no issues"),
        ("[" * 5000, 1, "lists inside lists without end"),
        ("scenario: 1\nparties: {a: b}\nissues: 3\n", 3, "'issues' is to be a list"),
        ("scenario: [1, 2]\nparties: [a, a]\nissues: [x]\n", 1, "'scenario' is to be a text"),
    ],
)
def test_a_file_that_is_no_scenario(text: str, line: int, message: str) -> None:
    _, faults = parse(text)
    assert any(fault.line == line and message in fault.message for fault in faults), faults


def test_what_can_never_be_and_orders_in_a_circle(tmp_path: Path) -> None:
    path = tmp_path / "talks.yaml"
    circle = FERRY.replace("wants: not work.strike, cites: [q2]", "wants: not work.strike, above: [crews-pay]")
    path.write_text(circle, encoding="utf-8")
    assert [fault for fault in check(path)[1] if "circle: crews-pay above crews-rest above crews-pay" in fault.message]
    impossible = FERRY.replace("impossible:\n", "impossible:\n  - that: timetable.kept or not timetable.kept\n")
    path.write_text(impossible, encoding="utf-8")
    faults = check(path)[1]
    assert faults[0].line == line_of("not timetable.kept", impossible)
    assert "no combination" in faults[0].message
    path.write_text(FERRY.replace("pay.as-now]", "pay.as-now, money.subsidy, money.tender]"), encoding="utf-8")
    assert "what holds now" in check(path)[1][0].message


def test_a_scenario_too_large_for_stability_is_still_one(tmp_path: Path) -> None:
    issues = "".join(f"  - {{id: i{n}, options: [a, b, c, d, e]}}\n" for n in range(40))
    path = tmp_path / "talks.yaml"
    path.write_text(f"scenario: 1\nparties: [x, y]\nissues:\n{issues}", encoding="utf-8")
    found, faults, remarks = check(path)
    assert found is not None
    assert not faults
    assert any("combinations are more than" in remark.message for remark in remarks)


def test_the_example_has_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "talks.yaml"
    path.write_text(FERRY, encoding="utf-8")
    assert check(path)[1:] == ([], [])


@pytest.mark.parametrize("seed", range(0, 300, 10))
def test_what_is_written_is_read_back(seed: int) -> None:
    before = random_scenario(seed)
    assert scenario_of(write(before)) == before


def test_the_example_survives_writing() -> None:
    assert scenario_of(write(scenario_of())) == scenario_of()


@settings(max_examples=60)
@given(st.text(max_size=80))
def test_any_text_survives_as_a_title(text: str) -> None:
    title = " ".join(text.split())
    text = FERRY.replace("title: The Skerra ferry talks", "title: Placeholder")
    from dataclasses import replace

    written = write(replace(scenario_of(text), title=title or "Untitled"))
    found, faults = parse(written)
    assert not faults and found is not None and found.title == (title or "Untitled")


@settings(max_examples=100)
@given(st.text(max_size=200))
def test_odd_files_are_told_and_never_trip_the_program(text: str) -> None:
    found, faults = parse(text)
    assert found is None or faults


formulas = st.recursive(
    st.sampled_from([Holds("a.x"), Holds("a.y"), Holds("b.z")]),
    lambda parts: (
        parts.map(Not)
        | st.lists(parts, min_size=2, max_size=3).map(lambda p: AllOf(tuple(p)))
        | st.lists(parts, min_size=2, max_size=3).map(lambda p: AnyOf(tuple(p)))
    ),
    max_leaves=8,
)


@given(formulas, st.sets(st.sampled_from(["a.x", "a.y", "b.z"])))
def test_a_formula_means_the_same_after_spelling(formula: Formula, chosen: set[str]) -> None:
    assert holds(parse_formula(spell(formula), str), chosen) == holds(formula, chosen)


def test_formulas_bind_as_people_read_them() -> None:
    found = parse_formula("if a then not b and c or d", str)
    assert [holds(found, chosen) for chosen in ([], ["a"], ["a", "c"], ["a", "b", "c"], ["a", "d"])] == [
        True,
        False,
        True,
        False,
        True,
    ]
    with pytest.raises(FormulaError, match="goes on with 'b'"):
        parse_formula("a b", str)
    with pytest.raises(FormulaError, match="60 parentheses"):
        parse_formula("(" * 100 + "a" + ")" * 100, str)
