"""The page on a scenario: what it rests on, what follows, what would change it."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from negotiable.errors import TooLarge
from negotiable.scenario.export import all_stable, option_labels, stability_data
from negotiable.scenario.graph import Graph, graph_of
from negotiable.scenario.page import Page, Section, Table, counted, option_table
from negotiable.scenario.red_lines import RedLines, red_lines
from negotiable.scenario.sentences import Sentence, Words
from negotiable.scenario.told import MOVING, stability_sections
from negotiable.scenario.trades import trades
from negotiable.scenario.waiting import waiting
from negotiable.scenario.walks import WALKED
from negotiable.terms.scenario import Scenario

BESIDE = ("What this page rests on", "What each party is reported to want")
"""The titles of the sections that say again what stands in the scenario."""

_MOST_SETS = 30


def report(scenario: Scenario, only: Sequence[str] | None = None) -> Page:
    """Works out everything that the size of the model allows; what it does not, the page says."""
    words = Words(scenario)
    sections = [_basis(scenario, words), _positions(scenario, words), _red_lines(red_lines(scenario), words)]
    sections += [_undertakings(scenario, words), _trades(scenario, words)]
    try:
        graph = graph_of(scenario, only)
        sections += stability_sections(graph, words, only)
    except TooLarge as error:
        sections.append(Section(MOVING, [Sentence(f"Not worked out: {error}.")]))
    if scenario.unplaced:
        section = Section("Reported, and without a place in the model")
        for text in scenario.unplaced:
            section.say(text)
        sections.append(section)
    sections.append(Section("How to read this", [Sentence(text) for text in _HOW_TO_READ]))
    return Page(scenario.title, scenario.as_of, tuple(s for s in sections if s.blocks or s.svg), scenario.quotations)


def _basis(scenario: Scenario, words: Words) -> Section:
    section = Section(BESIDE[0])
    section.say("Everything below follows from these lines and from nothing else. They are an editor’s reading of reports.")
    for text in scenario.assumed:
        section.say(f"Assumed: {text.rstrip('.')}.")
    now = scenario.status_quo
    rows = []
    for choice in scenario.choices:
        for option in choice.options:
            ways = {"on": "once it holds, it stays", "off": "once it does not hold, never again", None: "both ways"}
            held = "not given" if now is None else "yes" if option.id in now else "no"
            by = words.names(option.by) + (" together" if len(option.by) > 1 else "")
            label = f"{words.letter(option.id)}: {option.label}" if words.is_long(option.id) else option.label
            rows.append((choice.label, label, by, ways[option.one_way], held))
    section.blocks.append(Table(("issue", "option", "who decides", "changes", "holds now"), tuple(rows), ((),) * len(rows)))
    for one in scenario.impossible:
        why = f" ({one.why.rstrip('.')})" if one.why else ""
        section.say(f"Taken to be impossible: {words.formula(one.that)}{why}.", one.cites)
    return section


def _positions(scenario: Scenario, words: Words) -> Section:
    section = Section(BESIDE[1])
    kinds = {"red-line": "red line", "demand": "demand", "wish": "wish"}
    rows, cites = [], []
    for party, name in words.parties.items():
        own = [one for one in scenario.priorities if one.party == party]
        for one in sorted(own, key=lambda p: list(kinds).index(p.firmness)):
            above = ", ".join(words.formula(words.statements[other].wants) for other in one.above)
            rows.append(
                (name, kinds[one.firmness], words.formula(one.wants, full=True), f"said to go before {above}" if above else "")
            )
            cites.append(one.cites)
        if not own:
            section.say(f"No statement of {name} is in the model.")
    if rows:
        width = 4 if any(row[3] for row in rows) else 3
        head = ("party", "class", "wants", "order")[:width]
        section.blocks.append(Table(head, tuple(row[:width] for row in rows), tuple(cites)))
    return section


def _red_lines(found: RedLines, words: Words) -> Section:
    section = Section("Red lines")
    if not found.lines:
        section.say("No red line is in the model, so none excludes anything.")
        return section
    if found.collisions:
        section.say("No package meets every red line.")
    elif found.count is None:
        section.say("Some packages are not excluded by any red line; there are too many to count.")
    else:
        section.say(f"{counted(found.count, 'package is', 'packages are')} not excluded by any red line.")
    for names in found.collisions[:_MOST_SETS]:
        section.say(f"These red lines collide: {_statements(names, words)}. Without any one of them the others leave a package.")
        section.blocks.extend(_quoted(names, words))
    for names in found.wider[:_MOST_SETS]:
        section.say(f"These cannot all be met: {_statements(names, words)}.")
        section.blocks.extend(_quoted(names, words))
    if not found.complete or max(len(found.collisions), len(found.wider)) > _MOST_SETS:
        section.say("There may be more such sets than are shown here.")
    if found.by_issue:
        rows = [
            (_issue(words, left.issue), _options(left.possible, words), _options(left.excluded, words)) for left in found.by_issue
        ]
        section.blocks.append(Table(("issue", "not excluded", "excluded by red lines"), tuple(rows), ((),) * len(rows)))
    if found.packages:
        few = "" if found.count == len(found.packages) else "the first "
        section.say(f"Packages that are not excluded ({few}{len(found.packages)}), one a column:")
        columns = [(f"P{n}", package) for n, package in enumerate(found.packages, 1)]
        section.blocks.append(option_table(words, columns))
    for opened in found.moves:
        line = words.statements[opened.line]
        if opened.package is not None:
            count = (
                "further packages become" if opened.count is None else counted(opened.count, "package becomes", "packages become")
            )
            section.say(
                f"If this alone moved ({words.wants(line)}), {count} possible, such as {words.state(opened.package)}.", line.cites
            )
    if found.lines and not any(opened.package for opened in found.moves):
        section.say("No single red line, moved alone, makes a package possible that is not possible now.")
    return section


def _undertakings(scenario: Scenario, words: Words) -> Section:
    section = Section("What was announced on a condition")
    known = {one.id: one for one in scenario.undertakings}
    for one in scenario.undertakings:
        said = "threat" if one.kind == "threat" else "offer"
        section.say(
            f"{words.parties[one.party]} ({said}): if {words.formula(one.condition, full=True)}, "
            f"then {words.formula(one.consequence, full=True)}.",
            one.cites,
        )
    found = waiting(scenario)

    def named(names: Sequence[str]) -> str:
        return " → ".join(f"{words.parties[known[n].party]}: {words.formula(known[n].consequence)}" for n in names)

    def cites(names: Sequence[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(cite for n in names for cite in known[n].cites))

    for chain in found.chains:
        section.say(f"One would set off the next: {named(chain)}.", cites(chain))
    for circle in found.deadlocks:
        section.say(f"Each waits for the other: {named(circle)}.", cites(circle))
    for pair in found.matches:
        section.say(f"Two offers match, each gives what the other asks for: {named(pair)}.", cites(pair))
    for name in found.due:
        section.say(f"The condition holds now and what was announced does not: {named([name])}.", known[name].cites)
    return section


def _trades(scenario: Scenario, words: Words) -> Section:
    section = Section("Issues on which priorities differ")
    for one in trades(scenario):
        section.say(
            f"{words.parties[one.first]} spoke more firmly of {_issue(words, one.first_issue)} than of "
            f"{_issue(words, one.second_issue)}; {words.parties[one.second]} the other way round."
        )
    return section


_HOW_TO_READ = (
    "A red line is what a party is reported never to accept. A package says of every option whether it holds.",
    "Nash: nobody has a move to a state that its own statements put higher. SEQ: whoever has one is met by an answer "
    "that is higher for those who give it and leaves the first no better. GMR: as SEQ, with any answer. SMR: as GMR, and no "
    "way out after it. "
    "SIM: the others move at the same time.",
    "Inside a class nobody said what weighs more. Numbers of orders are counts, not chances. A tie is silence, not indifference.",
    "Public statements are moves in the talks themselves: “as stated” is all that is claimed here.",
)


def _statements(names: Sequence[str], words: Words) -> str:
    return "; ".join(words.wants(words.statements[name]) for name in names)


def _quoted(names: Sequence[str], words: Words) -> list[Sentence]:
    """The quotations that these statements rest on, word for word."""
    known = {one.id: one for one in words.scenario.quotations}
    cites = dict.fromkeys(cite for name in names for cite in words.statements[name].cites)
    return [
        Sentence(f"   {known[cite].who or 'Speaker unknown'}: {known[cite].words}", (cite,)) for cite in cites if cite in known
    ]


def _options(options: Sequence[str], words: Words) -> str:
    return "; ".join(next(o.label for o in words.scenario.options if o.id == option) for option in options)


def _issue(words: Words, issue: str) -> str:
    return next(choice.label for choice in words.scenario.choices if choice.id == issue)


def stability_page(graph: Graph, only: Sequence[str] | None = None) -> Page:
    """The sections on stability alone."""
    scenario = graph.scenario
    sections = stability_sections(graph, Words(scenario), only)
    return Page(scenario.title, scenario.as_of, tuple(s for s in sections if s.blocks or s.svg), scenario.quotations)


def red_lines_page(scenario: Scenario, found: RedLines) -> Page:
    """The section on red lines alone."""
    return Page(scenario.title, scenario.as_of, (_red_lines(found, Words(scenario)),), scenario.quotations)


def everything(scenario: Scenario, page: Page, only: Sequence[str] | None = None) -> dict[str, Any]:
    """All results as plain data: the page's sentences, red lines, undertakings, trades, and stability where it was worked out."""
    data: dict[str, Any] = asdict(page)
    data["red_lines"] = asdict(red_lines(scenario))
    data["undertakings"] = asdict(waiting(scenario))
    data["trades"] = [asdict(one) for one in trades(scenario)]
    data["options"] = option_labels(scenario)
    try:
        graph = graph_of(scenario, only)
        data["stability"] = stability_data(all_stable(graph)) if len(graph.states) <= WALKED else None
    except TooLarge as error:
        data["stability"], data["refused"] = None, str(error)
    return data
