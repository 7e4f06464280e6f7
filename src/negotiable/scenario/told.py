"""The sections on stability: which states last in which orders, told with moves, answers and quotations."""

from collections.abc import Sequence

from negotiable.errors import TooLarge
from negotiable.scenario.across import Across, across_orders, flag_sensitivity, rests_on_silence
from negotiable.scenario.coalitions import coalitions, joint_improvements
from negotiable.scenario.drawing import drawing
from negotiable.scenario.export import all_stable
from negotiable.scenario.graph import Graph
from negotiable.scenario.page import Section, Table, counted, numbers, option_table
from negotiable.scenario.preferences import stated_payoffs
from negotiable.scenario.sentences import Narrator, Sentence, Words
from negotiable.scenario.stability import Concept, Stability
from negotiable.scenario.trades import undominated
from negotiable.scenario.walks import WALKED, Walks, path

MOVING = "Who could move, and what could answer"
"""The title of the section with the states and moves."""

_MOST_STATES = 12  # in a table
_MOST_NARRATED = 4
_MOST_ROUTES = 5
_SHOWN: tuple[Concept, ...] = ("nash", "seq", "gmr", "smr", "sim")
_IN_WORDS = {"necessary": "in all orders", "possible": "in some orders", "impossible": "in no order"}


def stability_sections(graph: Graph, words: Words, only: Sequence[str] | None) -> list[Section]:
    """Everything on stability that the size of the model allows."""
    section = Section(MOVING)
    if not len(graph.states):
        section.say("The impossible combinations leave no state at all.")
        return [section]
    section.say(f"The options make {counted(len(graph.states), 'state', 'states')} that can be.")
    if len(graph.states) > WALKED:
        section.say(f"States are told one by one up to {WALKED:,}; name the issues in play with --only.")
        return [section]
    found = all_stable(graph)
    across = across_orders(graph)
    walks = Walks(graph, {party: stated_payoffs(graph, party) for party in words.parties})
    told = _told(graph, across)
    _stable_states(section, found, across, told, Narrator(graph, walks))
    picture = drawing(graph, walks, set(found.numbers("seq")))
    section.svg, section.drawn = picture.svg, picture.table
    if picture.why:
        section.say(picture.why)
    return [
        section,
        _reached(graph, words, walks, found),
        _joint(graph, words, walks, told),
        _compared(graph, found, told),
        _flags(graph, words, only),
    ]


def _told(graph: Graph, across: Across) -> list[int]:
    """The numbers of the states told one by one: stable in most orders, then nearest to what holds now."""
    now = set(graph.scenario.status_quo or ())

    def rank(number: int) -> tuple[int, int, int]:
        chosen = set(graph.chosen(int(graph.states[number - 1])))
        return -across.held["seq"][number - 1], len(chosen ^ now), number

    return sorted((n for n, count in enumerate(across.held["seq"], 1) if count), key=rank)[:_MOST_STATES]


def _stable_states(section: Section, found: Stability, across: Across, told: list[int], narrator: Narrator) -> None:
    graph = found.graph
    silence = rests_on_silence(graph, ["seq"])["seq"]
    looked = f"{across.orders:,}, all of them" if across.exhaustive else f"{across.orders:,}, sampled"
    section.say(f"Orders of priority that are compatible with what was said and were looked at: {looked}.")
    ever = [n for n, count in enumerate(across.held["seq"], 1) if count]
    always = [n for n in ever if across.held["seq"][n - 1] == across.orders]
    sometimes = [n for n in ever if n not in set(always)]
    section.say(
        f"States from which nobody has a move that would last, as stated (SEQ): in all of these orders {numbers(always)}."
    )
    section.say(f"In some of them, not in all: {numbers(sometimes)}.")
    if len(ever) > len(graph.states) / 2:
        section.say("That is more than half of the states: so little was said that few of them are told apart.")
    if told:
        few = f"the {len(told)} nearest to what holds now" if len(ever) > len(told) else "one a column"
        section.say(f"What holds in them ({few}):")
        section.blocks.append(option_table(narrator.words, [(str(n), graph.chosen(int(graph.states[n - 1]))) for n in told]))
    nash, seq = set(found.numbers("nash")), set(found.numbers("seq"))
    for number in told[:_MOST_NARRATED]:
        count = across.held["seq"][number - 1]
        extent = "all orders" if count == across.orders else f"{count:,} of {across.orders:,} orders"
        how = "nobody has a move away (Nash)" if number in nash else "what could answer keeps it"
        how = f"in the order of the file {how}" if number in seq else "not in the order of the file"
        rests = " It rests on silence: another way to break ties changes it." if silence[number - 1] else ""
        section.say(f"State {number}: stable in {extent}; {how}.{rests}")
        if number in seq:
            sentences = narrator.about(int(graph.states[number - 1]))
            section.blocks.extend(Sentence(f"   {one.text}", one.cites) for one in sentences)


