"""The global components of a set of schemas by name: types, elements and groups. Knows no contract."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from attrs import define, field

from dcxml.qname import QName
from dcxml.xsd.documents import child_elements, resolve
from dcxml.xsd.vocabulary import xs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml import etree

    from dcxml.xsd.documents import SchemaDocument

__all__ = ["Component", "Components", "derivation_of"]


class Component(NamedTuple):
    """A type, an element or a group, and its name."""

    name: QName
    element: etree._Element


@define
class Components:
    """The components of all documents; ``types`` grows by those without a name, as they are given one."""

    documents: list[SchemaDocument]
    types: dict[QName, etree._Element] = field(init=False)
    elements: dict[QName, etree._Element] = field(init=False)
    groups: dict[QName, etree._Element] = field(init=False)
    heads: set[QName] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.types = {**self._named("complexType"), **self._named("simpleType")}
        self.elements = self._named("element")
        self.groups = self._named("group")
        self.heads = {
            resolve(element, element.get("substitutionGroup", ""))
            for element in self.elements.values()
            if "substitutionGroup" in element.attrib
        }

    def in_order(self, *kinds: str) -> Iterator[Component]:
        """Yield the global components of these kinds, in the documents' order."""
        tags = [xs(kind) for kind in kinds]
        for document in self.documents:
            for element in child_elements(document.root):
                if element.tag in tags:
                    yield Component(QName(document.namespace, element.get("name", "")), element)

    def bases_first(self, kind: str) -> Iterator[Component]:
        """Yield the global types of a kind, each after the one that it derives from."""
        met: set[QName] = set()
        for component in self.in_order(kind):
            line = [component]
            while line[-1].name not in met:
                met.add(line[-1].name)
                base = self._base(line[-1].element)
                if base is None or base in met or base not in self.types:
                    break
                line.append(Component(base, self.types[base]))
            else:
                line.pop()
            yield from (each for each in reversed(line) if each.element.tag == xs(kind))

    def _named(self, kind: str) -> dict[QName, etree._Element]:
        return dict(self.in_order(kind))

    def _base(self, element: etree._Element) -> QName | None:
        derivation = derivation_of(element)
        if derivation is None or "base" not in derivation.attrib:
            return None
        return resolve(derivation, derivation.get("base", ""))


def derivation_of(element: etree._Element) -> etree._Element | None:
    """Return the restriction or extension that a type is, if it is one."""
    children: Iterable[etree._Element] = child_elements(element)
    for child in children:
        if child.tag in (xs("complexContent"), xs("simpleContent")):
            return next(child_elements(child), None)
        if child.tag == xs("restriction"):
            return child
    return None
