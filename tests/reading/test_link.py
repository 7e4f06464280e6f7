"""From tagged spans to attributions, without the encoder: tags are written into the text as [s …], [c …], [t …]."""

import re

import pytest

from negotiable.reading.attributions import attributions
from negotiable.reading.contents import mend
from negotiable.reading.link import link, sentence_breaks
from negotiable.reading.paragraphs import paragraphs
from negotiable.reading.quotations import quotations
from negotiable.reading.tagger import Tag
from negotiable.terms import Attribution

ROLE = {"s": "source", "c": "cue", "t": "content"}


def read(marked: str, attitude: float = -2.0) -> tuple[str, tuple[Attribution, ...]]:
    text, tags = "", []
    for part in re.split(r"(\[[sct] [^\]]*\])", marked):
        if m := re.fullmatch(r"\[([sct]) ([^\]]*)\]", part):
            tags.append(Tag(ROLE[m[1]], len(text), len(text) + len(m[2]), 0.9, attitude))  # type: ignore[arg-type]
            part = m[2]
        text += part
    spans = paragraphs(text)
    quoted = quotations(text, spans)
    mended = mend(text, tags, spans, quoted)
    return text, attributions(text, link(text, mended, spans), spans, quoted)


def said(text: str, item: Attribution) -> tuple[str, str, list[str]]:
    source = text[item.source[0][0] : item.source[0][1]] if item.source else ""
    cue = text[item.cue[0][0] : item.cue[0][1]] if item.cue else ""
    return source, cue, [text[a:b] for a, b in item.content]


def all_said(marked: str) -> list[tuple[str, str, list[str]]]:
    text, found = read(marked)
    return [said(text, item) for item in found]


def test_two_statements_of_one_speaker() -> None:
    assert all_said("[s Ms Oru] [c said] [t the port stays shut] and [c warned that] [t ships would turn back].") == [
        ("Ms Oru", "said", ["the port stays shut"]),
        ("Ms Oru", "warned that", ["ships would turn back"]),
    ]


def test_a_trailing_speaker() -> None:
    assert all_said("[t Nine boats were seized], [s the coast guard] [c said].") == [
        ("the coast guard", "said", ["Nine boats were seized"])
    ]


def test_two_speakers_in_one_paragraph_stay_apart() -> None:
    assert all_said("“[t We stay],” [s he] [c said]. “[t We go],” [s Ms Oru] [c replied].") == [
        ("he", "said", ["“We stay,”"]),
        ("Ms Oru", "replied", ["“We go,”"]),
    ]


def test_an_interrupted_sentence_is_one_statement() -> None:
    assert all_said("“[t We stay],” [s he] [c said], “[t whatever they do].”") == [
        ("he", "said", ["“We stay,”", "“whatever they do.”"])
    ]


def test_a_new_sentence_under_the_same_cue_continues() -> None:
    _, found = read("“[t We stay],” [s he] [c said]. “[t They must go].”")
    assert [(item.id, item.continues) for item in found] == [("s0", None), ("s1", "s0")]
    assert found[1].source == found[0].source


def test_a_quotation_over_two_paragraphs_is_one_statement() -> None:
    text, found = read("[s He] [c said]: “[t We stay.]\n“[t They must go.]” Then he left.")
    assert [said(text, item) for item in found] == [("He", "said", ["“We stay.", "“They must go.”"])]
    assert found[0].kind == "direct"


def test_an_unmarked_quotation_alone_in_its_paragraph_continues_the_one_before() -> None:
    _, found = read("“[t We will stay here],” [s he] [c said].\n\n“Nobody is going to move us from this place.”")
    assert [(item.continues, item.kind) for item in found] == [(None, "direct"), ("s0", "direct")]


def test_the_paragraph_before_announces_the_speaker() -> None:
    assert all_said("[s Ms Oru] [c made this offer:]\n\n“[t One more boat and we talk].”") == [
        ("Ms Oru", "made this offer:", ["“One more boat and we talk.”"])
    ]


def test_a_passive_has_no_source_and_is_no_speech() -> None:
    text, found = read("[s The ferry] [c is expected] [t to sail again on Monday].")
    assert said(text, found[0])[0] == ""
    assert found[0].mode == "attitude"


def test_marks_bound_the_content() -> None:
    assert all_said("[s He] [c said]: “We [t stay and] wait. [t For long].”") == [("He", "said", ["“We stay and wait. For long.”"])]


@pytest.mark.parametrize(
    ("marked", "kind"),
    [
        ("[s He] [c said] [t the port stays shut].", "indirect"),
        ("[s He] [c said] [t the port “stays shut”].", "mixed"),
        ("[s He] [c said]: [t 'It's shut.']", "direct"),
    ],
)
def test_kinds(marked: str, kind: str) -> None:
    assert read(marked)[1][0].kind == kind


def test_the_word_that_belongs_to_no_content() -> None:
    assert all_said("[s He] [c said] [t that the port stays shut].") == [("He", "said", ["the port stays shut"])]


def test_sentence_ends_and_abbreviations() -> None:
    text = "Mr. Oru met U.S. envoys. They left. “Fine.” Done"
    assert [text[:at][-6:] for at in sentence_breaks(text, 0, len(text))] == ["nvoys.", " left.", "“Fine."]
