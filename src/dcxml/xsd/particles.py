"""The elements of a content model that is one sequence in effect, however it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import frozen
from lxml import etree

from dcxml.xsd.documents import child_elements, resolve
from dcxml.xsd.refusals import refuse
from dcxml.xsd.vocabulary import xs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dcxml.qname import QName
    from dcxml.xsd.reading import Reading

__all__ = ["LocalElement", "is_true", "local_elements", "root_sequence"]

_PARTICLES: Final = tuple(xs(name) for name in ("sequence", "all", "choice", "group"))
_ONLY_LOCAL: Final = "only local elements can be imported in a sequence"


@frozen
class LocalElement:
    """An element of a content model: the ``particle`` says how often, the ``declaration`` what it is.

    They are the same but where the particle refers to a global element, which is then ``declared`` by this name.
    """

    particle: etree._Element
    declaration: etree._Element
    declared: QName | None = None

    @property
    def name(self) -> str:
        """The local name of the element."""
        return str(self.declaration.get("name", ""))

    @property
    def is_required(self) -> bool:
        """Tell whether it must be there."""
        return self.min_occurs > 0

    @property
    def min_occurs(self) -> int:
        """How often it must be there."""
        return int(self.particle.get("minOccurs", "1"))

    @property
    def max_occurs(self) -> str:
        """How often it may be there: a number, or ``unbounded``."""
        return str(self.particle.get("maxOccurs", "1")).strip()


def is_true(element: etree._Element, attribute: str) -> bool:
    """Tell whether an attribute of the type xs:boolean is set."""
    return str(element.get(attribute, "")).strip() in ("true", "1")


def root_sequence(content: etree._Element) -> etree._Element | None:
    """Return the root particle of a content model, None where it is empty."""
    return next((child for child in child_elements(content) if child.tag in _PARTICLES), None)


def local_elements(content: etree._Element, owner: QName, reading: Reading) -> list[LocalElement]:
    """Return the elements of the content model of the type ``owner``.

    .NET takes a sequence of local elements that occurs once. Other ways to write the same are noted: a group that is
    a sequence, a sequence within one, a reference to a global element, a sequence that may be absent as all in it may.

    :raises Refused: where the content model is not one sequence in effect.
    """
    root = root_sequence(content)
    if root is None:
        return []
    if root.tag in (xs("all"), xs("choice")):
        refuse(_not_a_sequence(root), root)
    if root.tag == xs("group"):
        reading.refusals.note(owner, _not_a_sequence(root), root)
        root = _grouped(root, reading)
    if _occurs(root, "maxOccurs") != "1":
        refuse("the root sequence must occur exactly once", root)
    elements = list(_flat(root, owner, reading))
    if _occurs(root, "minOccurs") != "1":
        reason = "the root sequence must occur exactly once"
        if any(element.is_required for element in elements):
            refuse(reason, root)
        reading.refusals.note(owner, reason, root)
    return [element for element in elements if not _is_never(element, owner, reading)]


def _flat(sequence: etree._Element, owner: QName, reading: Reading) -> Iterator[LocalElement]:
    for item in child_elements(sequence):
        if item.tag == xs("element") and "ref" not in item.attrib:
            yield LocalElement(item, item)
        elif item.tag == xs("element"):
            yield _referred(item, owner, reading)
        elif item.tag in (xs("sequence"), xs("group")) and _is_once(item):
            inner = _grouped(item, reading) if item.tag == xs("group") else item
            if not _is_once(inner):
                refuse(_ONLY_LOCAL, item)
            yield from _flat(inner, owner, reading)
            reading.refusals.note(owner, _ONLY_LOCAL, item)
        else:
            refuse(_ONLY_LOCAL, item)


def _referred(particle: etree._Element, owner: QName, reading: Reading) -> LocalElement:
    """Return the global element that a particle refers to, where a local one would be the same."""
    name = resolve(particle, particle.get("ref", ""))
    reason = f"{_ONLY_LOCAL}, no reference to the element {name.clark}"
    declaration = reading.components.elements.get(name)
    if (
        declaration is None
        or name.namespace != owner.namespace
        or name in reading.components.heads
        or is_true(declaration, "abstract")
        or not {"default", "fixed", "substitutionGroup"}.isdisjoint(declaration.attrib)
    ):
        refuse(reason, particle)
    reading.refusals.note(owner, reason, particle)
    return LocalElement(particle, declaration, name)


def _grouped(reference: etree._Element, reading: Reading) -> etree._Element:
    """Return the sequence that a reference to a group stands for."""
    group = reading.components.groups.get(resolve(reference, reference.get("ref", "")))
    particle = None if group is None else next(child_elements(group), None)
    if particle is None or particle.tag != xs("sequence") or not _is_once(reference):
        refuse(_not_a_sequence(reference), reference)
    return particle


def _is_never(element: LocalElement, owner: QName, reading: Reading) -> bool:
    if element.max_occurs != "0":
        return False
    reading.refusals.note(owner, "maxOccurs must be 1", element.particle)
    return True


def _is_once(particle: etree._Element) -> bool:
    return _occurs(particle, "minOccurs") == _occurs(particle, "maxOccurs") == "1"


def _occurs(particle: etree._Element, attribute: str) -> str:
    return str(particle.get(attribute, "1")).strip()


def _not_a_sequence(particle: etree._Element) -> str:
    return f"the root particle must be a sequence, not xs:{etree.QName(particle).localname}"
