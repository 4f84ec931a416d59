"""``dcxml convert``: documents to a table in a file."""

from dcxml.cli.convert.command import convert

__all__ = ["convert"]
