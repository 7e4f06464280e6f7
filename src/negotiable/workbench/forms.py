"""Forms as browsers send them: read up to a size, without anything in them being trusted."""

from collections.abc import Iterator, Mapping
from urllib.parse import parse_qsl

from starlette.requests import Request

from negotiable.errors import NegotiableError

LARGEST = 1_000_000  # bytes: a scenario file of 10,000 lines
_FIELDS = 2_000


class TooMuch(NegotiableError):
    """A form beyond what any page here sends."""


class Form(Mapping[str, str]):
    """The fields of a form or an address; of a field given twice the last value counts. All values are trimmed text."""

    def __init__(self, text: str) -> None:
        try:
            pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=_FIELDS, errors="replace")
        except ValueError as error:
            raise TooMuch("this form has more fields than any page here: go back and try again") from error
        self.pairs = [(name, value.replace("\x00", "\ufffd").replace("\r\n", "\n").strip()) for name, value in pairs]
        self._values = dict(self.pairs)

    def __getitem__(self, name: str) -> str:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def text(self, name: str) -> str:
        """The field, "" where there is none."""
        return self._values.get(name, "")

    def number(self, name: str) -> int | None:
        """The field as a number from 0, None where it is none."""
        value = self.text(name)
        return int(value) if value.isascii() and value.isdigit() and len(value) < 16 else None

    def all(self, name: str) -> list[str]:
        """All values of a field."""
        return [value for key, value in self.pairs if key == name]


async def read_form(request: Request) -> Form:
    """The body as a form. Raises `TooMuch` as soon as more arrives than any page here sends."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST:
            raise TooMuch(f"more than {LARGEST // 1000} kB were sent: go back and try with less")
    return Form(body.decode("utf-8", "replace"))
