"""The command line: one module or room per command, and the only place that prints."""

from dcxml.cli.program import main

__all__ = ["main"]
