"""Mutations of structure: elements and attributes that are missing, repeated, renamed, moved or not known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lxml import etree

from dcxml.contract import UnresolvedDataContract
from dcxml.contract.model import XML_ELEMENT
from dcxml.qname import XS, QName
from dcxml.strategies.mutations.edits import (
    cleared,
    copied,
    free_prefix,
    local,
    namespace_of,
    prefixed,
    rebuilt,
    written,
)
from dcxml.strategies.mutations.model import Change, Effect, Mutation
from dcxml.strategies.mutations.places import Role

if TYPE_CHECKING:
    from dcxml.strategies.mutations.places import Place

__all__ = ["STRUCTURE"]

_MADE_UP: Final = "Zzz"
_NOWHERE: Final = "urn:nowhere"
_MEMBERS: Final = (Role.MEMBER, Role.PART)


def _is_member(place: Place) -> bool:
    return place.role in _MEMBERS


def _is_item(place: Place) -> bool:
    return place.role in (Role.ITEM, Role.ENTRY)


def _is_complex(place: Place) -> bool:
    return place.has_content and (place.is_class or place.is_collection)


def _knows_its_first(place: Place) -> bool:
    return _is_complex(place) and not place.lacks_base


def _is_needed(place: Place) -> Effect:
    return Effect.THROWS if place.is_needed else Effect.IGNORED


def _following(place: Place) -> etree._Element | None:
    return next(place.element.itersiblings("*"), None)


def _may_swap(place: Place) -> bool:
    following = _following(place)
    return _is_member(place) and following is not None and following.tag != place.element.tag


def _swap(place: Place) -> Change:
    element, following = place.element, _following(place)
    assert following is not None  # noqa: S101 - it applies only where there is one
    before = f"{local(element)}, {local(following)}"
    element.tail, following.tail = following.tail, element.tail
    following.addnext(element)
    return Change(element=element, before=before, after=f"{local(following)}, {local(element)}")


def _drop(place: Place) -> Change:
    parent, before = place.element.getparent(), written(place.element)
    assert parent is not None  # noqa: S101 - it is a member
    parent.remove(place.element)
    return Change(element=parent, before=before)


def _repeat(place: Place) -> Change:
    again = copied(place.element)
    place.element.addnext(again)
    return Change(element=again, after=written(again))


def _made_up(place: Place) -> etree._Element:
    first = next(place.element.iterchildren("*"), place.element)
    return place.element.makeelement(QName(namespace_of(first), _MADE_UP).clark)


def _insert_first(place: Place) -> Change:
    new = _made_up(place)
    place.element.insert(0, new)
    return Change(element=new, after=written(new))


def _insert_last(place: Place) -> Change:
    new = _made_up(place)
    new.text = "1"
    place.element.append(new)
    return Change(element=new, after=written(new))


def _skipped_inside(place: Place) -> Effect:
    return Effect.THROWS if place.is_array else Effect.IGNORED


def _add_attribute(place: Place) -> Change:
    place.element.set("mark", "1")
    return Change(element=place.element, after='mark="1"')


def _takes_no_attribute(place: Place) -> bool:
    is_free = place.is_xml and place.contract.name != XML_ELEMENT
    return not is_free and not isinstance(place.declared, UnresolvedDataContract)


def _move(place: Place) -> Change:
    before = str(place.element.tag)
    moved = rebuilt(place.element, tag=QName(_NOWHERE, local(place.element)).clark)
    return Change(element=moved, before=before, after=str(moved.tag))


def _slash(place: Place) -> Change:
    before = str(place.element.tag)
    slipped = namespace_of(place.element).rstrip("/") + "/" * (not namespace_of(place.element).endswith("/"))
    moved = rebuilt(place.element, tag=QName(slipped, local(place.element)).clark)
    return Change(element=moved, before=before, after=str(moved.tag))


def _other_prefix(place: Place) -> Change:
    prefix, before = free_prefix(place), place.element.prefix or ""
    number = next(
        at for at, each in enumerate(place.element.getroottree().getroot().iter("*")) if each is place.element
    )
    return Change(
        element=place.element,
        before=before,
        after=prefix,
        spell=lambda data: prefixed(data, number, prefix=prefix, namespace=namespace_of(place.element)),
    )


def _rename(place: Place) -> Change:
    before = local(place.element)
    place.element.tag = QName(namespace_of(place.element), _MADE_UP).clark
    return Change(element=place.element, before=before, after=_MADE_UP)


def _flipped(name: str) -> str:
    return name[0].swapcase() + name[1:]


def _may_flip(place: Place) -> bool:
    name = local(place.element)
    flipped = _flipped(name)
    parent = place.element.getparent()
    is_taken = parent is not None and any(True for _ in parent.iterchildren(f"{{*}}{flipped}"))
    return _is_member(place) and flipped != name and not is_taken


def _flip(place: Place) -> Change:
    before = local(place.element)
    place.element.tag = QName(namespace_of(place.element), _flipped(before)).clark
    return Change(element=place.element, before=before, after=_flipped(before))


def _add_text(place: Place) -> Change:
    place.element.text = "stray" + (place.element.text or "")
    return Change(element=place.element, after="stray")


def _repeat_key(place: Place) -> Change:
    again = copied(place.element)
    place.element.addnext(again)
    return Change(element=next(again.iterchildren("*")), after=written(again))


def _lose_default(place: Place) -> Change:
    namespace = place.element.nsmap[None]
    declared = f' xmlns="{namespace}"'.encode()
    return Change(
        element=place.element,
        before=declared.decode(),
        spell=lambda data: data.replace(declared, b"", 1),
    )


def _add_element(place: Place) -> Change:
    inner = etree.SubElement(place.element, QName(namespace_of(place.element), _MADE_UP).clark)
    return Change(element=inner, after=written(inner))


def _is_xml_element(place: Place) -> bool:
    return place.has_content and place.contract.name == XML_ELEMENT


def _take_xml(place: Place) -> Change:
    before = written(place.element)
    cleared(place.element)
    return Change(element=place.element, before=before)


def _add_xml(place: Place) -> Change:
    second = etree.SubElement(place.element, _MADE_UP)
    return Change(element=second, after=written(second))


STRUCTURE: Final = (
    Mutation(
        id="swap-siblings",
        family="structure",
        what="two members of a class change places",
        schema_valid=False,
        effect=_is_needed,
        code="DC004",
        applies=_may_swap,
        edit=_swap,
    ),
    Mutation(
        id="drop-required",
        family="structure",
        what="a member that must be there is left out",
        schema_valid=False,
        effect=Effect.THROWS,
        code="DC007",
        applies=lambda place: place.is_required and place.role is Role.MEMBER,
        edit=_drop,
    ),
    Mutation(
        id="key-missing",
        family="structure",
        what="the key or the value of a dictionary's entry is left out",
        schema_valid=False,
        effect=Effect.THROWS,
        code="DC007",
        applies=lambda place: place.role is Role.PART,
        edit=_drop,
    ),
    Mutation(
        id="duplicate-member",
        family="structure",
        what="a member stands twice",
        schema_valid=False,
        effect=Effect.IGNORED,
        code="DC005",
        applies=_is_member,
        edit=_repeat,
    ),
    Mutation(
        id="duplicate-dict-key",
        family="structure",
        what="an entry of a dictionary stands twice",
        schema_valid=True,
        effect=Effect.THROWS,
        code="DC015",
        applies=lambda place: place.role is Role.ENTRY,
        edit=_repeat_key,
    ),
    Mutation(
        id="unknown-first",
        family="structure",
        what="an element of no meaning stands before the members or the items",
        schema_valid=False,
        effect=_skipped_inside,
        code="DC006",
        applies=_knows_its_first,
        edit=_insert_first,
    ),
    Mutation(
        id="unknown-member",
        family="structure",
        what="an element of no meaning stands behind the members or the items",
        schema_valid=False,
        effect=_skipped_inside,
        code="DC006",
        applies=_is_complex,
        edit=_insert_last,
    ),
    Mutation(
        id="extra-attribute",
        family="structure",
        what="an attribute that no contract knows",
        schema_valid=lambda place: place.is_xml or place.contract.name == QName(XS, "anyType"),
        effect=Effect.IGNORED,
        code="DC010",
        applies=_takes_no_attribute,
        edit=_add_attribute,
    ),
    Mutation(
        id="move-to-wrong-namespace",
        family="structure",
        what="one element is in a namespace that no contract has",
        schema_valid=False,
        effect=_is_needed,
        code="DC003",
        applies=lambda place: namespace_of(place.element) != "",
        edit=_move,
    ),
    Mutation(
        id="namespace-slash",
        family="structure",
        what="the namespace of one element has a slash more at its end, or less",
        schema_valid=False,
        effect=_is_needed,
        code="DC003",
        applies=lambda place: namespace_of(place.element) != "",
        edit=_slash,
    ),
    Mutation(
        id="wrong-prefix-same-ns",
        family="structure",
        what="an element has another prefix for its namespace",
        schema_valid=True,
        effect=Effect.SAME,
        code=None,
        applies=lambda place: namespace_of(place.element) != "" and not place.is_xml,
        edit=_other_prefix,
    ),
    Mutation(
        id="default-ns-lost",
        family="structure",
        what="the root declares no default namespace",
        schema_valid=False,
        effect=Effect.THROWS,
        code="DC003",
        applies=lambda place: place.role is Role.ROOT and place.element.prefix is None and None in place.element.nsmap,
        edit=_lose_default,
    ),
    Mutation(
        id="wrong-root",
        family="structure",
        what="the root has a name of no contract",
        schema_valid=False,
        effect=Effect.THROWS,
        code="DC002",
        applies=lambda place: place.role is Role.ROOT,
        edit=_rename,
    ),
    Mutation(
        id="text-in-complex",
        family="structure",
        what="text stands between the members or the items",
        schema_valid=False,
        effect=Effect.THROWS,
        code="DC011",
        applies=_is_complex,
        edit=_add_text,
    ),
    Mutation(
        id="item-renamed",
        family="structure",
        what="an item has a name of no meaning",
        schema_valid=False,
        effect=_is_needed,
        code="DC006",
        applies=_is_item,
        edit=_rename,
    ),
    Mutation(
        id="case-flip",
        family="structure",
        what="the first letter of a member, of a key or of a value is in the other case",
        schema_valid=False,
        effect=_is_needed,
        code="DC006",
        applies=_may_flip,
        edit=_flip,
    ),
    Mutation(
        id="element-in-text",
        family="structure",
        what="an element stands in a simple value",
        schema_valid=False,
        effect=Effect.THROWS,
        code="DC014",
        applies=lambda place: place.is_simple and place.has_content,
        edit=_add_element,
    ),
    Mutation(
        id="xml-missing",
        family="structure",
        what="a member that is an XML element is empty",
        schema_valid=True,
        effect=Effect.THROWS,
        code="DC017",
        applies=_is_xml_element,
        edit=_take_xml,
    ),
    Mutation(
        id="xml-twice",
        family="structure",
        what="a member that is an XML element holds a second one",
        schema_valid=True,
        effect=Effect.IGNORED,
        code="DC017",
        applies=_is_xml_element,
        edit=_add_xml,
    ),
)
