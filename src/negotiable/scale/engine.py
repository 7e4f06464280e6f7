"""What can run the shards of a corpus."""

from enum import StrEnum


class Engine(StrEnum):
    """Processes of this machine, or Dask."""

    LOCAL = "local"
    DASK = "dask"
