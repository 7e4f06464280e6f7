"""A server on this machine that answers as a test tells it to, in the place of a language model."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[[BaseHTTPRequestHandler, dict[str, Any]], None]


@dataclass
class Stub:
    """Where it listens and what it was asked: the headers and the body of each question."""

    address: str = ""
    asked: list[tuple[dict[str, str], dict[str, Any]]] = field(default_factory=list)


@contextmanager
def model(answer: Answer) -> Iterator[Stub]:
    """A stub model while the context lasts."""
    stub = Stub()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            stub.asked.append((dict(self.headers), body))
            try:
                answer(self, body)
            except OSError:  # who asked has gone
                self.close_connection = True

        def do_GET(self) -> None:
            stub.asked.append((dict(self.headers), {"GET": self.path}))
            send(self, b"{}")

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    stub.address = f"http://127.0.0.1:{server.server_address[1]}/v1"
    try:
        yield stub
    finally:
        server.shutdown()
        server.server_close()


def send(handler: BaseHTTPRequestHandler, body: bytes, status: int = 200, **headers: str) -> None:
    """One whole answer."""
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def says(content: object) -> Answer:
    """A model that always answers with this text, or this object as JSON."""
    text = content if isinstance(content, str) else json.dumps(content)
    return lambda handler, _: send(handler, json.dumps({"choices": [{"message": {"content": text}}]}).encode())
