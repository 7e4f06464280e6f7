"""The report on a scenario as one self-contained HTML page; nothing is fetched, nothing in a scenario is obeyed."""

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from negotiable.scenario.page import Page, Table
from negotiable.scenario.text import source

_TEMPLATES = Path(__file__).parent / "templates"
_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")


def render(page: Page) -> str:
    """The page as a file; its style is allowed by its hash and nothing else is."""
    style = (_TEMPLATES / "scenario.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    known = {one.id: n for n, one in enumerate(page.quotations, 1)}
    text = _template().render(
        page=page,
        style=Markup(style),
        style_hash=f"sha256-{digest}",
        drawn={section.title: Markup(section.svg) for section in page.sections},  # made in `drawing`, names escaped there
        is_table=lambda block: isinstance(block, Table),
        number=lambda identifier: known.get(identifier, 0),
        source=source,
        anchor=lambda title: _UNSAFE.sub("-", title.lower()),
    )
    return _UNSHOWABLE.sub("\ufffd", text)


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("scenario.html.j2")
