"""Offsets as Java and JavaScript count them (UTF-16 units), and as Python does (code points)."""

import re
from bisect import bisect_left, bisect_right

_BEYOND = re.compile("[\U00010000-\U0010ffff]")


class Offsets:
    """Both countings of one text; characters beyond U+FFFF, such as emoji, take two units."""

    def __init__(self, text: str) -> None:
        self._points = [found.start() for found in _BEYOND.finditer(text)]
        self._units = [at + n for n, at in enumerate(self._points)]

    def to_utf16(self, at: int) -> int:
        """Units before the code point `at`."""
        return at + bisect_left(self._points, at)

    def to_points(self, at: int) -> int:
        """Code points before the unit `at`; within a pair, those before the pair's character."""
        return at - bisect_right(self._units, at - 1)
