"""The brief on a terminal: one screen for one report, plain text when piped."""

import io
from collections.abc import Iterable, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from negotiable.brief.contents import Contents, build
from negotiable.brief.said import Cell, Happened, IfThen, IssueRow, Linked, Pair, Said, Side, Speaker
from negotiable.brief.terminal_lines import ASIDE, GUTTER, Lines
from negotiable.brief.words import ATTITUDE_LEGEND, STANCE_MARKS, STANCE_WORDS, UNSURE_LEGEND, counted, is_whole
from negotiable.terms import CodedReading

_COLUMN = 25  # least width of a column of the matrix
_LEAST, _MOST_WIDTH = 40, 170  # columns: narrower is unreadable, wider lines are hard to follow
_MOST_ISSUES, _MOST_SIDES = 12, 6


def render(coded: Sequence[CodedReading] | Contents, *, width: int, colour: bool) -> str:
    """The brief of `coded` as lines of at most `width` columns (40 to 170 are used), with ANSI colours if `colour`."""
    width = max(_LEAST, min(width, _MOST_WIDTH))
    console = Console(
        file=io.StringIO(),
        width=width,
        color_system="256" if colour else None,
        force_terminal=colour,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=False,
    )
    contents = coded if isinstance(coded, Contents) else build(coded)
    console.print(Group(*_Screen(contents, width).everything()))
    text = console.file.getvalue()  # type: ignore[attr-defined]
    return "\n".join(line.rstrip() for line in text.splitlines()) + "\n"


