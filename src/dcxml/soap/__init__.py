"""SOAP 1.1 and 1.2: envelopes made of message classes as WCF makes them, and opened again, faults included.

Nothing is sent from here: what `envelope` returns goes through any HTTP library.
"""

from dcxml.binding.services import ServiceOperation, service_endpoint
from dcxml.contract.operations import Fault, Operation, SoapVersion
from dcxml.soap.addressing import Addressing
from dcxml.soap.fault import ExceptionDetail, SoapFault
from dcxml.soap.reading import Envelope, open_envelope
from dcxml.soap.writing import SoapHeader, SoapMessage, envelope

__all__ = [
    "Addressing",
    "Envelope",
    "ExceptionDetail",
    "Fault",
    "Operation",
    "ServiceOperation",
    "SoapFault",
    "SoapHeader",
    "SoapMessage",
    "SoapVersion",
    "envelope",
    "open_envelope",
    "service_endpoint",
]
