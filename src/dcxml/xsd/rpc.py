"""The element in which SOAP puts the parts of a message of the style ``rpc``, as the schema that WSDL does not write.

WSDL 1.1, 3.5: it has the operation's name and the namespace of ``soap:body``; WS-I Basic Profile 1.1, 4.7.5 and
4.7.10: the response's ends in ``Response``, and each part is an element in no namespace.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from attrs import define, field
from lxml import etree

from dcxml.errors import DcxmlError
from dcxml.lexical.name_characters import is_fifth_edition_ncname
from dcxml.qname import XS, QName
from dcxml.xsd.documents import SchemaDocument, resolve
from dcxml.xsd.elements import make_element
from dcxml.xsd.vocabulary import xs

if TYPE_CHECKING:
    from collections.abc import Container

__all__ = ["NotRepresentableError", "RpcWrappers"]


class NotRepresentableError(DcxmlError):
    """A message without an element that a schema could define."""


@define
class RpcWrappers:
    """The wrappers of one set of services; those that the schemas' ``elements`` and ``types`` name are not made."""

    elements: Container[QName]
    types: Container[QName]
    documents: dict[tuple[Path, str], SchemaDocument] = field(factory=dict)
    """By WSDL and namespace: the classes are in none, as their members are, the elements where SOAP has them."""
    made: dict[QName, list[tuple[str, QName]]] = field(factory=dict)
    taken: set[QName] = field(factory=set)

    def wrap(self, name: QName, message: etree._Element, parts: list[etree._Element]) -> QName:
        """Return the name of the element around the ``parts`` of a ``message``, which is made where it is not there.

        :raises NotRepresentableError: where a part is an element or no name, or the name stands for something else.
        """
        if name in self.elements:
            reason = f"a schema defines the element {name.clark} of its wrapper"
            raise NotRepresentableError(reason)
        members = [_member(part) for part in parts]
        if len({member for member, _ in members}) < len(members):
            reason = "two of its parts have one name"
            raise NotRepresentableError(reason)
        if self.made.setdefault(name, members) is not members:
            if self.made[name] != members:
                reason = f"another operation has the wrapper {name.clark}, with other parts"
                raise NotRepresentableError(reason)
            return name
        type_ = self._free_name(name.name)
        self._append_class(type_, message, parts)
        element = etree.SubElement(
            self._schema(message, name.namespace), xs("element"), name=name.name, type=type_.name
        )
        _stand_at(element, message)
        return name

    def _append_class(self, name: QName, message: etree._Element, parts: list[etree._Element]) -> None:
        complex_type = etree.SubElement(self._schema(message, ""), xs("complexType"), name=name.name)
        sequence = etree.SubElement(complex_type, xs("sequence"))
        for part in parts:
            type_ = resolve(part, part.get("type", ""))
            prefixes = {type_.namespace: "q", XS: "xs"}
            written = f"{prefixes[type_.namespace]}:{type_.name}" if type_.namespace else type_.name
            nsmap = {prefix: namespace for namespace, prefix in prefixes.items() if namespace}
            element = make_element(xs("element"), {"name": part.get("name", ""), "type": written}, nsmap=nsmap)
            sequence.append(element)
            _stand_at(element, part)
        _stand_at(complex_type, message)
        _stand_at(sequence, message)

    def _schema(self, message: etree._Element, namespace: str) -> etree._Element:
        """Return the schema of a namespace that belongs to the WSDL of a ``message``."""
        path = Path(message.getroottree().docinfo.URL or "")
        if (path, namespace) not in self.documents:
            attributes = {"elementFormDefault": "qualified"} | ({"targetNamespace": namespace} if namespace else {})
            root = etree.Element(xs("schema"), attributes, nsmap={"xs": XS})
            root.getroottree().docinfo.URL = str(path)
            self.documents[path, namespace] = SchemaDocument(path, root, namespace)
        return self.documents[path, namespace].root

    def _free_name(self, name: str) -> QName:
        count, free = 1, QName("", name)
        while free in self.types or free in self.taken or free in self.elements:
            count += 1
            free = QName("", f"{name}{count}")
        self.taken.add(free)
        return free


def _member(part: etree._Element) -> tuple[str, QName]:
    name = part.get("name", "")
    if "type" not in part.attrib:
        reason = f"the part {name!r} is an element, not a type"
        raise NotRepresentableError(reason)
    if not is_fifth_edition_ncname(name):
        reason = f"the name of the part {name!r} is not an XML name"
        raise NotRepresentableError(reason)
    return name, resolve(part, part.get("type", ""))


def _stand_at(element: etree._Element, place: etree._Element) -> None:
    """Let an element stand in the file where another stands, so that faults are told there."""
    element.sourceline = place.sourceline  # type: ignore[misc]  # lxml's stubs do not know that it can be set
