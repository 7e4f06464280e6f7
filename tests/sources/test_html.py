"""Saved web pages: the article and what the page says about itself."""

import logging
import re
from pathlib import Path

import pytest

from negotiable.errors import UnreadableInput
from negotiable.sources import read_sources
from negotiable.sources.html import looks_like_html, read_html
from negotiable.terms import Rejection, Report

PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Harbour talks resume | The Ansel Courier</title>
<meta property="og:title" content="Harbour talks resume in Port Ansel"><meta property="og:site_name" content="The Ansel Courier">
<meta property="article:published_time" content="2024-05-06T08:00:00Z">
<meta property="article:modified_time" content="2024-06-01T08:00:00Z">
<link rel="canonical" href="https://courier.example/harbour-talks"></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>Harbour talks resume in Port Ansel</h1>
<p>Talks between the dockers and the port of Ansel resumed on Monday after a week of silence, both sides said.</p>
<p>&ldquo;We will not sign a deal that cuts night pay,&rdquo; said Mara Oddsen for the union.
&lt;script&gt;alert(1)&lt;/script&gt;</p>
<p>The port said that it was ready to discuss a new roster, but that its offer of three per cent was final until Friday.</p>
</article><script>alert("x")</script><footer>Copyright 2021</footer></body></html>"""


def test_article_title_outlet_date_and_address() -> None:
    report = read_html(PAGE.encode(), "page.html")
    assert (report.title, report.outlet) == ("Harbour talks resume in Port Ansel", "The Ansel Courier")
    assert (report.published, report.url) == ("2024-05-06", "https://courier.example/harbour-talks")
    assert "“We will not sign a deal that cuts night pay,” said Mara Oddsen" in report.text
    assert "<script>alert(1)</script>" in report.text  # written in the article, so it is text
    assert "Sport" not in report.text
    assert 'alert("x")' not in report.text


def test_a_date_in_the_text_is_not_the_date_of_publication() -> None:
    undated = re.sub(r"<meta property=.article:.*?>", "", PAGE).replace("on Monday", "on 6 May 2024")
    assert read_html(undated.encode(), "page.html").published is None


def test_an_older_page_in_windows_1252_and_one_in_another_declared_charset() -> None:
    windows = PAGE.replace("utf-8", "iso-8859-1").replace("&ldquo;", "“").replace("&rdquo;", "”").encode("cp1252")
    assert "“We will not sign" in read_html(windows, "page.html").text
    central = PAGE.replace("utf-8", "iso-8859-2").replace("Mara Oddsen", "Łucja Wójcik").encode("iso8859-2")
    assert "Łucja Wójcik" in read_html(central, "page.html").text


@pytest.mark.parametrize("page", ["<html></html>", "<html>", "<div>" * 5000])
def test_a_page_without_an_article_says_what_to_do(page: str) -> None:
    with pytest.raises(UnreadableInput, match=r"into a \.txt file"):
        read_html(page.encode(), "page.html")


def test_a_parser_that_fails_costs_only_its_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import trafilatura

    def fail(*_: object, **__: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr(trafilatura, "bare_extraction", fail)
    (tmp_path / "a.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "b.txt").write_text("The envoy said no.", encoding="utf-8")
    bad, good = read_sources([str(tmp_path)])
    assert isinstance(bad, Rejection)
    assert "RecursionError" in bad.reason
    assert isinstance(good, Report)


def test_the_parser_keeps_quiet(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(UnreadableInput):
        read_html(b"<html><body></body></html>", "page.html")
    assert logging.getLogger("trafilatura").handlers
    assert capfd.readouterr().err == ""


def test_a_page_on_standard_input_is_known_by_its_start() -> None:
    assert looks_like_html(b"\xef\xbb\xbf\n<!DOCTYPE HTML><html>")
    assert looks_like_html(b'<?xml version="1.0"?>\n<html xmlns="x">')
    assert not looks_like_html(b"<html-like> words, said the minister")
    assert not looks_like_html(b"The <html> tag, said the minister")


def test_the_page_s_date_gives_way_to_the_one_given(tmp_path: Path) -> None:
    path = tmp_path / "2020-01-01-page.html"
    path.write_text(PAGE, encoding="utf-8")
    assert next(read_sources([str(path)])).published == "2024-05-06"  # type: ignore[union-attr]
    assert next(read_sources([str(path)], published="2024-05-07")).published == "2024-05-07"  # type: ignore[union-attr]
