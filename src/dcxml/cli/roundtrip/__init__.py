"""``dcxml roundtrip``: documents decoded, encoded, and compared with what they were."""

from dcxml.cli.roundtrip.command import roundtrip

__all__ = ["roundtrip"]
