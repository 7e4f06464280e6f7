"""Small words that tell how an event is told ("will", "if", "still"), from data/signs.yaml."""

from functools import cache
from importlib.resources import files


def signs(name: str) -> frozenset[str]:
    """The words of one list of data/signs.yaml."""
    return frozenset(_lists()[name].split())


@cache
def _lists() -> dict[str, str]:
    import yaml

    source = files("negotiable.reading.events").joinpath("data/signs.yaml").read_text(encoding="utf-8")
    lists: dict[str, str] = yaml.load(source, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return lists
