"""Sides and speakers of invented reports, statement by statement: descriptions, groups, private persons, trade bodies."""

import pytest

from negotiable.reading.actors.speakers import resolve
from negotiable.terms import Attribution, Report

Said = list[tuple[str | None, str | None]]


def said(text: str, *sources: str) -> Said:
    """(name, side) for each source, looked up in reading order; what its sentence says before it is the content."""
    found, position = [], 0
    for number, source in enumerate(sources):
        at = text.index(source, position)
        position = at + len(source)
        start = text.rfind(".", 0, at) + 1
        content = (start, at - 1) if at - start > 20 else (position, position + 1)
        found.append(Attribution(f"s{number}", ((at, position),), (), (content,)))
    actors, done = resolve(Report("invented", text), found)
    names = {actor.id: (actor.name, actor.party) for actor in actors}
    return [names[a.speaker] if a.speaker else (None, None) for a in done]


@pytest.mark.parametrize(
    ("text", "source", "side"),
    [
        ("Opponents of EU tariffs said no.", "Opponents of EU tariffs", "opponents of EU tariffs"),
        ("A Finnish industry source said no.", "A Finnish industry source", "Finnish industry source"),
        ("Ana Ruiz, a nurse at Fjord Hospital, said no. Fjord Hospital left.", "Ana Ruiz", None),
        ("Media tycoon Ole Ree, a figure in Danish life, said no.", "Ole Ree", "Ole Ree"),
        ("Ole Ree, a historian at Fjord University, said no.", "Ole Ree", "Fjord University"),
        ("Thousands of protesters said no.", "Thousands of protesters", "thousands of protesters"),
        ("The Danes met once. Insiders and lawmakers said no.", "Insiders and lawmakers", None),
    ],
)
def test_whose_side_a_description_tells(text: str, source: str, side: str | None) -> None:
    assert said(text, source)[0][1] == side


def test_a_spokeswoman_of_one_company_is_not_that_of_another() -> None:
    text = (
        "Northline Ferries turned the offer down. Northline Ferries is late. “Too late,” a spokeswoman said.\n\n"
        "Fjord Airways took it. Fjord Airways was early. “Good,” a spokeswoman said."
    )
    assert [side for _name, side in said(text, "a spokeswoman", "a spokeswoman")] == ["Northline Ferries", "Fjord Airways"]


def test_a_side_told_later_holds_for_the_same_official() -> None:
    text = "The boats leave at dawn, a senior official said. “We wait for no one,” the Danish official said."
    assert said(text, "a senior official", "the Danish official") == [("senior official", "Denmark")] * 2


def test_an_owner_in_a_relative_clause_is_meant() -> None:
    text = "Sunday was a blow to Jens Holm, whose film showed a room in which he sat. A spokeswoman for his office said no."
    assert said(text, "he", "A spokeswoman for")[0][0] == "Jens Holm"
    assert said(text, "A spokeswoman for")[0][0] == "spokeswoman for his office"


@pytest.mark.parametrize(
    ("text", "source", "side"),
    [
        (
            "Danish President Ole Ree met Norwegian President Ida Berg. It rained. Both leaders said no.",
            "Both leaders",
            "Denmark and Norway",
        ),
        (
            "Denmark met Norway on the quay. Sweden and Finland and Iceland were out. Both sides said no.",
            "Both sides",
            "Denmark and Norway",
        ),
        ("Ole Ree met Ida Berg. It rained. Both leaders said no.", "Both leaders", None),
        ("Oslo, Helsinki and Copenhagen said no.", "Oslo, Helsinki and Copenhagen", "Norway, Finland and Denmark"),
        ("Denmark will lift the ban, a foreign ministry official said in Oslo.", "a foreign ministry official", "Denmark"),
        ("Denmark is bombing the quay, a foreign ministry official said.", "a foreign ministry official", None),
    ],
)
def test_two_or_three_at_once_and_officials_who_tell_their_own_plans(text: str, source: str, side: str | None) -> None:
    assert said(text, source)[0][1] == side


