"""The port types, bindings and services of WSDL 1.1 to operations: what SOAP 1.1 and 1.2 send, and where to.

Bindings to other protocols (HTTP GET, MIME alone) are passed over; they have no envelope.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import define, evolve, field, frozen

from dcxml.contract.missing import MissingReference
from dcxml.contract.operations import Fault, Operation, SoapVersion, default_action
from dcxml.qname import QName
from dcxml.xsd.completion import global_elements, is_implied
from dcxml.xsd.documents import resolve
from dcxml.xsd.duplicates import are_same
from dcxml.xsd.elements import component_of, fault
from dcxml.xsd.policies import demanded_addressing
from dcxml.xsd.rpc import NotRepresentableError, RpcWrappers
from dcxml.xsd.vocabulary import WSDL

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from lxml import etree

    from dcxml.xsd.documents import Definitions, SchemaDocument
    from dcxml.xsd.sources import Sources

__all__ = ["ServiceDescription", "read_operations"]

_SOAP: Final = {
    "http://schemas.xmlsoap.org/wsdl/soap/": SoapVersion.SOAP_1_1,
    "http://schemas.xmlsoap.org/wsdl/soap12/": SoapVersion.SOAP_1_2,
}
_ACTIONS: Final = (
    "{http://www.w3.org/2006/05/addressing/wsdl}Action",
    "{http://www.w3.org/2007/05/addressing/metadata}Action",
    "{http://schemas.xmlsoap.org/ws/2004/08/addressing}Action",
)
"""What WS-Addressing says of an action, where the binding says nothing."""
_NAMES: Final = ("message", "type", "binding", "element")
"""Attributes of WSDL that name components."""
_SAID: Final = f"{{{WSDL}}}documentation"
_KINDS: Final = ("message", "portType", "binding", "service")


@frozen
class ServiceDescription:
    """The operations, the schemas of ``wrappers`` that their rpc messages imply, and what is missing."""

    operations: list[Operation]
    wrappers: list[SchemaDocument]
    missing: list[MissingReference]
    implied: list[QName]
    """Elements that messages name and .NET knows without a schema."""


def read_operations(sources: Sources) -> ServiceDescription:
    """Return the operations of all bindings, and of the port types that none binds.

    :raises SchemaError: where a component is defined twice in different ways, or contradicts itself.
    """
    elements = global_elements(sources.documents)
    types = {name for document in sources.documents for name in document.types()}
    reading = _Reading(elements, RpcWrappers(elements, types))
    for each in sources.definitions:
        reading.collect(each)
    operations = list(reading.operations())
    return ServiceDescription(
        operations,
        list(reading.wrappers.documents.values()),
        list(reading.missing.values()),
        reading.implied,
    )


@frozen
class _Message:
    """What travels in one direction: the element in the body, those in headers; ``note`` tells what has no element."""

    body: QName | None = None
    headers: tuple[QName, ...] = ()
    note: str = ""
    is_encoded: bool = False


@frozen
class _Bound:
    """An operation in a binding: its own element there, and what it takes from the binding and its first port."""

    element: etree._Element
    binding: QName
    service: QName | None
    address: str
    soap: str
    style: str
    action: str | None
    addressing: str


@define
class _Reading:
    """One run: all components by kind and name, whatever document they came from."""

    known_elements: Container[QName]
    wrappers: RpcWrappers
    components: dict[tuple[str, QName], etree._Element] = field(factory=dict)
    missing: dict[tuple[str, QName], MissingReference] = field(factory=dict)
    implied: list[QName] = field(factory=list)

    def collect(self, definitions: Definitions) -> None:
        for kind in _KINDS:
            for element in definitions.root.iterchildren(_wsdl(kind)):
                name = QName(definitions.namespace, element.get("name", ""))
                other = self.components.setdefault((kind, name), element)
                if other is not element and not are_same(other, element, _NAMES):
                    place = f"{other.getroottree().docinfo.URL}:{other.sourceline}"
                    reason = f"it is defined otherwise in {place}"
                    raise fault(reason, element)

    def operations(self) -> Iterator[Operation]:
        bound: set[QName] = set()
        for (kind, name), element in self.components.items():
            if kind == "binding":
                port_type = resolve(element, element.get("type", ""))
                bound.add(port_type)
                yield from self._of_binding(name, element, port_type)
        for (kind, name), element in self.components.items():
            if kind == "portType" and name not in bound:
                for operation in element.iterchildren(_wsdl("operation")):
                    yield self._operation(operation, name)

    def _of_binding(self, name: QName, element: etree._Element, port_type: QName) -> Iterator[Operation]:
        soap = next((ns for ns in _SOAP if element.find(f"{{{ns}}}binding") is not None), None)
        if soap is None:
            return
        described = self._find("portType", port_type, element)
        if described is None:
            return
        declared = element.find(f"{{{soap}}}binding")
        style = "document" if declared is None else declared.get("style", "document")
        service, address, port = self._port(name, soap)
        addressing = demanded_addressing(element, port)
        for each in element.iterchildren(_wsdl("operation")):
            said = each.find(f"{{{soap}}}operation")
            bound = _Bound(
                element=each,
                binding=name,
                service=service,
                address=address,
                soap=soap,
                style=style if said is None else said.get("style", style),
                action=None if said is None else said.get("soapAction"),
                addressing=addressing,
            )
            if bound.style not in ("document", "rpc"):
                reason = f"the style {bound.style!r} is neither 'document' nor 'rpc'"
                raise fault(reason, each)
            operation = _overload(described, each)
            if operation is None:
                reason = f"the port type {port_type.clark} has no operation {each.get('name')!r}"
                raise fault(reason, each)
            yield self._operation(operation, port_type, bound)

    def _operation(self, element: etree._Element, port_type: QName, bound: _Bound | None = None) -> Operation:
        """Return an operation of a port type, as it is ``bound`` where it is."""
        name = element.get("name", "")
        request = self._message(element, "input", bound, wrapper=name)
        response = self._message(element, "output", bound, wrapper=f"{name}Response")
        abstract = Operation(
            name=name,
            port_type=port_type,
            request=request.body,
            response=response.body,
            faults=tuple(self._faults(element)),
            headers=request.headers,
            is_one_way=element.find(_wsdl("output")) is None,
            documentation=_documentation(element, None if bound is None else bound.element),
            service_documentation=self._documentation_of_service(element, bound),
            is_encoded=request.is_encoded or response.is_encoded,
            note="; ".join(dict.fromkeys(note for note in (request.note, response.note) if note)),
        )
        if bound is None:
            return _with_actions(abstract, element)
        whole = evolve(
            abstract,
            action=(_said_action(element.find(_wsdl("input"))) or "") if bound.action is None else bound.action,
            version=_SOAP[bound.soap],
            style=bound.style,
            binding=bound.binding,
            service=bound.service,
            address=bound.address,
            addressing=bound.addressing,
        )
        return _with_actions(whole, element)

    def _message(self, operation: etree._Element, direction: str, bound: _Bound | None, *, wrapper: str) -> _Message:
        """Return what an operation sends in one ``direction``, ``input`` or ``output``."""
        described = operation.find(_wsdl(direction))
        if described is None:
            return _Message()
        message = self._find("message", resolve(described, described.get("message", "")), described)
        if message is None:
            return _Message(note=f"the message of its {direction} is missing")
        if bound is None:
            return self._body(message, None, ())
        wraps = wrapper if bound.style == "rpc" else None
        direct = bound.element.find(_wsdl(direction))
        if direct is None:
            return self._body(message, None, (), wrapper=wraps)
        headers, taken = self._headers(direct, bound.soap, message)
        body = next(direct.iter(f"{{{bound.soap}}}body"), None)
        return evolve(self._body(message, body, taken, wrapper=wraps), headers=headers)

    def _body(
        self,
        message: etree._Element,
        body: etree._Element | None,
        taken: Container[etree._Element],
        *,
        wrapper: str | None = None,
    ) -> _Message:
        """Return the element in the body: that of the only part, or the ``wrapper`` around the parts of ``rpc``."""
        said: dict[str, str] = {} if body is None else {str(name): str(value) for name, value in body.attrib.items()}
        listed = said.get("parts")
        parts = [
            part
            for part in message.iterchildren(_wsdl("part"))
            if (part not in taken if listed is None else part.get("name") in listed.split())
        ]
        is_encoded = said.get("use") == "encoded"
        try:
            if is_encoded:
                _refuse("its body is in the encoding of SOAP (use='encoded'), which no schema describes")
            if wrapper is not None:
                return _Message(self.wrappers.wrap(QName(said.get("namespace", ""), wrapper), message, parts))
            return _Message(self._only_element(parts) if parts else None)
        except NotRepresentableError as error:
            return _Message(note=str(error), is_encoded=is_encoded)

    def _only_element(self, parts: list[etree._Element]) -> QName:
        if len(parts) > 1:
            _refuse(f"its body has {len(parts)} parts, where one element can stand")
        if "element" not in parts[0].attrib:
            _refuse(f"the part {parts[0].get('name')!r} is a type, not an element")
        return self._element_of(parts[0])

    def _headers(
        self, direct: etree._Element, soap: str, message: etree._Element
    ) -> tuple[tuple[QName, ...], list[etree._Element]]:
        """Return the elements of the headers, and the parts that they take out of the body's own message."""
        names: list[QName] = []
        taken: list[etree._Element] = []
        for header in direct.iter(f"{{{soap}}}header"):
            owner = self._find("message", resolve(header, header.get("message", "")), header)
            parts = [] if owner is None else list(owner.iterchildren(_wsdl("part")))
            for part in parts:
                if part.get("name") == header.get("part"):
                    taken += [part] if owner is message else []
                    name = self._element_of(part) if "element" in part.attrib else None
                    names += [] if name is None else [name]
        return tuple(names), taken

    def _faults(self, operation: etree._Element) -> Iterator[Fault]:
        for element in operation.iterchildren(_wsdl("fault")):
            message = self._find("message", resolve(element, element.get("message", "")), element)
            part = None if message is None else message.find(_wsdl("part"))
            detail = None if part is None or "element" not in part.attrib else self._element_of(part)
            yield Fault(element.get("name", ""), detail, _said_action(element))

    def _element_of(self, part: etree._Element) -> QName:
        name = resolve(part, part.get("element", ""))
        if name not in self.known_elements:
            if is_implied(name):
                self.implied.append(name)
            else:
                self._miss("element", name, part)
        return name

    def _find(self, kind: str, name: QName, by: etree._Element) -> etree._Element | None:
        found = self.components.get((kind, name))
        if found is None:
            self._miss(kind, name, by)
        return found

    def _miss(self, kind: str, name: QName, by: etree._Element) -> None:
        file, line = by.getroottree().docinfo.URL, by.sourceline
        report = MissingReference(kind, name.clark, file, line, component_of(by))
        self.missing.setdefault((kind, name), report)

    def _documentation_of_service(self, operation: etree._Element, bound: _Bound | None) -> str:
        """Return what is said about the service, the binding, the port type and the description as a whole."""
        of_binding: list[etree._Element | None] = []
        if bound is not None:
            service = None if bound.service is None else self.components.get(("service", bound.service))
            of_binding = [service, bound.element.getparent()]
        return _documentation(*of_binding, operation.getparent(), operation.getroottree().getroot())

    def _port(self, binding: QName, soap: str) -> tuple[QName | None, str, etree._Element | None]:
        """Return the service of the first port with this binding, its address, and the port."""
        for (kind, name), service in self.components.items():
            if kind != "service":
                continue
            for port in service.iterchildren(_wsdl("port")):
                if resolve(port, port.get("binding", "")) == binding:
                    address = port.find(f"{{{soap}}}address")
                    return name, "" if address is None else address.get("location", ""), port
        return None, "", None


