"""`negotiable codebook`: shows, checks and starts codebooks."""

import os
import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from negotiable.cli.options import Debug
from negotiable.errors import UnwritableOutput, UsageError

if TYPE_CHECKING:
    from negotiable.terms import Codebook, Issue

_WIDTH = 100

app = typer.Typer(
    name="codebook",
    help="The issues that statements are sorted by.",
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

_Book = Annotated[str, typer.Argument(metavar="CODEBOOK", help="The id of a codebook, or a YAML file.", show_default=False)]


@app.command()
def show(
    codebook: Annotated[str | None, typer.Argument(metavar="[CODEBOOK]", help="The id of a codebook, or a YAML file.")] = None,
    issue: Annotated[str | None, typer.Argument(metavar="[ISSUE]", help="Only this issue, with all that is said of it.")] = None,
    debug: Debug = False,
) -> int:
    """List the codebooks that come with the program, the issues of one, or one issue in full."""
    from negotiable.coding.codebook import DEFAULT, load, names

    if codebook is None:
        for name in names():
            book = load(name)
            used = " (used if none is named)" if name == DEFAULT else ""
            print(f"{name:8} {book.version:5} {len(book.codes):3} issues  {book.title}{used}")
        return 0
    book = load(codebook)
    if issue is None:
        print(f"{book.title} ({book.name}), {len(book.codes)} issues")
        for line in _tree(book):
            print(line)
        return 0
    found = next((one for one in book.issues if one.id == issue), None)
    if found is None:
        raise UsageError(f"{codebook} has no issue {issue!r}: `negotiable codebook show {codebook}` lists its issues")
    print("\n".join(_whole(found)))
    return 0


@app.command()
def check(codebook: _Book, debug: Debug = False) -> int:
    """Tell what is wrong with a codebook, each fault with its line, and how its own examples are read.

    The status is 1 if it cannot be used.
    """
    from negotiable.coding.codebook import borrow, source_of
    from negotiable.coding.codebook_file import parse
    from negotiable.coding.codebook_trial import remarks
    from negotiable.errors import BadCodebook

    text = source_of(codebook)
    try:
        book = parse(text, codebook, borrow)
    except BadCodebook as error:
        print("\n".join(error.faults))
        return 1
    for remark in remarks(book):
        print(f"{codebook}: note: {remark}")
    examples = sum(len(issue.examples) for issue in book.codes)
    print(f"{codebook}: can be used: {book.name}, {len(book.codes)} issues, {examples} examples")
    return 0


@app.command()
def new(
    file: Annotated[str, typer.Argument(metavar="FILE.yaml", help="The codebook to write.", show_default=False)],
    like: Annotated[
        str | None, typer.Option("--like", metavar="CODEBOOK", help="Start from all issues of a codebook that ships.")
    ] = None,
    debug: Debug = False,
) -> int:
    """Write a codebook to start from; it can be used at once. A file that is there is left alone."""
    from negotiable.coding.codebook import names
    from negotiable.coding.codebook_template import template

    if like is not None and like not in names():
        raise UsageError(f"no codebook {like!r} ships with the program: give one of {', '.join(names())}")
    text = template(os.path.basename(file), like)
    try:
        with open(file, "x", encoding="utf-8", newline="\n") as out:
            out.write(text)
    except FileExistsError as error:
        raise UnwritableOutput(f"{file} is there already: name another file") from error
    except (OSError, ValueError) as error:
        raise UnwritableOutput(f"{file} cannot be written ({error}): name a file in a writable folder") from error
    print(f"{file}: written; after changes: negotiable codebook check {file}")
    return 0


def _tree(book: "Codebook") -> Iterator[str]:
    depth: dict[str, int] = {}
    for issue in book.issues:
        depth[issue.id] = depth[issue.parent] + 1 if issue.parent else 0
        indent = "  " * depth[issue.id]
        if issue.heading:
            yield f"{indent}{issue.label}"
        else:
            first = f"{indent}{issue.id}: "
            yield from textwrap.wrap(
                first + (issue.definition or issue.label), _WIDTH, subsequent_indent=indent + "    ", break_on_hyphens=False
            )


def _whole(issue: "Issue") -> Iterator[str]:
    yield f"{issue.label} ({issue.id})" + (f", below {issue.parent}" if issue.parent else "")
    parts = (
        ("definition", (issue.definition,) if issue.definition else ()),
        ("included", issue.include),
        ("excluded", issue.exclude),
        ("examples", issue.examples),
        ("terms", (", ".join(issue.terms),) if issue.terms else ()),
        ("PLOVER contexts", issue.plover),
        ("PA-X, for reference", issue.pax),
    )
    for name, lines in parts:
        if lines:
            yield f"{name}:"
        for line in lines:
            yield from textwrap.wrap(line, _WIDTH, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False)
