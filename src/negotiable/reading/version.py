"""Names the reader, so that a record knows which one its statements were found by."""

import zlib
from functools import cache
from importlib.resources import files

from negotiable import __version__


@cache
def reader_version() -> str:
    """The version of the program and a checksum of the encoder's files: another model is another reader."""
    folder = files("negotiable.reading.encoder") / "model"
    check = 0
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.is_file():
            check = zlib.crc32(file.read_bytes(), check)
    return f"{__version__}+{check:08x}"
