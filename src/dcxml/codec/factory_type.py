"""``z:FactoryType``, the attribute by which an ``ISerializable`` names the type to read it as."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dcxml.binding.serialization_info import SerializationInfo
from dcxml.contract.model import ClassDataContract
from dcxml.contract.primitives import primitive_contract
from dcxml.errors import LexicalError
from dcxml.lexical.qualified import parse_qname
from dcxml.qname import FACTORY_TYPE, SERIALIZATION

if TYPE_CHECKING:
    from lxml import etree

    from dcxml.codec.dialects import StartTag
    from dcxml.codec.reading import Reading
    from dcxml.qname import QName

__all__ = ["read_factory_type", "write_factory_type"]


def read_factory_type(element: etree._Element, reading: Reading) -> QName | None:
    """Return the name that ``z:FactoryType`` holds; as .NET does, one that is not known is let pass.

    :raises DecodeError: where a known type of the name is not ISerializable, and in strict mode where it is no QName.
    """
    text = element.get(FACTORY_TYPE)
    if text is None:
        return None
    try:
        name = parse_qname(text, element.nsmap, dotnet=not reading.is_strict)
    except LexicalError as error:
        reading.fail(element, f"z:FactoryType: {error}", found=text, expected="the name of a type")
    known = reading.contracts.contracts.get(name) or primitive_contract(name)
    if known is not None and not (isinstance(known, ClassDataContract) and known.is_iserializable):
        reason = f"z:FactoryType names {name.clark}, which is not ISerializable"
        reading.fail(element, reason, found=name.clark, expected="an ISerializable")
    return name if name.name else None


def write_factory_type(tag: StartTag, value: Any) -> None:
    """Add ``z:FactoryType`` where the value has one (``WriteSerializationInfo``)."""
    if isinstance(value, SerializationInfo) and value.factory_type is not None:
        factory = value.factory_type
        tag.check_name(factory.namespace, factory.name)
        tag.attribute("z", "FactoryType", SERIALIZATION, tag.qname(factory.namespace, factory.name))
