"""The faults of structure in words: what is unknown, out of order, repeated, missing, or stands between elements."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from attrs import evolve

from dcxml.contract import CollectionDataContract
from dcxml.lexical.characters import WHITE_SPACE
from dcxml.near_names import near_names
from dcxml.validation import rules
from dcxml.validation.facts import REFUSED
from dcxml.validation.faults import Fault, Spot, local_name, name_of_type, shorten, some_of, texts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from lxml import etree

    from dcxml.contract import DataContract
    from dcxml.validation.member_order import Arrangement

__all__ = [
    "count_faults",
    "key_fault",
    "missing",
    "nearest",
    "out_of_order",
    "repeated",
    "stray_element",
    "stray_text",
    "unknown",
    "untyped_content",
]


def nearest(name: str, names: Iterable[str]) -> str | None:
    """Return the name that was probably meant: the same in another case, or much alike."""
    known = list(names)
    same = next((each for each in known if each.casefold() == name.casefold()), None)
    return same or next(iter(near_names(name, known, most=1)), None)


def repeated(element: etree._Element, first: etree._Element) -> Fault:
    """Return the fault of a member that has stood before."""
    name = local_name(element)
    return Fault(
        rule=rules.TWICE,
        element=element,
        related=((first, f"{name} is here first"),),
        message=f"{name} occurs again here; .NET reads only the first",
        found=name,
        expected=f"one {name}",
    )


def out_of_order(
    elements: Sequence[etree._Element], position: int, arrangement: Arrangement, *, required: AbstractSet[str]
) -> Fault:
    """Return the fault of an element in the wrong place, which says where it belongs and what .NET would lose."""
    name = local_name(elements[position])
    side, other = arrangement.neighbour(position)
    lost = [position] if position in arrangement.lost else arrangement.lost
    is_refused = any(str(elements[at].tag) in required for at in lost)
    what = "it" if position in arrangement.lost else some_of(local_name(elements[at]) for at in lost)
    place = f"{side} {local_name(elements[other])}"
    return Fault(
        rule=rules.OUT_OF_ORDER,
        element=elements[position],
        facts=REFUSED if is_refused else None,
        related=((elements[other], f"{name} belongs {side} this"),),
        message=f"{name} is expected {place}; .NET would {'refuse' if is_refused else 'lose'} {what}",
        found=name,
        expected=f"{name} {place}",
    )


def unknown(
    element: etree._Element, contract: DataContract, names: Sequence[str], *, is_item: bool, is_refused: bool
) -> Fault:
    """Return the fault of an element of no meaning, with the name that was probably meant.

    ``is_refused`` tells that .NET misses what was meant, or reads an array of numbers, and throws.
    """
    allowed = some_of(names) if names else "none"
    near = nearest(local_name(element), names)
    what, plural = ("an item", "items") if is_item else ("a member", "members")
    return Fault(
        rule=rules.UNKNOWN_MEMBER,
        element=element,
        facts=REFUSED if is_refused else None,
        message=f"{local_name(element)} is not {what} of {name_of_type(contract.name)}, whose {plural} are {allowed};"
        f" .NET would {'refuse' if is_refused else 'skip'} it" + (f"; did you mean {near}?" if near else ""),
        found=str(element.tag),
        expected=near or allowed,
    )


def missing(element: etree._Element, contract: DataContract, name: str) -> Fault:
    """Return the fault of a class without a member that must be there."""
    return Fault(
        rule=rules.MISSING_MEMBER,
        element=element,
        spot=Spot.START_TAG,
        message=f"{local_name(element)}: the required member {name} of {name_of_type(contract.name)} is missing",
        found=None,
        expected=name,
    )


def stray_text(element: etree._Element, contract: DataContract) -> Iterator[Fault]:
    """Yield the fault of each text between the elements of a class, or of the first one in a collection.

    A collection may be too large to be looked at all at once, so there it is told with the element.
    """
    is_list = isinstance(contract, CollectionDataContract)
    for spot, text in islice(texts_of(element), 1 if is_list else None):
        yield Fault(
            rule=rules.STRAY_TEXT,
            element=element,
            spot=evolve(spot, is_told_first=is_list),
            message=f"{local_name(element)}: the text {shorten(text)} is not allowed;"
            f" {name_of_type(contract.name)} contains only elements",
            found=text,
            expected="elements only",
        )


def stray_element(element: etree._Element, child: etree._Element, contract: DataContract) -> Fault:
    """Return the fault of an element inside a simple value."""
    return Fault(
        rule=rules.STRAY_ELEMENT,
        element=child,
        message=f"{local_name(child)} is not allowed inside {local_name(element)}, whose value is"
        f" {name_of_type(contract.name)}",
        found=local_name(child),
        expected=f"text that is {name_of_type(contract.name)}",
    )


def untyped_content(element: etree._Element) -> Iterator[Fault]:
    """Yield the fault of an object that has a content and does not say its type."""
    text = "".join(element.itertext()).strip(WHITE_SPACE)
    child = next((child for child in element if isinstance(child.tag, str)), None)
    if text or child is not None:
        found = shorten(text) if text or child is None else local_name(child)
        yield Fault(
            rule=rules.UNTYPED,
            element=element,
            message=f"{local_name(element)} holds {found} and does not say its type; .NET refuses any content of an"
            " object without i:type",
            found=text or found,
            expected="i:type, or an empty element",
        )


def count_faults(
    element: etree._Element, contract: CollectionDataContract, items: Sequence[etree._Element]
) -> Iterator[Fault]:
    """Yield the fault of fewer items than the schema asks for, or of the first beyond what it allows."""
    least, most, count = contract.min_items, contract.max_items, len(items)
    if count < least:
        bound, blamed = f"minOccurs is {least}", element
    elif most is not None and count > most:
        bound, blamed = f"maxOccurs is {most}", items[most]
    else:
        return
    said = "1 item" if count == 1 else f"{count} items"
    yield Fault(
        rule=rules.SCHEMA,
        element=blamed,
        message=f"{local_name(element)} has {said}, but {name_of_type(contract.name)}'s {bound}",
        found=said,
        expected=bound,
    )


def key_fault(key: etree._Element, *, found: str, expected: str) -> Fault:
    """Return the fault of a key that is null or occurs again."""
    said = "is null" if found == "null" else f"{found} occurs again"
    return Fault(
        rule=rules.DUPLICATE_KEY,
        element=key,
        message=f"{local_name(key)} {said}; .NET would refuse the dictionary",
        found=found,
        expected=expected,
    )
