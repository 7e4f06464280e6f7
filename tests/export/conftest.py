"""The program in this process, as the tests of the commands have it."""

from cli.conftest import run

__all__ = ["run"]
