"""Components that are right beyond doubt: written in the few words that classes, lists and enumerations need.

Of these words the rules of XML Schema are few, and are told here in one walk. What uses any other, or may break a rule,
is not plain: whether it is right, xmlschema says, which takes about a hundred times as long.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrs import define, field
from lxml import etree

from dcxml.contract.primitives import XML_SCHEMA_TYPES, primitive_contract
from dcxml.qname import FACTORY_TYPE, ID, REF, SERIALIZATION, XS, QName
from dcxml.xsd.documents import child_elements, resolve
from dcxml.xsd.references import references_of, symbol_space
from dcxml.xsd.vocabulary import ANY_TYPE, STRING, xs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dcxml.xsd.documents import SchemaDocument

__all__ = ["doubtful_components", "is_plain_root"]

_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9._-]{0,200}")
_QNAME: Final = re.compile(r"(?:[A-Za-z_][A-Za-z0-9._-]*:)?[A-Za-z_][A-Za-z0-9._-]*")
_URI: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9:/._-]*")
_NUMBER: Final = re.compile(r"[0-9]{1,9}")
_OCCURS: Final = re.compile(r"[0-9]{1,9}|unbounded")
_BOOLEAN: Final = re.compile(r"true|false|1|0")
_FORM: Final = re.compile(r"qualified|unqualified")
_ANYTHING: Final = re.compile(r"(?s).*")
_WILDCARD: Final = {
    "namespace": re.compile(r"##any|##other|##local"),
    "processContents": re.compile(r"lax|skip|strict"),
}
_ANY: Final = "##any"
_WORDS: Final[dict[str, dict[str, re.Pattern[str]]]] = {
    "schema": {"targetNamespace": _URI, "elementFormDefault": _FORM, "attributeFormDefault": _FORM},
    "import": {"namespace": _URI, "schemaLocation": _ANYTHING},
    "include": {"schemaLocation": _ANYTHING},
    "annotation": {},
    "documentation": {},
    "appinfo": {},
    "complexType": {"name": _NAME, "mixed": _BOOLEAN},
    "complexContent": {"mixed": re.compile("false")},
    "extension": {"base": _QNAME},
    "sequence": {},
    "element": {
        "name": _NAME,
        "type": _QNAME,
        "minOccurs": _NUMBER,
        "maxOccurs": _OCCURS,
        "nillable": _BOOLEAN,
        "form": _FORM,
    },
    "any": {"minOccurs": _NUMBER, "maxOccurs": _OCCURS, **_WILDCARD},
    "anyAttribute": _WILDCARD,
    "attribute": {"ref": _QNAME},
    "simpleType": {"name": _NAME},
    "list": {},
    "restriction": {"base": _QNAME},
    "enumeration": {"value": _ANYTHING},
}
"""The words that may be plain, and their attributes; where an element may stand, its parent says."""
_GLOBAL: Final = tuple(
    map(xs, ("complexType", "simpleType", "element", "group", "attribute", "attributeGroup", "notation"))
)
_ATTRIBUTES: Final = {ID, REF, FACTORY_TYPE}
_SERIALIZATION_TYPES: Final = ("char", "duration", "guid")


def doubtful_components(documents: Iterable[SchemaDocument]) -> set[etree._Element]:
    """Return the global components that are not plain, and all that these refer to."""
    judgement = _Judgement()
    for document in documents:
        judgement.add(document)
    return judgement.doubtful()


@define
class _Judgement:
    """One run over the components of all documents."""

    components: dict[tuple[str, QName], etree._Element] = field(factory=dict)
    waiting: list[etree._Element] = field(factory=list)
    doubted: set[etree._Element] = field(factory=set)
    taken: dict[etree._Element, frozenset[str] | None] = field(factory=dict)
    """The names of the elements and attributes that a global type adds to its base's; None where it is not plain."""
    bases: dict[etree._Element, etree._Element | None] = field(factory=dict)

    def add(self, document: SchemaDocument) -> None:
        """Take in the components of a document; all are doubtful where its own words are."""
        is_plain = is_plain_root(document.root)
        for element in child_elements(document.root):
            if element.tag in (xs("import"), xs("include")):
                continue
            name = QName(document.namespace, element.get("name", ""))
            self.components[symbol_space(element), name] = element
            self.waiting.append(element)
            if not is_plain:
                self.doubted.add(element)

    def doubtful(self) -> set[etree._Element]:
        """Return the components that are in doubt, with those that they refer to, whatever these are."""
        found = [element for element in self.waiting if element in self.doubted or not self._is_plain(element)]
        kept = set(found)
        for element in found:  # grows while it is walked
            for each in self._referred(element):
                if each not in kept:
                    kept.add(each)
                    found.append(each)
        return kept

    def _referred(self, element: etree._Element) -> Iterator[etree._Element]:
        """Yield the components that one refers to, and that are here."""
        for reference in references_of(element):
            key = reference.kind, reference.name
            if key in self.components:
                yield self.components[key]

    def _is_plain(self, element: etree._Element) -> bool:
        if "name" not in element.attrib:
            return False
        if element.tag == xs("complexType"):
            return self._is_plain_class(element)
        if element.tag == xs("simpleType"):
            return self._is_plain_simple_type(element)
        allowed = {"name", "type", "nillable"}
        return element.tag == xs("element") and allowed.issuperset(element.attrib) and self._is_plain_element(element)

    def _is_plain_class(self, element: etree._Element) -> bool:
        """Tell it of a global complex type, once its bases are known."""
        line: list[etree._Element] = []
        each: etree._Element | None = element
        while each is not None and each not in self.taken:
            self.taken[each] = None  # what leads back to itself is in doubt
            line.append(each)
            base = self.bases[each] = self._base(each)
            each = base
        for each in reversed(line):
            if each not in self.doubted:
                self.taken[each] = self._own_names(each)
        return self.taken[element] is not None

    def _base(self, element: etree._Element) -> etree._Element | None:
        extension = element.find(f"{xs('complexContent')}/{xs('extension')}")
        if extension is None or not _QNAME.fullmatch(extension.get("base", "")):
            return None
        return self.components.get(("type", resolve(extension, extension.get("base", ""))))

    def _own_names(self, element: etree._Element) -> frozenset[str] | None:
        """Return the names that a complex type adds to those of its base, which is known; None where it is in doubt."""
        children = _children(element)
        content, base = element, None
        if children is not None and [child.tag for child in children] == [xs("complexContent")]:
            extensions = _children(children[0])
            if extensions is None or [child.tag for child in extensions] != [xs("extension")]:
                return None
            content = extensions[0]
            base, children = self._base(element), _children(content)
            if base is None or self.taken.get(base) is None or "mixed" in element.attrib:
                return None
        if children is None:
            return None
        names: list[str] = []
        for place, child in enumerate(children):
            if child.tag == xs("sequence") and place == 0:
                found = self._elements_of(child, is_alone=content is element)
            elif child.tag == xs("attribute"):
                found = _attribute_of(child)
            elif child.tag == xs("anyAttribute") and child is children[-1] and content is element:
                found = [] if _children(child) == [] else None
            else:
                found = None
            if found is None:
                return None
            names += found
        own = frozenset(names)
        return own if len(own) == len(names) and self._are_free(own, base) else None

    def _are_free(self, names: frozenset[str], base: etree._Element | None) -> bool:
        """Tell whether no base has one of the names, or a wildcard beside any."""
        while base is not None and names:
            inherited = self.taken[base] or frozenset()
            if _ANY in inherited or not names.isdisjoint(inherited):
                return False
            base = self.bases[base]
        return True

    def _elements_of(self, sequence: etree._Element, *, is_alone: bool) -> list[str] | None:
        """Return the names of the elements in a sequence, ``##any`` for a wildcard, which must be alone."""
        items = _children(sequence)
        if items is None:
            return None
        if is_alone and [item.tag for item in items] == [xs("any")]:
            return [_ANY] if _children(items[0]) == [] and _is_occurring(items[0]) else None
        is_plain = all(
            item.tag == xs("element") and "name" in item.attrib and _is_occurring(item) and self._is_plain_element(item)
            for item in items
        )
        return [item.get("name", "") for item in items] if is_plain else None

    def _is_plain_element(self, element: etree._Element) -> bool:
        children = _children(element)
        if children is None or not _is_in_words(element):
            return False
        if "type" in element.attrib:
            return not children and self._is_type(element, element.get("type", ""))
        if not children:
            return True
        if len(children) > 1 or "name" in children[0].attrib:
            return False
        if children[0].tag == xs("complexType"):
            return self._own_names(children[0]) is not None
        return children[0].tag == xs("simpleType") and self._is_plain_simple_type(children[0])

    def _is_type(self, element: etree._Element, text: str) -> bool:
        name = resolve(element, text)
        if name.namespace == XS:
            return name == ANY_TYPE or name in XML_SCHEMA_TYPES or primitive_contract(name) is not None
        if name.namespace == SERIALIZATION:
            return name.name in _SERIALIZATION_TYPES
        return ("type", name) in self.components

    def _is_plain_simple_type(self, element: etree._Element) -> bool:
        """Tell whether a simple type is an enumeration of strings, or a list of one without a name."""
        children = _children(element)
        if children is None or len(children) != 1 or not _is_in_words(element):
            return False
        restriction = children[0]
        if restriction.tag == xs("list"):
            inner = _children(restriction)
            return (
                inner is not None
                and [child.tag for child in inner] == [xs("simpleType")]
                and "name" not in inner[0].attrib
                and [child.tag for child in _children(inner[0]) or ()] == [xs("restriction")]
                and self._is_plain_simple_type(inner[0])
            )
        values = _children(restriction)
        if restriction.tag != xs("restriction") or values is None or not _is_in_words(restriction):
            return False
        texts = [value.get("value") for value in values]
        return (
            _QNAME.fullmatch(restriction.get("base", "")) is not None
            and resolve(restriction, restriction.get("base", "")) == STRING
            and all(value.tag == xs("enumeration") and _children(value) == [] for value in values)
            and None not in texts
            and len(set(texts)) == len(texts)
        )