@pytest.mark.parametrize(
    ("text", "source", "side"),
    [
        (
            "The Danish Chamber of Commerce said no.",
            "The Danish Chamber of Commerce",
            "Danish Chamber of Commerce (Danish business)",
        ),
        (
            "The Harbour Trade Council, based in Oslo, said no.",
            "Harbour Trade Council",
            "Harbour Trade Council (Norwegian business)",
        ),
        ("The Quay Workers Union said no.", "The Quay Workers Union", "Quay Workers Union"),
        ("Northline Group said no, and left the trade body.", "Northline Group", "Northline Group"),
    ],
)
def test_a_body_of_a_trade_speaks_for_business(text: str, source: str, side: str) -> None:
    assert said(text, source)[0][1] == side


def test_the_statement_is_of_whom_it_came_from() -> None:
    text = (
        "It rained on Norway. Norway was cool in a statement from Prime Minister Ida Berg. "
        "“No,” the statement said. The proposal said more."
    )
    assert said(text, "the statement", "The proposal") == [("Ida Berg", "Norway"), ("proposal", None)]


def test_a_monitor_is_the_one_that_the_report_names() -> None:
    text = "A monitoring group said no. It was the Harbour Observatory for Tides, one of two. It left."
    assert said(text, "A monitoring group")[0][0] == "Harbour Observatory for Tides"


def test_where_somebody_works_now_tells_the_side() -> None:
    text = "Ole Ree, who led the talks in 2014 and is now a partner at law firm Berg Lund, said no."
    assert said(text, "Ole Ree")[0][1] == "Berg Lund"


def test_a_state_at_war_with_its_opposition_speaks_as_its_government() -> None:
    text = (
        "The Syrian opposition said the truce was over. Rebels fired. Syria said no. "
        "The ceasefire and the civil war went on. Bitter opposition to it grew."
    )
    assert said(text, "The Syrian opposition", "Syria said"[:5]) == [("Syrian opposition",) * 2, ("Syria", "Syrian government")]
    one = "Bitter opposition to the Syrian truce grew. Rebels fired in the civil war. Syria said no."
    assert said(one, "Syria said"[:5]) == [("Syria", "Syria")]


@pytest.mark.parametrize(
    ("text", "source", "side"),
    [
        ("Iran's ambassador to Oman, Dara Sohrab, said no.", "Dara Sohrab", "Iran"),
        ("Danish Secretary of State Ole Ree said no to the United States.", "Ole Ree", "Denmark"),
        ("Hana Mori, head of the Northern Steel Association, said no.", "Hana Mori", "Northern Steel Association"),
    ],
)
def test_offices_abroad_and_names_of_the_compass(text: str, source: str, side: str) -> None:
    assert said(text, source)[0][1] == side


def test_who_is_called_he_once_is_not_she_later() -> None:
    text = "Anna Berg met Qosh Xelu. “No,” Qosh Xelu said. He said it twice. Xelu met Berg. She said more."
    found = said(text, "Qosh Xelu said"[:9], "He", "Xelu met"[:4], "She")
    assert [name for name, _side in found] == ["Qosh Xelu"] * 3 + ["Anna Berg"]


@pytest.mark.parametrize(
    ("text", "source", "name"),
    [
        (
            "Denmark’s ministers, including Trade Minister Ole Ree and Anna Berg, said no.",
            "Denmark’s ministers, including",
            "ministers",
        ),
        (
            "Lawyers for both Ole Ree and Anna Berg said no. Ole Ree and Anna Berg left.",
            "Lawyers for both Ole Ree and Anna Berg",
            "law",
        ),
        (
            "The alliance, which takes in the Fjord Institute, said no.",
            "The alliance, which takes in the Fjord Institute,",
            "alliance",
        ),
        ("The Oslo-based Harbour Council said no.", "The Oslo-based Harbour Council", "Harbour Council"),
        ("A Democratic pollster, Ole Ree, said no.", "A Democratic pollster, Ole Ree,", "Ole Ree"),
    ],
)
def test_those_who_are_only_named_beside_do_not_speak(text: str, source: str, name: str) -> None:
    at = text.index(source)
    whole = text[at : text.index(" said no")]
    assert name in (said(text, whole)[0][0] or "").lower() or said(text, whole)[0][0] == name


