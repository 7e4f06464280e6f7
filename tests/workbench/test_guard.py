"""Hostile reports, pages and forms: refused, escaped, and never an error of ours."""

import asyncio
import re
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scenario.ferry import FERRY
from workbench.conftest import HOME, Seat, the

from negotiable.record import Record
from negotiable.workbench.app import _DEEDS, _PAGES, build
from negotiable.workbench.forms import LARGEST
from negotiable.workbench.guard import POLICY

PAGES = ("/review", "/positions", "/contradictions", "/actors", "/actors/1", "/coders", "/trust", "/scenario", "/out", "/door")


@pytest.mark.parametrize("page", PAGES)
def test_every_page_has_a_strict_policy_and_no_script_of_its_own(ann: Seat, page: str) -> None:
    answer = ann.client.get(page)
    assert answer.headers["content-security-policy"] == POLICY and "unsafe" not in POLICY
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert re.findall(r"<script[^>]*>[^<]*</script>", answer.text) == ['<script src="/static/workbench.js" defer></script>']
    assert not re.search(r"\son\w+=|style=|javascript:|https?://", answer.text)


def test_markup_in_a_report_is_shown_and_not_obeyed(ann: Seat, record: Record) -> None:
    page = ann.get(f"/review?s={the(record, 'sail on Monday').id}")
    assert "&lt;b&gt;Ferries&lt;/b&gt;" in page and "<b>Ferries" not in page
    assert "&lt;script&gt;alert(1)" in page and "<script>alert" not in page
    assert "<i>Sons" not in page + ann.get("/positions") + ann.get("/actors")
    assert "&#13;" in page  # a carriage return arrives as such, so that offsets hold


@pytest.mark.parametrize(
    "host",
    [
        *("evil.example", "127.0.0.1.evil.example", "evil.example:8765", "", "[", "localhost@evil.example", "10.0.0.1"),
        *("evil.example@127.0.0.1", "127.0.0.1#evil.example", "127.0.0.1/evil.example", "127.0.0.1:evil", "evil\\@127.0.0.1"),
    ],
)
def test_another_host_name_is_refused(ann: Seat, host: str) -> None:
    answer = ann.client.get("/review", headers={"host": host})
    assert answer.status_code == 421 and "territory" not in answer.text


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8765", "[::1]:9", "LOCALHOST:1"])
def test_our_own_names_are_answered(ann: Seat, host: str) -> None:
    assert ann.client.get("/review", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://127.0.0.1", "https://127.0.0.1:8765", "http://127.0.0.1:9", ""]
)
def test_a_form_of_another_page_is_refused(ann: Seat, record: Record, origin: str) -> None:
    one, before = the(record, "belongs to those"), record.fingerprint()
    answer = ann.client.post(f"/statements/{one.id}/reject", data={"key": ann.key()}, headers={"origin": origin})
    assert answer.status_code == 403
    assert record.fingerprint() == before


@pytest.mark.parametrize("key", ["", "x" * 32, "é"])
def test_a_form_without_its_key_is_refused_on_every_route(ann: Seat, record: Record, key: str) -> None:
    one, before = the(record, "belongs to those"), record.fingerprint()
    for route in _DEEDS:
        address = route.replace("{id}", one.id).replace("{n:int}", "1")
        assert ann.client.post(address, data={"key": key, "name": "Eve", "stance": "refuse"}).status_code == 403
    assert record.fingerprint() == before


def test_changes_do_not_go_by_links(ann: Seat, record: Record) -> None:
    for route in _DEEDS:
        address = route.replace("{id}", the(record, "belongs to those").id).replace("{n:int}", "1")
        assert ann.client.get(address).status_code in ((200,) if route in _PAGES else (404, 405))
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
        assert ann.client.request(method, "/review").status_code == 405


def test_elsewhere_a_token_is_wanted(path: str) -> None:
    seat = Seat(path, token="a long enough token", hosts=("desk.example",))
    for cookie in (b"", b"negotiable-token=wrong", "negotiable-token=ü".encode("latin-1")):
        headers = {b"cookie": cookie}
        assert seat.client.get("/review", headers=headers).status_code == 401
        assert seat.client.post("/undo", headers=headers).status_code == 401
        assert seat.client.get("/static/workbench.js", headers=headers).status_code == 401
    assert seat.client.get("/review?token=wrong").status_code == 401
    answer = seat.client.get("/?token=a+long+enough+token", follow_redirects=False)
    assert answer.status_code == 303 and "token" not in answer.headers["location"]
    assert "httponly" in answer.headers["set-cookie"].lower() and "samesite=strict" in answer.headers["set-cookie"].lower()
    assert seat.client.get("/review").status_code == 200
    assert seat.client.get("/review", headers={"host": "192.0.2.7:8765"}).status_code == 200
    assert seat.client.get("/review", headers={"host": "evil.example"}).status_code == 421


def test_a_form_that_is_cut_off_is_no_error_of_ours(path: str) -> None:
    app = build(path)
    sent: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)

    async def ask() -> None:
        await app({**scope, "server": ("127.0.0.1", 8765)}, receive, send)

    headers = [(b"host", b"127.0.0.1:8765"), (b"origin", HOME.encode()), (b"content-length", b"9")]
    scope = {"type": "http", "method": "POST", "scheme": "http", "path": "/undo", "query_string": b"", "headers": headers}
    asyncio.run(ask())
    assert sent[0]["status"] == 400


