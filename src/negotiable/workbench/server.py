"""Runs the workbench: one process on this machine, which opens the browser on its page."""

import ipaddress
import secrets
import socket
import sys
import threading
import webbrowser
from collections.abc import Iterable

from negotiable.errors import UsageError
from negotiable.workbench.app import build

HOST, PORT = "127.0.0.1", 8765


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
        hosts = (*hosts, socket.gethostname(), host)
    app = build(path, hosts=hosts, token=token)
    listening = _listen(host, port)
    name = f"[{host}]" if ":" in host else socket.gethostname() if host == "0.0.0.0" else host
    address = f"http://{name}:{listening.getsockname()[1]}/" + (f"?token={token}" if token else "")
    sys.stdout.write(f"{path} is open at {address}\nCtrl-C ends it; everything is saved as you go.\n")
    sys.stdout.flush()
    if browser:
        threading.Timer(0.6, webbrowser.open, [address]).start()
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False, h11_max_incomplete_event_size=65_536))
    server.run(sockets=[listening])


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
    except OSError as error:
        found.close()
        raise UsageError(
            f"{host}:{port} cannot be used ({error.strerror or error}): give another --port, or 0 for a free one"
        ) from error
    return found
