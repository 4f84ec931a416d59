"""Documents made from a schema alone, by xmlschema's component model, and others a step or two away from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import field, frozen
from lxml import etree
from xmlschema import XsdElement

from dcxml.qname import SERIALIZATION, XS, XSI
from support.schema_texts import TEXTS, edge_texts, fitting_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from random import Random

    import xmlschema

__all__ = ["Sampler", "Vocabulary", "mutated"]

_DEEPEST: Final = 4
_MOST: Final = 3


@frozen
class Sampler:
    """Makes documents that are valid for a schema, as far as texts of a short list are."""

    schema: xmlschema.XMLSchema10
    random: Random
    _fitting: dict[Any, list[str]] = field(factory=dict)

    def document(self, name: str) -> etree._Element | None:
        """Return a document of the global element ``name`` (Clark form), None where none was found."""
        root = etree.Element(name, nsmap={"i": XSI, "t": "urn:t"})
        try:
            self._fill(root, self.schema.maps.elements[name], depth=0)
        except LookupError:
            return None
        return root

    def _fill(self, element: etree._Element, declaration: Any, *, depth: int) -> None:
        if declaration.nillable and self.random.random() < 0.1 + depth / 10:
            element.set(f"{{{XSI}}}nil", "true")
            return
        kind = declaration.type
        if declaration.fixed is not None or (declaration.default is not None and self.random.random() < 0.5):
            element.text = declaration.fixed or declaration.default
            return
        if kind.is_simple():
            element.text = self._text(kind)
            return
        if kind.abstract:
            kind = self._derived(element, kind)
        for name, attribute in kind.attributes.items():
            if name is None or attribute.use == "prohibited":
                continue
            if attribute.use == "required" or self.random.random() < 0.5:
                element.set(name, attribute.fixed or self._text(attribute.type))
        if kind.has_simple_content():
            element.text = self._text(kind.content)
            return
        self._particle(element, kind.content, depth=depth)
        if kind.mixed and self.random.random() < 0.5:
            element.text = "text"

    def _derived(self, element: etree._Element, kind: Any) -> Any:
        others = [each for each in self.schema.maps.types.values() if each.is_derived(kind) and not each.is_simple()]
        chosen = self.random.choice([each for each in others if not each.abstract])
        element.set(f"{{{XSI}}}type", f"t:{chosen.local_name}")
        return chosen

    def _particle(self, parent: etree._Element, group: Any, *, depth: int) -> None:
        items = list(group)
        if group.model == "choice" and items:
            items = [self.random.choice(items)]
        if group.model == "all":
            self.random.shuffle(items)
        for item in items:
            for _ in range(self._times(item, depth)):
                if hasattr(item, "model"):
                    self._particle(parent, item, depth=depth)
                elif hasattr(item, "process_contents"):
                    self._any(parent, depth=depth, is_strict=item.process_contents == "strict")
                else:
                    declaration = self._substitute(item)
                    child = etree.SubElement(parent, declaration.name)
                    self._fill(child, declaration, depth=depth + 1)

    def _any(self, parent: etree._Element, *, depth: int, is_strict: bool) -> None:
        elements = self.schema.maps.elements.values() if depth <= _DEEPEST else ()
        declared = [each for each in elements if each.target_namespace not in (XS, SERIALIZATION)]
        declaration = self.random.choice(declared if is_strict and declared else [None, None, None, *declared])
        if declaration is None:
            etree.SubElement(parent, self.random.choice(["{urn:other}w", "w", "{urn:t}w"])).text = "1"
        else:
            self._fill(etree.SubElement(parent, declaration.name), declaration, depth=depth + 1)

    def _substitute(self, declaration: Any) -> Any:
        if declaration.ref is None:
            return declaration
        candidates = [declaration.ref, *declaration.ref.iter_substitutes()]
        return self.random.choice([each for each in candidates if not each.abstract])

    def _times(self, item: Any, depth: int) -> int:
        least, most = item.occurs
        if depth > _DEEPEST:
            return int(least)
        return self.random.randint(least, max(least, min(_MOST if most is None else most, max(least, 1) + 1)))

    def _text(self, kind: Any) -> str:
        if kind not in self._fitting:
            self._fitting[kind] = fitting_texts(kind) or [""]
        return self.random.choice(self._fitting[kind])


@frozen
class Vocabulary:
    """What documents may get: elements of ``names``, and ``texts`` at and across the edges of the types of these."""

    names: list[str]
    texts: dict[str, list[str]]

    @classmethod
    def of(cls, schema: xmlschema.XMLSchema10) -> Vocabulary:
        """Return that of the elements of a schema, local ones too."""
        types = {
            element.name: element.type.simple_type for element in schema.iter_components(XsdElement) if element.name
        }
        return cls(sorted(types), {name: edge_texts(kind) for name, kind in types.items() if kind is not None})


def mutated(document: etree._Element, random: Random, vocabulary: Vocabulary) -> Iterator[etree._Element]:
    """Yield copies of a document with one to three changes each."""
    for change in _CHANGES:
        for _ in range(2):
            copy = etree.fromstring(etree.tostring(document))
            for step in [change, *random.choices(_CHANGES, k=random.choice([0, 0, 1, 2]))]:
                step(random.choice(list(copy.iter())), random, vocabulary)
            yield copy


def _drop(element: etree._Element, _draw: Random, _words: Vocabulary) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _repeat(element: etree._Element, _draw: Random, _words: Vocabulary) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.insert(parent.index(element), etree.fromstring(etree.tostring(element, with_tail=False)))


def _swap(element: etree._Element, draw: Random, _words: Vocabulary) -> None:
    if len(element) > 1:
        element.append(draw.choice(list(element)))


def _add(element: etree._Element, draw: Random, words: Vocabulary) -> None:
    child = etree.Element(draw.choice([*words.names, "{urn:other}w", "w"]))
    child.text = draw.choice(["", "1"])
    element.insert(draw.randint(0, len(element)), child)


def _rename(element: etree._Element, draw: Random, words: Vocabulary) -> None:
    if element.getparent() is not None:
        local = etree.QName(element).localname
        element.tag = draw.choice([*words.names, local, f"{{urn:other}}{local}"])


def _say(element: etree._Element, draw: Random, _words: Vocabulary) -> None:
    if not len(element):
        element.text = draw.choice(TEXTS)


def _cross(element: etree._Element, draw: Random, words: Vocabulary) -> None:
    texts = words.texts.get(str(element.tag))
    if texts and not len(element):
        element.text = draw.choice(texts)


def _nil(element: etree._Element, draw: Random, _words: Vocabulary) -> None:
    element.set(f"{{{XSI}}}nil", draw.choice(["true", "false"]))


def _attribute(element: etree._Element, draw: Random, _words: Vocabulary) -> None:
    element.set(draw.choice(["x", "{urn:t}x", "{urn:other}x"]), draw.choice(TEXTS))


def _without_attribute(element: etree._Element, _draw: Random, _words: Vocabulary) -> None:
    for name in list(element.attrib)[:1]:
        del element.attrib[name]


def _mix(element: etree._Element, _draw: Random, _words: Vocabulary) -> None:
    element.tail = "text" if element.getparent() is not None else None


_CHANGES: Final[list[Callable[[etree._Element, Random, Vocabulary], None]]] = [
    *(_drop, _repeat, _swap, _add, _rename, _say, _cross, _nil, _attribute, _without_attribute, _mix)
]
