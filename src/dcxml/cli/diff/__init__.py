"""``dcxml diff``: changes of contracts found, and told in the formats of reports."""

from dcxml.cli.diff.command import diff

__all__ = ["diff"]
