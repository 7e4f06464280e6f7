"""The word lists of this room, read once from the YAML files in data/."""

from functools import lru_cache
from importlib import resources
from typing import Any

from negotiable.coding.phrases import Phrases


@lru_cache(maxsize=16)
def read(name: str) -> Any:
    """The content of data/NAME.yaml; every scalar is a text, so that "no" and "false" stay words."""
    import yaml

    text = (resources.files("negotiable.coding") / "data" / f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))


@lru_cache(maxsize=64)
def phrases(name: str, section: str) -> Phrases[str]:
    """The lists of one section of data/NAME.yaml (label: [phrases]) as one table from phrase to label."""
    lists: dict[str, list[str]] = read(name)[section]
    return Phrases([(phrase, label) for label, entries in lists.items() for phrase in entries])


@lru_cache(maxsize=32)
def word_set(section: str) -> frozenset[str]:
    """The words of one section of data/common_words.yaml."""
    return frozenset(str(read("common_words")[section]).split())
