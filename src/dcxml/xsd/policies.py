"""Whether a binding demands the headers of WS-Addressing: by an element of its own, or in a policy attached to it.

WS-Addressing 1.0 WSDL Binding, 3.1; WS-Addressing 1.0 Metadata, 3.1; WS-Policy Attachment, 4. Other assertions are
none of ours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lxml import etree

from dcxml.qname import ADDRESSING_1_0, ADDRESSING_2004, XML, QName
from dcxml.xsd.vocabulary import WSDL

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["demanded_addressing"]

_ASSERTIONS: Final = {
    "{http://www.w3.org/2006/05/addressing/wsdl}UsingAddressing": ADDRESSING_1_0,
    "{http://www.w3.org/2007/05/addressing/metadata}Addressing": ADDRESSING_1_0,
    f"{{{ADDRESSING_2004}/policy}}UsingAddressing": ADDRESSING_2004,
}
"""The assertions that ask for addressing, and the namespace of the headers they mean."""
_POLICIES: Final = (
    "http://schemas.xmlsoap.org/ws/2004/09/policy",
    "http://www.w3.org/2006/07/ws-policy",
    "http://www.w3.org/ns/ws-policy",
)
_IDENTITIES: Final = (
    "{http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd}Id",
    f"{{{XML}}}id",
)
_TRUE: Final = ("true", "1")


def demanded_addressing(*subjects: etree._Element | None) -> str:
    """Return the namespace of the headers that a binding or its port demands; empty where they may be left out."""
    found = [each for subject in subjects if subject is not None for each in _demanded(subject)]
    return found[0] if found else ""


def _demanded(subject: etree._Element) -> Iterator[str]:
    for child in subject.iterchildren(etree.Element):
        if child.tag in _ASSERTIONS:
            if child.get(f"{{{WSDL}}}required", "").strip() in _TRUE:
                yield _ASSERTIONS[str(child.tag)]
        elif _operator(child):
            yield from sorted(_required(child, frozenset()))
    for policies in _POLICIES:
        for uri in subject.get(f"{{{policies}}}PolicyURIs", "").split():
            yield from sorted(_referred(subject, uri, frozenset()))


def _operator(element: etree._Element) -> str:
    """Return what an element of WS-Policy is called, nothing for any other."""
    name = QName.from_clark(str(element.tag))
    return name.name if name.namespace in _POLICIES else ""


def _required(element: etree._Element, seen: frozenset[str]) -> set[str]:
    """Return what every alternative of a policy demands; ``seen`` are the references that led here."""
    if element.tag in _ASSERTIONS:
        is_optional = any(element.get(f"{{{each}}}Optional", "").strip() in _TRUE for each in _POLICIES)
        return set() if is_optional else {_ASSERTIONS[str(element.tag)]}
    operator = _operator(element)
    if operator == "PolicyReference":
        return _referred(element, element.get("URI", ""), seen)
    if operator not in ("Policy", "All", "ExactlyOne"):
        return set()
    inside = [_required(child, seen) for child in element.iterchildren(etree.Element)]
    return set.intersection(*inside) if operator == "ExactlyOne" and inside else set().union(*inside)


def _referred(place: etree._Element, uri: str, seen: frozenset[str]) -> set[str]:
    """Return what the policy of a URI demands, which stands in the document of the reference."""
    if uri in seen:
        return set()
    for policy in place.getroottree().getroot().iter(*(f"{{{each}}}Policy" for each in _POLICIES)):
        is_meant = uri in (f"#{policy.get(name)}" for name in _IDENTITIES) or uri == policy.get("Name")
        if is_meant:
            return _required(policy, seen | {uri})
    return set()
