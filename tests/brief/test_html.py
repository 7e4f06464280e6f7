"""The brief as one HTML page."""

import base64
import hashlib
import re
import time

from brief.builder import TEXT, Builder, talks, tied_talks
from lxml import html as lxml_html

from negotiable.brief.html import page
from negotiable.brief.passages import Passages
from negotiable.terms import CodedReading, Doubt, Event

EVIL = '<script>alert("x")</script><img src=x onerror=alert(1)> </style></title>{{ 7*7 }} &amp; \'"'


def parsed(*coded: CodedReading) -> lxml_html.HtmlElement:
    return lxml_html.document_fromstring(page(coded))


def hostile() -> CodedReading:
    b = Builder(f"He said {EVIL} to us. {EVIL} fell.", location=f"{EVIL}.txt", title=EVIL, outlet=EVIL)
    speaker = b.actor(EVIL, EVIL, role=EVIL)
    said = b.said(speaker, EVIL, issue=f"other: {EVIL}", stance="demand", target=speaker, id='s"><script>', firmness="red-line")
    b.events.append(Event("e0", b.spans("fell"), EVIL, (speaker,), (), (EVIL,), 3, EVIL, "past", said))
    b.doubts.append(Doubt(b.spans("to us"), EVIL))
    return b.build()


def test_every_link_has_its_target_and_every_id_is_unique() -> None:
    for coded in ([talks()], [talks(), hostile()], [hostile()]):
        root = parsed(*coded)
        ids = [one.get("id") for one in root.iter() if one.get("id") is not None]
        assert len(ids) == len(set(ids))
        links = [a.get("href") for a in root.iter("a")]
        assert links and all(link.startswith("#") and link[1:] in ids for link in links)
        shown = [key for a in root.iter("a") for key in (a.get("data-show") or "").split()]
        assert set(shown) <= set(ids)


def test_nothing_is_fetched_and_only_the_hashed_style_and_script_are_allowed() -> None:
    text = page([talks()])
    root = lxml_html.document_fromstring(text)
    policy = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    (style,), (script,) = re.findall(r"<style>(.*?)</style>", text, re.S), re.findall(r"<script>(.*?)</script>", text, re.S)
    assert "default-src 'none'" in policy
    for kind, body in (("style", style), ("script", script)):
        digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert not re.search(r"https?://|//[a-z]|@import|url\(", text)
    assert not root.xpath("//@src | //@style | //link | //@*[starts-with(name(), 'on')]")


def test_a_report_is_shown_as_text_and_never_obeyed() -> None:
    root = parsed(hostile())
    assert len(root.xpath("//script")) == len(root.xpath("//style")) == len(root.xpath("//title")) == 1
    assert not root.xpath("//img")
    assert not root.xpath("//@*[starts-with(name(), 'on')]")
    (mark,) = root.xpath("//mark[contains(@class, 'r1-s-script-')]")
    assert mark.text_content() == EVIL


def marked(root: lxml_html.HtmlElement, key: str) -> str:
    return "".join(mark.text_content() for mark in root.iter("mark") if key in mark.get("class").split())


def test_every_marked_passage_is_the_text_between_its_offsets() -> None:
    coded = talks()
    root = parsed(coded)
    paragraphs = Passages(coded.report, "r1", several=False).paragraphs
    for statement in coded.statements:
        pieces = [TEXT[max(a, p) : min(b, q)] for a, b in statement.content for p, q in paragraphs if max(a, p) < min(b, q)]
        assert marked(root, f"r1-{statement.id}") == "".join(pieces)


def test_the_whole_text_is_there_in_numbered_paragraphs() -> None:
    root = parsed(talks())
    shown = [p.text_content().split("¶", 1)[1] for p in root.xpath("//p[@class='para']")]
    assert [text.lstrip("0123456789") for text in shown] == TEXT.split("\n")


def test_offsets_are_code_points() -> None:
    b = Builder("😀😀 Anna 🧵 said “we 👩‍👩‍👧 stay” today.")
    b.said(b.actor("Anna", "A"), "“we 👩‍👩‍👧 stay”", kind="direct")
    assert marked(parsed(b.build()), "r1-s0") == "“we 👩‍👩‍👧 stay”"


