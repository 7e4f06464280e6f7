"""Agreement, one side or speaker on both sides, and conditions that wait for each other: all from a coded reading."""

from negotiable.coding.ties import tied
from negotiable.terms import Actor, CodedReading, Conditional, Report, Statement
from negotiable.terms.codes import Stance

ACTORS = (
    Actor("tovik", "Ana Tovik", "person", None, "Arrun"),
    Actor("arno", "Pell Arno", "person", None, "Arrun"),
    Actor("ostrel", "Jon Ostrel", "person", None, "Belmark"),
    Actor("corvin", "Corvin", "country", None, "Corvin"),
)


def held(*told: tuple[str, Stance, str], target: str | None = None) -> CodedReading:
    """Speaker, stance and content of each statement, all on one issue."""
    statements, text = [], ""
    for k, (speaker, stance, content) in enumerate(told):
        span = ((len(text), len(text) + len(content)),)
        statements.append(Statement(f"s{k}", (), (), span, speaker=speaker, issue="fisheries", stance=stance, target=target))
        text += content + "\n"
    return tied(CodedReading(Report("invented.txt", text), "talks@1", ACTORS, tuple(statements)))


def test_two_sides_for_the_same_agree() -> None:
    found = held(("tovik", "support", "longer herring seasons"), ("ostrel", "offer", "herring seasons of nine weeks")).agreements
    assert [a.between for a in found] == [("s0", "s1")]
    assert found[0].why == "On fisheries, Ana Tovik and Jon Ostrel speak in favour of the same"


def test_two_sides_against_a_third_agree_and_against_each_other_do_not() -> None:
    told: tuple[tuple[str, Stance, str], ...] = (
        ("tovik", "oppose", "night trawling off the cape"),
        ("ostrel", "oppose", "trawling by night off the cape"),
    )
    assert [a.why for a in held(*told, target="corvin").agreements] == [
        "On fisheries, Ana Tovik and Jon Ostrel both speak against Corvin"
    ]
    assert held(*told, target="ostrel").agreements == ()


def test_other_words_or_one_side_are_no_agreement() -> None:
    assert held(("tovik", "support", "longer herring seasons"), ("ostrel", "support", "a new pier")).agreements == ()
    assert held(("tovik", "support", "longer herring seasons"), ("arno", "support", "longer herring seasons")).agreements == ()


def test_members_of_one_side_who_differ() -> None:
    (split,) = held(("tovik", "support", "the herring quota of Belmark"), ("arno", "oppose", "the herring quota")).splits
    assert (split.kind, split.between) == ("side", ("s0", "s1"))
    assert split.why == ("On fisheries, both speak for Arrun: Ana Tovik speaks for something and Pell Arno against something")


def test_a_speaker_on_both_sides() -> None:
    (split,) = held(("tovik", "support", "the herring quota"), ("tovik", "refuse", "a herring quota")).splits
    assert (split.kind, split.why) == ("speaker", "On fisheries, Ana Tovik speaks for something here and against something there")


def test_each_waits_for_the_other() -> None:
    first, second = "if Belmark lifts the harbour toll", "we will open the northern strait"
    third, fourth = "if Arrun opens the northern strait", "we will lift the harbour toll"
    base = held(("tovik", "conditional", f"{first}, {second}"), ("ostrel", "conditional", f"{third}, {fourth}"))
    text = base.report.text

    def place(words: str) -> tuple[tuple[int, int], ...]:
        return ((text.index(words), text.index(words) + len(words)),)

    conditionals = (
        Conditional("s0", "offer", place(first), place(second)),
        Conditional("s1", "offer", place(third), place(fourth)),
    )
    whole = CodedReading(base.report, base.codebook, base.actors, base.statements, conditionals)
    assert [c.conditionals for c in tied(whole).chains] == [(0, 1)]
    alone = CodedReading(base.report, base.codebook, base.actors, base.statements, conditionals[:1])
    assert tied(alone).chains == ()
