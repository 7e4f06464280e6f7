"""Who codes after the program, as the command line names it."""

import json
from pathlib import Path

import pytest
from coding.stub_model import model, send
from running import run_here

from negotiable.cli.coders import CoderChoice, choice
from negotiable.errors import UsageError


@pytest.mark.parametrize(
    ("name", "endpoint", "of", "says"),
    [
        (None, "http://127.0.0.1:1/v1", None, "belong to --coder llm"),
        ("built-in", None, "stub", "belong to --coder llm"),
        ("llm", None, "stub", "--endpoint URL"),
        ("llm", "http://127.0.0.1:1/v1", None, "--model NAME"),
        ("llm", "127.0.0.1", "stub", "no http or https address"),
        ("nobody", None, None, "no coder is called 'nobody'"),
    ],
)
def test_options_that_do_not_go_together(name: str | None, endpoint: str | None, of: str | None, says: str) -> None:
    with pytest.raises(UsageError) as caught:
        choice(name, endpoint, of)
    assert says in str(caught.value)


def test_without_a_name_the_program_codes_alone() -> None:
    assert choice(None, None, None) is None
    assert choice("built-in", None, None) == CoderChoice("built-in")


def test_a_model_is_asked_only_when_its_endpoint_is_named(tmp_path: Path) -> None:
    path = tmp_path / "2031-05-06-bay.txt"
    path.write_text('"The trawlers must leave the bay," Arrun\'s minister Ana Tovik said on Monday.\n', encoding="utf-8")

    def answer(handler: object, body: dict[str, object]) -> None:
        asked = json.loads(str(body["messages"][1]["content"]).splitlines()[1])  # type: ignore[index]
        codes = {asked["id"]: {"issue": "territory", "quote": "leave the bay"}}
        send(handler, json.dumps({"choices": [{"message": {"content": json.dumps(codes)}}]}).encode())  # type: ignore[arg-type]

    with model(answer) as stub:  # type: ignore[arg-type]
        plain = run_here(["read", str(path)])
        assert stub.asked == []
        coded = run_here(["read", str(path), "--coder", "llm", "--endpoint", stub.address, "--model", "stub"])
        assert len(stub.asked) == 1
    before, after = (json.loads(run.out) for run in (plain, coded))
    assert (before["statements"][0]["issue"], after["statements"][0]["issue"]) == ("fisheries", "territory")
    given = [one for one in after["codings"] if one["coder"] == "llm:stub"]
    assert [(one["variable"], one["value"], one["codebook"]) for one in given] == [("issue", "territory", before["codebook"])]
    [[start_at, end]] = given[0]["passages"]
    assert after["report"]["text"][start_at:end] == "leave the bay"
