"""The reader of a root element, where .NET reads otherwise than it reads the same contract as a member.

The rules are those of ``DataContractSerializer.InternalReadObject``: a built-in type is read there without a context
(``ReadXmlValue``), an ``XmlQualifiedName``, which is no primitive type to it, with one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dcxml.codec.fragments import FragmentReader, is_bare_root
from dcxml.codec.leaves import bare_reader
from dcxml.codec.roots import is_value_root
from dcxml.qname import XS, QName

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lxml import etree

    from dcxml.codec.decoder import DecoderSource
    from dcxml.codec.reading import Reading
    from dcxml.codec.roots import Root

    Reader = Callable[[etree._Element, Reading], Any]  # noqa: SLF001 - the name its stubs give the class

__all__ = ["root_reader"]

_QNAME: Final = QName(XS, "QName")


def root_reader(root: Root, source: DecoderSource, readers: Mapping[QName, Reader]) -> Reader:
    """Return the reader of a root; ``readers`` are those of the contract set's own contracts, as a member is read."""
    reader = _reader_of_type(root, source, readers)
    return reader if root.is_nillable or not source.strict else _not_nil(reader)


def _reader_of_type(root: Root, source: DecoderSource, readers: Mapping[QName, Reader]) -> Reader:
    known = readers.get(root.type)
    if isinstance(known, FragmentReader) and is_bare_root(root.type, root.element):
        return known.bare
    if known is not None:
        return known
    reader: Reader = source.leaf(source.plan.resolve(root.type), nillable=True)
    if root.type == _QNAME and not source.strict:
        return _typed(reader, root.type)
    if is_value_root(source.plan, root):
        return _value(reader if source.strict else bare_reader(reader), root.type)
    return reader


def _not_nil(read: Reader) -> Reader:
    """Return the reader of an element that the schema does not allow to be nil, though .NET would read null."""

    def read_not_nil(element: etree._Element, reading: Reading) -> Any:
        return reading.not_nil(read(element, reading), element)

    return read_not_nil


def _value(read: Reader, name: QName) -> Reader:
    """Return the reader of a value type, which cannot be null."""

    def read_value(element: etree._Element, reading: Reading) -> Any:
        value = read(element, reading)
        if value is None:
            reading.refuse_nil(element, expected=name.name)
        return value

    return read_value


def _typed(read: Reader, name: QName) -> Reader:
    """Return the reader of a simple value whose ``i:type`` .NET looks at, unless it is null."""

    def read_typed(element: etree._Element, reading: Reading) -> Any:
        value = read(element, reading)
        if value is not None:
            reading.refuse_other_type(element, (name,), expected=f"xs:{name.name}")
        return value

    return read_typed