def test_overlapping_passages_share_segments() -> None:
    b = Builder("State television said the ministry said the dam held.")
    b.said(b.actor("State television", "Morvane"), "the ministry said the dam held")
    b.said(b.actor("ministry", "Kestria"), "the dam held")
    root = parsed(b.build())
    assert marked(root, "r1-s0") == "the ministry said the dam held"
    assert marked(root, "r1-s1") == "the dam held"
    assert not root.xpath("//mark//mark")


def test_a_place_says_whose_words_follow_not_by_colour_alone() -> None:
    (place,) = parsed(talks()).xpath("//*[@id='r1-s0']")
    assert place.get("data-who") == "Maren, Kestria"


def test_it_works_without_javascript() -> None:
    text = page([talks()])
    assert "html:not(.js):has(#r1-s0:target) mark.r1-s0" in text


def test_landmarks_headings_and_a_live_region() -> None:
    root = parsed(talks())
    assert len(root.xpath("//main")) == len(root.xpath("//h1")) == 1
    assert root.xpath("//*[@role='region'][@aria-labelledby='text-title']")
    assert root.xpath("//*[@id='status'][@aria-live='polite']")
    assert [a.get("href") for a in root.find_class("skip")] == ["#stand", "#text"]
    assert root.xpath("//table//th[@scope='col']") and root.xpath("//table//th[@scope='row']")


def test_nothing_said_is_said() -> None:
    root = parsed(Builder("Rain fell on the valley.").build())
    assert "No statement was found in this report" in root.text_content()
    assert "#stand" not in [a.get("href") for a in root.iter("a")]
    assert not root.xpath("//table")


def test_an_empty_report_and_no_report_at_all() -> None:
    assert "The report has no text." in page([Builder("").build()])
    assert "<main" in page([])


def test_the_file_can_always_be_written() -> None:
    b = Builder("A \x00 lone \ud800 surrogate \x1b[31m and \ufffe said so.")
    b.said(b.actor("A\x00", "B\ud800"), "lone \ud800 surrogate \x1b[31m")
    text = page([b.build()])
    assert "\x00" not in text and "\x1b" not in text
    assert text.encode("utf-8")


def test_attitudes_and_doubtful_lines_are_shown_as_such() -> None:
    root = parsed(talks())
    words = " ".join(root.text_content().replace("\xa0", " ").split())
    assert "wants (reporter’s word)" in words
    assert "the program is unsure of this line" in words
    assert not re.search(r"\d\s*%|0\.\d", root.xpath("//main")[0].text_content())


def test_a_long_report_with_many_statements_stays_small_and_quick() -> None:
    text = "\n".join(
        f"Envoy {n} of the union said: “We will never sign line {n}.” " + "It rained on the long road. " * 60 for n in range(150)
    )
    b = Builder(text)
    for n in range(150):
        b.said(
            b.actor(f"Envoy {n}", f"Side {n % 12}"),
            f"“We will never sign line {n}.”",
            kind="direct",
            issue="pay",
            stance="refuse",
        )
    begin = time.process_time()
    size = len(page([b.build()]))
    assert time.process_time() - begin < 3
    assert size < 3 * len(text) + 400_000


def test_agreement_division_and_doubtful_conflicts_have_their_places() -> None:
    root = parsed(tied_talks())
    words = {name: " ".join(root.get_element_by_id(name).getparent().text_content().split()) for name in ("agreed", "divided")}
    assert words["agreed"].startswith("In agreement Territory Both speak for the valley")
    assert words["divided"].startswith("On both sides Armed forces and weapons Both speak for Morvane")
    (less,) = root.xpath("//details[@class='less']")
    assert "1 line that the program is less sure of" in less.text_content()
    assert less.find_class("unsure") and "A demand meets a refusal" in less.text_content()
    assert "Each waits for the other" in root.get_element_by_id("ifthen").getparent().text_content()