def test_a_form_of_ten_megabytes_is_refused(ann: Seat) -> None:
    answer = ann.client.post("/undo", content=b"key=" + b"a" * 10_000_000)
    assert answer.status_code == 413 and str(LARGEST // 1000) in answer.text
    assert ann.client.post("/undo", content=b"&".join(b"a=1" for _ in range(3000))).status_code == 413


@pytest.mark.parametrize(
    "path_",
    [
        "/static/../guard.py",
        "/static/%2e%2e/guard.py",
        "/static/..%2f..%2ferrors.py",
        "/static//etc/passwd",
        "/static/%00",
        "/out/..%2f..%2fetc%2fpasswd",
        "/out/brief.html",
        "/actors/99999999999999999999",
        f"/actors/{'9' * 5000}",
        "/nowhere",
    ],
)
def test_no_path_leads_to_a_file(ann: Seat, path_: str) -> None:
    answer = ann.client.get(path_)
    assert answer.status_code in (404, 405, 414) and "import" not in answer.text and "root:" not in answer.text


_WORDS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        [
            "-1",
            "0",
            "1-2",
            "0-99999999",
            "9" * 30,
            f"0-{'9' * 5000}",
            "9" * 15,
            "[1,2]",
            '["", 3]',
            "[{}, 3]",
            f"[1, {'9' * 30}]",
            '["\\ud800", 1]',
            "[" * 3000,
            "nan",
            "inf",
            "2031-13-41",
            "\x00",
            "\ud800",
            "é" * 300,
            "' OR 1=1 --",
            "%",
            "_",
            '"',
            "* AND",
            "NEAR(",
            "<script>",
            "content",
            "refuse",
            "accepted",
            "\u202e",
            "{{7*7}}",
        ]
    ),
)
_FIELDS = (
    "name blind words speaker party issue stance firmness outlet report since until below review order after s at done content "
    "quote condition consequence kind target act said_on next back seen near one other like before side table network draft work "
    "mark without text how now drop known variable coder what line do more rows"
).split()


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_nothing_makes_a_page_fail(ann: Seat, record: Record, data: Any) -> None:
    ids = [row[0] for row in record.connection.execute("SELECT id FROM statement UNION SELECT id FROM report")]
    given_id = data.draw(st.one_of(st.sampled_from(ids), st.sampled_from(["x", "a b", "%2e%2e", "0" * 500])))
    fields = data.draw(st.dictionaries(st.sampled_from(_FIELDS), st.one_of(_WORDS, st.sampled_from(ids)), max_size=5))
    fields = {name: value.encode("utf-8", "replace").decode() for name, value in fields.items()}
    posting = data.draw(st.booleans())
    route = data.draw(st.sampled_from(sorted(_DEEDS if posting else _PAGES)))
    kind = data.draw(st.sampled_from(["brief", "csv", "json", "graphml", "nothing"]))
    number = str(data.draw(st.integers(0, 12)))
    address = route.replace("{id}", given_id).replace("{kind}", kind).replace("{n:int}", number)
    if posting:
        answer = ann.client.post(address, data={"key": ann.key("/door"), **fields}, follow_redirects=False)
    else:
        answer = ann.client.get(address, params=fields)
    assert answer.status_code < 500


def test_numbers_and_places_beyond_all_bounds_are_refused(ann: Seat, record: Record) -> None:
    for after in ("[{}, 3]", "[[], 3]", f"[1, {'9' * 30}]", "[1, 1e999]", f"[{'9' * 30}, 1]", "[" * 9000, "9" * 5000):
        assert "no place in a list" in ann.get(f"/review?{urlencode({'after': after})}", 404)
    ann.get("/review?after=%5B%22%5Cud800%22,1%5D")
    one = the(record, "belongs to those")
    for words in (f"0-{'9' * 5000}", "121-122"):  # the second is a space
        ann.do(f"/reports/{one.report}/add", 400, content=words)
    ann.do("/scenario", text=FERRY)
    page = ann.do("/scenario/line", what="issues", label="A pier", do="more", more="9" * 15)
    assert len(page) < 500_000  # not as many rows as were asked for


def test_the_cookie_is_read_with_care(path: str) -> None:
    for cookie in ("", "x", "bnVsbA", "WzEsMiwzXQ", "W10", "eyJhIjoxfQ", "ÿ".encode("latin-1").decode("latin-1"), "A" * 5000):
        seat = Seat(path)
        answer = seat.client.get("/review", headers={b"cookie": b"negotiable-visitor=" + cookie.encode("latin-1")})
        assert answer.status_code == 200 and "Only looking" in answer.text
    seat = Seat(path, "Ann (deciding)\u202e<b>")
    assert "Ann deciding b" in seat.get("/review")
    assert HOME.startswith("http://127.0.0.1")


def test_a_hostile_scenario_is_shown_and_not_obeyed(ann: Seat) -> None:
    evil = """scenario: 1
title: "<script>alert(1)</script>"
parties:
  - {id: one, name: "<img src=x onerror=alert(1)>"}
  - {id: two, name: "\\"><svg/onload=alert(1)>"}
issues:
  - id: a
    label: "<b>x</b>"
    choose: any
    options:
      - {id: "open", label: "</text><script>alert(2)</script>", by: [one]}
      - {id: "shut", label: "<i>no</i>", by: [two]}
now: [a.shut]
statements:
  - {id: s1, party: one, class: red-line, wants: a.open}
  - {id: s2, party: two, class: demand, wants: a.shut}
"""
    page = ann.do("/scenario", text=evil)
    assert "Mistakes" not in page and "Red lines" in page and 'class="drawing"' in page
    assert re.findall(r"<script[^>]*>", page) == ['<script src="/static/workbench.js" defer>']
    assert not re.search(r"<img|<svg/|<b>x|<i>no", page)
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{chr(98 + k)}: &{chr(98 + k)} [{','.join(['*' + chr(97 + k)] * 9)}]\n" for k in range(9)
    )
    for text in (bomb, "[" * 200_000):
        assert "Mistakes" in ann.do("/scenario", text=text)
