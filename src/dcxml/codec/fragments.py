"""XML as the value of a member: ``XmlElement``, ``XmlNode[]`` and ``IXmlSerializable``, read and written.

.NET's ``XmlSerializableReader`` and ``XmlSerializableWriter`` stand between the serializer and such a value: it gets
the element's content, and none of the serializer's own attributes.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen
from lxml import etree

from dcxml.binding.fragments import (
    detached_element,
    detached_nodes,
    fragment_text,
    is_content_attribute,
    is_fragment,
    parse_fragment,
    prefixes_in_text,
)
from dcxml.codec.dialects import Dialect, start_tag
from dcxml.codec.element_names import local_name
from dcxml.codec.faults import NestingError
from dcxml.codec.references import write_reference
from dcxml.contract.model import XML_ELEMENT
from dcxml.errors import LexicalError, ValueTypeError
from dcxml.lexical.characters import WHITE_SPACE, check_characters
from dcxml.lexical.name_characters import is_ncname
from dcxml.qname import REF, TYPE, XML, XSI, QName
from dcxml.quoting import escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dcxml.codec.dialects import Scope, StartTag
    from dcxml.codec.element_specs import ElementSpec
    from dcxml.codec.reading import Reading
    from dcxml.contract.model import XmlDataContract

__all__ = ["FragmentReader", "FragmentWriter", "is_bare_root"]


def is_bare_root(type_name: QName, element: QName) -> bool:
    """Tell whether the root element itself is the value: that of ``XmlElement`` under no other name (``IsAny``)."""
    return type_name == element == XML_ELEMENT


@frozen
class FragmentReader:
    """Reads the elements of an XML type; ``types`` may be named by an ``i:type`` that is kept with the content."""

    contract: XmlDataContract
    strict: bool
    nillable: bool
    types: frozenset[QName] = frozenset()

    def __call__(self, element: etree._Element, reading: Reading, *, keeps_type: bool = True) -> Any:
        """Return the XML as an lxml element in a tree of its own, None for nil."""
        keeps_type = keeps_type and bool(self.types)
        name = self.contract.name
        is_element = name == XML_ELEMENT
        has_identities = reading.settings.has_identities
        if has_identities and element.get(REF) is not None:
            return reading.referred(element, name)
        if element.keys():
            if reading.is_nil(
                element,
                expected=name.name,
                nillable=self.nillable,
                names=(name, *self.types),
                content=None if is_element else self.is_content,
            ):
                return None
            declared = reading.declared_type(element)
            if declared is not None and reading.resolve(declared, element) not in {name, *self.types}:
                reading.fail(element, f"i:type {declared!r} is not {name.name}", expected=name.name)
        self._check(element, reading)
        value = self._only_element(element, reading) if is_element else element
        value = _plain(value) if isinstance(value, etree.ElementBase) else value
        if is_element:
            made = detached_element(value)
        else:
            made = detached_nodes(value, is_defined=self._is_defined, keeps_type=keeps_type)
        if has_identities:
            reading.identify(element, made, name)
        return made

    @property
    def _is_defined(self) -> bool:
        """Whether the type's own schema says what attributes it has; .NET's types read none of the serializer's."""
        return self.strict and bool(self.contract.schema)

    def is_content(self, attribute: str) -> bool:
        """Tell whether an attribute, in Clark form, is part of the value."""
        return is_content_attribute(attribute, is_defined=self._is_defined)

    def bare(self, element: etree._Element, reading: Reading) -> etree._Element:
        """Return the root of a document, which is the value itself."""
        self._check(element, reading)
        return detached_element(_plain(element) if isinstance(element, etree.ElementBase) else element)

    def _check(self, element: etree._Element, reading: Reading) -> None:
        for node in element.iter():
            if len(node.attrib) > reading.limits.attributes:
                reading.fail(node, f"an element has more than {reading.limits.attributes:,} attributes")
            reading.tag(node)
            if isinstance(element, etree.ElementBase):  # of a document with characters that XML 1.0 cannot carry
                self._check_texts(node, reading)

    def _check_texts(self, node: etree._Element, reading: Reading) -> None:
        """Refuse what .NET's DOM would hold, and lxml cannot."""
        for text in (node.text, node.tail, *(value for _, value in node.items())):
            try:
                check_characters(str(text or ""))
            except LexicalError as error:
                reading.fail(node, f"XML as a value cannot hold {error.found!r}: {error}", found=error.found)

    def _only_element(self, element: etree._Element, reading: Reading) -> etree._Element:
        """Return the element inside; .NET passes over what follows it, strict mode refuses that."""
        if self.strict:
            reading.refuse_text(element)
        if not len(element) or (element.text or "").strip(WHITE_SPACE):
            found = (element.text or "").strip(WHITE_SPACE) or None
            reason = f"{local_name(element)} must hold an XML element"
            reading.fail(element, reason, found=found, expected="an element")
        if self.strict and len(element) > 1:
            reason = f"{local_name(element)} holds more than one XML element; .NET would lose the rest"
            reading.fail(element[1], reason, found=reading.tag(element[1]), expected="one element")
        return element[0]