def _reached(graph: Graph, words: Words, walks: Walks, found: Stability) -> Section:
    section = Section("From what holds now")
    now = graph.scenario.status_quo
    if now is None:
        section.say("What holds now is not given in the model.")
        return section
    start = graph.index(now)
    section.say(f"Now, state {graph.number(start)}: {words.state(graph.chosen(start))}.")
    reached = walks.improved(words.parties, start)
    if not reached:
        section.say("Nobody has a move from here to a state that its own statements put higher.")
    ends = [int(graph.states[n - 1]) for n in found.numbers("seq")]
    routes = sorted((path(reached, end) for end in ends if end in reached), key=len)
    for route in routes[:_MOST_ROUTES]:
        at, told = start, []
        for step in route:
            told.append(f"{words.names(step.parties)}: {words.change(graph.chosen(at), graph.chosen(step.to))}")
            at = step.to
        section.say(f"Moves, each higher for whoever makes it, lead to state {graph.number(at)}: {'; then '.join(told)}.")
    if len(routes) > _MOST_ROUTES:
        section.say(f"{len(routes) - _MOST_ROUTES} more stable states can be reached so, by longer ways.")
    return section


def _joint(graph: Graph, words: Words, walks: Walks, told: list[int]) -> Section:
    section = Section("What several parties could do together")
    try:
        groups = [group for group in coalitions(graph) if len(group) > 1]
    except TooLarge as error:
        section.say(f"Not worked out: {error}.")
        return section
    for number in told:
        start = int(graph.states[number - 1])
        for group in groups:
            moves = joint_improvements(walks, group, start)
            if moves:
                nearest = min(moves, key=lambda move: len(move.steps)).end
                change = words.change(graph.chosen(start), graph.chosen(nearest))
                section.say(
                    f"From state {number} {words.names(group)} together could reach "
                    f"{counted(len(moves), 'state', 'states')} higher for each, such as {graph.number(nearest)}: {change}."
                )
                break
    return section


def _compared(graph: Graph, found: Stability, told: list[int]) -> Section:
    section = Section("The definitions side by side")
    concepts: list[Concept] = [concept for concept in _SHOWN if concept in found.stable]
    verdicts = undominated(graph)
    many = "all of them" if verdicts.exhaustive else "sampled"
    section.say(
        f"“Undominated”: no other state is higher for somebody and lower for nobody ({verdicts.orders:,} orders, {many})."
    )
    equilibria = {concept: set(found.numbers(concept)) for concept in concepts}
    shown = sorted(told if len(graph.states) > 2 * _MOST_STATES else range(1, len(graph.states) + 1))
    rows = tuple(
        (str(n), _IN_WORDS[verdicts.verdicts[n - 1]], *("stable" if n in equilibria[c] else "·" for c in concepts)) for n in shown
    )
    head = ("state", "undominated", *("Nash" if concept == "nash" else concept.upper() for concept in concepts))
    section.blocks.append(Table(head, rows, ((),) * len(rows)))
    if len(graph.states) > len(shown):
        section.say(f"{len(graph.states) - len(shown):,} more states are not shown.")
    return section


def _flags(graph: Graph, words: Words, only: Sequence[str] | None) -> Section:
    section = Section("If a line of the model itself were otherwise")
    for one in flag_sensitivity(graph.scenario, "seq", only):
        parts = []
        for states, what in ((one.gained, "newly"), (one.lost, "no longer")):
            if states:
                parts.append(f"{counted(len(states), 'state', 'states')} {what} stable (SEQ), such as {words.state(states[0])}")
        at = f" (line {one.line})" if one.line else ""
        section.say(f"If {one.change}{at}: {'; '.join(parts) or 'the stable states (SEQ) stay the same'}.")
    return section