def test_a_candidate_of_one_party_is_not_that_of_another() -> None:
    text = "Republican nominee Ole Ree spoke in Bergen. The Democratic nominee said no. The Republican nominee said yes."
    assert [name for name, _side in said(text, "The Democratic nominee", "The Republican nominee")] == [
        "Democratic nominee",
        "Ole Ree",
    ]


def test_a_name_in_a_headline_ends_where_the_text_ends_it() -> None:
    text = "Anna Berg Hammers Northline Ferries Chief\n\nNorthline Ferries met Anna Berg on the quay. “Late,” Ms Berg said."
    assert said(text, "Ms Berg")[0][0] == "Anna Berg"


def test_mr_is_not_the_woman_of_that_surname() -> None:
    text = "Mr. Holm and Anna Holm came to the quay. Mr. Holm said no."
    assert said(text, "Mr. Holm", "Mr. Holm") == [("Holm", None)] * 2


def test_a_head_of_state_is_not_another_of_the_surname() -> None:
    text = "President Obama spoke on the quay. Michelle Obama left. The president said no."
    assert said(text, "The president")[0][0] == "Obama"


def test_a_source_that_begins_within_a_phrase_is_who_stands_after_and() -> None:
    source = "the Danes and Ole Ree, a Norwegian deputy minister"
    assert said(f"This was against the wish of {source}, said no.", source) == [("Ole Ree", "Norway")]
    assert said(f"It rained. Then {source}, said no.", source)[0][0] != "Ole Ree"


@pytest.mark.parametrize(
    ("then", "source"),
    [
        ("In a swipe at Mr Ree, he said no.", "he"),
        ("In a rebuke to Foreign Minister Lars Dahl, he said no.", "he"),
    ],
)
def test_he_is_not_the_one_a_swipe_is_about(then: str, source: str) -> None:
    text = f"Mr Ree and Lars Dahl were in Bergen. Jens Holm said no. {then}"
    assert [name for name, _side in said(text, "Jens Holm", source)] == ["Jens Holm"] * 2


def test_before_a_colon_the_subject_speaks_and_not_the_one_spoken_of() -> None:
    text = "Jens Holm said no. Minister Ole Ree brushed it aside: “Mr Holm left early.”"
    first = Attribution("s0", ((0, 9),), (), ((15, 17),))  # not by Holm, whom it names
    quoted = Attribution("s1", (), (), ((text.index("“"), len(text)),), kind="direct")
    actors, done = resolve(Report("invented", text), [first, quoted])
    names = {actor.id: actor.name for actor in actors}
    assert [names[a.speaker or ""] for a in done] == ["Jens Holm", "Ole Ree"]
    text = text.replace("Minister Ole Ree brushed it aside:", "The wind and sea brushed it aside.")
    assert resolve(Report("invented", text), [first, quoted])[1][1].speaker is None


@pytest.mark.parametrize(
    "role", ["a critic of President Anna Berg", "an adviser to President Anna Berg", "the president's chief of staff"]
)
def test_who_works_for_a_president_or_against_one_is_none(role: str) -> None:
    text = f"President Anna Berg met them. Jens Holm, {role}, said no. “Watch me,” the President wrote."
    assert [name for name, _side in said(text, "Jens Holm", "the President")] == ["Jens Holm", "Anna Berg"]


def test_a_dateline_and_the_code_of_a_share_are_no_part_of_a_name() -> None:
    text = "BERGEN, Norway Fjordline's Chief Executive (FJRDn.OL) said no."
    assert said(text, "Norway Fjordline's Chief Executive (FJRDn.OL)") == [("Fjordline's Chief Executive", "Fjordline")]


def test_a_title_in_a_line_of_key_points_is_no_name() -> None:
    text = "• PM tells rebels to stop\n• Ex-minister says no\n\nPrime Minister Anna Berg left."
    assert [name for name, _side in said(text, "PM", "Ex-minister")] == ["Anna Berg", "ex-minister"]


