"""What the definition of a type kept as XML holds, for people to look at: its base, attributes, elements and text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import frozen
from lxml import etree

from dcxml.contract.xml_derivation import definition_of, name_in
from dcxml.qname import XS, QName

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dcxml.contract.model import XmlDataContract

__all__ = ["XmlContent", "XmlPart", "xml_content"]

_XS: Final = f"{{{XS}}}"
_OCCURRING: Final = ("sequence", "choice", "all")
_PASSED: Final = ("complexContent", "simpleContent", "extension", "restriction")
_ANY: Final = {"any": "any element", "anyAttribute": "any attribute"}
_NEVER: Final = ("0", "prohibited")


@frozen(kw_only=True)
class XmlPart:
    """An attribute (``@lang``), an element, a group or a wildcard: its ``type``, where it has one with a name."""

    name: str
    type: QName | None = None
    is_nillable: bool = False
    is_required: bool = False
    is_many: bool = False


@frozen(kw_only=True)
class XmlContent:
    """What a type is derived from, the types of its union or its list, and its parts; a mixed one has texts between."""

    base: QName | None = None
    members: tuple[QName, ...] = ()
    is_list: bool = False
    is_mixed: bool = False
    parts: tuple[XmlPart, ...] = ()


def xml_content(contract: XmlDataContract) -> XmlContent:
    """Return what a definition holds, as it is written; nothing where there is none."""
    definition = definition_of(contract)
    if definition is None:
        return XmlContent()
    list_ = definition.find(f"{_XS}list")
    union = definition.find(f"{_XS}union")
    named = union if list_ is None else list_
    text = "" if named is None else named.get("memberTypes", named.get("itemType", ""))
    derivation = next(definition.iter(f"{_XS}extension", f"{_XS}restriction"), None)
    is_own = derivation is not None and derivation.getparent() in (definition, *definition.iterchildren())
    return XmlContent(
        base=name_in(derivation.get("base", ""), derivation) if derivation is not None and is_own else None,
        members=() if named is None else tuple(name_in(each, named) for each in text.split()),
        is_list=list_ is not None,
        is_mixed=definition.get("mixed") in ("true", "1"),
        parts=tuple(_parts(definition, is_required=True, is_many=False)),
    )


def _parts(parent: etree._Element, *, is_required: bool, is_many: bool) -> Iterator[XmlPart]:
    """Yield the parts in an element; a choice requires none of its own."""
    for child in parent.iterchildren(etree.Element):
        word = str(child.tag).removeprefix(_XS)
        needed = is_required and child.get("minOccurs", "1") != "0"
        repeated = is_many or child.get("maxOccurs", "1") not in ("0", "1")
        if word in _PASSED:
            yield from _parts(child, is_required=is_required, is_many=is_many)
        elif word in _OCCURRING:
            yield from _parts(child, is_required=needed and word != "choice", is_many=repeated)
        elif child.get("maxOccurs", child.get("use")) in _NEVER:
            continue
        elif word == "element":
            yield _named(child, is_required=needed, is_many=repeated)
        elif word == "attribute":
            yield _named(child, mark="@", is_required=child.get("use") == "required")
        elif word in ("group", "attributeGroup"):
            name = name_in(child.get("ref", ""), child).name
            yield XmlPart(name=f"group {name}", is_required=needed and word == "group", is_many=repeated)
        elif word in _ANY:
            yield XmlPart(name=_ANY[word], is_required=needed and word == "any", is_many=repeated and word == "any")


def _named(element: etree._Element, *, mark: str = "", is_required: bool, is_many: bool = False) -> XmlPart:
    """Return an element or an attribute; one that is referred to has its type elsewhere."""
    inner = element.find(f"{_XS}simpleType/{_XS}restriction")
    said, attribute = (element, "type") if inner is None else (inner, "base")
    type_ = said.get(attribute)
    return XmlPart(
        name=mark + (element.get("name") or name_in(element.get("ref", ""), element).name),
        type=None if type_ is None else name_in(type_, said),
        is_nillable=element.get("nillable") in ("true", "1"),
        is_required=is_required,
        is_many=is_many,
    )
