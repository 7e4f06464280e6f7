"""Runs the workbench: one process on this machine, which opens the browser on its page."""

import asyncio
import ipaddress
import secrets
import socket
import sys
import threading
import webbrowser
from collections.abc import Iterable
from contextlib import suppress

from starlette.types import ASGIApp, Receive, Scope, Send

from negotiable.errors import UsageError
from negotiable.workbench.app import build

HOST, PORT = "127.0.0.1", 8765
_EVERYWHERE = ("", "0.0.0.0", "::")
_PATIENCE = 3  # seconds that the end waits for pages which are being sent


def serve(
    path: str, *, host: str = HOST, port: int = PORT, hosts: Iterable[str] = (), token: str | None = None, browser: bool = True
) -> None:
    """Serves the record at `path` until Ctrl-C.

    `port` 0 takes a free one. Anywhere but on this machine's own address a token is wanted: `token`, or one made by chance.
    Raises `BadRecord` where there is no record, `UsageError` where the port is taken.
    """
    import uvicorn

    if not is_local(host):
        token = token or secrets.token_urlsafe(24)
        hosts = (*hosts, socket.gethostname())
    app = build(path, hosts=(*hosts, host), token=token)
    listening = _listen(host, port)
    name = socket.gethostname() if host in _EVERYWHERE else f"[{host}]" if ":" in host else host
    address = f"http://{name}:{listening.getsockname()[1]}/" + (f"?token={token}" if token else "")
    sys.stdout.write(f"{path} is open at {address}\nCtrl-C ends it; everything is saved as you go.\n")
    sys.stdout.flush()
    if browser:
        threading.Timer(0.6, webbrowser.open, [address]).start()
    config = uvicorn.Config(
        _ended(app),
        log_level="warning",
        server_header=False,
        h11_max_incomplete_event_size=65_536,
        timeout_graceful_shutdown=_PATIENCE,
    )
    uvicorn.Server(config).run(sockets=[listening])


def _ended(app: ASGIApp) -> ASGIApp:
    """`app`, where a page that is cut off as the program ends is no error to be told of."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        with suppress(asyncio.CancelledError):
            await app(scope, receive, send)

    return answer


def is_local(host: str) -> bool:
    """Whether only this machine can reach an address."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    found = socket.socket(family, socket.SOCK_STREAM)
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((host, port))
        found.listen()  # at once: of two that start together the second is told, and a browser that is early waits
    except (OSError, UnicodeError) as error:
        found.close()
        why = getattr(error, "strerror", None) or error
        raise UsageError(f"{host}:{port} cannot be used ({why}): give another --port, or 0 for a free one") from error
    return found
