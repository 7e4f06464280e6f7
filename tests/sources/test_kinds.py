"""PDF, Word, mail, feeds and corpora become reports; what is made to harm is refused with a reason."""

import json
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from sources.files import docx, pdf, run, zipped

from negotiable.errors import UsageError
from negotiable.sources import read_sources
from negotiable.sources.corpora import day, parse_fields
from negotiable.sources.feeds import plain
from negotiable.sources.kinds import kind_of
from negotiable.terms import Rejection, Report

SENTENCE = "The envoy said that the two sides would meet again in Port Ansel on Friday."


def read(path: Path, **ways: object) -> list[Report | Rejection]:
    return list(read_sources([str(path)], **ways))  # type: ignore[arg-type]


def one(folder: Path, name: str, data: bytes | str) -> Report | Rejection:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    (found,) = read(path)
    return found


def reason(found: Report | Rejection) -> str:
    assert isinstance(found, Rejection) and "\n" not in found.reason
    return found.reason


@pytest.mark.parametrize("name", ["a.pdf", "a"])
@pytest.mark.parametrize("packed", [False, True])
def test_a_pdf(tmp_path: Path, name: str, packed: bool) -> None:
    lines = "The envoy said that both sides would meet again in the port on Fri-\nday.\n"
    lines += "They left at once, all of them, and no one was told of any reason why."
    found = one(tmp_path, name, pdf(lines, SENTENCE, packed=packed))
    assert isinstance(found, Report), found
    assert "in the port on Friday. They left at once" in found.text
    assert found.text.split("\n\n")[-1] == SENTENCE


def test_pdfs_that_cannot_be_read(tmp_path: Path) -> None:
    assert "damaged" in reason(one(tmp_path, "a.pdf", b"%PDF-1.4\nnothing"))
    assert "only pictures" in reason(one(tmp_path, "b.pdf", pdf("")))
    assert "pages" in reason(one(tmp_path, "c.pdf", pdf(*["x"] * 2001)))
    assert "damaged" in reason(one(tmp_path, "d.pdf", SENTENCE))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limits of memory to set")
def test_a_pdf_bomb_ends_its_own_process(tmp_path: Path) -> None:
    import zlib

    inner = zlib.compress(b"BT (x) Tj ET " + b" " * 2_000_000_0, 9)
    packed = pdf("x").replace(b"BT /F1 12 Tf 14 TL 50 700 Td (x) Tj ET", zlib.compress(inner))
    found = one(tmp_path, "bomb.pdf", packed)
    assert isinstance(found, Rejection)


def test_a_word_file(tmp_path: Path) -> None:
    deleted = "<w:del><w:r><w:delText>not this</w:delText></w:r></w:del>"
    data = docx(
        run(SENTENCE[:20]) + run(SENTENCE[20:]), "", run("Second") + "<w:r><w:tab/></w:r>" + run("one") + deleted, title="Talks"
    )
    for name in ("a.docx", "a"):
        found = one(tmp_path, name, data)
        assert isinstance(found, Report), found
        assert (found.text, found.title) == (f"{SENTENCE}\n\nSecond\tone", "Talks")


def test_word_files_made_to_harm(tmp_path: Path) -> None:
    bomb = zipped({"word/document.xml": "<a>" + " " * 40_000_000 + "</a>"})
    assert len(bomb) < 100_000
    assert "unpacks to over" in reason(one(tmp_path, "bomb.docx", bomb))
    entities = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    assert "no Word file" in reason(one(tmp_path, "entities.docx", docx(run("&b;"), head=entities)))
    outside = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    assert "no Word file" in reason(one(tmp_path, "outside.docx", docx(run("&a;"), head=outside)))
    assert "no Word file" in reason(one(tmp_path, "other.docx", zipped({"../../evil.txt": "x"})))
    assert "no Word file" in reason(one(tmp_path, "cut.docx", docx(run(SENTENCE))[:200]))
    assert "no Word file" in reason(one(tmp_path, "deep.docx", zipped({"word/document.xml": "<a>" * 100_000})))
    assert not (tmp_path.parent / "evil.txt").exists()


