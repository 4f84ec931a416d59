"""Lists and dictionaries: complex types of one repeated element."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import evolve

from dcxml.contract.model import CollectionDataContract
from dcxml.qname import QName
from dcxml.xsd.annotations import said_of
from dcxml.xsd.documents import child_elements, resolve
from dcxml.xsd.members import check_local, data_members, local_type
from dcxml.xsd.particles import is_true, local_elements
from dcxml.xsd.refusals import Refused
from dcxml.xsd.vocabulary import IS_DICTIONARY, xs

if TYPE_CHECKING:
    from lxml import etree

    from dcxml.contract.model import DataMember
    from dcxml.xsd.particles import LocalElement
    from dcxml.xsd.reading import Reading

__all__ = ["collection_contract", "is_collection"]

_KEY_AND_VALUE: Final = 2
_NO_DICTIONARY: Final = "the item of a dictionary must be exactly two required elements"


def is_collection(elements: list[LocalElement]) -> bool:
    """Tell whether a content model is that of a collection: one element, repeated."""
    return len(elements) == 1 and elements[0].max_occurs not in ("0", "1")


def collection_contract(
    element: etree._Element, name: QName, item: LocalElement, *, is_reference: bool, reading: Reading
) -> CollectionDataContract:
    """Return the list or dictionary that a complex type of one repeated element is.

    What is called a dictionary and has other items than keys with values is a list of these.

    :raises Refused: where the element cannot be imported.
    """
    said = said_of(element)
    check_local(item)
    reading.check_boolean(name, element, IS_DICTIONARY)
    entry = _key_and_value(item, name, reading) if said.is_dictionary else None
    key, value = entry or (None, None)
    return CollectionDataContract(
        name=name,
        item_name=item.name,
        item_type=None if entry else _item_type(item, name, reading),
        is_item_nillable=is_true(item.declaration, "nillable"),
        key=key,
        value=value,
        is_reference=is_reference,
        generic=said.generic,
        min_items=item.min_occurs,
        max_items=None if item.max_occurs == "unbounded" else int(item.max_occurs),
    )


def _parts(entry: etree._Element, owner: QName, reading: Reading) -> tuple[DataMember, ...]:
    """Return the members of an entry that is nothing but a sequence."""
    if [child.tag for child in child_elements(entry)] != [xs("sequence")]:
        return ()
    return data_members(local_elements(entry, owner, reading), owner, reading)


def _item_type(item: LocalElement, owner: QName, reading: Reading) -> QName:
    simple = QName(owner.namespace, f"{owner.name}.{item.name}Type")
    return local_type(item, QName(owner.namespace, item.name), reading, simple=simple)


def _key_and_value(item: LocalElement, owner: QName, reading: Reading) -> tuple[DataMember, DataMember] | None:
    element = item.declaration
    entry: etree._Element | None = element.find(xs("complexType"))
    if entry is None and "type" in element.attrib:
        entry = reading.components.types.get(resolve(element, element.get("type", "")))
    nested = len(reading.nested)
    parts: tuple[DataMember, ...] = ()
    try:
        parts = _parts(entry, owner, reading) if entry is not None else ()
    except Refused as refused:
        reading.refusals.note(owner, refused.reason, refused.element)
    if len(parts) == _KEY_AND_VALUE and all(part.is_required for part in parts):
        key, value = (evolve(part, emit_default_value=True) for part in parts)  # a key or value is always written
        return key, value
    reading.refusals.note(owner, _NO_DICTIONARY, element)
    reading.forget(nested)
    return None
