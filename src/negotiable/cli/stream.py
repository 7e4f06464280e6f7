"""Locations → coded readings, one by one, with the complaints said along the way: what every command starts with."""

from collections.abc import Iterator, Sequence

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
        debug: bool = False,
    ) -> None:
        """Raises `UsageError` for a bad date, a codebook that cannot be used, or no locations at all."""
        if not locations:
            raise UsageError("no report given: name at least one file or folder, or - for standard input")
        day = parse_date(published) if published is not None else None
        self._sources = read_sources(locations, published=day, any_language=language is Language.ANY)
        self._codebook = _load_codebook(codebook) if codebook is not None else None
        self._debug = debug
        self.failed = 0

    def __iter__(self) -> Iterator[CodedReading]:
        for found in self._sources:
            if isinstance(found, Rejection):
                say(found.reason, about=found.location)
                coded = None
            else:
                coded = self._read(found)
            if coded is None:
                self.failed += 1
            else:
                yield coded

    def _read(self, report: Report) -> CodedReading | None:
        try:
            return read_and_code(report, self._codebook)
        except NegotiableError as error:
            say(str(error), about=report.location)
        except Exception as error:  # one report that trips the reader must not cost the others
            say_unexpected(error, about=report.location, debug=self._debug)
        return None


def read_and_code(report: Report, codebook: Codebook | None = None) -> CodedReading:
    """What `report` says, coded by `codebook` or the general one."""
    from negotiable.coding import code  # late: a wrong command line is told without loading the encoder
    from negotiable.reading import read

    return code(read(report), codebook)


def _load_codebook(codebook: str) -> Codebook:
    from negotiable.coding import load

    return load(codebook)
