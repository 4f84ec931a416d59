"""SOAP envelopes, as WCF takes them apart: a header where there is one, the body, nothing behind it, and a payload."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import evolve

from dcxml.lexical.characters import WHITE_SPACE
from dcxml.qname import SOAP_11, SOAP_12, SOAP_ENVELOPES, QName
from dcxml.validation import rules
from dcxml.validation.facts import REFUSED, REFUSED_BY_DOTNET, lost
from dcxml.validation.faults import Fault, Spot, local_name, shorten, texts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from dcxml.contract import DataContractSet, Operation
    from dcxml.validation.facts import Facts

__all__ = ["envelope_faults", "is_envelope"]

_VERSIONS: Final = {SOAP_11: "1.1", SOAP_12: "1.2"}


def is_envelope(root: etree._Element) -> bool:
    """Tell whether a document is an envelope of SOAP 1.1 or 1.2."""
    name = QName.from_clark(str(root.tag))
    return name.name == "Envelope" and name.namespace in SOAP_ENVELOPES


def envelope_faults(root: etree._Element, contracts: DataContractSet) -> Iterator[Fault]:
    """Yield what keeps WCF from taking an envelope apart, and an empty body; nothing of any other document.

    That is what WCF's ``ReceivedMessage`` asks for: the body behind the header, the end of the envelope behind the
    body. An empty body is a message without parameters: no fault where an operation of the contracts has one.
    """
    if not is_envelope(root):
        return
    soap = QName.from_clark(str(root.tag)).namespace
    header, body = f"{{{soap}}}Header", f"{{{soap}}}Body"
    parts = list(root.iterchildren("*"))
    behind = parts[parts[0].tag == header :] if parts else []
    yield from _texts(root)
    if parts and parts[0].tag == header:
        yield from _texts(parts[0])
    if not behind:
        yield _fault(root, "the envelope has no Body", expected=body, spot=Spot.START_TAG)
    elif behind[0].tag != body:
        yield _not_the_body(behind[0], body)
    else:
        yield from _body_faults(behind[0], contracts, _VERSIONS[soap])
        for part in behind[1:2]:
            is_allowed = soap == SOAP_11 and QName.from_clark(str(part.tag)).namespace not in ("", soap)
            yield _fault(
                part,
                f"{local_name(part)} stands behind the Body; WCF expects the end of the envelope there",
                expected="nothing behind the Body",
                facts=REFUSED_BY_DOTNET if is_allowed else REFUSED,
            )


def _not_the_body(part: etree._Element, body: str) -> Fault:
    """Return the fault of what stands where the body has to: the body itself under another name, it may be."""
    message = f"{local_name(part)} stands where the envelope has its Body; WCF finds none and refuses the message"
    if local_name(part) == "Body":
        namespace = QName.from_clark(str(part.tag)).namespace
        message = f"the Body is in the namespace {shorten(namespace)}, not in that of its envelope; WCF finds no Body"
    return _fault(part, message, expected=body, spot=Spot.START_TAG)


def _body_faults(body: etree._Element, contracts: DataContractSet, version: str) -> Iterator[Fault]:
    yield from _texts(body)
    if next(body.iterchildren("*"), None) is not None or (body.text or "").strip(WHITE_SPACE):
        return
    if not any(_has_an_empty_message(operation, version) for operation in contracts.operations):
        yield _fault(
            body,
            "the Body is empty; to WCF that is a message without parameters",
            expected="the element of a message, or a Fault",
            facts=lost("a message without parameters", schema_valid=True),
        )


def _has_an_empty_message(operation: Operation, version: str) -> bool:
    """Tell whether the request or the response of an operation has an empty body in this version of SOAP."""
    if operation.note or (operation.version is not None and operation.version.value != version):
        return False
    return operation.request is None or (operation.response is None and not operation.is_one_way)


def _texts(element: etree._Element) -> Iterator[Fault]:
    for spot, text in texts_of(element):
        message = f"{local_name(element)}: the text {shorten(text)} is not allowed; an envelope has elements only"
        yield evolve(_fault(element, message, expected="elements only"), found=text, spot=spot)


def _fault(
    element: etree._Element,
    message: str,
    *,
    expected: str,
    spot: Spot = Spot.ELEMENT,
    facts: Facts = REFUSED,
) -> Fault:
    return Fault(
        rule=rules.ENVELOPE,
        element=element,
        message=message,
        found=str(element.tag),
        expected=expected,
        spot=spot,
        facts=facts,
    )
