"""What reaches the pages: only this machine's own browser, unless a token says otherwise; forms only from our own pages."""

import hmac
import ipaddress
import re
from collections.abc import Iterable
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

TOKEN_COOKIE = "negotiable-token"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",  # with none at all, browsers send "Origin: null" with our own forms
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
_LOCAL = ("localhost", "127.0.0.1", "[::1]")
_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[\w.-]+)(?::[0-9]{1,5})?")  # a name or an address, with a port: nothing else goes there
_LONGEST = 1_000  # characters of a path: numbers in it are read
_CHANGING = ("POST",)
_READING = ("GET", "HEAD")


class Guard:
    """Checks each request before any page sees it: method, path, Host (DNS rebinding), token, Origin; adds headers.

    `hosts`: names that the page may be called by, besides IP addresses where a `token` is wanted.
    """

    def __init__(self, app: ASGIApp, *, hosts: Iterable[str] = (), token: str | None = None) -> None:
        self.app, self.token = app, token
        self.hosts = {*_LOCAL, *(host.lower() for host in hosts)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {name.lower() for name, _ in message["headers"]}
                extra = [(k.encode(), v.encode()) for k, v in _HEADERS.items() if k.encode() not in given]
                message = {**message, "headers": [*message["headers"], *extra]}
            await send(message)

        refusal = self._refusal(Request(scope))
        await (refusal or self.app)(scope, receive, send_guarded)

    def _refusal(self, request: Request) -> Response | None:
        if request.method not in (*_READING, *_CHANGING):
            return _no(405, "Only GET and POST are answered here.")
        if len(request.url.path) > _LONGEST:
            return _no(414, "No page here has so long an address.")
        host = request.headers.get("host", "")
        if not self._is_ours(host):
            return _no(421, "This page answers to the address that the program printed, and to no other.")
        if self.token is not None:
            answer = self._without_token(request)
            if answer is not None:
                return answer
        if request.method in _CHANGING and not _from_our_page(request, host):
            return _no(403, "This form did not come from the workbench's own page: open the page and try again.")
        return None

    def _is_ours(self, host: str) -> bool:
        found = _HOST.fullmatch(host.lower())
        if found is None:
            return False
        return found[1] in self.hosts or (self.token is not None and _is_address(found[1].strip("[]")))

    def _without_token(self, request: Request) -> Response | None:
        assert self.token is not None
        given = parse_qs(request.url.query).get("token", [""])[0]
        if request.method in _READING and _same(given, self.token):
            answer = RedirectResponse("/", 303)  # the token leaves the address, so that it is not passed on with a link
            answer.set_cookie(TOKEN_COOKIE, self.token, httponly=True, samesite="strict")
            return answer
        if _same(request.cookies.get(TOKEN_COOKIE, ""), self.token):
            return None
        return _no(401, "This workbench wants the token that the program printed: open the whole address that it shows.")


def _from_our_page(request: Request, host: str) -> bool:
    """By the Origin header, which browsers send with every form and scripts cannot forge."""
    origin = request.headers.get("origin", "")
    return origin.lower() == f"{request.url.scheme}://{host}".lower()


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _no(status: int, why: str) -> Response:
    return PlainTextResponse(why + "\n", status)