def test_nobody_knows_who_asked() -> None:
    text = "Jens Holm said no. Asked whether he would go, he laughed."
    first = Attribution("s0", ((0, 9),), (), ((15, 17),))
    asked = Attribution("s1", (), ((19, 24),), ((25, 44),))
    assert [a.speaker for a in resolve(Report("invented", text), [first, asked])[1]] == ["jens-holm", None]


@pytest.mark.parametrize(
    ("text", "source", "side"),
    [
        ("The truce broke. Rebel commander Jens Holm said no.", "Jens Holm", "rebels"),
        ("The truce broke. Jens Holm, a spokesman for the rebels, said no.", "Jens Holm", "rebels"),
        ("The truce broke. U.S.-backed rebels said no.", "U.S.-backed rebels", "rebels"),
        ("The truce in Denmark broke. Danish rebel leader Jens Holm said no.", "Jens Holm", "Danish rebels"),
        ("Tory rebel Jens Holm said no to a tax.", "Jens Holm", "United Kingdom"),
        ("Jens Holm, the union's chief negotiator, said no.", "Jens Holm", "union"),
        (
            "Northline Ferries cut pay. Northline Ferries is late. A company spokeswoman said no.",
            "A company spokeswoman",
            "Northline Ferries",
        ),
        ("Denmark called. Trade minister Anna Berg met her Danish counterpart, Ole Ree. Ms Berg said no.", "Ms Berg", None),
        ("Denmark called. Trade minister Anna Berg left. Her Danish counterpart, Ole Ree, said no.", "Ole Ree", "Denmark"),
        ("Danes left early. Former UK ambassador Holm said no.", "Holm", "United Kingdom"),
        ("Mr Novak's lawyer, Anna Berg, said no.", "Anna Berg", None),  # a minister of that name is of a state not spoken of
    ],
)
def test_the_side_a_role_tells(text: str, source: str, side: str | None) -> None:
    assert said(text, source)[0][1] == side


def test_the_words_beside_a_name_are_no_role_where_they_tell_how_it_was_said() -> None:
    text = "Jens Holm, through a spokesman, said no. “No,” joked a driver, Ole Ree, 54. Jens Holm said so too."
    actors, _done = resolve(Report("invented", text), [Attribution("s0", ((0, 9),), (), ((15, 17),))])
    assert {actor.name: actor.role for actor in actors if actor.kind == "person"} == {"Jens Holm": None, "Ole Ree": "driver"}


@pytest.mark.parametrize(
    ("text", "source", "name"),
    [
        ("Jens Holm spoke of a plan which said no.", "which", None),
        ("Jens Holm joined Northline Ferries, which said no. Northline Ferries is late.", "which", "Northline Ferries"),
        ("Jens Holm wrote a letter, which said no.", "which", "Jens Holm"),
        ("It was Jens Holm who've said no.", "who've", "Jens Holm"),
        (
            "Jens Holm, who owns a boat and paid Anna Berg for it, said no.",
            "Jens Holm, who owns a boat and paid Anna Berg for it",
            "Jens Holm",
        ),
        (
            "Minister Jens Holm, Ms Berg and Ole Ree all said no.",
            "Minister Jens Holm, Ms Berg and Ole Ree all",
            "Jens Holm, Berg and Ole Ree",
        ),
        ("Harbour Union Crowd Likes Jens Holm\n\nMr Holm left.", "Harbour Union Crowd", "Harbour Union Crowd"),
        ("U.S.-backed rebels met. U.S.-backed rebels said no.", "U.S.-backed rebels", "U.S.-backed rebels"),
        ("Jens Holm - a driver and a cook - said no.", "Jens Holm - a driver and a cook", "Jens Holm"),
        ("Mr. Al-Sultan came. Al-Sultan said no.", "Al-Sultan", "Al-Sultan"),
        ("Ole Ree said no. 9:52PMHolm said so.", "Holm", "52PMHolm"),
    ],
)
def test_who_is_meant_by_a_source_cut_oddly(text: str, source: str, name: str | None) -> None:
    assert said(text, source)[0][0] == name
