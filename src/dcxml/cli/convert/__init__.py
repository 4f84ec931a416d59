"""``dcxml convert``: documents to a table in a file, and back."""

from dcxml.cli.convert.command import convert

__all__ = ["convert"]
