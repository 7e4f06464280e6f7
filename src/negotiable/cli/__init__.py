"""The commands: thin wrappers that join the rooms, one file a command."""

from negotiable.cli.app import main

__all__ = ["main"]
