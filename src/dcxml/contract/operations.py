"""The operations of a service, as WSDL 1.1 describes them: which elements go in, which come out, and where to.

They travel with a contract set and do not count in its equality.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from attrs import field, frozen
from attrs.validators import in_

if TYPE_CHECKING:
    from dcxml.qname import QName

__all__ = ["Fault", "Operation", "SoapVersion"]


class SoapVersion(Enum):
    """The version of SOAP of a binding."""

    SOAP_1_1 = "1.1"
    SOAP_1_2 = "1.2"


@frozen
class Fault:
    """A fault that an operation declares (``wsdl:fault``): its name, and the element in its detail."""

    name: str
    element: QName | None = None


@frozen
class Operation:
    """An operation of a port type in one of its bindings.

    ``request`` and ``response`` are the names of the elements in the bodies: global elements of the contract set;
    None where a body is empty or, for ``response``, where the operation is one-way. ``action`` is the SOAPAction of
    the request; None in an abstract description without a binding, which has no ``version`` either. ``headers`` are
    the elements that its request carries beside the body. ``address`` is that of the first port, where there is one.
    ``documentation`` is what is said about it, ``service_documentation`` about its service, binding and port type.
    ``note`` says why a body that is not empty has no element here: one in SOAP's encoding (``is_encoded``), say.
    """

    name: str
    port_type: QName
    request: QName | None = None
    response: QName | None = None
    faults: tuple[Fault, ...] = ()
    headers: tuple[QName, ...] = ()
    is_one_way: bool = False
    action: str | None = None
    version: SoapVersion | None = None
    style: str = field(default="document", validator=in_(("document", "rpc")))
    binding: QName | None = None
    service: QName | None = None
    address: str = ""
    documentation: str = ""
    service_documentation: str = field(default="", kw_only=True)
    is_encoded: bool = False
    note: str = ""
