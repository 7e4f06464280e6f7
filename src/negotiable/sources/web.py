"""A page at an address that a person gives: fetched over http or https, within limits, from public hosts unless allowed."""

import http.client
import ipaddress
import socket
import ssl
import time
import zlib
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

from negotiable.errors import UnreadableInput

LARGEST = 20_000_000  # bytes
_SECONDS = 25.0  # for all of it, redirects included
_REDIRECTS = 5
_MOVED = (301, 302, 303, 307, 308)
_HEADERS = {
    "User-Agent": "negotiable (reads one page for a person)",
    "Accept": "text/html,*/*;q=0.5",
    "Accept-Encoding": "identity",
}


def fetch(address: str, *, private: bool = False) -> tuple[bytes, str]:
    """What stands at `address`, and the address where it was found after redirects.

    `private`: allow hosts of this machine and the local network. Raises `UnreadableInput` for other schemes, private hosts (also
    behind a redirect), errors, and what is too large or too slow.
    """
    until = time.monotonic() + _SECONDS
    for _ in range(_REDIRECTS + 1):
        parts = _checked(address)
        host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
        ip = _public_address(host, port, private)
        try:
            status, location, data = _get(parts, host, ip, port, until)
        except (OSError, http.client.HTTPException) as error:
            raise UnreadableInput(
                f"{host} cannot be read ({error or type(error).__name__}): try again, or save the page"
            ) from error
        if status not in _MOVED:
            if status != 200:
                raise UnreadableInput(f"{host} answers with status {status}: open the page in a browser and save it")
            return data, address
        if not location:
            raise UnreadableInput(f"{host} sends elsewhere without saying where: save the page")
        address = urljoin(address, location)
    raise UnreadableInput(f"sent elsewhere over {_REDIRECTS} times: save the page")


def _checked(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError as error:
        raise UnreadableInput("is no address: check it") from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UnreadableInput(f"only http and https addresses are read, not {parts.scheme or 'this'}: save the page")
    if parts.username or parts.password:
        raise UnreadableInput("holds a name or password: save the page and read that")
    return parts


def _public_address(host: str, port: int, private: bool) -> str:
    """The one address that is connected to, so that a second look-up cannot give another."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise UnreadableInput(f"no host {host} is known: check the address") from error
    ips = [str(entry[4][0]) for entry in found]
    if not private and not all(_is_public(ip) for ip in ips):
        raise UnreadableInput(f"{host} is on this machine or the local network: allow it with --private-hosts")
    return ips[0]


def _is_public(ip: str) -> bool:
    address = ipaddress.ip_address(ip.partition("%")[0])
    mapped = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    return address.is_global and not address.is_multicast and (mapped is None or mapped.is_global)


def _get(parts: SplitResult, host: str, ip: str, port: int, until: float) -> tuple[int, str | None, bytes]:
    connection = http.client.HTTPConnection(host, port)
    sock = socket.create_connection((ip, port), timeout=_left(until))
    try:
        if parts.scheme == "https":
            sock = ssl.create_default_context().wrap_socket(sock, server_hostname=host)
        connection.sock = sock
        target = urlunsplit(("", "", parts.path or "/", parts.query, ""))
        name = f"[{host}]" if ":" in host else host
        headers = _HEADERS | {"Host": name if parts.port is None else f"{name}:{port}"}
        connection.request("GET", target.encode("ascii", "ignore").decode(), headers=headers)
        answer = connection.getresponse()
        if answer.status in _MOVED:
            return answer.status, answer.getheader("Location"), b""
        data = _body(answer, sock, until)
        return answer.status, None, _unpacked(data, answer.getheader("Content-Encoding"))
    finally:
        connection.close()
        sock.close()


def _body(answer: http.client.HTTPResponse, sock: socket.socket, until: float) -> bytes:
    pieces: list[bytes] = []
    size = 0
    while True:
        sock.settimeout(_left(until))
        piece = answer.read1(1 << 16)
        if not piece:
            return b"".join(pieces)
        pieces.append(piece)
        size += len(piece)
        if size > LARGEST:
            raise UnreadableInput(f"is over {LARGEST / 1e6:.0f} MB: save what you need of it")


def _unpacked(data: bytes, encoding: str | None) -> bytes:
    """Some servers pack what was asked for unpacked."""
    if not encoding or encoding.lower() == "identity":
        return data
    if encoding.lower() not in ("gzip", "x-gzip", "deflate"):
        raise UnreadableInput(f"is packed as {encoding}: save the page")
    unpacker = zlib.decompressobj(wbits=47)
    try:
        found = unpacker.decompress(data, LARGEST + 1)
    except zlib.error as error:
        raise UnreadableInput("arrived damaged: try again") from error
    if len(found) > LARGEST:
        raise UnreadableInput(f"unpacks to over {LARGEST / 1e6:.0f} MB: save what you need of it")
    return found


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise UnreadableInput(f"takes over {_SECONDS:.0f} s: save the page")
    return left
