"""Documents of any size: the items of a collection read one by one, or written one by one, the rest around them."""

from __future__ import annotations

from dcxml.streaming.loading import iterload
from dcxml.streaming.writer import Writer

__all__ = ["Writer", "iterload"]
