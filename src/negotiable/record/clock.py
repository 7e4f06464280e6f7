"""What time it is, as the record writes it."""

import time


def now() -> str:
    """ISO 8601 in UTC, to the second: "2031-05-12T08:30:00Z"."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
