"""XML as the value of a member: what is inside is free, but that ``XmlElement`` is one element."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dcxml.contract.model import XML_ELEMENT
from dcxml.lexical.characters import WHITE_SPACE
from dcxml.validation import rules
from dcxml.validation.faults import Fault, local_name, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from dcxml.contract import XmlDataContract

__all__ = ["fragment_faults"]


def fragment_faults(element: etree._Element, contract: XmlDataContract) -> Iterator[Fault]:
    """Yield what is wrong with the content of an element of an XML type that is not nil."""
    if contract.name != XML_ELEMENT:
        return
    name = local_name(element)
    texts = [text.strip(WHITE_SPACE) for text in (element.text, *(child.tail for child in element)) if text]
    elements = [child for child in element if isinstance(child.tag, str)]
    if any(texts):
        yield _fault(element, f"{name} contains the text {shorten(next(filter(None, texts)))} beside its XML element")
    elif not elements:
        yield _fault(element, f"{name} is empty, but must hold an XML element; .NET refuses it")
    for child in elements[1:]:
        yield _fault(child, f"{name} holds a second XML element, {local_name(child)}; .NET would lose it")


def _fault(element: etree._Element, message: str) -> Fault:
    return Fault(
        rule=rules.XML_CONTENT,
        element=element,
        message=message,
        found=(element.text or "").strip(WHITE_SPACE) or local_name(element),
        expected="one XML element",
    )