MAIL = (
    "From: Harbour Courier <news@courier.example>\r\nTo: desk@paper.example\r\nDate: Tue, 13 May 2031 08:00:00 +0200\r\n"
    "Subject: =?utf-8?q?Talks_in_M=C3=BCrl?=\r\nMIME-Version: 1.0\r\n"
)


@pytest.mark.parametrize("name", ["a.eml", "a"])
def test_a_message(tmp_path: Path, name: str) -> None:
    found = one(tmp_path, name, MAIL + f"Content-Type: text/plain; charset=utf-8\r\n\r\n{SENTENCE}\r\nBye.\r\n")
    assert found == Report(str(tmp_path / name), f"{SENTENCE}\nBye.\n", "Talks in Mürl", "Harbour Courier", None, "2031-05-13")


def test_a_message_in_html_and_messages_without_text(tmp_path: Path) -> None:
    page = f"<html><body><script>alert(1)</script><article><p>{SENTENCE} {SENTENCE}</p><p>{SENTENCE}</p></article></body></html>"
    found = one(tmp_path, "a.eml", MAIL + f"Content-Type: text/html; charset=utf-8\r\n\r\n{page}\r\n")
    assert isinstance(found, Report) and SENTENCE in found.text and "alert" not in found.text
    assert "no text" in reason(one(tmp_path, "b.eml", MAIL + "Content-Type: image/png\r\n\r\nxxxx"))
    nested = MAIL + 'Content-Type: multipart/mixed; boundary="b"\r\n\r\n' + "--b\r\nContent-Type: text/plain\r\n\r\nx\r\n" * 300
    assert "parts" in reason(one(tmp_path, "c.eml", nested))


