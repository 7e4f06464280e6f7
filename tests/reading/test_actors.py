"""Speakers of invented reports: names, offices, pronouns, descriptions, sides."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiable.reading.actors.speakers import resolve
from negotiable.terms import Actor, Attribution, Report

Said = list[tuple[str | None, str | None]]


def read(text: str, *sources: str, published: str | None = None) -> tuple[Said, dict[str, Actor]]:
    """(name, side) for each source, looked up in reading order, and the actors by name."""
    found, position = [], 0
    for number, source in enumerate(sources):
        at = text.index(source, position)
        position = at + len(source)
        found.append(Attribution(f"s{number}", ((at, position),), (), ((position, position + 1),)))
    actors, done = resolve(Report("invented", text, published=published), found)
    by_id = {actor.id: actor for actor in actors}
    assert len(by_id) == len(actors)
    said: Said = [(by_id[a.speaker].name, by_id[a.speaker].party) if a.speaker else (None, None) for a in done]
    return said, {actor.name: actor for actor in actors}


def test_a_surname_a_title_and_a_pronoun_lead_to_the_full_name() -> None:
    text = (
        "Norwegian Foreign Minister Ingrid Solvang said the talks would go on. Ms Solvang said so twice. "
        "She added that nothing was signed. The foreign minister said no more."
    )
    said, _ = read(text, "Norwegian Foreign Minister Ingrid Solvang", "Ms Solvang", "She", "The foreign minister")
    assert said == [("Ingrid Solvang", "Norway")] * 4


def test_an_unnamed_official_stays_unnamed_and_is_found_again() -> None:
    text = "A senior Finnish official said no. Talks in the harbour went on all night. The official said it was late."
    said, _ = read(text, "A senior Finnish official", "The official")
    assert said == [("senior Finnish official", "Finland")] * 2


def test_an_unknown_source_has_no_side() -> None:
    said, _ = read("The ferry talks may end soon, a person close to them said.", "a person close to them")
    assert said == [("person close to them", None)]


@pytest.mark.parametrize(
    ("text", "source", "side"),
    [
        ("Pavel Dorn, a Polish deputy trade minister, said yes.", "Pavel Dorn, a Polish deputy trade minister,", "Poland"),
        (
            "The European Union’s fisheries chief, Lena Holm, said yes.",
            "The European Union’s fisheries chief, Lena Holm,",
            "European Union",
        ),
        ("Kremlin spokesperson Boris Yarov said yes.", "Kremlin spokesperson Boris Yarov", "Russia"),
        ("Ana Ruiz, the chair of the Commons Fisheries Committee, said yes.", "Ana Ruiz", "United Kingdom"),
        ("Iran's OPEC envoy Darius Kian said yes.", "Iran's OPEC envoy Darius Kian", "Iran"),
        ("U.S. Ambassador to France Dora Finch said yes.", "U.S. Ambassador to France Dora Finch", "United States"),
        ("Tom Reed, chief executive of Northline Ferries, said yes.", "Tom Reed", "Northline Ferries"),
        ("Northline's finance chief Tom Reed said yes. Northline said no.", "Northline's finance chief Tom Reed", "Northline"),
        ("Ida Berg, an analyst at Fjord Bank in Denmark, said yes.", "Ida Berg", "Fjord Bank"),
        ("Downing Street said yes.", "Downing Street", "United Kingdom"),
        ("Brussels said yes.", "Brussels", "European Union"),
    ],
)
def test_the_side_comes_from_title_nationality_or_employer(text: str, source: str, side: str) -> None:
    said, _ = read(text, source)
    assert said[0][1] == side


def test_a_relative_pronoun_is_the_person_before_it() -> None:
    text = "She was backed by Ruth Calder, the chair of the port council, who welcomed the offer."
    said, _ = read(text, "who")
    assert said[0][0] == "Ruth Calder"


def test_a_pronoun_agrees_in_gender_and_skips_quotations() -> None:
    text = "Anna Brandt met Peter Lund in the town hall. “Mark Olsen told us nothing,” she said. He said the hall was cold."
    said, _ = read(text, "she", "He")
    assert [name for name, _side in said] == ["Anna Brandt", "Peter Lund"]


def test_one_who_is_named_later() -> None:
    text = (
        "One Danish politician said the island would not be sold. "
        "Mette Krogh, chair of the country’s fisheries committee, said: “Never.”"
    )
    said, _ = read(text, "One Danish politician", "Mette Krogh, chair of the country’s fisheries committee,")
    assert said == [("Mette Krogh", "Denmark")] * 2


def test_another_nationality_is_not_the_one_named_later() -> None:
    text = "One Danish politician said no. Jean Marchand, a French lawmaker, said yes."
    said, _ = read(text, "One Danish politician", "Jean Marchand, a French lawmaker,")
    assert said[0] == ("one Danish politician", "Denmark")


def test_an_abbreviation_in_brackets_names_the_same_body() -> None:
    text = "The Harbour Workers of Ostland (HWO) walked out. The union said pay was low. HWO said it would wait."
    said, actors = read(text, "The union", "HWO said"[:3])
    assert {name for name, _side in said} == {"Harbour Workers of Ostland"}
    assert actors["Harbour Workers of Ostland"].kind == "body"


def test_two_persons_of_one_surname_stay_apart() -> None:
    text = "Karl Vogt left early. Greta Vogt stayed. Mr Vogt said it was late. Mrs Vogt said it was not."
    said, _ = read(text, "Mr Vogt", "Mrs Vogt")
    assert [name for name, _side in said] == ["Karl Vogt", "Greta Vogt"]


def test_two_speakers_are_one_group() -> None:
    said, actors = read("Norway and Sweden said the fish were theirs.", "Norway and Sweden")
    assert said == [("Norway and Sweden", "Norway and Sweden")]
    assert actors["Norway and Sweden"].kind == "group"


def test_comments_of_a_person_are_the_person_and_a_spokesman_is_not() -> None:
    text = "Chilean President Rosa Vidal’s comments showed concern. A spokesman for Ms Vidal said more would follow."
    said, _ = read(text, "Chilean President Rosa Vidal’s comments", "A spokesman for Ms Vidal")
    assert said == [("Rosa Vidal", "Chile"), ("spokesman for Ms Vidal", "Chile")]


def test_who_is_cited_speaks_and_the_paper_relays() -> None:
    text = "State television, citing the ministry, said the road was open."
    at = text.index("State television, citing the ministry")
    attribution = Attribution("s0", ((at, at + 37),), (), ((43, 60),))
    actors, (done,) = resolve(Report("invented", text), [attribution])
    names = {actor.id: actor.name for actor in actors}
    assert names[done.speaker or ""] == "ministry"
    assert names[done.relayed_by or ""] == "state television"


def test_a_continued_quotation_has_the_same_speaker() -> None:
    text = "“We wait,” Lena Holm said. “It is cold.”"
    first = Attribution("a", ((11, 20),), ((21, 25),), ((0, 10),))
    second = Attribution("b", (), (), ((27, 40),), continues="a")
    _, done = resolve(Report("invented", text), [first, second])
    assert done[0].speaker == done[1].speaker == "lena-holm"


def test_groups_and_countries_that_do_not_speak_are_actors_too() -> None:
    _, actors = read("Peruvian officials met the Bolivian military in Quito. Chile watched.")
    assert actors["Peruvian officials"].party == "Peru"
    assert actors["Bolivian military"].kind == "body"
    assert actors["Chile"].kind == "country"


def test_beginnings_of_sentences_and_days_are_no_persons() -> None:
    _, actors = read("On Tuesday the rain came. Meanwhile nothing moved. Fishing went on. March was cold. Talks ended.")
    assert not [actor for actor in actors.values() if actor.kind == "person"]


def test_the_names_of_the_sides_do_not_decide_who_speaks() -> None:
    text = (
        "{a} Prime Minister Olga Renn said the border was open. {b} Foreign Minister Hugo Salt said it was shut. "
        "She repeated it. The {c} foreign minister said no. Mr Salt left."
    )
    sources = ("Prime Minister Olga Renn", "Foreign Minister Hugo Salt", "She", "foreign minister", "Mr Salt")
    there, _ = read(text.format(a="Norwegian", b="Swedish", c="Swedish"), *sources)
    back, _ = read(text.format(a="Swedish", b="Norwegian", c="Norwegian"), *sources)
    swap = {"Norway": "Sweden", "Sweden": "Norway"}
    assert [(name, swap.get(side or "")) for name, side in there] == back


TEXTS = st.text(
    alphabet=st.one_of(st.sampled_from(list("AaBb .,;:'’\"“”()-\n\t£0é")), st.characters(exclude_categories=["Cs"])), max_size=300
)


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.data())
def test_any_text_gives_mentions_inside_it(text: str, data: st.DataObject) -> None:
    spans = st.tuples(st.integers(0, max(0, len(text))), st.integers(0, max(0, len(text)))).map(lambda s: (min(s), max(s)))
    sources = data.draw(st.lists(spans.filter(lambda s: s[0] < s[1]), max_size=4)) if text else []
    given_ones = [Attribution(f"s{n}", (span,), (), (span,)) for n, span in enumerate(sources)]
    actors, done = resolve(Report("invented", text), given_ones)
    ids = {actor.id for actor in actors}
    assert len(ids) == len(actors)
    assert all(0 <= start < end <= len(text) for actor in actors for start, end in actor.mentions)
    assert [a.id for a in done] == [a.id for a in given_ones]
    assert all(a.speaker is None or a.speaker in ids for a in done)


TELLING = "the a Mr President John Kiev US of for and , . who he official union Iran's Bank “ ” (BX) X said ’s".split()


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.sampled_from(TELLING),
        max_size=60,
    )
)
def test_any_order_of_telling_words_is_read(parts: list[str]) -> None:
    text = " ".join(parts)
    spans, at = [], 0
    for part in parts:
        spans.append((at, at + len(part)))
        at += len(part) + 1
    _, done = resolve(Report("invented", text), [Attribution(f"s{n}", (s,), (), (s,)) for n, s in enumerate(spans)])
    assert len(done) == len(spans)


def test_countries_of_an_unlisted_world_are_one_side_with_their_adjective() -> None:
    text = (
        "Talks between Ostravia and Pellmark began. The Ostravian foreign minister, Ada Finn, said yes. "
        "Pellmark’s defence minister said no. Ostravian officials left. The president, Jon Dale, said nothing new."
    )
    said, actors = read(text, "Ada Finn", "Pellmark’s defence minister", "Ostravian officials")
    assert [side for _name, side in said] == ["Ostravia", "Pellmark", "Ostravia"]
    assert actors["Ostravia"].kind == actors["Pellmark"].kind == "country"


@pytest.mark.parametrize(
    ("text", "source", "side"),
    [
        ("The Guild of Net Makers met. Its president, Aud Storm, said no.", "Its president, Aud Storm,", "Guild of Net Makers"),
        ("The Fjord Trade Council met. Its secretary-general, Ole Ree, said no.", "Ole Ree", "Fjord Trade Council (business)"),
        ("The Quay Workers Union met. The union's president, Ole Ree, said no.", "Ole Ree", "Quay Workers Union"),
        ("The harbour was shut. The association’s president, Ole Ree, said no.", "Ole Ree", None),
        ("Prime Minister Ole Ree said no.", "Ole Ree", None),
        ("Northline Airways turned the offer down. “Too late,” a spokeswoman said.", "a spokeswoman", "Northline Airways"),
        ("The ferries lay still. “Too late,” one mother said.", "one mother", None),
        ("Two men were held after the Danish parade, police said.", "police", None),
    ],
)
def test_an_office_alone_gives_no_side(text: str, source: str, side: str | None) -> None:
    said, _ = read(text, source)
    assert said[0][1] == side


def test_a_union_keeps_and_in_its_name() -> None:
    text = "The Union of Tug and Barge Crews (UTBC) walked out, and Jan Holt went home. UTBC said it was late."
    said, actors = read(text, "UTBC said"[:4])
    assert "Union of Tug and Barge Crews" in actors
    said, _ = read("Tom Berg, secretary of the Union of Tug and Barge Crews (UTBC), said no. UTBC left.", "Tom Berg")
    assert said == [("Tom Berg", "Union of Tug and Barge Crews (UTBC)")]


@pytest.mark.parametrize(
    ("text", "source", "cue", "speaker", "medium"),
    [
        ("“It is late,” Ada Finn told the BBC.", "Ada Finn", "told", "Ada Finn", "BBC"),
        ("“It is late,” Ada Finn told reporters.", "Ada Finn", "told", "Ada Finn", None),
        ("Ada Finn was quoted as saying by Le Monde that it was late.", "Ada Finn", "quoted as saying", "Ada Finn", "Le Monde"),
        ("The Fars news agency quoted Omid Raad as saying it was late.", "Omid Raad", "as saying", "Omid Raad", "Fars"),
        ("TASS said it was late, citing Ada Finn.", "TASS", "said", "Ada Finn", "TASS"),
        ("Ada Finn said it was late, the newspaper Le Monde reported.", "Ada Finn", "said", "Ada Finn", None),
    ],
)
def test_a_medium_relays_what_another_said(text: str, source: str, cue: str, speaker: str, medium: str | None) -> None:
    at, verb = text.index(source), text.index(cue)
    content = text.index("late") if "late" in text else 0
    attribution = Attribution("s0", ((at, at + len(source)),), ((verb, verb + len(cue)),), ((content, content + 4),))
    actors, (done,) = resolve(Report("invented", text), [attribution])
    names = {actor.id: actor.name for actor in actors}
    assert names[done.speaker or ""] == speaker
    assert names.get(done.relayed_by or "") == medium


def test_a_role_is_cut_clean() -> None:
    _, actors = read("“Late,” said Mina Roe, a nurse who had walked far. Its captain, Per Dahl, left.", "Mina Roe")
    assert actors["Mina Roe"].role == "nurse"
    assert actors["Per Dahl"].role == "captain"
