"""Files that a command writes: whole or not at all, and refused before the work starts where they cannot be written."""

import os
import stat
import tempfile
from collections.abc import Callable, Iterable, Sequence
from types import TracebackType

from negotiable.errors import UnwritableOutput


class OutputFile:
    """A file to be written at `path`: text goes to a file beside it, which takes its place in one step.

    Making it tries the place out; a context that ends without `write` leaves nothing behind. Devices and pipes are
    written directly. `keep`: paths that must not be overwritten, such as the reports read. Raises `UnwritableOutput`.
    """

    def __init__(self, path: str, *, keep: Sequence[str] = ()) -> None:
        self._shown = path
        self._path = os.path.realpath(path)
        self._beside: str | None = None
        if os.path.isdir(self._path):
            raise UnwritableOutput(f"{path} is a folder: name a file to write")
        if any(os.path.realpath(kept) == self._path for kept in keep):
            raise UnwritableOutput(f"{path} is also read or written by this command: name another file")
        try:
            regular = self._is_regular()
            if regular is False:
                return
            if regular:
                with open(self._path, "ab"):  # a write-protected file is respected though its folder would let us replace it
                    pass
            handle, self._beside = tempfile.mkstemp(prefix=".negotiable-", dir=os.path.dirname(self._path))
            os.close(handle)
        except OSError as error:
            raise self._unwritable(error) from error

    def _is_regular(self) -> bool | None:
        """None where there is no such file yet."""
        try:
            return stat.S_ISREG(os.stat(self._path).st_mode)
        except FileNotFoundError:
            return None

    def write(self, pieces: Iterable[str]) -> None:
        """Puts a text, given in pieces, in place, in UTF-8. Raises `UnwritableOutput`, for example where the disk is full."""
        try:
            with open(self._beside or self._path, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
                file.writelines(pieces)
            if self._beside:
                os.chmod(self._beside, self._mode())
                os.replace(self._beside, self._path)
                self._beside = None
        except OSError as error:
            raise self._unwritable(error) from error

    def make(self, write: Callable[[str], None]) -> None:
        """Puts a file in place that `write` makes at the path it is given. Raises `UnwritableOutput`."""
        if self._beside is None:
            raise UnwritableOutput(f"{self._shown} is no file: this format needs one")
        try:
            write(self._beside)
            os.chmod(self._beside, self._mode())
            os.replace(self._beside, self._path)
            self._beside = None
        except OSError as error:
            raise self._unwritable(error) from error

    def _mode(self) -> int:
        if os.path.exists(self._path):
            return stat.S_IMODE(os.stat(self._path).st_mode)
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask

    def _unwritable(self, error: OSError) -> UnwritableOutput:
        return UnwritableOutput(f"{self._shown} cannot be written ({error.strerror}): name a file in a writable folder")

    def __enter__(self) -> "OutputFile":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._beside and os.path.exists(self._beside):
            os.unlink(self._beside)
