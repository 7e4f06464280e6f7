"""The coder behind an endpoint: what it may do, and that nothing it does wrong changes a reading."""

import json
import time
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from coding.invented import reading
from coding.stub_model import Answer, model, says, send

from negotiable.coding import code, load
from negotiable.coding.llm import LlmCoder
from negotiable.coding.llm_client import KEY, Client
from negotiable.errors import BadEndpoint
from negotiable.terms import BUILT_IN, CodedReading

TEXT = "Ana Tovik said the trawlers must leave the bay. Jon Ostrel said Belmark would not sign."
READING = reading(TEXT, ("tovik", "said", "the trawlers must leave the bay"), ("ostrel", "said", "Belmark would not sign"))
PLAIN = code(READING)
GOOD = {"issue": "territory", "stance": "oppose", "firmness": None, "act": "ACCUSE", "quote": "must leave the bay"}


def asked(answer: Answer, *, timeout: float = 5.0) -> tuple[CodedReading, list[str], list[tuple[dict[str, str], dict[str, Any]]]]:
    troubles: list[str] = []
    with model(answer) as stub:
        coded = code(READING, coder=LlmCoder(Client(stub.address, "stub", timeout), troubles.append))
    return coded, troubles, stub.asked


def test_its_codes_take_the_place_of_the_programs() -> None:
    coded, troubles, questions = asked(says({"s0": GOOD | {"firmness": PLAIN.statements[0].firmness}}))
    assert not troubles
    first, second = coded.statements
    assert (first.issue, first.stance, first.firmness, first.act) == ("territory", "oppose", "demand", "ACCUSE")
    assert second == PLAIN.statements[1]
    codings = {(c.statement, c.variable): c for c in coded.codings}
    issue = codings["s0", "issue"]
    assert (issue.coder, issue.codebook) == ("llm:stub", load().name)
    # where both agree, as sure as the program; else what that leaves
    sure = {c.variable: c.confidence or 0.0 for c in PLAIN.codings if c.statement == "s0"}
    assert codings["s0", "firmness"].confidence == sure["firmness"]
    assert codings["s0", "act"].confidence == pytest.approx(1 - sure["act"], abs=0.001)
    assert [TEXT[a:b] for a, b in issue.passages] == ["must leave the bay"]
    assert codings["s0", "target"].coder == codings["s1", "issue"].coder == BUILT_IN
    assert questions[0][1]["model"] == "stub" and "trawlers" in json.dumps(questions[0][1])


@pytest.mark.parametrize("wrapped", ["```json\n{}\n```", "Here you are:\n{}\nAnything else?"])
def test_words_around_the_answer_do_no_harm(wrapped: str) -> None:
    coded, _, _ = asked(says(wrapped.replace("{}", json.dumps({"s0": GOOD}))))
    assert coded.statements[0].issue == "territory"


@pytest.mark.parametrize(
    ("changed", "says_what"),
    [
        ({"quote": "must leave the bay at once"}, "quotes what is not in the statement"),
        ({"quote": "would not sign"}, "quotes what is not in the statement"),
        ({"quote": "the"}, "quotes what is not in the statement"),
        ({"quote": None}, "quotes what is not in the statement"),
        ({"quote": ["must leave"]}, "quotes what is not in the statement"),
    ],
)
def test_an_invented_quotation_refuses_the_statement(changed: dict[str, object], says_what: str) -> None:
    coded, troubles, _ = asked(says({"s0": GOOD | changed}))
    assert coded == PLAIN
    assert len(troubles) == 1 and says_what in troubles[0]


@pytest.mark.parametrize("wrong", ["peace-at-last", "", 7, ["trade"], {"a": 1}, True])
def test_a_code_that_does_not_exist_is_refused_alone(wrong: object) -> None:
    coded, troubles, _ = asked(says({"s0": GOOD | {"issue": wrong}, "s9": GOOD}))
    assert (coded.statements[0].issue, coded.statements[0].stance) == (PLAIN.statements[0].issue, "oppose")
    assert "s0 issue: no such code" in troubles[0] and "s9: no such statement" in troubles[0]