def _wsdl(name: str) -> str:
    return f"{{{WSDL}}}{name}"


def _refuse(reason: str) -> None:
    raise NotRepresentableError(reason)


def _overload(port_type: etree._Element, bound: etree._Element) -> etree._Element | None:
    """Return the operation of a port type that a binding means; overloads are told by their inputs and outputs.

    WSDL 1.1, 2.4.5 and 2.5.
    """
    name = bound.get("name")
    same = [each for each in port_type.iterchildren(_wsdl("operation")) if each.get("name") == name]
    if len(same) > 1:
        wanted = [_direction_name(bound, direction) for direction in ("input", "output")]
        same = [
            each
            for each in same
            if all(
                mine in (None, theirs)
                for mine, theirs in zip(
                    wanted, (_direction_name(each, "input"), _direction_name(each, "output")), strict=True
                )
            )
        ] or same
    return same[0] if same else None


def _direction_name(operation: etree._Element, direction: str) -> str | None:
    element = operation.find(_wsdl(direction))
    return None if element is None else element.get("name")


def _said_action(element: etree._Element | None) -> str | None:
    """Return the action in WS-Addressing that an input, an output or a fault says; None where it does not."""
    said = (element.get(each) for each in _ACTIONS) if element is not None else ()
    return next((action for action in said if action is not None), None)


