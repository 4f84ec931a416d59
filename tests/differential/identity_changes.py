"""Changes of identities: ``z:Id``, ``z:Ref`` and ``z:Size`` on elements of every kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dcxml.qname import ID, REF, SERIALIZATION
from differential.chosen import elements, one

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml import etree

    from differential.chosen import Pick

__all__ = ["IDENTITY_CHANGES"]

_SIZE: Final = f"{{{SERIALIZATION}}}Size"


def _having(root: etree._Element, *names: str) -> list[etree._Element]:
    return [each for each in elements(root) if any(name in each.attrib for name in names)]


def _identities(root: etree._Element) -> list[str]:
    """Return the identities of the document, earlier ones first."""
    return [each.attrib[ID] for each in _having(root, ID)]


def _changed(root: etree._Element, pick: Pick[Any]) -> bool:
    """Change an identity or a reference: another one, an empty one, none."""
    chosen = one([(each, name) for name in (ID, REF) for each in _having(root, name)], pick)
    if chosen is None:
        return False
    element, name = chosen
    text = pick((None, "", "i1", "i2", "i99", " i1", "1", "x y", *_identities(root)))
    if text is None:
        del element.attrib[name]
    else:
        element.set(name, text)
    return True


def _in_place_of_object(root: etree._Element, pick: Pick[Any]) -> bool:
    """Let an object with an identity refer to another one instead, with its content or without."""
    element = one(_having(root, ID, REF), pick)
    if element is None:
        return False
    return _referring(root, element, pick)


def _anywhere(root: etree._Element, pick: Pick[Any]) -> bool:
    """Let any element refer to another one: an earlier, a later, its own, none."""
    return _referring(root, pick(elements(root)), pick)


def _referring(root: etree._Element, element: etree._Element, pick: Pick[Any]) -> bool:
    element.set(REF, pick([*_identities(root), "i1", "i99", ""]))
    if pick((True, True, False)):
        element.attrib.pop(ID, None)
    if pick((True, False)):
        element[:] = []
        element.text = None
    return True


def _added(root: etree._Element, pick: Pick[Any]) -> bool:
    """Give any element an identity: a new one, an empty one, another's."""
    pick(elements(root)).set(ID, pick(["m1", "i1", "", *_identities(root)]))
    return True


def _given_and_taken(root: etree._Element, pick: Pick[Any]) -> bool:
    """Give an element an identity, and let one of the same name, or any other one, refer to it."""
    element = pick(elements(root))
    others = [each for each in elements(root) if each is not element]
    alike = [each for each in others if each.tag == element.tag]
    other = one(alike if alike and pick((True, True, False)) else others, pick)
    if other is None:
        return False
    element.set(ID, "m1")
    other.set(REF, "m1")
    other.attrib.pop(ID, None)
    if pick((True, True, False)):
        other[:] = []
        other.text = None
    return True


def _size(root: etree._Element, pick: Pick[Any]) -> bool:
    """Say how many items there are: as many, more, fewer, no number."""
    branches = [each for each in elements(root) if len(each) or _SIZE in each.attrib]
    element = pick(branches if branches and pick((True, True, False)) else elements(root))
    count = len(element)
    element.set(
        _SIZE, pick((str(count), str(count + 1), str(count - 1), f" {count} ", "0", "x", "", "+1", "2147483648"))
    )
    return True


IDENTITY_CHANGES: Final[dict[str, Callable[[etree._Element, Pick[Any]], bool]]] = {
    "z:Id or z:Ref changed": _changed,
    "z:Ref in place of an object": _in_place_of_object,
    "z:Ref anywhere": _anywhere,
    "z:Id anywhere": _added,
    "z:Id and z:Ref to it": _given_and_taken,
    "z:Size": _size,
}
