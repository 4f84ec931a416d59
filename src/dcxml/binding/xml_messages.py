"""Messages of a service that are kept as XML: what stands where other operations have the class of a message."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, NoReturn

from attrs import frozen

from dcxml.binding.fragments import NODES_TAG, is_fragment
from dcxml.qname import QName
from dcxml.xmlio import parse_document

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["XmlMessage"]


@frozen
class XmlMessage:
    """A message whose ``element`` is kept as XML, for its type is no data contract.

    Calling it makes the message, as calling a class does where there is one. It may stand wherever the annotation of
    the message may: it is an alias of it, as ``type Name = …`` makes one.
    """

    element: QName
    __value__: Any

    def __call__(self, xml: etree._Element | str | bytes | None = None, **members: Any) -> etree._Element:
        """Return the message from its XML: an lxml element or a text, with the message's own element as the root.

        What was read as `XmlNodes` has no name of its own, and gets the message's.

        :raises DecodeError: for a text that is not XML.
        :raises TypeError: for anything else, and for another element.
        """
        if members or xml is None:
            listed = f" ({', '.join(members)})" if members else ""
            self._refuse(f"has no members to be given{listed}")
        made: Any = parse_document(xml) if isinstance(xml, str | bytes) else xml
        if not is_fragment(made):
            self._refuse(f"is not made of a {type(xml).__name__}")
        if made.tag == self.element.clark:
            found: etree._Element = made
            return found
        if QName.from_clark(str(made.tag)).name != NODES_TAG:
            self._refuse(f"is not the element {made.tag!s}")
        named: etree._Element = copy.deepcopy(made)
        named.tag = self.element.clark
        return named

    def __repr__(self) -> str:
        """Return ``<the XML of {urn:svc}Add>``."""
        return f"<the XML of {self.element.clark}>"

    def _refuse(self, what: str) -> NoReturn:
        name, namespace = self.element.name, self.element.namespace
        example = f'<{name} xmlns="{namespace}">…</{name}>' if namespace else f"<{name}>…</{name}>"
        reason = (
            f"the message {self.element.clark} {what}: it is kept as XML; give the whole element, as lxml's or as text:"
            f" request('{example}')"
        )
        raise TypeError(reason)
