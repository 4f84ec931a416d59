"""The command line: one file per command, and the only place that prints."""

from dcxml.cli.program import main

__all__ = ["main"]
