"""How documents are read and written: the settings of one serializer, each under .NET's name where it has one.

A compiled decoder or encoder belongs to one such value; two that are equal share it.
"""

from __future__ import annotations

import enum
import os
from typing import Final

from attrs import field, frozen

from dcxml.codec.dialects import Dialect
from dcxml.codec.escaping import CHECKED, REFERRED, REPLACED, Escapes
from dcxml.lexical.float_text import FloatText

__all__ = ["DEFAULT_FAST_LANE", "FastLane", "ReaderSettings", "WriterSettings"]


class FastLane(enum.Enum):
    """Whether documents exactly as .NET writes them, and ordinary values, take a shorter way; the results are the same.

    ``AUTO`` takes it for roots that are in use often.
    """

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


def _of_environment() -> FastLane:
    """Return what the environment variable ``DCXML_FAST_LANE`` says; what it does not know is ``auto``."""
    text = os.environ.get("DCXML_FAST_LANE", "")
    return next((each for each in FastLane if each.value == text), FastLane.AUTO)


DEFAULT_FAST_LANE: Final = _of_environment()


@frozen(cache_hash=True)
class ReaderSettings:
    """How a document is read.

    ``is_strict`` accepts what is both valid for the schema and readable by .NET, otherwise what .NET reads is read as
    .NET reads it. ``unknown`` is what becomes of unknown elements and attributes: ``"keep"``, ``"ignore"`` or
    ``"forbid"``. ``preserve_object_references`` expects what .NET writes with that setting: ``z:Id``, ``z:Ref``
    and ``z:Size`` on every object, strings among them. Without ``check_characters`` references to characters that XML
    1.0 does not have are read, as .NET reads them. From these follows ``has_identities``: any object may have an
    identity, and not only those of contracts with ``IsReference``. Which way leads there (``fast_lane``) does not count
    in ``==``: compiled decoders are the same. ``may_be_fast`` says whether that way may be tried.
    """

    is_strict: bool = True
    unknown: str = "keep"
    preserve_object_references: bool = False
    check_characters: bool = True
    fast_lane: FastLane = field(default=DEFAULT_FAST_LANE, eq=False)
    has_identities: bool = field(init=False, eq=False)
    may_be_fast: bool = field(init=False, eq=False)

    @has_identities.default
    def _has_identities(self) -> bool:
        return self.preserve_object_references or not self.is_strict

    @may_be_fast.default
    def _may_be_fast(self) -> bool:
        return self.fast_lane is not FastLane.NEVER and not self.has_identities


@frozen(cache_hash=True)
class WriterSettings:
    """How a document is written.

    ``preserve_object_references`` gives every object an identity (``DataContractSerializerSettings``), as no schema
    says: only another reader of data contracts understands it. ``float_text`` is the generation of .NET whose texts
    of floating point numbers are written. ``check_characters`` refuses what XML 1.0 cannot carry
    (``XmlWriterSettings.CheckCharacters``), which is written as references otherwise.
    """

    dialect: Dialect = Dialect.XML_WRITER
    preserve_object_references: bool = False
    float_text: FloatText = FloatText.NET_5
    check_characters: bool = True
    fast_lane: FastLane = field(default=DEFAULT_FAST_LANE, eq=False)
    may_be_fast: bool = field(init=False, eq=False)

    @may_be_fast.default
    def _may_be_fast(self) -> bool:
        return self.fast_lane is not FastLane.NEVER and not self.preserve_object_references

    @property
    def escapes(self) -> Escapes:
        """Return how texts and the values of attributes are escaped."""
        if self.check_characters:
            return CHECKED
        return REPLACED if self.dialect is Dialect.TEXT else REFERRED
