"""The reports in a folder and the folders below it."""

import os
from collections.abc import Iterator

from negotiable.terms import Rejection


def folder_files(folder: str, suffixes: frozenset[str]) -> Iterator[str | Rejection]:
    """Paths of the files with one of `suffixes`, sorted, folder by folder; a folder that cannot be listed is a `Rejection`.

    Hidden files and folders are left out, and so are links to folders and links that leave `folder`.
    """
    root = os.path.realpath(folder)
    failed: list[OSError] = []
    for parent, folders, names in os.walk(folder, onerror=failed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = os.path.join(parent, name)
            if not name.startswith(".") and os.path.splitext(name)[1].lower() in suffixes and _is_inside(path, root):
                yield path
    for error in failed:
        yield Rejection(str(error.filename), f"this folder cannot be listed ({error.strerror}): check its permissions")


def _is_inside(path: str, root: str) -> bool:
    """Whether `path` is a regular file, or a link to one below `root`."""
    if not os.path.isfile(path):
        return False
    return not os.path.islink(path) or os.path.commonpath([root, os.path.realpath(path)]) == root