def _with_actions(operation: Operation, element: etree._Element) -> Operation:
    """Return an operation with the actions of WS-Addressing that are not those implied anyway."""
    request, response = (element.find(_wsdl(direction)) for direction in ("input", "output"))
    of_request, of_response = _said_action(request), _said_action(response)
    # The default is made of the names of input and output (WS-Addressing 1.0 Metadata, 4.4.4).
    if of_request is None and not operation.action and request is not None and request.get("name"):
        of_request = default_action(operation.port_type, request.get("name", ""))
    if of_response is None and response is not None and response.get("name"):
        of_response = default_action(operation.port_type, response.get("name", ""))
    return evolve(
        operation,
        request_action=None if of_request == operation.action_of_request else of_request,
        response_action=None if of_response == operation.action_of_response else of_response,
        faults=tuple(
            evolve(fault, action=None)
            if fault.action == operation.action_of_fault(evolve(fault, action=None))
            else fault
            for fault in operation.faults
        ),
    )


def _documentation(*elements: etree._Element | None) -> str:
    """Return what is said about elements of WSDL, without markup, each text once."""
    found = (each for element in elements if element is not None for each in element.iterchildren(_SAID))
    texts = ("".join(map(str, each.itertext())).strip() for each in found)
    return "\n".join(dict.fromkeys(text for text in texts if text))
