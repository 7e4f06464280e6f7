"""Who contradicts whom."""

from coding.invented import coded

TEXT = (
    "Ana Tovik said the lighthouse would never be handed over. But Jon Ostrel demanded "
    "the handover of the lighthouse by June. Mara Veld said it was raining."
)
TOLD = (
    ("tovik", "said", "the lighthouse would never be handed over"),
    ("ostrel", "demanded", "the handover of the lighthouse by June"),
    ("veld", "said", "it was raining"),
)


def test_a_refusal_and_a_demand_on_one_thing() -> None:
    result = coded(TEXT, *TOLD)
    assert [c.between for c in result.conflicts] == [("s0", "s1")]
    assert "Ana Tovik" in result.conflicts[0].why and "Jon Ostrel" in result.conflicts[0].why


def test_nobody_contradicts_himself() -> None:
    text = TEXT.replace("Jon Ostrel", "Ana Tovik")
    assert coded(text, *(("tovik", *t[1:]) for t in TOLD)).conflicts == ()


def test_a_denied_claim() -> None:
    text = "Ana Tovik accused Belmark of dumping steel in the bay. Jon Ostrel denied the claim."
    result = coded(text, ("tovik", "accused", "Belmark of dumping steel in the bay"), ("ostrel", "denied", "the claim"))
    assert [c.between for c in result.conflicts] == [("s0", "s1")]


def test_a_denied_charge_is_held_against_the_charge_and_not_against_what_stands_beside_it() -> None:
    text = (
        "Ana Tovik accused Belmark of dumping steel in the bay. She praised the new bridge. "
        "Jon Ostrel rejected the charge and said the weather was fine."
    )
    told = (
        ("tovik", "accused", "Belmark of dumping steel in the bay"),
        ("tovik", "praised", "the new bridge"),
        ("ostrel", "rejected", "the charge"),
    )
    found = [c.between for c in coded(text, *told).conflicts]
    assert ("s0", "s2") in found and ("s1", "s2") not in found


def test_two_accounts_that_differ_in_tone_side_by_side() -> None:
    text = (
        "Ana Tovik said the harbour talks with Belmark had made constructive progress. "
        "But Jon Ostrel called the harbour talks with Arrun a failure and a disgrace."
    )
    told = (
        ("tovik", "said", "the harbour talks with Belmark had made constructive progress"),
        ("ostrel", "called", "the harbour talks with Arrun a failure and a disgrace"),
    )
    assert [c.between for c in coded(text, *told).conflicts] == [("s0", "s1")]
