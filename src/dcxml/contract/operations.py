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

__all__ = ["Fault", "Operation", "SoapVersion", "default_action"]


class SoapVersion(Enum):
    """The version of SOAP of a binding."""

    SOAP_1_1 = "1.1"
    SOAP_1_2 = "1.2"


@frozen
class Fault:
    """A fault that an operation declares (``wsdl:fault``): its name, and the element in its detail.

    ``action`` is what its description says of the action in WS-Addressing, None where it does not.
    """

    name: str
    element: QName | None = None
    action: str | None = None


@frozen
class Operation:
    """An operation of a port type in one of its bindings.

    ``request`` and ``response`` are the names of the elements in the bodies: global elements of the contract set;
    None where a body is empty or, for ``response``, where the operation is one-way. ``action`` is the SOAPAction of
    the request; None in an abstract description without a binding, which has no ``version`` either. ``headers`` are
    the elements that its request carries beside the body. ``address`` is that of the first port, where there is one.
    ``documentation`` is what is said about it, ``service_documentation`` about its service, binding and port type.
    ``note`` says why a body that is not empty has no element here: one in SOAP's encoding (``is_encoded``), say.
    ``addressing`` is the namespace of WS-Addressing whose headers the binding demands, empty where it demands none;
    ``request_action`` and ``response_action`` are what is said of the actions there, where it is not implied.
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
    addressing: str = ""
    request_action: str | None = None
    response_action: str | None = None

    @property
    def action_of_request(self) -> str:
        """The action of the request in WS-Addressing (1.0 Metadata, 4.4): as said, the SOAPAction, or the default."""
        if self.request_action is not None:
            return self.request_action
        return self.action or default_action(self.port_type, self.name if self.is_one_way else f"{self.name}Request")

    @property
    def action_of_response(self) -> str:
        """The action of the response in WS-Addressing."""
        said = self.response_action
        return default_action(self.port_type, f"{self.name}Response") if said is None else said

    def action_of_fault(self, fault: Fault) -> str:
        """Return the action of a declared fault in WS-Addressing."""
        said = fault.action
        return default_action(self.port_type, self.name, "Fault", fault.name) if said is None else said


def default_action(port_type: QName, *steps: str) -> str:
    """Return the action that WS-Addressing 1.0 Metadata, 4.4.4, makes of names: ``{namespace}/I/DoRequest``."""
    delimiter = ":" if port_type.namespace.lower().startswith("urn:") else "/"
    namespace = port_type.namespace.removesuffix(delimiter)
    return delimiter.join((namespace, port_type.name, *steps))
