"""How documents are read and written: the settings of one serializer, each under .NET's name where it has one.

A compiled decoder or encoder belongs to one such value; two that are equal share it.
"""

from __future__ import annotations

from attrs import field, frozen

from dcxml.codec.dialects import Dialect
from dcxml.codec.escaping import CHECKED, REFERRED, REPLACED, Escapes
from dcxml.lexical.float_text import FloatText

__all__ = ["ReaderSettings", "WriterSettings"]


@frozen(cache_hash=True)
class ReaderSettings:
    """How a document is read.

    ``is_strict`` accepts what is both valid for the schema and readable by .NET, otherwise what .NET reads is read as
    .NET reads it. ``unknown`` is what becomes of unknown elements and attributes: ``"keep"``, ``"ignore"`` or
    ``"forbid"``. ``preserve_object_references`` expects what .NET writes with that setting: ``z:Id``, ``z:Ref``
    and ``z:Size`` on every object, strings among them. Without ``check_characters`` references to characters that XML
    1.0 does not have are read, as .NET reads them. From these follows ``has_identities``: any object may have an
    identity, and not only those of contracts with ``IsReference``.
    """

    is_strict: bool = True
    unknown: str = "keep"
    preserve_object_references: bool = False
    check_characters: bool = True
    has_identities: bool = field(init=False, eq=False)

    @has_identities.default
    def _has_identities(self) -> bool:
        return self.preserve_object_references or not self.is_strict


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

    @property
    def escapes(self) -> Escapes:
        """Return how texts and the values of attributes are escaped."""
        if self.check_characters:
            return CHECKED
        return REPLACED if self.dialect is Dialect.TEXT else REFERRED
