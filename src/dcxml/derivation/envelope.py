"""The documents in a SOAP envelope (1.1 and 1.2): the children of its body, each with the declarations it needs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dcxml.derivation.markup import element_end, tags
from dcxml.errors import DerivationError
from dcxml.qname import SOAP_ENVELOPES
from dcxml.xmlio import declarations_of

if TYPE_CHECKING:
    from lxml import etree

    from dcxml.derivation.find import FoundSample

__all__ = ["body_documents"]

_NAME_END: Final = re.compile(r"[\s/>]")


def body_documents(root: etree._Element, found: FoundSample) -> tuple[tuple[etree._Element, str], ...]:
    """Return the document itself, or those in its SOAP body, each with its text.

    :raises DerivationError: where the envelope carries none.
    """
    namespace = next((each for each in SOAP_ENVELOPES if root.tag == f"{{{each}}}Envelope"), None)
    if namespace is None:
        return ((root, found.text),)
    carriers = root.findall(f"{{{namespace}}}Body")
    faults = [fault for body in carriers for fault in body.findall(f"{{{namespace}}}Fault")]
    if faults:
        # SOAP 1.1 spells it without a namespace.
        names = ("detail", f"{{{namespace}}}Detail")
        carriers = [each for fault in faults for name in names for each in fault.findall(name)]
    children = [child for carrier in carriers for child in carrier if isinstance(child.tag, str)]
    if not children:
        what = "a fault without detail" if faults else "an empty body"
        reason = f"the SOAP envelope has {what}; allowed: an envelope that carries a document"
        raise DerivationError(reason, file=found.file, line=found.line(root.sourceline))
    begins = [tag.begin for tag in tags(found.text) if tag.kind in ("start", "empty")]
    numbers = {element: number for number, element in enumerate(root.iter("*"))}
    return tuple((child, _text_of(child, found.text, begins[numbers[child]])) for child in children)


def _text_of(element: etree._Element, text: str, begin: int) -> str:
    """Return the element's own text, with the declarations that it uses and its envelope makes."""
    end = element_end(text, begin)
    own = text[begin : end if isinstance(end, int) else len(text)]
    name_end = _NAME_END.search(own, 1)
    at = name_end.start() if name_end else len(own)
    head = own[at : own.index(">") + 1]
    declarations = []
    for prefix, namespace in element.nsmap.items():
        attribute = "xmlns" if prefix is None else f"xmlns:{prefix}"
        is_used = prefix is None or re.search(rf"""[<\s/"']{re.escape(prefix)}:""", own) is not None
        if is_used and not re.search(rf"\s{re.escape(attribute)}\s*=", head):
            declarations.append(declarations_of({prefix: namespace}))
    return own[:at] + "".join(declarations) + own[at:]
