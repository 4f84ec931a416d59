"""Services declared in Python: a class for each binding of a WSDL, and in it the operations with their messages.

What an operation sends and answers are the two types of its `ServiceOperation`, so type checkers know them too. They
are looked up when they are needed: a message may be declared in a module that is not loaded yet.
"""

from __future__ import annotations

import sys
import typing
from functools import cached_property
from types import NoneType, SimpleNamespace
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from attrs import frozen
from lxml import etree

from dcxml.binding.annotations import take_apart
from dcxml.binding.markers import RootElement
from dcxml.binding.spec import contract_spec
from dcxml.binding.xml_messages import XmlMessage
from dcxml.contract.naming import encode_local_name
from dcxml.contract.operations import Operation, SoapVersion
from dcxml.errors import EncodeError, InvalidDataContractError
from dcxml.qname import QName

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dcxml.contract.operations import Fault

__all__ = ["EndpointSpec", "ServiceOperation", "endpoint_spec", "operations_of", "service_endpoint"]

_RequestT = TypeVar("_RequestT")
_ResponseT = TypeVar("_ResponseT")
_ClassT = TypeVar("_ClassT", bound=type)


@frozen(kw_only=True)
class EndpointSpec:
    """What ``@service_endpoint`` said of a class: .NET's ``ServiceEndpoint``, an address, a binding and a contract."""

    port_type: QName
    binding: QName | None = None
    service: QName | None = None
    version: SoapVersion | None = None
    address: str = ""
    addressing: str = ""
    documentation: str = ""


def service_endpoint(  # noqa: PLR0913 - one keyword for each thing that a binding says
    *,
    port_type: QName,
    binding: QName | None = None,
    service: QName | None = None,
    version: SoapVersion | None = None,
    address: str = "",
    addressing: str = "",
    documentation: str = "",
) -> Callable[[_ClassT], _ClassT]:
    """Declare the operations of a class to be those of a port type, in one of its bindings.

    :param port_type: the name of the port type (``wsdl:portType``).
    :param binding: that of the binding; None for a port type that nothing binds, which has no ``version`` either.
    :param service: that of the service whose port has the binding, at this ``address``.
    :param addressing: the namespace of WS-Addressing whose headers the binding demands.
    :param documentation: what is said about the service, its binding and port type.
    """
    spec = EndpointSpec(
        port_type=port_type,
        binding=binding,
        service=service,
        version=version,
        address=address,
        addressing=addressing,
        documentation=documentation,
    )

    def declare(cls: _ClassT) -> _ClassT:
        cls.__service_endpoint__ = spec  # type: ignore[attr-defined]  # read by endpoint_spec
        return cls

    return declare


def endpoint_spec(cls: object) -> EndpointSpec | None:
    """Return what was said of this very class; None where nothing was."""
    spec = cls.__dict__.get("__service_endpoint__") if isinstance(cls, type) else None
    return spec if isinstance(spec, EndpointSpec) else None


def operations_of(cls: type) -> Iterator[ServiceOperation[Any, Any]]:
    """Yield the operations that a class declares."""
    return (each for each in vars(cls).values() if isinstance(each, ServiceOperation))


