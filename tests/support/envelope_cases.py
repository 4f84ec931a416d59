"""Envelopes, right and wrong, of the shop's order: what validate says of each, and WCF."""

from __future__ import annotations

from typing import Final

from attrs import frozen

from support.shop import order

__all__ = ["CASES", "EnvelopeCase", "envelope"]


@frozen(kw_only=True)
class EnvelopeCase:
    """An envelope with ``{soap}`` for its namespace; the path of its one fault and a part of the sentence.

    ``is_empty`` says that WCF reads a message without parameters.
    """

    text: str
    path: str | None = None
    says: str = ""
    is_empty: bool = False

    def document(self, soap: str) -> str:
        """Return the envelope in one version of SOAP."""
        return self.text.replace("{soap}", soap)


def envelope(*parts: str) -> str:
    """Return an envelope of what is said to be in it, whose prefix is ``s``."""
    return f'<s:Envelope xmlns:s="{{soap}}">{"".join(parts)}</s:Envelope>'


_PAYLOAD: Final = order()
_BODY: Final = f"<s:Body>{_PAYLOAD}</s:Body>"
_FAULT: Final = "<s:Body><s:Fault><faultcode>s:Client</faultcode><faultstring>no</faultstring></s:Fault></s:Body>"

CASES: Final = {
    "a body": EnvelopeCase(text=envelope(_BODY)),
    "a header and a body": EnvelopeCase(text=envelope('<s:Header><h xmlns="urn:h"/></s:Header>', _BODY)),
    "an empty header": EnvelopeCase(text=envelope("<s:Header/>", _BODY)),
    "white space and comments": EnvelopeCase(
        text=envelope("\n <!-- c -->", "<s:Header>\n</s:Header>\n", f"<s:Body>\n{_PAYLOAD}\n</s:Body>", "\n")
    ),
    "a fault": EnvelopeCase(text=envelope(_FAULT)),
    "nothing at all": EnvelopeCase(text=envelope(), path="/Envelope", says="no Body"),
    "white space alone": EnvelopeCase(text=envelope("\n"), path="/Envelope", says="no Body"),
    "an end tag of its own": EnvelopeCase(text='<s:Envelope xmlns:s="{soap}"/>', path="/Envelope", says="no Body"),
    "a header alone": EnvelopeCase(text=envelope("<s:Header/>"), path="/Envelope", says="no Body"),
    "a misspelled body": EnvelopeCase(
        text=envelope(f"<s:Bdy>{_PAYLOAD}</s:Bdy>"), path="/Envelope/Bdy", says="Bdy stands where"
    ),
    "a body in small letters": EnvelopeCase(
        text=envelope("<s:Header/>", f"<s:body>{_PAYLOAD}</s:body>"), path="/Envelope/body", says="body stands where"
    ),
    "a body in no namespace": EnvelopeCase(
        text=envelope(f"<Body>{_PAYLOAD}</Body>"), path="/Envelope/Body", says="namespace ''"
    ),
    "a body of another version": EnvelopeCase(
        text=envelope(f'<Body xmlns="http://www.w3.org/2001/12/soap-envelope">{_PAYLOAD}</Body>'),
        path="/Envelope/Body",
        says="soap-envelope",
    ),
    "the payload without a body": EnvelopeCase(
        text=envelope(_PAYLOAD), path="/Envelope/Order", says="Order stands where"
    ),
    "a misspelled header": EnvelopeCase(
        text=envelope("<s:Heder/>", _BODY), path="/Envelope/Heder", says="Heder stands where"
    ),
    "two headers": EnvelopeCase(text=envelope("<s:Header/>", "<s:Header/>", _BODY), path="/Envelope/Header[2]"),
    "a header behind the body": EnvelopeCase(
        text=envelope(_BODY, "<s:Header/>"), path="/Envelope/Header", says="behind the Body"
    ),
    "two bodies": EnvelopeCase(text=envelope(_BODY, _BODY), path="/Envelope/Body[2]", says="behind the Body"),
    "another element behind the body": EnvelopeCase(
        text=envelope(_BODY, '<x xmlns="urn:x"/>'), path="/Envelope/x", says="behind the Body"
    ),
    "text before the body": EnvelopeCase(text=envelope("t", _BODY), path="/Envelope", says="'t'"),
    "text behind the body": EnvelopeCase(text=envelope(_BODY, "t"), path="/Envelope", says="'t'"),
    "text in the header": EnvelopeCase(
        text=envelope("<s:Header>t</s:Header>", _BODY), path="/Envelope/Header", says="'t'"
    ),
    "text in the body": EnvelopeCase(text=envelope("<s:Body>t</s:Body>"), path="/Envelope/Body", says="'t'"),
    "text before the payload": EnvelopeCase(
        text=envelope(f"<s:Body>t{_PAYLOAD}</s:Body>"), path="/Envelope/Body", says="'t'"
    ),
    "text behind the payload": EnvelopeCase(
        text=envelope(f"<s:Body>{_PAYLOAD}t</s:Body>"), path="/Envelope/Body", says="'t'"
    ),
    "an empty body": EnvelopeCase(
        text=envelope("<s:Body></s:Body>"), path="/Envelope/Body", says="without parameters", is_empty=True
    ),
    "a body that is one tag": EnvelopeCase(text=envelope("<s:Body/>"), path="/Envelope/Body", is_empty=True),
    "a body of white space": EnvelopeCase(
        text=envelope("<s:Header/>", "<s:Body>\n <!-- c --></s:Body>"), path="/Envelope/Body", is_empty=True
    ),
}
"""Envelopes by what they have."""
