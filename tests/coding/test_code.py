"""What holds for every coding."""

from coding.invented import SIDES, coded, reading
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiable.coding import code, load
from negotiable.coding.code import labels_of
from negotiable.terms import Attribution, Reading, Report


def test_only_actors_with_a_part_are_kept() -> None:
    content = "Belmark of stalling"
    result = coded(f"Ana Tovik accused {content}. Mara Veld was there.", ("tovik", "accused", content))
    assert {a.id for a in result.actors} == {"tovik", "belmark"}
    assert result.codebook == "talks@2.1"


def test_the_same_reading_gives_the_same_codes() -> None:
    one = reading("Ana Tovik said the toll stays.", ("tovik", "said", "the toll stays"))
    assert code(one) == code(one)


def test_an_empty_reading() -> None:
    assert code(Reading(Report("x", ""))).statements == ()


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from(list("if unless we will not Belmark,.!?“”‘’'\"\n…—é\u00a0😀0")), max_size=200))
def test_odd_text_is_coded_without_error(text: str) -> None:
    spans = ((0, len(text)),) if text else ()
    one = Attribution("s0", spans, spans, spans, "direct", "speech", "tovik")
    actors = tuple(a for a in reading("x").actors if a.id in SIDES)
    result = code(Reading(Report("x", text), actors, (one,)))
    for c in result.conditionals:
        assert all(0 <= a < b <= len(text) for a, b in (*c.condition, *c.consequence))


def test_the_labels_of_the_issues_that_occur_are_carried() -> None:
    found = {one.id: (one.label, one.parent) for one in labels_of(load("peace"), {"amnesty", "ceasefire", None, "other: seats"})}
    assert found == {"ceasefire": ("Ceasefire", None), "amnesty": ("Amnesty", "Justice and law")}