class ServiceOperation(Generic[_RequestT, _ResponseT]):
    """An operation of a service with the types of its messages: ``ServiceOperation[GetOrder, GetOrderResponse]``.

    It stands in a class with `service_endpoint`. None is an empty body, or no answer where it ``is_one_way``;
    ``object`` one that nothing describes, which is lxml's element.
    """

    def __init__(  # noqa: PLR0913 - one keyword for each thing that a description says
        self,
        name: str,
        *,
        action: str = "",
        faults: Iterable[Fault] = (),
        headers: Iterable[QName] = (),
        style: str = "document",
        is_one_way: bool = False,
        request_element: QName | None = None,
        response_element: QName | None = None,
        request_action: str | None = None,
        response_action: str | None = None,
        is_encoded: bool = False,
        note: str = "",
        documentation: str = "",
    ) -> None:
        """Take what a WSDL says of it, as `Operation` has it.

        :param request_element: the name of the element in the body, where the type of the request does not tell it.
        :param response_element: likewise of the response.
        """
        self.name = name
        self.documentation = self.__doc__ = documentation
        self._elements = {"request": request_element, "response": response_element}
        self._said: dict[str, Any] = {
            "action": action,
            "faults": tuple(faults),
            "headers": tuple(headers),
            "style": style,
            "is_one_way": is_one_way,
            "request_action": request_action,
            "response_action": response_action,
            "is_encoded": is_encoded,
            "note": note,
        }
        self._owner: type | None = None
        self._attribute = ""

    def __set_name__(self, owner: type, attribute: str) -> None:
        """Learn whose operation this is."""
        if self._owner is None:
            self._owner, self._attribute = owner, attribute

    def __repr__(self) -> str:
        """Return ``<OrderService.get_order>``."""
        return f"<{getattr(self._owner, '__qualname__', '?')}.{self._attribute or self.name}>"

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle by the class that it stands in."""
        return (getattr, (self._owner, self._attribute))

    @cached_property
    def description(self) -> Operation:
        """What a WSDL says of it, without Python's classes.

        :raises InvalidDataContractError: where no ``@service_endpoint`` says whose it is, or the type of a message
            does not tell its element.
        """
        spec = endpoint_spec(self._owner)
        if spec is None:
            reason = "the operation stands in no class with @service_endpoint"
            raise InvalidDataContractError(reason, contract=self.name)
        said = self._said if spec.version is not None else {**self._said, "action": None}
        return Operation(
            name=self.name,
            port_type=spec.port_type,
            request=self._element("request"),
            response=self._element("response"),
            version=spec.version,
            binding=spec.binding,
            service=spec.service,
            address=spec.address,
            addressing=spec.addressing,
            documentation=self.documentation,
            service_documentation=spec.documentation,
            **said,
        )

    @property
    def request(self) -> type[_RequestT]:
        """The class of what is sent, to be made: ``operation.request(number=7)``.

        Of a message that is kept as XML, or that nothing describes, it is an `XmlMessage`, which is called with the
        element: lxml's, or its text.

        :raises EncodeError: where no element can carry it, with the reason.
        """
        return cast("type[_RequestT]", self._class("request"))

    @property
    def response(self) -> type[_ResponseT]:
        """The class of the answer, an `XmlMessage` likewise.

        :raises EncodeError: where no element can carry it, with the reason.
        """
        return cast("type[_ResponseT]", self._class("response"))

    @cached_property
    def annotations(self) -> dict[QName, Any]:
        """The annotations of its messages by the name of their elements; None where nothing describes one."""
        found = {}
        for name, annotation in zip(("request", "response"), self._arguments, strict=True):
            element = self._element(name)
            if element is not None:
                found[element] = None if self._elements[name] is not None and annotation is object else annotation
        return found

    @property
    def module(self) -> Any:
        """The module that declares it."""
        return sys.modules[getattr(self._owner, "__module__", __name__)]

    @cached_property
    def _arguments(self) -> tuple[Any, Any]:
        """The types of the request and the response, what is in quotes looked up."""
        given = typing.get_args(getattr(self, "__orig_class__", None))
        if len(given) != 2:  # noqa: PLR2004 - the request and the response
            reason = "the types of its messages are missing; write ServiceOperation[Request, Response](…)"
            raise InvalidDataContractError(reason, contract=self.name)
        holder = SimpleNamespace(__annotations__=dict(zip(("request", "response"), given, strict=True)))
        try:
            hints = typing.get_type_hints(holder, globalns=vars(self.module), include_extras=True)
        except NameError as error:
            reason = f"the types of its messages name {error.name!r}, which {self.module.__name__} does not define"
            raise InvalidDataContractError(reason, contract=self.name) from None
        return hints["request"], hints["response"]

    def _argument(self, name: str) -> Any:
        return self._arguments[0 if name == "request" else 1]

    def _class(self, name: str) -> Any:
        annotation = self._argument(name)
        if annotation is NoneType:
            if self._said["note"]:
                raise EncodeError(f"the operation {self.name} cannot be written: {self._said['note']}")
            return NoneType
        core = take_apart(annotation).core
        element = self._element(name)
        is_unknown = name == "request" and annotation is object  # an answer is read as any object
        if element is not None and (is_unknown or core is etree._Element):  # noqa: SLF001 - lxml's name
            return XmlMessage(element, annotation)
        return core

    def _element(self, name: str) -> QName | None:
        """Return the name of the element in the body; None where that is empty."""
        given, annotation = self._elements[name], self._argument(name)
        if given is not None or annotation is NoneType:
            return given
        shape = take_apart(annotation)
        root = next((marker for marker in shape.markers if isinstance(marker, RootElement)), None)
        if root is not None:
            return root.qname
        marker, spec = shape.contract_marker, contract_spec(shape.core)
        if marker is not None:
            return QName(marker.namespace, encode_local_name(marker.name))
        if spec is not None and not spec.arguments:
            return QName(spec.name.namespace, encode_local_name(spec.name.name))
        reason = f"the type of its {name} does not tell its element; give {name}_element"
        raise InvalidDataContractError(reason, contract=self.name)
