"""XML as the value of a member: what is inside is free, but that ``XmlElement`` is one element."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dcxml.contract.model import XML_ELEMENT
from dcxml.lexical.characters import WHITE_SPACE
from dcxml.validation import rules
from dcxml.validation.facts import REFUSED, REFUSED_BY_DOTNET, lost
from dcxml.validation.faults import Fault, local_name, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from dcxml.contract import XmlDataContract
    from dcxml.validation.facts import Facts

__all__ = ["fragment_faults"]


def fragment_faults(element: etree._Element, contract: XmlDataContract, *, schema_valid: bool) -> Iterator[Fault]:
    """Yield what is wrong with the content of an element of an XML type that is not nil."""
    if contract.name != XML_ELEMENT:
        return
    name = local_name(element)
    refused = REFUSED_BY_DOTNET if schema_valid else REFUSED
    texts = [text.strip(WHITE_SPACE) for text in (element.text, *(child.tail for child in element)) if text]
    elements = [child for child in element if isinstance(child.tag, str)]
    if any(texts):
        yield _fault(
            element, f"{name} contains the text {shorten(next(filter(None, texts)))} beside its XML element", refused
        )
    elif not elements:
        yield _fault(element, f"{name} is empty, but must hold an XML element; .NET refuses it", refused)
    for child in elements[1:]:
        message = f"{name} holds a second XML element, {local_name(child)}; .NET would lose it"
        yield _fault(child, message, lost("nothing, silently", schema_valid=schema_valid))


def _fault(element: etree._Element, message: str, facts: Facts) -> Fault:
    return Fault(
        rule=rules.XML_CONTENT,
        element=element,
        facts=facts,
        message=message,
        found=(element.text or "").strip(WHITE_SPACE) or local_name(element),
        expected="one XML element",
    )
