"""Addresses are read within limits, and never lead to this machine unless that is allowed; all on a server of our own."""

import gzip
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from negotiable.errors import UnreadableInput
from negotiable.sources import read_sources, web
from negotiable.terms import Rejection, Report

SENTENCE = "The envoy said that the two sides would meet again in Port Ansel on Friday. "


class _Pages(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        moved = {"/away": "/page.html", "/loop": "/loop", "/file": "file:///etc/hostname", "/ftp": "ftp://a.example/"}
        if self.path in moved or self.path.startswith("/to/"):
            self.send_response(302)
            self.send_header("Location", moved.get(self.path) or self.path[4:])
            self.end_headers()
            return
        if self.path == "/missing":
            self.send_error(404)
            return
        bodies = {
            "/page.html": f"<html><title>Talks</title><article><p>{SENTENCE * 4}</p></article></html>".encode(),
            "/packed": gzip.compress(SENTENCE.encode()),
            "/bomb": gzip.compress(b" " * 30_000_000),
            "/long": b"x" * 3000,
        }
        body = bodies.get(self.path, SENTENCE.encode())
        self.send_response(200)
        if self.path in ("/packed", "/bomb"):
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), _Pages)
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{httpd.server_port}"
    httpd.shutdown()
    httpd.server_close()


def refused(address: str, **ways: bool) -> str:
    with pytest.raises(UnreadableInput) as caught:
        web.fetch(address, **ways)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_page_with_its_address(server: str) -> None:
    (found,) = read_sources([f"{server}/away"], online=True, private=True)
    assert isinstance(found, Report), found
    assert found.location == f"{server}/away" and found.url == f"{server}/page.html" and SENTENCE.strip() in found.text
    assert web.fetch(f"{server}/packed", private=True)[0] == SENTENCE.encode()


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "0.0.0.0",
        "10.0.0.8",
        "169.254.169.254",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "192.168.1.1",
        "2130706433",
    ],
)
def test_private_hosts_are_refused_before_anything_is_sent(host: str) -> None:
    assert "--private-hosts" in refused(f"http://{host}:9/x")


def test_a_redirect_is_checked_as_the_address_was(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    port = int(server.rpartition(":")[2])
    real = socket.getaddrinfo

    def named(host: str, *rest: object, **more: object) -> object:
        return real("127.0.0.1" if host == "public.example" else host, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", named)
    monkeypatch.setattr(web, "_is_public", lambda ip: True)
    assert web.fetch(f"http://public.example:{port}/page.html")[0]
    asked: list[str] = []
    monkeypatch.setattr(web, "_public_address", lambda host, port, private: asked.append(host) or "127.0.0.1")
    web.fetch(f"http://public.example:{port}/to/http://other.example:{port}/page.html")
    assert asked == ["public.example", "other.example"]


def test_what_else_is_refused(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "over 5 times" in refused(f"{server}/loop", private=True)
    assert "only http" in refused(f"{server}/file", private=True)
    assert "only http" in refused(f"{server}/ftp", private=True)
    assert "only http" in refused("file:///etc/hostname", private=True)
    assert "status 404" in refused(f"{server}/missing", private=True)
    assert "unpacks to over" in refused(f"{server}/bomb", private=True)
    assert "password" in refused("http://me:secret@a.example/", private=True)
    assert "no address" in refused("http://a.example:99999/", private=True)
    monkeypatch.setattr(web, "LARGEST", 1000)
    assert "is over" in refused(f"{server}/long", private=True)
    monkeypatch.setattr(web, "_SECONDS", -1.0)
    assert "takes over" in refused(f"{server}/long", private=True)


def test_nobody_goes_online_unless_asked_to() -> None:
    (found,) = read_sources(["https://courier.example/report.html"])
    assert isinstance(found, Rejection) and "never goes online" in found.reason