def is_plain_root(root: etree._Element) -> bool:
    """Tell it of the schema's own attributes and imports: whatever else stands in it is plain or not by itself."""
    if not _is_in_words(root) or (root.text or "").strip():
        return False
    is_behind = False
    for child in root.iterchildren(etree.Element):
        if (child.tail or "").strip():
            return False
        if child.tag == xs("annotation"):
            if not _is_annotation(child):
                return False
        elif child.tag in (xs("import"), xs("include")):
            namespace = child.get("namespace")
            is_import = child.tag == xs("import")
            is_of_itself = is_import and (namespace is None or namespace == root.get("targetNamespace"))
            if is_behind or is_of_itself or _children(child) != []:
                return False
        elif child.tag in _GLOBAL:
            is_behind = True
        else:
            return False
    return True


def _children(element: etree._Element) -> list[etree._Element] | None:
    """Return the elements inside, but for the annotation; None where the element is not in the plain words."""
    if not _is_in_words(element) or (element.text or "").strip():
        return None
    children = []
    for place, child in enumerate(element.iterchildren(etree.Element)):
        if (child.tail or "").strip():
            return None
        if child.tag != xs("annotation"):
            children.append(child)
        elif place > 0 or not _is_annotation(child):
            return None
    return children


def _is_annotation(element: etree._Element) -> bool:
    """Tell whether an annotation has its parts and nothing else; what these say is free."""
    if not _is_in_words(element) or (element.text or "").strip():
        return False
    for part in element.iterchildren(etree.Element):
        is_known = part.tag in (xs("documentation"), xs("appinfo")) and not part.attrib
        if not is_known or (part.tail or "").strip():
            return False
    return True


def _is_in_words(element: etree._Element) -> bool:
    tag = str(element.tag)
    words = _WORDS.get(tag.removeprefix(xs(""))) if tag.startswith(xs("")) else None
    if words is None:
        return False
    return all(name in words and words[str(name)].fullmatch(str(text)) for name, text in element.attrib.items())


def _is_occurring(particle: etree._Element) -> bool:
    """Tell whether a particle may occur at all, and at least as often as it must."""
    if not _is_in_words(particle):
        return False
    least, most = int(particle.get("minOccurs", "1")), particle.get("maxOccurs", "1")
    return most == "unbounded" or (int(most) >= max(least, 1))


def _attribute_of(attribute: etree._Element) -> list[str] | None:
    """Return the name of an attribute of the serializer that is referred to; None for any other."""
    if _children(attribute) != [] or "ref" not in attribute.attrib:
        return None
    name = resolve(attribute, attribute.get("ref", "")).clark
    return [f"@{name}"] if name in _ATTRIBUTES else None