class _Screen(Lines):
    """The sections of one brief as Rich renderables, in the order in which people ask."""

    def everything(self) -> Iterable[RenderableType]:
        c = self.contents
        yield from self._head()
        if not c.said:
            what = "this report" if len(c.sources) == 1 else "these reports"
            yield Text(f"No statement was found in {what}: nobody is reported as saying anything.")
        else:
            yield from self.section("AT THE TABLE", self._table())
            yield from self._stand()
        yield from self.section("RED LINES", self._red_lines())
        yield from self.section("IF … THEN", [*map(self._if_then, c.if_then), *map(self._linked, c.linked)])
        yield from self.section("AT ODDS", (self._pair(one, "↔") for one in c.against), after=self._doubtful())
        yield from self.section("IN AGREEMENT", (self._pair(one, "=") for one in c.agreed))
        yield from self.section("ON BOTH SIDES", (self._pair(one, "↔") for one in c.divided))
        yield from self.section("ALSO REPORTED AS", map(self._also, (one for one in c.said if one.also)))
        yield from self.section("WHAT HAPPENED", (self._happened(one) for one in c.happened), [one.date for one in c.happened])
        yield from self.section("DOUBTS", (Text(f"{d.why}  {' '.join(d.refs)}") for d in c.doubts))
        yield from self.section("NOT PLACED", self._not_placed())
        yield from self._legend()

    # Head and sides

    def _head(self) -> Iterable[RenderableType]:
        c = self.contents
        title = f"“{c.title}”" if len(c.sources) == 1 and c.sources[0].opening else c.title
        gap = self.width - len(title) - len(c.counts)
        yield Text.assemble((title, "bold"), " " * gap if gap > 2 else "\n", (c.counts, "dim"))
        yield Rule(style="dim", characters="─")
        for source in c.sources if len(c.sources) > 1 else ():
            about = " · ".join(part for part in (source.outlet, source.published, source.location) if part)
            yield Text.assemble((f"{source.label} ", "bold"), source.title, (f"  {about}", "dim"))

    def _table(self) -> Iterable[Text]:
        sides = self.contents.sides
        most = _MOST_SIDES if len(sides) > _MOST_SIDES + 1 else len(sides)
        yield from (self._side(side) for side in sides[:most])
        if sides[most:]:
            yield Text.assemble(("also ", "dim"), Text("; ").join(self._side(side) for side in sides[most:]))

    def _side(self, side: Side) -> Text:
        if all(is_whole(speaker.name, side.name) for speaker in side.speakers):
            return Text(side.name, style=self.style(side.name))
        speakers = Text(", ").join(self._speaker(speaker, side.name) for speaker in side.speakers)
        return Text.assemble((f"{side.name}: ", self.style(side.name)), speakers)

    def _speaker(self, speaker: Speaker, side: str = "") -> Text:
        role = f" ({speaker.role})" if speaker.role and speaker.role.casefold() not in speaker.name.casefold() else ""
        return Text("as a whole" if is_whole(speaker.name, side) else speaker.name).append(role, style="dim")

    # The matrix

    def _stand(self) -> Iterable[RenderableType]:
        for matrix in self.contents.matrices:
            rows = matrix.rows[:_MOST_ISSUES]
            name = "WHERE THEY STAND" + (f" ({', '.join(matrix.labels)})" if len(self.contents.matrices) > 1 else "")
            label = max(GUTTER, min(22, max(len(row.label) + row.unsure for row in rows) + 1))
            columns = (self.width - label - 1) // _COLUMN
            yield Text("")
            if columns < 2 or self.width < ASIDE:
                yield Text(name, style="bold")
                yield from (self._listed(row, list(row.cells.values())) for row in rows)
            else:
                yield from self._matrix(name, rows, matrix.sides[: min(columns, max(2, matrix.taking))], label)
            if len(matrix.rows) > len(rows):
                yield Text(f" + {counted(len(matrix.rows) - len(rows), 'more issue')} in the HTML brief", style="dim")

    def _matrix(self, name: str, rows: Sequence[IssueRow], sides: Sequence[Side], label: int) -> Iterable[RenderableType]:
        """One table a row, all of the same widths, so that the sides without a column can stand below their row."""
        room = (self.width - label - len(sides)) // len(sides)
        if len(name) >= label:
            yield Text(name, style="bold")
            name = ""
        yield self._row(Text(name, style="bold"), [Text(side.name, style=self.style(side.name)) for side in sides], label, room)
        shown = {side.name for side in sides}
        for row in rows:
            cells = [self._cell(row.cells.get(side.name), 2 * room - 4) for side in sides]
            others = [cell for side, cell in row.cells.items() if side not in shown]
            if len(others) < len(row.cells):
                yield self._row(self._label(row), cells, label, room)
            if others:
                head = self._label(row) if len(others) == len(row.cells) else Text()
                yield self._row(head, [self._listed(None, others)], label, self.width - label - 1)

    def _label(self, row: IssueRow, style: str = "") -> Text:
        return Text.assemble((row.label, style), ("?" if row.unsure else "", "bold yellow"))

    def _row(self, head: Text, cells: Sequence[RenderableType], label: int, room: int) -> Table:
        table = Table.grid(padding=(0, 1, 0, 0))
        table.add_column(width=label)
        for _ in cells:
            table.add_column(width=room)
        table.add_row(head, *cells)
        return table

    def _cell(self, cell: Cell | None, room: int) -> Text:
        """A cell whose excerpt takes `room` columns in all."""
        if cell is None:
            return Text("–", style="dim")
        text = Text()
        for n, (said, group) in enumerate(cell.stances[:3]):
            text.append(" · " if n else "").append_text(self.stance(said, word=n == 0)).append_text(self.refs(group))
        return text.append("\n").append(cell.first.excerpt(room))

    def _listed(self, row: IssueRow | None, cells: Sequence[Cell]) -> RenderableType:
        """One line for each side, under the name of the issue if `row` is given."""
        lines = []
        for cell in cells:
            text = Text.assemble((f"{cell.side} ", self.style(cell.side)))
            for n, (said, group) in enumerate(cell.stances[:3]):
                text.append(" · " if n else "").append_text(self.stance(said, word=n == 0))
                text.append(f" {said.excerpt(max(56, self.width - len(cell.side) - 50))}" if n == 0 else "")
                text.append_text(self.refs(group))
            lines.append(text)
        if row is None:
            return Group(*lines)
        return Group(Text(" ").append_text(self._label(row, "underline")), *(Padding(line, (0, 0, 0, 3)) for line in lines))

    # The sections under it

    def _red_lines(self) -> Iterable[Text]:
        for cell in self.contents.red_lines:
            speakers = ", ".join(dict.fromkeys(said.by for said in cell.said if said.by and said.by != cell.side))
            line = Text.assemble((cell.side, self.style(cell.side)), f" {cell.issue}: " if cell.issue else ": ")
            line.append(cell.first.excerpt(max(80, self.room - len(line) - len(speakers) - 12)))
            if cell.first.attitude:
                line.append(f" ({cell.first.word}: reporter’s word)", style="dim")
            yield line.append(f" {speakers}", style="dim").append_text(self.mark(cell.first)).append_text(self.refs(cell.said))

    def _if_then(self, one: IfThen) -> Text:
        line = Text.assemble((one.who, self.style(one.said.side if one.said else None)))
        if one.target and one.target != one.who:
            line.append(f" → {one.target}")
        line.append(f" {one.kind}: ", style="bold" if one.kind == "threat" else "")
        condition, consequence = one.excerpts(self.two_lines(line, 24))
        line.append(condition).append(" → ", style="bold").append(consequence)
        by = f" {one.said.by}" if one.said and one.said.by and one.said.by != one.who else ""
        return line.append(by, style="dim").append_text(self.mark(one.said)).append(f" {one.cite.ref}", style="dim")

    def _linked(self, one: Linked) -> Text:
        who = [(end.who, self.style(end.said.side if end.said else None)) for end in (one.one, one.other)]
        line = Text.assemble("each waits for the other: ", who[0], f" {one.one.cite.ref}", (" ↔ ", "bold"), who[1])
        return line.append(f" {one.other.cite.ref}")

    def _pair(self, one: Pair, sign: str) -> Text:
        line = Text.assemble(("? " if one.unsure else "", "bold yellow"), (f"{one.issue}: " if one.issue else "", "bold"))
        first = one.told
        names = Text(", ").join(Text(name, style=style) for name, style in self.unlike([first, *one.these]))
        half = self.two_lines(line, len(names) + len(one.other.short) + 24) // 2
        line.append_text(names).append(f": {first.excerpt(half)}")
        line.append_text(self.mark(first)).append_text(self.refs(one.these))
        line.append(f" {sign} ", style="bold").append(one.other.short, style=self.style(one.other.side))
        line.append(f": {one.other.excerpt(half)}")
        return line.append_text(self.mark(one.other)).append_text(self.refs([one.other]))

    def _also(self, one: Said) -> Text:
        line = Text.assemble((one.short, self.style(one.side)), f": {one.excerpt(self.room)}").append_text(self.refs([one]))
        return line.append(f" {'; '.join(one.also)}")

    def _doubtful(self) -> str:
        more = len(self.contents.doubtful)
        return f"+ {counted(more, 'line')} that the program is less sure of in the HTML brief" if more else ""

    def _happened(self, one: Happened) -> Text:
        line = Text("planned: " if one.status == "planned" else "")
        told = one.told(max(60, self.room - 20 - (len(one.claim.short) + 14 if one.claim else 0)))
        line.append(" · ".join((told, *one.untold(told)[:8])))
        line.append(f" according to {one.claim.short}" if one.claim else "", style="dim")
        return line.append_text(self.mark(one.claim)).append(f" {one.cite.ref}", style="dim")

    def _not_placed(self) -> Iterable[Text]:
        c = self.contents
        if c.no_issue:
            yield self._numbered(c.no_issue, "on no issue of the codebook")
        if c.no_side:
            line = Text(f"{counted(len(c.no_side), 'speaker')} without a side: ")
            yield line.append_text(Text(", ").join(self._speaker(s).append_text(self.refs(s.said)) for s in c.no_side[:10]))
        if c.no_speaker:
            yield self._numbered(c.no_speaker, "without a speaker")

    def _numbered(self, said: Sequence[Said], what: str) -> Text:
        return Text(f"{counted(len(said), 'statement')} {what}:").append_text(self.refs(said, most=12))

    def _legend(self) -> Iterable[RenderableType]:
        said = self.contents.said
        used = {one.stance for one in said if one.issue}
        marks = [f"{STANCE_MARKS[stance]} {STANCE_WORDS[stance]}" for stance in STANCE_MARKS if stance in used]
        notes = [*marks, "¶ paragraph of the report"]
        notes += [f"† {ATTITUDE_LEGEND}"] if any(one.attitude for one in said) else []
        notes += [f"? {UNSURE_LEGEND}"] if self.contents.unsure else []
        yield Text("")
        yield Text("  ".join(notes), style="dim")
