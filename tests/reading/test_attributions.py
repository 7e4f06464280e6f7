"""From tagged spans to attributions, without the encoder.

Tags are written into the text as [s1 …] source, [c1 …] cue, [t1 …] content; a content points to source and cue of its number.
"""

import re

import pytest

from negotiable.reading.attribution.attributions import attributions
from negotiable.reading.attribution.contents import mend
from negotiable.reading.attribution.link import link
from negotiable.reading.attribution.turns import with_turns
from negotiable.reading.encoder.decoding import Tag
from negotiable.reading.text.paragraphs import paragraphs
from negotiable.reading.text.quotations import quotations
from negotiable.reading.text.sentences import sentence_breaks
from negotiable.terms import Attribution

ROLE = {"s": "source", "c": "cue", "t": "content"}
MARK = re.compile(r"\[([sct])(\d) ([^\]]*)\]")


def read(marked: str, attitude: float = -2.0, sure: float = 0.9) -> tuple[str, tuple[Attribution, ...]]:
    text, spans, at = "", [], 0
    for m in MARK.finditer(marked):
        text += marked[at : m.start()] + m[3]
        spans.append((m[1], m[2], len(text) - len(m[3]), len(text)))
        at = m.end()
    text += marked[at:]
    where = {(role, number): (start, end) for role, number, start, end in spans if role != "t"}
    tags = [
        Tag(
            ROLE[role],
            start,
            end,
            0.95,
            attitude,
            0.95,
            {None: 1 - sure} | {where.get(("s", n)): sure},
            {where.get(("c", n)): sure},
        )  # type: ignore[arg-type]
        for role, n, start, end in spans
    ]
    paragraph_spans = paragraphs(text)
    quoted = quotations(text, paragraph_spans)
    for q in quoted:
        if not any(tag.role == "content" and tag.start < q.end and tag.end > q.start for tag in tags):
            tags.append(Tag("quotation", q.start, q.end, 0.3, attitude))
    tags.sort(key=lambda tag: tag.start)
    mended = with_turns(text, mend(text, tags, paragraph_spans, quoted), paragraph_spans, quoted)
    linked = link(text, mended, paragraph_spans)
    return text, attributions(text, linked, paragraph_spans, quoted)


def said(text: str, item: Attribution) -> tuple[str, str, list[str]]:
    source = text[item.source[0][0] : item.source[0][1]] if item.source else ""
    cue = text[item.cue[0][0] : item.cue[0][1]] if item.cue else ""
    return source, cue, [text[a:b] for a, b in item.content]


def all_said(marked: str) -> list[tuple[str, str, list[str]]]:
    text, found = read(marked)
    return [said(text, item) for item in found]


def test_a_trailing_speaker() -> None:
    assert all_said("[t1 Nine boats were seized], [s1 the coast guard] [c1 said].") == [
        ("the coast guard", "said", ["Nine boats were seized"])
    ]


def test_two_speakers_in_one_paragraph_stay_apart() -> None:
    assert all_said("“[t1 We stay],” [s1 he] [c1 said]. “[t2 We go],” [s2 Ms Oru] [c2 replied].") == [
        ("he", "said", ["“We stay,”"]),
        ("Ms Oru", "replied", ["“We go,”"]),
    ]


def test_an_interrupted_sentence_is_one_statement() -> None:
    assert all_said("“[t1 We stay],” [s1 he] [c1 said], “[t1 whatever they do].”") == [
        ("he", "said", ["“We stay,”", "“whatever they do.”"])
    ]


def test_a_new_sentence_under_the_same_cue_continues() -> None:
    _, found = read("“[t1 We stay],” [s1 he] [c1 said]. “[t1 They must go].”")
    assert [(item.id, item.continues) for item in found] == [("s0", None), ("s1", "s0")]
    assert found[1].source == found[0].source


def test_a_quotation_over_two_paragraphs_is_one_statement() -> None:
    text, found = read("[s1 He] [c1 said]: “[t1 We stay.]\n“[t1 They must go.]” Then he left.")
    assert [said(text, item) for item in found] == [("He", "said", ["“We stay.", "“They must go.”"])]
    assert found[0].kind == "direct"


