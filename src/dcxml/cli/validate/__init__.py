"""``dcxml validate``: its options, what they come to with the settings, the run, and many processes for it."""

from dcxml.cli.validate.command import validate

__all__ = ["validate"]
