"""The page on a scenario: neutral, complete, safe to open; and the figures of `stability --format json`."""

import re

import pytest
from scenario.ferry import FERRY, scenario_of
from scenario.invented import random_scenario
from scenario.test_stability import DILEMMA

from negotiable.scenario import html, text
from negotiable.scenario.export import all_stable, stability_data
from negotiable.scenario.graph import graph_of
from negotiable.scenario.report import everything, report

ADVICE = re.compile(
    r"\b(should|ought|best|better off|optimal|fair|recommend\w*|advis\w*|likely|probab\w*|chance of|wins?)\b", re.I
)


def plain(source: str = FERRY) -> str:
    return text.render(report(scenario_of(source)), 100)


def test_the_page_names_the_collision_with_its_quotations() -> None:
    found = " ".join(plain().split())
    assert "No package meets every red line." in found
    assert "Maren Oddvik, crews’ speaker: If they take the night boats off the water" in found
    assert "Two offers match, each gives what the other asks for: Norrland Ferries" in found
    assert "If this alone moved (Norrland Ferries (red line)" in found


@pytest.mark.parametrize("source", [FERRY, DILEMMA])
def test_nothing_sounds_like_advice(source: str) -> None:
    said = re.sub(r"“[^”]*”|\[[^]]*\]", "", plain(source).partition("QUOTATIONS")[0])
    assert ADVICE.search(said) is None


def test_lines_fit_the_width_and_every_citation_is_among_the_quotations() -> None:
    found = plain()
    assert max(map(len, found.splitlines())) <= 100
    cited = set(re.findall(r"\b(q\d+)\b", found.partition("QUOTATIONS")[0]))
    assert cited == {f"q{n}" for n in range(1, 8)}


def test_a_move_is_told_with_its_answer() -> None:
    found = plain(DILEMMA + "now: [ann.helps-bo, bo.helps-ann]\n")
    assert "ann could move so that “helps bo” no longer holds (its wish: not “helps bo”). In answer bo could" in " ".join(
        found.split()
    )


@pytest.mark.parametrize("seed", range(12))
def test_any_scenario_makes_a_page(seed: int) -> None:
    scenario = random_scenario(seed)
    page = report(scenario)
    assert "<script" not in html.render(page)
    assert text.render(page, 60)
    assert everything(scenario, page)["title"] == scenario.title


def test_nothing_in_a_scenario_is_obeyed() -> None:
    odd = FERRY.replace("name: Skerra Council", 'name: "<script>alert(1)</script><img src=x onerror=y>"')
    page = html.render(report(scenario_of(odd)))
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page
    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page
    assert re.findall(r'(?:src|href)="(?!#)', page) == []


def test_every_reference_on_the_page_leads_somewhere() -> None:
    page = html.render(report(scenario_of()))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(re.findall(r'id="([^"]+)"', page))
    assert "<svg" not in page  # 54 states are too many to draw
    assert html.render(report(scenario_of(DILEMMA))).count('class="ring"') == 2


def test_stability_as_data() -> None:
    data = stability_data(all_stable(graph_of(scenario_of(DILEMMA))))
    assert data["parties"] == ["ann", "bo"]
    assert data["states"][1] == {"id": 2, "options": {"helps bo": True, "helps ann": False}}
    assert data["stability"]["seq"] == {"ann": [True, False, True, True], "bo": [True, True, False, True]}
    assert data["equilibria"] == {"nash": [1], "gmr": [1, 4], "smr": [1, 4], "seq": [1, 4], "sim": [1, 4]}
