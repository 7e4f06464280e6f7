"""The codebook that a person starts from."""

import re

from negotiable.coding.codebook import load

_OWN = """# A codebook of your own. Used with: negotiable brief REPORT... --codebook {file}
# Checked with: negotiable codebook check {file}
id: {id}
version: "1.0"        # raise it with every change: each code says by which version it was given
title: {title}
issues:
  # Take an issue from a codebook that ships, with all below it; own terms and examples are added to it.
  - use: talks/process
  # Or write one. Needed: id and at least one example. The more examples, the better it is found.
  - id: water
    label: Water
    definition: Who may take how much from the river, and who keeps the dam.
    include: [quotas, flood warnings]
    exclude: ["fishing: fisheries"]
    # Words that point to the issue, lower case; * ends a stem, ... stands for up to four words, ? marks a weak one.
    # Without terms, the rare words of the label and the examples are used.
    terms: [dam, reservoir*, irrigat*, "river?", share of ... water]
    examples:
      - The lower valley gets half of what the dam holds.
      - Nobody upstream may open the gates without a call.
    crosswalk: {{plover: [natural_resource], pax: [Wat]}}
    issues:           # finer issues below it
      - id: flood-warning
        label: Flood warning
        examples:
          - A siren must sound an hour before the gates open.
          - They warned of the flood when it was in the streets.
"""
_LIKE = """# All issues of the codebook '{like}'; remove what is not needed, add your own. Used with:
# negotiable brief REPORT... --codebook {file}
id: {id}
version: "1.0"        # raise it with every change: each code says by which version it was given
title: {title}
issues:
{issues}"""


def template(file: str, like: str | None = None) -> str:
    """The text of a codebook for `file`, with the issues of the shipped codebook `like` if one is named."""
    stem = re.sub(r"[^a-z0-9]+", "-", file.lower().removesuffix(".yaml").removesuffix(".yml")).strip("-")[:40] or "own"
    words = {"file": "".join(c for c in file if c.isprintable()), "id": stem, "title": stem.replace("-", " ").capitalize()}
    if like is None:
        return _OWN.format(**words)
    book = load(like)
    headings = {issue.id for issue in book.issues if issue.heading}
    tops = [issue for issue in book.codes if issue.parent is None or issue.parent in headings]
    return _LIKE.format(**words, like=like, issues="".join(f"  - use: {like}/{issue.id}\n" for issue in tops))