FEED = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Courier</title>
<item><title>Talks &amp; tea</title><link>https://courier.example/1</link><pubDate>Tue, 13 May 2031 08:00:00 GMT</pubDate>
<description>&lt;p&gt;{SENTENCE}&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;
&lt;p&gt;Then they left.&lt;/p&gt;</description></item>
<item><title>Nothing</title></item></channel></rss>"""


@pytest.mark.parametrize("name", ["a.rss", "a.xml", "a"])
def test_a_feed(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(FEED)
    first, second = read(path)
    text = f"{SENTENCE}\n\nThen they left."
    assert first == Report(f"{path}#1", text, "Talks & tea", "Harbour Courier", "https://courier.example/1", "2031-05-13")
    assert "no text of its own" in reason(second)


def test_feeds_made_to_harm(tmp_path: Path) -> None:
    head = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    bomb = f"{head}<rss><channel><item><title>&b;</title></item></channel></rss>"
    assert "entities" in reason(one(tmp_path, "bomb.rss", bomb))
    assert "no entries" in reason(one(tmp_path, "empty.rss", "<rss></rss>"))
    assert "no entries" in reason(one(tmp_path, "odd.rss", b"\xff\xfe\x00<rss"))
    for odd in ("<p" * 50_000, "<script>" * 20_000, "<div>" * 50_000, "&#x0;\x00<b>", "<" * 100_000, "&amp;" * 100_000):
        assert "script" not in plain(odd)


def test_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "corpus.jsonl"
    rows = [
        {
            "body": SENTENCE,
            "headline": "One\nline",
            "date": "2031-05-12T08:00:00Z",
            "source": "Courier",
            "link": "https://c.example",
        }
    ]
    rows += [{"body": ""}, {"body": None}, {"other": 1}]
    path.write_text("\n".join([*map(json.dumps, rows), "no json", "[1]", "[" * 100_000, "", json.dumps(rows[0])]))
    found = read(path)
    assert found[0] == Report(f"{path}#1", SENTENCE, "One line", "Courier", "https://c.example", "2031-05-12")
    assert isinstance(found[-1], Report)
    assert [type(f).__name__ for f in found].count("Rejection") == 6
    renamed = read(path, fields={"text": "headline"})
    assert isinstance(renamed[0], Report) and renamed[0].text == "One\nline"
    assert "no field 'nope'" in reason(read(path, fields={"text": "nope"})[0])


def test_a_corpus_without_a_text(tmp_path: Path) -> None:
    assert "--fields text=NAME" in reason(one(tmp_path, "a.jsonl", '{"a": 1}\n'))
    assert "--fields" in reason(one(tmp_path, "a.csv", "a,b\n1,2\n"))
    assert read(tmp_path / "a.csv", fields={"text": "b"})[0].location.endswith("a.csv#1")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "corpus.csv"
    path.write_text(
        "\ufeff" + delimiter.join(["Title", "Text", "Published"]) + f'\nTalks{delimiter}"{SENTENCE}\nMore."{delimiter}20310512\n'
    )
    assert read(path) == [Report(f"{path}#1", f"{SENTENCE}\nMore.", "Talks", None, None, "2031-05-12")]


def test_rows_of_a_parquet_file(tmp_path: Path) -> None:
    path = tmp_path / "corpus.parquet"
    pq.write_table(
        pa.table({"text": [f"The talks of day {n} were long and hard." for n in range(1300)]}), path, row_group_size=600
    )
    for rows in (range(0, 0), range(0, 5), range(599, 601), range(100, 1250), range(1299, 1300), range(1290, 1400)):
        found = list(read_sources([str(path)], rows=rows))
        assert [report.location for report in found] == [f"{path}#{n + 1}" for n in rows if n < 1300]
        assert all(isinstance(report, Report) and f"day {n} " in report.text for report, n in zip(found, rows, strict=False))


def test_parquet(tmp_path: Path) -> None:
    path = tmp_path / "corpus.parquet"
    pq.write_table(pa.table({"text": [SENTENCE, None], "published": ["2031-05-12", None]}), path)
    first, second = read(path)
    assert first == Report(f"{path}#1", SENTENCE, published="2031-05-12")
    assert isinstance(second, Rejection)
    assert "no Parquet file" in reason(one(tmp_path, "bad.parquet", b"PAR1 nothing"))
    pq.write_table(pa.table({"text": ["x" * 50_000_000, SENTENCE]}), path, compression="zstd")
    assert path.stat().st_size < 20_000
    assert "unpacks to over 20 MB a row" in reason(read(path)[0])


def test_a_line_too_long_costs_itself_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("negotiable.sources.corpora._LONGEST", 1000)
    path = tmp_path / "corpus.jsonl"
    path.write_text('{"text": "' + "x" * 5000 + '"}\n' + json.dumps({"text": SENTENCE}) + "\n")
    first, second = read(path)
    assert "long" in reason(first) and isinstance(second, Report)


def test_mappings_and_days() -> None:
    assert parse_fields("text=body, title = head") == {"text": "body", "title": "head"}
    for wrong in ("text", "colour=x", "text=", ""):
        with pytest.raises(UsageError, match="FIELD=NAME"):
            parse_fields(wrong)
    assert day("2031-05-12 09:00") == day("Mon, 12 May 2031 09:00:00 GMT") == day(20310512) == "2031-05-12"
    assert [day(value) for value in (None, "", "soon", "2031-13-01", 7)] == [None] * 5


def test_kinds_by_content() -> None:
    assert [kind_of(data) for data in (pdf("x"), docx(run("x")), FEED.encode(), MAIL.encode(), b"<html><p>", b"From: me")] == [
        *(".pdf", ".docx", ".rss", ".eml", ".html", ".txt")
    ]


def test_a_folder_takes_them_all_but_corpora(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(docx(run(SENTENCE)))
    (tmp_path / "b.rss").write_text(FEED)
    (tmp_path / "c.csv").write_text("text\nx\n")
    assert [Path(found.location).name for found in read(tmp_path)] == ["a.docx", "b.rss#1", "b.rss#2"]
