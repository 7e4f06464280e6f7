"""One question to an OpenAI-compatible endpoint: nothing else is contacted, and the answer is bounded in time and size."""

import json
import os
import threading
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from typing import Any

from negotiable.errors import BadEndpoint, NoAnswer

KEY = "NEGOTIABLE_LLM_KEY"
"""The environment variable that holds the key; there is no other way to give it."""

_LARGEST = 1_000_000  # bytes of an answer
_LOCAL = frozenset(["localhost", "127.0.0.1", "::1"])


@dataclass(frozen=True, slots=True)
class Client:
    """Asks `model` behind `endpoint` ("http://127.0.0.1:8000/v1"), waiting `timeout` seconds at most for a whole answer.

    Raises BadEndpoint for an address that cannot be used as it is.
    """

    endpoint: str
    model: str
    timeout: float = 60.0

    def __post_init__(self) -> None:
        parts = urllib.parse.urlsplit(self.endpoint)
        try:
            usable = parts.scheme in ("http", "https") and parts.hostname and (parts.port or 1) and self.endpoint.isascii()
        except ValueError:
            usable = False
        if not usable or any(c.isspace() for c in self.endpoint):
            raise BadEndpoint(f"{self.endpoint!r} is no http or https address: give one such as http://127.0.0.1:8000/v1")
        if parts.username or parts.password:
            raise BadEndpoint(f"the address of the endpoint holds a name or password: leave it out and set {KEY}")
        key = os.environ.get(KEY, "")
        if not (key.isascii() and key.isprintable()):
            raise BadEndpoint(f"{KEY} holds characters that no key has")
        if key and parts.scheme == "http" and parts.hostname not in _LOCAL:
            raise BadEndpoint(f"{KEY} would go over an open line: give an https address, or unset it")

    def ask(self, system: str, user: str) -> str:
        """The text of the answer. Raises NoAnswer where none comes in time, or none that can be read."""
        messages = [{"role": "system", "content": system}, {"role": "user", "content": user}]
        body = json.dumps({"model": self.model, "temperature": 0, "messages": messages}).encode()
        found: list[bytes | str] = []
        asking = threading.Thread(target=lambda: found.append(self._post(body)), daemon=True)
        asking.start()
        asking.join(self.timeout)  # a server that sends a byte now and then keeps every smaller limit
        if not found:
            raise NoAnswer(self._late())
        if isinstance(found[0], str):
            raise NoAnswer(found[0])
        return self._content(found[0])

    def _late(self) -> str:
        return f"{self._host()} did not answer within {self.timeout:g} s"

    def _post(self, body: bytes) -> bytes | str:
        """The body of the answer, or in words why there is none."""
        headers = {"Content-Type": "application/json"}
        if key := os.environ.get(KEY):
            headers["Authorization"] = f"Bearer {key}"
        url = self.endpoint.rstrip("/")
        url = url if url.endswith("/chat/completions") else f"{url}/chat/completions"
        request = urllib.request.Request(url, body, headers, method="POST")
        try:
            with urllib.request.build_opener(_NoRedirect).open(request, timeout=self.timeout) as answer:
                data: bytes = answer.read(_LARGEST + 1)
        except urllib.error.HTTPError as error:
            error.close()
            where = " and is not followed" if 300 <= error.code < 400 else ""
            return f"{self._host()} answered with status {error.code}{where}"
        except TimeoutError:
            return self._late()
        except Exception as error:  # what servers and networks do is past counting; the message could hold the key
            return f"{self._host()} cannot be asked ({type(error).__name__})"
        return data if len(data) <= _LARGEST else f"{self._host()} sent more than {_LARGEST // 1_000_000} MB"

    def _content(self, data: bytes) -> str:
        try:
            answer: Any = json.loads(data)
            content = answer["choices"][0]["message"]["content"]
        except (ValueError, LookupError, TypeError, RecursionError):
            content = None
        if not isinstance(content, str):
            raise NoAnswer(f"{self._host()} sent no answer in the form of a chat completion")
        return content

    def _host(self) -> str:
        return urllib.parse.urlsplit(self.endpoint).netloc


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Only the endpoint that was named is contacted."""

    def redirect_request(self, *_: Any) -> None:
        return None
