"""``dcxml fix``: documents put right in place, or shown as a patch."""

from dcxml.cli.fix.command import fix

__all__ = ["fix"]
