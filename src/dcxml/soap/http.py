"""What HTTP says of a message: SOAP 1.1, 6.1.1 (``SOAPAction``); RFC 3902 (``application/soap+xml``)."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from dcxml.contract.operations import SoapVersion

__all__ = ["http_headers"]

_TYPES: Final = {SoapVersion.SOAP_1_1: "text/xml", SoapVersion.SOAP_1_2: "application/soap+xml"}
_KEPT: Final = "!#$%&'()*+,-./:;<=>?@[]^_`{|}~"
"""What stays of a URI in a quoted string; WCF too escapes spaces and what is not ASCII."""


def http_headers(version: SoapVersion, action: str | None) -> dict[str, str]:
    """Return the headers of a message in UTF-8; an answer has no ``action`` (None)."""
    content_type = f"{_TYPES[version]}; charset=utf-8"
    if action is None:
        return {"Content-Type": content_type}
    quoted = f'"{quote(action, safe=_KEPT)}"'
    if version is SoapVersion.SOAP_1_1:
        return {"Content-Type": content_type, "SOAPAction": quoted}
    return {"Content-Type": f"{content_type}; action={quoted}" if action else content_type}
