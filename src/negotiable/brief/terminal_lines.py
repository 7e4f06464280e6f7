"""Pieces of the lines of a brief on a terminal: sections with their name beside them, marks, references, colours."""

import textwrap
from collections.abc import Iterable, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from negotiable.brief.contents import Contents
from negotiable.brief.said import Said
from negotiable.brief.words import counted

GUTTER = 16  # columns of the section names on the left
ASIDE = 90  # from this width on, section names stand on the left
_MOST_LINES, _MOST_REFS = 8, 3
_COLOURS = ("", "bright_blue", "dark_orange3", "green4", "magenta", "dark_cyan", "gold3", "medium_purple", "indian_red")


class Lines:
    """Lines of at most `width` columns; `room`: what the section names leave of it."""

    def __init__(self, contents: Contents, width: int) -> None:
        self.contents, self.width = contents, width
        self.gutter = GUTTER if width >= ASIDE else 1
        self.room = width - self.gutter - 1

    def section(self, name: str, lines: Iterable[Text], dates: Sequence[str] = (), after: str = "") -> Iterable[RenderableType]:
        """Lines under a name, on its right or indented; `dates` stand in a column of their own before the lines.

        `after`: a last line about what is not shown.
        """
        found = list(lines)
        if not found:
            return
        more = len(found) - _MOST_LINES
        shown = found[:_MOST_LINES] if more > 1 else found
        if more > 1:
            shown.append(Text(f"+ {counted(more, 'more line')} in the HTML brief", style="dim"))
        if after:
            shown.append(Text(after, style="dim"))
        table = Table.grid(padding=(0, 1, 0, 0))
        table.add_column(width=self.gutter)
        if dates:
            table.add_column(width=max(len(date) for date in dates) or 1)
        table.add_column()
        if self.gutter == 1:
            yield Text("")
            yield Text(name, style="bold")
        names = textwrap.wrap(name, self.gutter) if self.gutter > 1 else []  # a long name goes on beside the second line
        for n, line in enumerate(shown):
            date = [Text((dates[n] if n < _MOST_LINES or more < 2 else "") or "–", style="bold")] if dates else []
            table.add_row(Text("\n".join(names[n:] if n == len(shown) - 1 else names[n : n + 1]), style="bold"), *date, line)
        yield table

    def stance(self, said: Said, *, word: bool) -> Text:
        """The mark of a stance, with its `word` if wanted."""
        style = "bold red" if said.red_line else "bold"
        text = Text(said.mark, style=style)
        text.append(f" {said.word}" if word else "", style=style).append("†" if said.attitude else "")
        return text.append_text(self.mark(said))

    def mark(self, said: Said | None) -> Text:
        """ "?" where the program is not sure."""
        return Text("?" if said is not None and said.unsure else "", style="bold yellow")

    def refs(self, said: Sequence[Said], *, most: int = _MOST_REFS) -> Text:
        """ " ¶3 ¶8", " r1 ¶3 ¶8 r2 ¶4"; past `most` places their number."""
        cites = sorted((one.cite for one in said), key=lambda cite: cite.order)
        places = list(dict.fromkeys((cite.report, cite.ref.removeprefix(cite.report).strip()) for cite in cites))
        before, text = "", ""
        for report, place in places[:most]:
            text += f" {report} {place}" if report != before else f" {place}"
            before = report
        more = f" +{len(places) - most}" if len(places) > most else ""
        return Text(text + more, style="dim")

    def unlike(self, these: Sequence[Said]) -> list[tuple[str, str]]:
        """Who said it, each name once, with its style."""
        return list(dict.fromkeys((one.short, self.style(one.side)) for one in these))[:5]

    def style(self, side: str | None) -> str:
        """The colour of a side."""
        return f"bold {_COLOURS[self.contents.slot(side)]}".strip() if side else "bold"

    def two_lines(self, line: Text, besides: int) -> int:
        """What `line` and so many columns besides leave of two lines."""
        return max(64, min(2 * self.room, 190) - len(line) - besides)
