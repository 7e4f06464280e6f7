"""The scenario page: every line of the model as a form, mistakes beside their fields, what if, states drawn."""

import re
from pathlib import Path

import pytest
from scenario.ferry import FERRY, scenario_of
from workbench.conftest import Seat
from workbench.test_pages import plain

from negotiable.record import Record, scenarios
from negotiable.scenario.parse import parse
from negotiable.scenario.plain import mended, read_plain, without_lines
from negotiable.scenario.plain import plain as entries
from negotiable.scenario.write import comments_lost, write
from negotiable.terms.scenario import AllOf, AnyOf, Holds, Not, Scenario
from negotiable.workbench.condition import condition_of

NIGHTS, MONEY = "timetable.ended", "money.subsidy"


@pytest.fixture
def talks(ann: Seat, record: Record) -> Seat:
    scenarios.save(record, FERRY, "person:Ben")
    return ann


def now(record: Record) -> Scenario:
    saved = scenarios.last(record)
    assert saved
    found, faults = parse(saved.text)
    assert found and not faults, faults
    return found


def send(seat: Seat, what: str, line: str, do: str = "save", status: int = 200, **fields: str | list[str]) -> str:
    given = {name.replace("__", "."): value for name, value in fields.items()}
    given = {"class" if name == "klass" else name: value for name, value in given.items()}
    form = {"key": seat.key("/scenario"), "what": what, "line": line, "do": do, **given}
    answer = seat.client.post("/scenario/line", data=form)
    assert answer.status_code == status, (answer.status_code, plain(answer.text)[:3000])
    return answer.text


LINES = (
    "about/ now/ parties/crews issues/pay issues/money statements/company-nights impossible/0 undertakings/tender quotations/q1 "
    "parties/new issues/new statements/new impossible/new undertakings/new quotations/new"
)


def test_each_line_opened_and_saved_as_it_is_stays_the_same(talks: Seat, record: Record) -> None:
    for line in LINES.split():
        page = talks.get(f"/scenario?edit={line}")
        form = re.search(r'<form method="post" action="/scenario/line.*?</form>', page, re.S)
        assert form and 'id="editor"' in form[0], line
        if not line.endswith("new"):
            sent = as_form([*fields_of(form[0]), ("do", "save")])
            answer = talks.client.post("/scenario/line", data=sent, follow_redirects=False)
            assert answer.status_code == 303, line
            assert now(record) == parse(FERRY)[0], line


def fields_of(form: str) -> list[tuple[str, str]]:
    """What a browser would send."""
    from lxml import html as lxml_html

    return [(str(name), str(value)) for name, value in lxml_html.fromstring(form).form_values()]


