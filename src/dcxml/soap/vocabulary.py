"""The namespaces and names of SOAP 1.1 (W3C Note) and SOAP 1.2 (W3C Recommendation)."""

from __future__ import annotations

from typing import Final

from dcxml.contract.operations import SoapVersion
from dcxml.qname import SOAP_11, SOAP_12

__all__ = ["NAMESPACES", "NEXT", "RECEIVER", "SENDER", "SOAP_11", "SOAP_12", "ULTIMATE_RECEIVER", "VERSIONS"]

NAMESPACES: Final = {SoapVersion.SOAP_1_1: SOAP_11, SoapVersion.SOAP_1_2: SOAP_12}
VERSIONS: Final = {namespace: version for version, namespace in NAMESPACES.items()}
NEXT: Final = ("http://schemas.xmlsoap.org/soap/actor/next", f"{SOAP_12}/role/next")
ULTIMATE_RECEIVER: Final = f"{SOAP_12}/role/ultimateReceiver"
SENDER: Final = {SoapVersion.SOAP_1_1: "Client", SoapVersion.SOAP_1_2: "Sender"}
"""The code of a fault of whoever sent the message; a `RECEIVER`'s is that of the service."""
RECEIVER: Final = {SoapVersion.SOAP_1_1: "Server", SoapVersion.SOAP_1_2: "Receiver"}
