"""``dcxml fuzz``: documents written with what is expected of them, or sent to a service."""

from dcxml.cli.fuzz.command import fuzz

__all__ = ["fuzz"]
