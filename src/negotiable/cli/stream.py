"""Locations → coded readings, one by one, with the complaints said along the way: what every command starts with."""

from collections.abc import Iterator, Sequence
from functools import partial

from negotiable.cli.coders import CoderChoice, coder_of
from negotiable.cli.messages import say, say_unexpected
from negotiable.cli.options import Language
from negotiable.errors import NegotiableError, UsageError
from negotiable.sources import parse_date, read_sources
from negotiable.terms import Codebook, CodedReading, Rejection, Report


class CodedReadings:
    """Iterates over the readings of `locations` in their order; `failed` counts those that could not be read so far."""

    def __init__(
        self,
        locations: Sequence[str],
        *,
        published: str | None = None,
        language: Language = Language.ENGLISH,
        codebook: str | None = None,
        coder: CoderChoice | None = None,
        workers: int = 1,
        debug: bool = False,
    ) -> None:
        """`workers`: processes that read. Raises `UsageError` for a bad date, an unusable codebook, or no locations at all."""
        if not locations:
            raise UsageError("no report given: name at least one file or folder, or - for standard input")
        day = parse_date(published) if published is not None else None
        self._sources = read_sources(locations, published=day, any_language=language is Language.ANY)
        self._codebook = _load_codebook(codebook) if codebook is not None else None
        self._coder = coder
        self._workers = workers
        self._debug = debug
        self.failed = 0

    def __iter__(self) -> Iterator[CodedReading]:
        for found, answer in self._answers():
            if isinstance(answer, CodedReading):
                yield answer
                continue
            self.failed += 1
            if isinstance(found, Rejection):
                say(found.reason, about=found.location)
            elif isinstance(answer, NegotiableError):
                say(str(answer), about=found.location)
            elif answer is not None:
                say_unexpected(answer, about=found.location, debug=self._debug)

    def _answers(self) -> Iterator[tuple[Report | Rejection, CodedReading | Exception | None]]:
        """Every source with its reading or what went wrong: one report that trips the reader must not cost the others."""
        read = partial(read_and_code, codebook=self._codebook)
        if self._coder is not None:
            read = partial(read, coder=self._coder)
        if self._workers > 1:
            from negotiable.cli.workers import read_in_processes  # late: most runs are of one process

            yield from read_in_processes(self._sources, read, self._workers)
            return
        for found in self._sources:
            try:
                answer: CodedReading | Exception | None = read(found) if isinstance(found, Report) else None
            except Exception as error:
                answer = error
            yield found, answer


def read_and_code(report: Report, codebook: Codebook | None = None, coder: CoderChoice | None = None) -> CodedReading:
    """What `report` says, coded by `codebook` or the general one, and by `coder` after the program."""
    from negotiable.coding import code  # late: a wrong command line is told without loading the encoder
    from negotiable.reading import read

    return code(read(report), codebook, coder_of(coder) if coder is not None else None)


def _load_codebook(codebook: str) -> Codebook:
    from negotiable.coding import load

    return load(codebook)