def test_an_unmarked_quotation_alone_in_its_paragraph_continues_the_one_before() -> None:
    _, found = read("“[t1 We will stay here],” [s1 he] [c1 said].\n\n“Nobody is going to move us from this place.”")
    assert [(item.continues, item.kind) for item in found] == [(None, "direct"), ("s0", "direct")]


def test_a_passive_has_no_source_and_is_no_speech() -> None:
    text, found = read("[s1 The ferry] [c1 is expected] [t1 to sail again on Monday].", sure=0.4)
    assert said(text, found[0])[0] == ""
    assert found[0].mode == "attitude"


def test_what_the_reporter_reads_into_remarks_is_nobodys_statement() -> None:
    assert all_said("[s1 Ms Oru’s remarks] [c1 suggest] [t1 the port may open].") == []
    assert all_said("[s1 Ms Oru’s] remarks [c1 suggest] [t1 the port may open].") == []


def test_a_stray_article_is_no_content() -> None:
    assert all_said("[t1 The] boats, [s1 Ms Oru] [c1 said], [t1 stay in port].") == [("Ms Oru", "said", ["stay in port"])]
    assert all_said("[s1 Ms Oru] [c1 denied] [t1 it].") == []


def test_what_continues_a_left_out_statement_stands_alone() -> None:
    _, found = read("[s1 Ms Oru] [c1 is no friend of] [t1 it]. “[t1 The port stays shut for good].”")
    assert [(item.kind, item.continues) for item in found] == [("direct", None)]


def test_marks_bound_the_content() -> None:
    assert all_said("[s1 He] [c1 said]: “We [t1 stay and] wait. [t1 For long].”") == [
        ("He", "said", ["“We stay and wait. For long.”"])
    ]


@pytest.mark.parametrize(
    ("marked", "kind"),
    [
        ("[s1 He] [c1 said] [t1 the port stays shut].", "indirect"),
        ("[s1 He] [c1 said] [t1 the port “stays shut”].", "mixed"),
        ("[s1 He] [c1 said]: [t1 'It's shut.']", "direct"),
    ],
)
def test_kinds(marked: str, kind: str) -> None:
    assert read(marked)[1][0].kind == kind


def test_the_word_that_belongs_to_no_content() -> None:
    assert all_said("[s1 He] [c1 said] [t1 that the port stays shut].") == [("He", "said", ["the port stays shut"])]


def test_sentence_ends_and_abbreviations() -> None:
    text = "Mr. Oru met U.S. envoys. They left. “Fine.” Done"
    assert [text[:at][-6:] for at in sentence_breaks(text, 0, len(text))] == ["nvoys.", " left.", "“Fine."]


def test_a_signed_quotation_belongs_to_the_name_after_the_dash() -> None:
    # the tagger saw only the first name
    marked = "[t1 “We will not move the border.”] [c1 —] [s1 Ada Brink]\n“Nor will we.” — Ben Oduya\n“Talks help.”—Óli Vik, miner"
    assert all_said(marked) == [
        ("Ada Brink", "—", ["“We will not move the border.”"]),
        ("Ben Oduya", "—", ["“Nor will we.”"]),
        ("Óli Vik, miner", "—", ["“Talks help.”"]),
    ]


def test_turns_of_a_transcript_are_one_statement_each() -> None:
    marked = (
        'BRINK: Will you sign? [t1 I ask] again.\nODUYA (by telephone): We say no. No paper.\n"BRINK: Then why come?\nThey left.'
    )
    assert all_said(marked) == [
        ("BRINK", ":", ["Will you sign? I ask again."]),
        ("ODUYA", ":", ["We say no. No paper."]),
        ("BRINK", ":", ["Then why come?"]),
    ]


def test_one_line_in_capitals_is_no_transcript() -> None:
    assert all_said("GENEVA: Talks went on.\nThey ended late.") == []


def test_turns_that_each_open_a_quotation_are_not_joined() -> None:
    marked = '"BRINK: Will you sign?\n"ODUYA: We say no."'
    assert [source for source, _, _ in all_said(marked)] == ["BRINK", "ODUYA"]
