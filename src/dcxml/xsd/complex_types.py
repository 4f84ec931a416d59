"""Complex types to contracts: classes with their bases and members, and what .NET writes for ISerializable."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import frozen

from dcxml.contract.model import ClassDataContract
from dcxml.contract.primitives import EXPORTED_CLASSES
from dcxml.qname import FACTORY_TYPE, ID, REF
from dcxml.xsd.annotations import said_of
from dcxml.xsd.collection_types import collection_contract, is_collection
from dcxml.xsd.documents import child_elements, resolve
from dcxml.xsd.members import data_members
from dcxml.xsd.particles import is_true, local_elements, root_sequence
from dcxml.xsd.refusals import refuse
from dcxml.xsd.vocabulary import ANY_TYPE, IS_VALUE_TYPE, xs

if TYPE_CHECKING:
    from lxml import etree

    from dcxml.contract.model import DataContract
    from dcxml.qname import QName
    from dcxml.xsd.reading import Reading

__all__ = ["complex_contract"]

_REFERENCE_ATTRIBUTES: Final = {ID, REF}
_ENTRIES: Final = {"minOccurs": "0", "maxOccurs": "unbounded", "namespace": "##local", "processContents": "skip"}


@frozen
class _Content:
    """What a complex type holds: the element with the particle and the attributes, and the base class."""

    element: etree._Element
    base_name: QName | None = None
    base: ClassDataContract | None = None


def complex_contract(element: etree._Element, name: QName, reading: Reading) -> DataContract:
    """Return the class or the collection that a complex type is.

    :raises Refused: where it is neither.
    """
    said = said_of(element)
    content = _content(element, reading)
    is_derived = content.base_name is not None
    if _is_iserializable(content.element) or (content.base is not None and content.base.is_iserializable):
        if is_derived and next(child_elements(content.element), None) is not None:
            refuse("an ISerializable derived from another has nothing of its own", element)
        reading.check_boolean(name, element, IS_VALUE_TYPE)
        return ClassDataContract(
            name=name,
            base=content.base_name,
            is_value_type=said.is_value_type,
            is_iserializable=True,
            generic=said.generic,
        )
    items = local_elements(content.element, name, reading)
    is_reference = _attributes(content.element) >= _REFERENCE_ATTRIBUTES
    if is_collection(items) and is_derived:
        refuse("a collection cannot extend another type", element)
    if is_collection(items):
        return collection_contract(element, name, items[0], is_reference=is_reference, reading=reading)
    reading.check_boolean(name, element, IS_VALUE_TYPE)
    if said.is_value_type and content.base_name is not None:
        reading.refusals.note(name, f"a value type cannot extend {content.base_name.clark}", element)
    return ClassDataContract(
        name=name,
        members=data_members(items, name, reading),
        base=content.base_name,
        is_value_type=said.is_value_type and not is_derived,
        is_reference=is_reference or (content.base is not None and content.base.is_reference),
        generic=said.generic,
    )


def _content(element: etree._Element, reading: Reading) -> _Content:
    if is_true(element, "abstract"):
        refuse("an abstract type cannot be imported", element)
    content = next((c for c in child_elements(element) if c.tag in (xs("complexContent"), xs("simpleContent"))), None)
    for node in (element, content):
        if node is not None and is_true(node, "mixed"):
            refuse("mixed content cannot be imported", node)
    if content is None:
        return _Content(element)
    if content.tag == xs("simpleContent"):
        refuse("simple content cannot be imported", content)
    derivation = next(child_elements(content))
    base = resolve(derivation, derivation.get("base", ""))
    if base == ANY_TYPE:
        return _Content(derivation)
    if derivation.tag == xs("restriction"):
        refuse("a complex type by restriction cannot be imported", derivation)
    contract = reading.contracts.get(base)
    if base in EXPORTED_CLASSES or not (contract is None or isinstance(contract, ClassDataContract)):
        refuse(f"the base {base.clark} is not a class", derivation)
    return _Content(derivation, base, contract)


def _is_iserializable(content: etree._Element) -> bool:
    """Tell whether the content is that of .NET's ISerializable: any elements in no namespace, and ser:FactoryType."""
    sequence = root_sequence(content)
    items = [] if sequence is None or sequence.tag != xs("sequence") else list(child_elements(sequence))
    if [(item.tag, dict(item.attrib)) for item in items] != [(xs("any"), _ENTRIES)]:
        return False
    return FACTORY_TYPE in _attributes(content)


def _attributes(content: etree._Element) -> set[str]:
    """Return the attributes referred to: .NET takes those of references alone, and optional ones of its own."""
    found: set[str] = set()
    for child in child_elements(content):
        if child.tag == xs("anyAttribute"):
            refuse("xs:anyAttribute cannot be imported", child)
        if child.tag != xs("attribute") or child.get("use") == "prohibited":
            continue
        name = resolve(child, child.get("ref", "")).clark if "ref" in child.attrib else ""
        is_optional = name == FACTORY_TYPE and child.get("use") != "required"
        if name not in _REFERENCE_ATTRIBUTES and not is_optional:
            refuse("attributes cannot be imported, but for ser:Id, ser:Ref and an optional ser:FactoryType", child)
        found.add(name)
    return found