@frozen
class FragmentWriter:
    """Writes the values of an XML type; ``has_identity`` where every object of a reference type has one.

    ``types`` are those that a value may name in an ``i:type`` of its own.
    """

    contract: XmlDataContract
    has_identity: bool = False
    types: frozenset[QName] = frozenset()

    def member(self, value: Any, scope: Scope, spec: ElementSpec) -> str:
        """Return the element of a member, an item or a root, with the value inside."""
        if value is None:
            return scope[spec].nil
        tag = start_tag(scope, spec.name, spec.namespace, prefix=spec.prefix)
        if spec.declares is not None:
            tag.declare(spec.declares)
        if self.has_identity and is_fragment(value) and write_reference(tag, value, self.contract.name):
            return tag.start().empty
        _check_fragment(value)
        own = self._own_type(value)
        if own is not None and ":" not in value.get(TYPE, ""):
            tag.type(own.namespace, own.name)
        elif own is not None:
            tag.attribute("i", "type", XSI, value.get(TYPE, ""))  # whose prefix is declared with those of other texts
        return self._around(value, tag)

    def around(self, value: Any, tag: StartTag) -> str:
        """Return an element whose start tag is begun and has the type's name as its ``i:type``, the value inside.

        :raises LexicalError: for a value whose own ``i:type`` is another, which the element cannot have too.
        """
        _check_fragment(value)
        own = self._own_type(value)
        if own not in {None, self.contract.name}:
            raise LexicalError(f"{own}", f"{self.contract.name.name}, the type of the element")
        return self._around(value, tag)

    def _own_type(self, value: etree._Element) -> QName | None:
        """Return the type that an ``i:type`` of the value itself names; none counts where no definition tells any."""
        text = value.get(TYPE) if self.types else None
        if text is None:
            return None
        prefix, colon, name = str(text).rpartition(":")
        namespace = value.nsmap.get(prefix or None)
        if colon and namespace is None:
            raise LexicalError(str(text), "the name of a type", reason="its prefix is not declared")
        own = QName(namespace or "", name)
        if own not in self.types:
            raise LexicalError(own.clark, f"{self.contract.name.name} or a type derived from it")
        return own

    def _around(self, value: Any, tag: StartTag) -> str:
        if self.contract.name == XML_ELEMENT:
            start = tag.start()
            return start.around("".join(_element(value, start.content)))
        _add_attributes(value, tag, is_defined=bool(self.contract.schema))
        start = tag.start()
        return start.around("".join(_content(value, start.content)))

    def bare(self, value: Any, scope: Scope) -> str:
        """Return the document of an element that is the root itself."""
        _check_fragment(value)
        return "".join(_element(value, scope))


