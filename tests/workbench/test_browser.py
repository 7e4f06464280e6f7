"""The pages in a real browser without a window; skipped where there is none."""

import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import uvicorn
from scenario.ferry import FERRY
from workbench.conftest import the

from negotiable.record import Filters, Record, scenarios
from negotiable.workbench.app import build
from negotiable.workbench.server import _listen

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright for Python is not installed")
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    found = next((path for name in _BROWSERS if (path := shutil.which(name))), None)
    with playwright.sync_playwright() as started:
        try:
            browser = started.chromium.launch(executable_path=found, args=["--no-sandbox"])
        except playwright.Error as error:
            pytest.skip(f"no Chromium that can be started (apt install chromium): {str(error).splitlines()[0]}")
        yield browser
        browser.close()


@contextmanager
def running(path: str, port: int = 0) -> Iterator[tuple[str, int]]:
    """The workbench on a real port."""
    listening = _listen("127.0.0.1", port)
    port = listening.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(build(path), log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{port}", port
    finally:
        server.should_exit = True
        thread.join()


def enter(browser: Any, address: str, name: str, **options: Any) -> Any:
    page = browser.new_context(viewport={"width": 1280, "height": 800}, **options).new_page()
    page.set_default_timeout(20_000)  # a busy machine is slow, not wrong
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("console", lambda message: page.complaints.append(message.text) if message.type == "error" else None)
    page.goto(f"{address}/door")
    page.fill("#name", name)
    page.press("#name", "Enter")
    page.wait_for_selector(".desk")
    page.wait_for_load_state("load")  # styled, scrolled and at work: before, places on it are not where they will be
    return page


def select(page: Any, words: str) -> None:
    """Selects words of the report, as a person would with the mouse."""
    page.evaluate(
        """words => {
            const report = document.getElementById('report'), range = document.createRange();
            const at = report.textContent.indexOf(words), place = (n) => {
                for (const piece of report.querySelectorAll('[data-at]')) {
                    if (n <= piece.textContent.length) return [piece.firstChild, n];
                    n -= piece.textContent.length;
                }
            };
            range.setStart(...place(at)); range.setEnd(...place(at + words.length));
            getSelection().removeAllRanges(); getSelection().addRange(range);
        }""",
        words,
    )


def told(page: Any, words: str) -> None:
    page.wait_for_function("words => document.getElementById('told').textContent.includes(words)", arg=words)


def test_the_whole_review_path_by_keys(browser: Any, path: str, record: Record) -> None:
    with running(path) as (address, port):
        page = enter(browser, address, "Ann")
        assert "sail on Monday" in page.inner_text("#quote")  # the least certain; an emoji stands before it
        page.keyboard.press("j")
        told(page, "belongs to those")
        page.keyboard.press("k")
        told(page, "sail on Monday")
        select(page, "We 🚢 sail on Monday")
        page.keyboard.press("s")
        told(page, "passage changed")
        assert the(record, "sail on Monday").quote == "We 🚢 sail on Monday"
        select(page, "if the wind drops")
        page.keyboard.press("c")
        told(page, "condition changed")
        page.keyboard.press("u")
        told(page, "Taken back: condition changed")
        page.keyboard.press("u")
        told(page, "Taken back: passage changed")
        assert the(record, "sail on Monday").quote.startswith("“We")
        page.keyboard.press("r")
        told(page, "Saved: passage changed")
        page.keyboard.press("e")
        page.keyboard.type("Ona Brandt Junior")
        page.keyboard.press("Tab")
        told(page, "speaker changed")
        assert page.evaluate("document.activeElement.id") == "party"  # a save does not lose one's place
        assert the(record, "sail on Monday").speaker == "Ona Brandt Junior"
        page.fill("#content", "sail on Monday")
        page.press("#content", "Enter")  # ends the field, though it has several lines
        told(page, "passage changed")
        assert the(record, "sail on Monday").quote == "sail on Monday"
        page.keyboard.press("Escape")
        select(page, "Nobody answered")
        page.keyboard.press("n")
        told(page, "Nobody answered")
        assert page.evaluate("document.documentElement.scrollHeight") == 800  # lists scroll, the page does not
        page.goto(f"{address}/review")
        page.keyboard.press("a")
        told(page, "Saved: accepted")
        page.keyboard.press("x")
        told(page, "Saved: rejected")
        page.keyboard.press("?")
        page.wait_for_selector("dialog[open]")
        page.keyboard.press("Escape")
        page.keyboard.press("/")
        page.keyboard.type("guns")
        page.keyboard.press("Enter")
        page.wait_for_url("**words=guns**")
        assert page.locator(".row").count() == 3
        assert page.complaints == []
    with running(path, port) as (address, _):  # the program is started anew under the open page
        page.keyboard.press("Escape")
        page.locator("#undo button").click()
        told(page, "Taken back: rejected")
        assert page.complaints == []


def test_the_ends_of_a_passage_are_dragged_and_moved_by_arrows(browser: Any, path: str, record: Record) -> None:
    with running(path) as (address, _):
        page = enter(browser, address, "Ann")
        end = page.locator('[data-end="01"]')
        box = end.bounding_box()
        spot = page.evaluate(
            """() => { const mark = document.querySelector('mark.open'), range = document.createRange();
            const at = mark.firstChild.data.indexOf('day, if'); range.setStart(mark.firstChild, at); range.collapse(true);
            const box = range.getBoundingClientRect(); return [box.left, box.top + box.height / 2]; }"""
        )
        page.mouse.move(box["x"], box["y"] + box["height"] / 2)
        page.mouse.down()
        page.mouse.move(*spot, steps=4)
        page.mouse.up()
        told(page, "passage changed")
        assert the(record, "sail on").quote == "“We 🚢 sail on Monday"  # dropped amid the word, it goes to its end
        page.locator(".row[aria-current]").focus()
        page.keyboard.press("p")  # to the end, from there to the beginning
        assert page.evaluate("document.activeElement.dataset.end") == "01"
        page.keyboard.press("p")
        for _ in range(2):  # over the quotation mark, over the first word
            page.keyboard.press("ArrowRight")
        page.wait_for_function("() => document.getElementById('quote').textContent.startsWith('🚢')")
        assert the(record, "sail on").quote == "🚢 sail on Monday"
        assert page.evaluate("document.activeElement.dataset.end") == "00"
        select(page, "obody answ")
        page.click("#add button")
        told(page, "Saved: added")
        assert page.evaluate("document.activeElement.id") == "speaker"  # what comes next
        assert the(record, "Nobody").quote == "Nobody answered"  # whole words, taken by the button as by its key
        assert page.complaints == []


def test_two_browsers_and_nothing_lost(browser: Any, path: str, record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    with running(path) as (address, _):
        ann, ben = enter(browser, address, "Ann"), enter(browser, address, "Ben")
        one = the(record, "belongs to those").id
        for page in (ann, ben):
            page.goto(f"{address}/review?s={one}")
        ann.select_option("#stance", "refuse")
        told(ann, "stance changed")
        ben.select_option("#issue", "trade")
        told(ben, "issue changed")
        now = the(record, "belongs to those")
        assert (now.stance, now.issue) == ("refuse", "trade")
        assert ben.locator(".row[aria-current]").count() == 1  # reviewed, it keeps its place while it is open
        monkeypatch.setattr("negotiable.workbench.review._ROWS", 2)  # keys go over the pages of the list, there and back
        ids = [one.id for one in record.page(Filters(review="proposed"), order="unsure", limit=4).statements]
        ben.goto(f"{address}/review?s={ids[0]}")
        for key, at in zip("jjjkk", (1, 2, 3, 2, 1), strict=True):
            ben.keyboard.press(key)
            ben.wait_for_selector(f'.row[aria-current][data-row="{ids[at]}"]')


def test_every_page_passes_axe_and_fits_a_phone(browser: Any, path: str, record: Record) -> None:
    scenarios.save(record, FERRY, "person:Ann")
    model = "/scenario?work=yes&edit=statements/company-nights&off=impossible/0&only=timetable&only=money"
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed").Axe()
    pages = (
        "/review",
        "/positions?issue=territory&party=Kestria",
        "/contradictions",
        "/actors",
        "/actors/1",
        "/coders",
        "/trust",
        "/out",
    )
    with running(path) as (address, _):
        for scheme in ("light", "dark"):
            page = enter(browser, address, "Ann", color_scheme=scheme, bypass_csp=True)  # axe brings a script of its own
            page.set_viewport_size({"width": 360, "height": 740})
            for where in (*pages, "/door", model) if scheme == "light" else pages[:2]:
                page.goto(address + where)
                found = [(one["id"], one["nodes"][0]["html"][:200]) for one in axe.run(page).response["violations"]]
                assert found == [], where
                assert page.evaluate("document.documentElement.scrollWidth") <= 360, where


def test_without_script_the_same_by_forms(browser: Any, path: str, record: Record) -> None:
    with running(path) as (address, _):
        page = enter(browser, address, "Ann", java_script_enabled=False)
        page.select_option("#stance", "refuse")
        page.click("#save")
        assert "stance changed" in page.inner_text("#done")
        assert the(record, "sail on Monday").stance == "refuse"
        page.click("#accept button")
        assert "accepted" in page.inner_text("#done")