def as_form(pairs: list[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def test_comments_that_a_form_would_lose_are_told_before(ann: Seat, record: Record) -> None:
    told = "comments of a person’s own, such as “# third"
    written = write(scenario_of())
    own = written.replace("\nissues:", "\n# <b>ask Ona</b>\nissues:").replace(
        "title: ", "title: 'no # of theirs' # third\n# was: "
    )
    assert comments_lost(own, scenario_of(own))[1:] == ["# was: The Skerra ferry talks", "# <b>ask Ona</b>"]
    for text, lost in ((own, True), (written, False)):
        scenarios.save(record, text, "person:Ben")
        for page in ("/scenario?edit=parties/crews", "/scenario?edit=about/", "/scenario?off=impossible/0"):
            assert (told in plain(ann.get(page))) is lost, page
        assert "comments of a person’s own" not in plain(ann.get("/scenario?work=yes"))


def test_a_red_line_is_looked_at_then_added_with_its_quotation(talks: Seat, record: Record) -> None:
    new: dict[str, str | list[str]] = {
        "party": "council",
        "klass": "demand",
        "wants__0__option": NIGHTS,
        "new__words": "No <b>night</b> boat.",
    }
    page = send(talks, "statements", "new", "see", **new)
    assert "If it were so" in page and "No &lt;b&gt;night&lt;/b&gt; boat." in page
    assert len(now(record).priorities) == 9  # only looked at
    send(talks, "statements", "new", **new)
    one = now(record).priorities[-1]
    assert (one.id, one.firmness, one.wants) == ("council-timetable", "demand", Holds(NIGHTS))
    assert next(q.words for q in now(record).quotations if q.id in one.cites) == "No <b>night</b> boat."
    talks.do("/undo", page="/scenario", here="/scenario")
    assert now(record) == parse(FERRY)[0]


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(talks: Seat, record: Record) -> None:
    page = send(talks, "statements", "new", status=422, party="", wants__text="road.open and", new__who="Ada")
    assert 'value="road.open and"' in page and 'value="Ada"' in page
    told = dict(re.findall(r'id="fault-([\w.-]+)">(.*?)</span>', page))
    assert (
        "it is needed" in told["party"]
        and "which is no option" in plain(told["wants"])
        and "needs its words" in told["new.words"]
    )
    page = send(
        talks, "issues", "pay", status=422, label="Wages", choose="one", rows="2", options__0__label="low", options__1__label=""
    )
    assert "At least two options" in page and 'value="Wages"' in page and 'value="low"' in page
    assert now(record) == parse(FERRY)[0]


def test_what_hangs_on_a_side_goes_only_if_told_to(talks: Seat, record: Record) -> None:
    page = plain(send(talks, "parties", "council", "remove", status=422))
    assert "Skerra Council (red line): not “subsidy paid”" in page and "route tendered anew” is decided by it" in page
    send(talks, "parties", "council", "remove", too="yes")
    found = now(record)
    assert [party.id for party in found.parties] == ["company", "crews"]
    assert {one.party for one in found.priorities} == {"company", "crews"} and len(found.undertakings) == 2


def test_two_people_at_one_line(talks: Seat, record: Record) -> None:
    form = re.search(r'<form method="post" action="/scenario/line.*?</form>', talks.get("/scenario?edit=parties/crews"), re.S)
    assert form
    sent = as_form([*fields_of(form[0]), ("do", "save")])
    send(talks, "parties", "crews", name="Crews")
    answer = talks.client.post("/scenario/line", data={**sent, "name": "Sailors"})
    assert (
        answer.status_code == 422 and "Somebody changed this line meanwhile" in answer.text and 'value="Sailors"' in answer.text
    )
    assert now(record).parties[1].name == "Crews"


def test_order_now_and_new_options(talks: Seat, record: Record) -> None:
    send(
        talks,
        "parties",
        "crews",
        name="Crews",
        listed="yes",
        **{"order__crews-nights": "3", "order__crews-rest": "1", "order__crews-pay": "2"},
    )
    assert [one.id for one in now(record).priorities[:3]] == ["crews-rest", "crews-pay", "crews-nights"]
    assert now(record).listed == ("crews",)
    page = send(
        talks,
        "issues",
        "new",
        status=422,
        label="Boats",
        choose="one",
        rows="2",
        options__0__label="old",
        options__1__label="new: 2",
    )
    assert "holds no option" in plain(page).lower()
    fields = {"options__0__label": "old", "options__1__label": "new: 2", "options__0__now": "yes", "options__1__one_way": "on"}
    send(talks, "issues", "new", label="Boats", choose="one", rows="2", by=["company"], **fields)
    choice = now(record).choices[-1]
    assert [(o.id, o.label, o.by, o.one_way) for o in choice.options] == [
        ("boats.old", "old", ("company",), None),
        ("boats.new-2", "new: 2", ("company",), "on"),
    ]
    assert "boats.old" in (now(record).status_quo or ())
    send(talks, "now", "", known="")
    assert now(record).status_quo is None
    assert "not taken out" in send(talks, "now", "", "remove", status=400)
    send(talks, "about", "", title="a\ufffeb: #", assumed="x\r\n\n- y")
    assert (now(record).title, now(record).assumed) == ("a\ufffeb: #", ("x", "- y"))


def test_a_red_line_is_switched_off_and_packages_appear(talks: Seat, record: Record) -> None:
    page = talks.get("/scenario?off=statements/council-money&off=nothing/there")
    assert "Packages that no red line excludes: 0 as saved, 8 then." in plain(page) and "Appear: 8 packages" in page
    assert now(record) == parse(FERRY)[0]
    talks.do("/scenario/off", page="/scenario", off="statements/council-money")
    assert all(one.id != "council-money" for one in now(record).priorities)


def test_states_are_drawn_where_they_are_few(talks: Seat) -> None:
    assert "Not drawn: a drawing can be told by eye up to 24 states, and there are 54" in talks.get("/scenario?work=yes")
    page = talks.get("/scenario?work=yes&only=timetable&only=money")
    assert page.count('class="number') == 9 and "States and moves; the table below says the same" in page
    table = plain(page[page.index("The drawing as a table") :])
    assert "Skerra Council to" in table


def test_a_stranger_looks_and_changes_nothing(talks: Seat, record: Record, path: str) -> None:
    page = Seat(path).get("/scenario?edit=parties/crews&work=yes")
    assert 'id="editor"' not in page and "Switch off" in page
    talks.client.cookies.clear()
    assert talks.client.post("/scenario/line", data={"what": "parties"}).status_code == 403


def test_conditions_as_rows_and_back() -> None:
    assert condition_of("if not a.x then b.y and c.z").parts == ((False, "a.x"), (True, "b.y"), (True, "c.z"))
    assert condition_of("a.x or not b.y").join == "any"
    assert condition_of("not (a.x and b.y)").text == "not (a.x and b.y)"
    assert condition_of("a.x and").text == "a.x and"


def test_plain_entries_are_the_scenario() -> None:
    before, _ = parse(FERRY)
    assert before
    data = entries(before)
    assert read_plain(data) == (before, [])
    left, faults = read_plain(without_lines(data, ["statements/crews-rest", "impossible/0"]))
    assert not faults and len(left.impossible) == 0
    assert next(one for one in left.priorities if one.id == "crews-pay").above == ()
    loose = {**data, "quotations": data["quotations"][1:], "now": None}
    assert [one.place for one in read_plain(loose)[1]][:1] == [("statements", 0, "cites", 0)]
    assert read_plain(mended(loose))[1] == []


def test_the_file_stays_readable(talks: Seat, record: Record, tmp_path: Path) -> None:
    odd = "A: “b” #c <i>"
    send(
        talks,
        "impossible",
        "new",
        that__join="any",
        that__0__option=NIGHTS,
        that__1__option=MONEY,
        that__1__is="no",
        why=odd,
        status=422,
    )
    send(talks, "impossible", "new", that__join="all", that__0__option=NIGHTS, that__1__option=MONEY, that__1__is="no", why=odd)
    one = now(record).impossible[-1]
    assert (one.that, one.why) == (AllOf((Holds(NIGHTS), Not(Holds(MONEY)))), odd)
    send(talks, "undertakings", "keep", party="company", kind="offer", then__text=f"{NIGHTS} or {MONEY}", if__0__option=MONEY)
    assert now(record).undertakings[2].consequence == AnyOf((Holds(NIGHTS), Holds(MONEY)))