def _plain(element: etree._Element) -> etree._Element:
    """Return an element of lxml's own class, for one of a document with characters that XML 1.0 cannot carry."""
    return parse_fragment(fragment_text(element))


def _check_fragment(value: Any) -> None:
    if not is_fragment(value):
        text = escape(value) if isinstance(value, str) and len(value) <= _MOST_SHOWN else "…"
        reason = (
            "the value of what is kept as XML is an element of any name around its content,"
            f" such as etree.fromstring({f'<x>{text}</x>'!r})"
        )
        raise ValueTypeError(value, "an XML element (lxml)", reason=reason)


def _add_attributes(value: etree._Element, tag: StartTag, *, is_defined: bool) -> None:
    """Add the attributes of an element that stands for the member's own, and the prefixes its texts use."""
    texts = [value.text or "", *value.attrib.values(), *(child.tail or "" for child in value)]
    used = set().union(*map(prefixes_in_text, texts))
    prefixes = _prefixes(value)
    for clark, text in value.items():
        if is_content_attribute(clark, is_defined=is_defined):
            name = QName.from_clark(clark)
            _check_name(name.name)
            own = prefixes.get(name.namespace) or (tag.declare(name.namespace) if name.namespace else "")
            tag.attribute(own, name.name, name.namespace, text)
    for prefix, namespace in value.nsmap.items():
        if prefix in used:
            tag.declare_prefix(prefix or "", namespace)


def _content(value: etree._Element, scope: Scope) -> Iterator[str]:
    yield scope.escapes.text(value.text or "")
    for child in value:
        if isinstance(child.tag, str):
            yield from _element(child, scope)
        else:
            _check_node(child)
        yield scope.escapes.text(child.tail or "")


def _element(root: etree._Element, scope: Scope) -> Iterator[str]:
    """Yield the texts of an element and all that is in it; with a stack of its own, however deep it is."""
    bound = dict(scope.bindings)
    opened: list[tuple[str, dict[str, str]]] = []
    declared: list[tuple[str, str]] = []
    walk: Any = etree.iterwalk(root, events=("start", "end", "start-ns", "comment", "pi"))
    for event, node in walk:
        if event == "start-ns":
            declared.append(node)
        elif event == "start":
            if scope.depth + len(opened) > scope.deepest:
                reason = f"objects are nested deeper than {scope.deepest:,} levels, or in a cycle"
                raise NestingError(reason)
            tag = _Tag(node, bound, scope, keeps_all=bool(opened))
            opened.append((tag.name, bound))
            bound = tag.declare(declared)
            declared = []
            is_empty = not len(node) and not node.text
            yield tag.text(_EMPTY[scope.dialect] if is_empty else ">")
            yield scope.escapes.text(node.text or "")
        elif event == "end":
            name, bound = opened.pop()
            if len(node) or node.text:
                yield f"</{name}>"
            if opened:
                yield scope.escapes.text(node.tail or "")
        else:
            _check_node(node)
            yield scope.escapes.text(node.tail or "")


_MOST_SHOWN: Final = 40
_HIDDEN: Final = " "
"""Stands for the prefix of an attribute whose own is hidden; it is none that can be bound."""
_EMPTY: Final = {Dialect.XML_WRITER: " />", Dialect.TEXT: "/>"}


