"""`negotiable serve` and `review` up to the moment at which the page is open."""

from pathlib import Path
from typing import Any

import pytest

from negotiable.errors import UsageError
from negotiable.record import Record
from negotiable.workbench import server

TEXT = "Ona Brandt, the Harbour minister, said that the ferries would sail on Monday if the wind drops. Nobody else spoke.\n"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What the server would have been started with."""
    found: list[dict[str, Any]] = []
    monkeypatch.setattr(server, "serve", lambda path, **how: found.append({"path": path, **how}))
    return found


def test_review_makes_a_record_and_opens_it(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opened: list[Any]) -> None:
    monkeypatch.chdir(tmp_path)
    Path("2031-06-01-ferry.txt").write_text(TEXT, encoding="utf-8")
    done = run("review", "2031-06-01-ferry.txt", "--port", "0", "--no-browser")
    assert done.status == 0, done.err
    assert opened == [{"path": "review.db", "host": "127.0.0.1", "port": 0, "hosts": (), "token": None, "browser": False}]
    with Record("review.db") as record:
        assert [one.report.published for one in record.readings()] == ["2031-06-01"]


def test_what_cannot_be_opened_is_told(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opened: list[Any]) -> None:
    monkeypatch.chdir(tmp_path)
    Path("bad.txt").write_bytes(b"\x00\x01")
    done = run("review", "bad.txt")
    assert done.status == 1 and "nothing to review" in done.err and opened == [] and not Path("review.db").exists()
    done = run("serve", "x.db", "--token", "short")
    assert done.status == 2 and "can be guessed" in done.err


def test_a_missing_record_and_a_taken_port(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such record"):
        server.serve(str(tmp_path / "none.db"), browser=False)
    Record(str(tmp_path / "t.db"), create=True).close()
    taken = server._listen("127.0.0.1", 0)
    with pytest.raises(UsageError, match="another --port"):
        server.serve(str(tmp_path / "t.db"), port=taken.getsockname()[1], browser=False)
    taken.close()
    with pytest.raises(UsageError, match="cannot be used"):
        server._listen("x" * 70, 0)  # no name that can be looked up


def test_elsewhere_than_here_a_token_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    import uvicorn

    Record(str(tmp_path / "t.db"), create=True).close()
    listen = server._listen
    build, apps = server.build, list[Any]()
    monkeypatch.setattr(server, "_listen", lambda host, port: listen("127.0.0.1", port))  # a machine need not have them all
    monkeypatch.setattr(server, "build", lambda *path, **how: apps.append(build(*path, **how)) or apps[-1])
    monkeypatch.setattr(uvicorn.Server, "run", lambda self, sockets: sockets[0].close())
    for host, wanted in (("0.0.0.0", True), ("::", True), ("127.0.0.1", False), ("127.0.0.2", False)):
        server.serve(str(tmp_path / "t.db"), host=host, port=0, browser=False)
        told = capsys.readouterr().out
        assert ("?token=" in told) is wanted and "[::]" not in told
        assert host in apps[-1].hosts  # it answers to the address that it tells
    assert not server.is_local("desk.example") and server.is_local("::1")
