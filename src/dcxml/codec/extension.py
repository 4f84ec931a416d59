"""Elements no contract knows, kept so that they can be written back where they stood.

.NET keeps them as ``ExtensionDataObject``; here they are small immutable trees of names, attributes and texts.
Namespace declarations are kept as they were; a prefix inside ``i:type`` or an ``xs:QName`` is resolved and made anew on
writing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from dcxml.codec.dialects import WRITTEN_OUT, Dialect, start_tag
from dcxml.codec.stack import LEVELS_PER_STACK, on_fresh_stack
from dcxml.qname import NIL, TYPE, XML, XS, QName

if TYPE_CHECKING:
    from lxml import etree

    from dcxml.codec.dialects import Scope, StartTag

__all__ = [
    "Attribute",
    "ExtensionElement",
    "KeptElement",
    "read_attributes",
    "read_extension",
    "write_attributes",
    "write_extension",
]


_NIL: Final = QName.from_clark(NIL)
_TYPE: Final = QName.from_clark(TYPE)
_QNAME: Final = QName(XS, "QName")


@frozen
class Attribute:
    """An attribute: its name, its prefix in the document, and its text (a `QName` for ``i:type``)."""

    name: QName
    prefix: str
    value: str | QName


@frozen
class ExtensionElement:
    """An element as it stood: name, declarations of its own (prefix, namespace), attributes, texts and children.

    The text of an element whose ``i:type`` says that it is an ``xs:QName`` is a `QName`.
    """

    name: QName
    declarations: tuple[tuple[str, str], ...] = ()
    attributes: tuple[Attribute, ...] = ()
    children: tuple[ExtensionElement | str | QName, ...] = ()

    @property
    def type(self) -> QName | None:
        """Return what ``i:type`` names; None where there is none, or its prefix is not declared."""
        named = (attribute.value for attribute in self.attributes if attribute.name == _TYPE)
        return next((name for name in named if isinstance(name, QName)), None)

    @property
    def is_nil(self) -> bool:
        """Tell whether ``i:nil`` says true."""
        return any(each.name == _NIL and each.value in ("true", "1") for each in self.attributes)


@frozen
class KeptElement:
    """An unknown element and its place: ``after`` is the index of the member it followed, -1 for none."""

    after: int
    element: ExtensionElement


def read_extension(element: etree._Element, depth: int = 1) -> ExtensionElement:
    """Return the element with all that is in it; processing instructions are left out, as the parser's comments are.

    ``depth`` counts the levels of the call itself: every few go on with a fresh stack.
    """
    if depth % LEVELS_PER_STACK == 0:
        read: ExtensionElement = on_fresh_stack(_read_extension, element, depth)
        return read
    return _read_extension(element, depth)


def _read_extension(element: etree._Element, depth: int) -> ExtensionElement:
    children: list[ExtensionElement | str] = [element.text] if element.text else []
    for child in element:
        if isinstance(child.tag, str):
            children.append(read_extension(child, depth + 1))
        if child.tail:
            children.append(child.tail)
    if any(isinstance(child, ExtensionElement) for child in children):
        children = _without_indentation(children)
    attributes = read_attributes(element)
    kept = ExtensionElement(QName.from_clark(str(element.tag)), _declarations(element), attributes, tuple(children))
    if kept.type == _QNAME and len(children) == 1 and isinstance(children[0], str):
        return evolve(kept, children=(_resolve(children[0], element),))
    return kept


def read_attributes(element: etree._Element) -> tuple[Attribute, ...]:
    """Return the attributes of an element, ``i:type`` resolved."""
    if not element.keys():
        return ()
    prefixes = {namespace: prefix or "" for prefix, namespace in element.nsmap.items()}
    found = []
    for clark, value in element.items():
        name = QName.from_clark(clark)
        kept = _resolve(value, element) if name == _TYPE else value
        found.append(Attribute(name, "xml" if name.namespace == XML else prefixes.get(name.namespace, ""), kept))
    return tuple(found)


def write_extension(element: ExtensionElement, scope: Scope) -> str:
    """Return the element's text in a scope, in the manner of the scope's dialect."""
    if scope.depth % LEVELS_PER_STACK == 0:
        return str(on_fresh_stack(_write_extension, element, scope))
    return _write_extension(element, scope)


def _write_extension(element: ExtensionElement, scope: Scope) -> str:
    tag = start_tag(scope, element.name.name, element.name.namespace)
    for prefix, namespace in element.declarations:
        if prefix:
            tag.declare_prefix(prefix, namespace)
    # Null has no type where .NET writes extension data.
    kept = (each for each in element.attributes if each.name != _TYPE or not element.is_nil)
    write_attributes(tuple(kept), tag)
    children = [
        tag.qname(child.namespace, child.name) if isinstance(child, QName) else child for child in element.children
    ]
    start = tag.start()
    content = "".join(
        scope.escapes.text(child) if isinstance(child, str) else write_extension(child, start.content)
        for child in children
    )
    if not content and element.type in WRITTEN_OUT and not element.is_nil and scope.dialect is Dialect.XML_WRITER:
        return f"{start.open}{start.close}"
    return start.around(content)


def write_attributes(attributes: tuple[Attribute, ...], tag: StartTag) -> None:
    """Add kept attributes to a start tag."""
    for attribute in attributes:
        value = attribute.value
        text = tag.qname(value.namespace, value.name) if isinstance(value, QName) else value
        prefix = attribute.prefix or (tag.declare(attribute.name.namespace) if attribute.name.namespace else "")
        tag.attribute(prefix, attribute.name.name, attribute.name.namespace, text)


def _without_indentation(children: list[ExtensionElement | str]) -> list[ExtensionElement | str]:
    """Drop the texts between child elements where all of them are white space."""
    if any(isinstance(child, str) and child.strip() for child in children):
        return children
    return [child for child in children if not isinstance(child, str)]


def _declarations(element: etree._Element) -> tuple[tuple[str, str], ...]:
    parent = element.getparent()
    outer = {} if parent is None else parent.nsmap
    own = ((prefix or "", namespace) for prefix, namespace in element.nsmap.items() if outer.get(prefix) != namespace)
    return tuple(own)


def _resolve(value: str, element: etree._Element) -> str | QName:
    prefix, colon, name = value.strip().rpartition(":")
    namespace = element.nsmap.get(prefix if colon else None)
    if namespace is None and colon:
        return value
    return QName(namespace or "", name)