class _Tag:
    """The start tag of an element in a fragment: its own prefixes, and the declarations they need.

    XmlWriter writes those of the DOM where they stand, be they needed or not; lxml knows their order but not their
    places among the attributes, so they come first. The text writer drops what is in force already.
    """

    def __init__(self, node: etree._Element, bound: dict[str, str], scope: Scope, *, keeps_all: bool) -> None:
        self._node = node
        self._bound = bound
        self._dialect = scope.dialect
        self._escape = scope.escapes.attribute
        self._keeps_all = keeps_all and scope.dialect is Dialect.XML_WRITER
        self._declared: list[tuple[str, str]] = []
        self._implied: list[tuple[str, str]] = []
        self._attributes: list[str] = []
        local = QName.from_clark(str(node.tag))
        _check_name(local.name)
        self._namespace = local.namespace
        self._prefix = node.prefix or ""
        self._local = local.name

    @property
    def name(self) -> str:
        """The element's name with its prefix."""
        return f"{self._prefix}:{self._local}" if self._prefix else self._local

    def declare(self, own: list[tuple[str, str]]) -> dict[str, str]:
        """Take the node's own declarations and those its names need; return the bindings in force inside."""
        outer, self._bound = self._bound, dict(self._bound)
        for prefix, uri in own:
            if prefix == self._prefix and uri != self._namespace:
                continue  # lxml lets an element without namespace declare a default one
            if self._keeps_all or outer.get(prefix, "" if not prefix else None) != uri:
                self._declared.append((prefix, uri))
                self._bound[prefix] = uri
        self._prefix = self._need(self._prefix, self._namespace)
        prefixes = _prefixes(self._node) if self._node.attrib else {}
        for clark, text in self._node.items():
            name = QName.from_clark(clark)
            _check_name(name.name)
            prefix = prefixes.get(name.namespace, "")
            if name.namespace and name.namespace != XML:
                prefix = self._need(prefix or _HIDDEN, name.namespace)
            label = f"{prefix}:{name.name}" if name.namespace else name.name
            self._attributes.append(f' {label}="{self._escape(text)}"')
        return self._bound

    def text(self, end: str) -> str:
        """Return the tag up to its ``end``."""
        attributes = "".join(self._attributes)
        if self._dialect is Dialect.XML_WRITER:
            declared, implied = map(self._declarations, (self._declared, reversed(self._implied)))
            return f"<{self.name}{declared}{attributes}{implied}{end}"
        # The writer is asked for the element's own namespace first.
        first = [each for each in (*self._implied, *self._declared) if each[0] == self._prefix]
        rest = [each for each in (*self._declared, *self._implied) if each[0] != self._prefix]
        return f"<{self.name}{attributes}{self._declarations([*first, *rest])}{end}"

    def _declarations(self, declared: Iterable[tuple[str, str]]) -> str:
        return "".join(
            f' xmlns:{prefix}="{self._escape(uri)}"' if prefix else f' xmlns="{self._escape(uri)}"'
            for prefix, uri in declared
        )

    def _need(self, prefix: str, namespace: str) -> str:
        """Bind a prefix, unless it is bound so; return it, or another where this tag binds it to something else.

        lxml lets a node keep a prefix that a declaration nearer to it hides.
        """
        if prefix == "xml" or self._bound.get(prefix, "" if not prefix else None) == namespace:
            return prefix
        taken = {each for each, _ in (*self._declared, *self._implied)}
        if prefix in taken or prefix == _HIDDEN:
            prefix = next(each for each in map("p{}".format, count(1)) if each not in self._bound)
        self._implied.append((prefix, namespace))
        self._bound[prefix] = namespace
        return prefix


def _prefixes(node: etree._Element) -> dict[str, str]:
    """Return a prefix for each namespace in scope of a node, the innermost; "xml" is bound everywhere."""
    prefixes = {uri: prefix for prefix, uri in reversed(node.nsmap.items()) if prefix is not None}
    return {**prefixes, XML: "xml"}


def _check_name(name: str) -> None:
    if not is_ncname(name):
        raise LexicalError(name, "the name of an XML element or attribute", reason="its prefix is not declared")


def _check_node(node: Any) -> None:
    """Refuse what .NET's reader refuses; comments are left out, as they are on reading."""
    if isinstance(node, etree._ProcessingInstruction | etree._Entity):  # noqa: SLF001 - lxml's names for the classes
        raise LexicalError(str(node), "elements and text", reason=".NET does not read it")