def raw(body: bytes, status: int = 200, **headers: str) -> Answer:
    return lambda handler, _: send(handler, body, status, **headers)


def drip(handler: BaseHTTPRequestHandler, _: dict[str, Any]) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "10000")
    handler.end_headers()
    for _ in range(600):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.05)


@pytest.mark.parametrize(
    ("answer", "says_what"),
    [
        (says("I would rather not."), "not the JSON object"),
        (says("{" * 100_000), "not the JSON object"),
        (says("[" * 100_000 + "{" + "}" + "]" * 100_000), None),
        (says('{"s0": '), "not the JSON object"),
        (says("[1, 2]"), "not the JSON object"),
        (raw(b"\xff\xfe junk"), "form of a chat completion"),
        (raw(b"[" * 200_000), "form of a chat completion"),
        (raw(b'{"choices": []}'), "form of a chat completion"),
        (raw(b'{"choices": [{"message": {"content": null}}]}'), "form of a chat completion"),
        (raw(b"x" * 1_100_000), "more than 1 MB"),
        (raw(b"no", 500), "status 500"),
        (raw(b"", 401), "status 401"),
        (lambda handler, _: handler.connection.close(), "cannot be asked"),
    ],
)
def test_junk_changes_nothing(answer: Answer, says_what: str | None) -> None:
    coded, troubles, _ = asked(answer)
    assert coded == PLAIN
    assert says_what is None or (len(troubles) == 1 and says_what in troubles[0]), troubles


@pytest.mark.parametrize("answer", [lambda handler, _: time.sleep(30), drip])
def test_a_slow_answer_is_not_waited_for(answer: Answer) -> None:
    began = time.monotonic()
    coded, troubles, _ = asked(answer, timeout=0.3)
    assert coded == PLAIN and "did not answer within 0.3 s" in troubles[0]
    assert time.monotonic() - began < 20  # of 30 s


def test_a_redirect_is_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY, "secret-key")
    with model(says({"s0": GOOD})) as elsewhere:
        for status in (301, 302, 303, 307, 308):
            coded, troubles, _ = asked(raw(b"", status, Location=f"{elsewhere.address}/chat/completions"))
            assert coded == PLAIN and "is not followed" in troubles[0] and "secret" not in troubles[0]
        assert elsewhere.asked == []


def test_after_three_failures_it_is_not_asked_again() -> None:
    troubles: list[str] = []
    with model(raw(b"", 503)) as stub:
        coder = LlmCoder(Client(stub.address, "stub"), troubles.append)
        for _ in range(5):
            assert code(READING, coder=coder) == PLAIN
    assert len(stub.asked) == 3 and "not asked again" in troubles[-1] and len(troubles) == 3


def test_the_key_comes_from_the_environment_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(KEY, raising=False)
    _, _, questions = asked(says({}))
    assert "Authorization" not in questions[0][0]
    monkeypatch.setenv(KEY, "secret-key")
    _, _, questions = asked(says({}))
    assert questions[0][0]["Authorization"] == "Bearer secret-key"


@pytest.mark.parametrize(
    "address",
    [*("", "model", "ftp://x/v1", "file:///etc/passwd", "http://", "http://a b/", "http://x:99999/", "http://me:secret@x/v1")],
)
def test_addresses_that_cannot_be_used(address: str) -> None:
    with pytest.raises(BadEndpoint) as caught:
        Client(address, "stub")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("key", "address"), [("a\nb", "https://x/v1"), ("sécret", "https://x/v1"), ("secret", "http://far.example/v1")]
)
def test_keys_that_would_leak(monkeypatch: pytest.MonkeyPatch, key: str, address: str) -> None:
    monkeypatch.setenv(KEY, key)
    with pytest.raises(BadEndpoint) as caught:
        Client(address, "stub")
    assert key not in str(caught.value)
