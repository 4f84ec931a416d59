"""Faults of SOAP 1.1 (4.4) and 1.2 (5.4): one exception for both, and the detail that WCF sends by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from lxml import etree

from dcxml.binding.declarations import data_contract, data_member
from dcxml.contract.operations import SoapVersion
from dcxml.errors import DcxmlError
from dcxml.qname import QName, clr_namespace
from dcxml.soap.vocabulary import NAMESPACES, RECEIVER, SENDER
from dcxml.xmlio import parse_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["ExceptionDetail", "SoapFault"]

_ENGLISH: Final = "en"


@data_contract(name="ExceptionDetail", namespace=clr_namespace("System.ServiceModel"))
class ExceptionDetail:
    """What WCF says of an exception where ``IncludeExceptionDetailInFaults`` is set (``System.ServiceModel``)."""

    help_link: str | None = data_member("HelpLink", default=None)
    inner_exception: ExceptionDetail | None = data_member("InnerException", default=None)
    message: str | None = data_member("Message", default=None)
    stack_trace: str | None = data_member("StackTrace", default=None)
    type: str | None = data_member("Type", default=None)


class SoapFault(DcxmlError):  # noqa: N818 - SOAP calls it a fault
    """What a service answers instead of a response.

    ``code`` is ``{…/soap/envelope/}Client`` or ``Server`` in SOAP 1.1, ``{…/soap-envelope}Sender`` or ``Receiver`` in
    1.2, or another; `is_sender` asks for either. ``subcodes`` go from the outer to the inner (1.2). ``reasons`` are
    the texts by language. ``actor`` is the URI of 1.1's ``faultactor`` and 1.2's ``Role``, ``node`` that of ``Node``.
    ``detail`` holds what the detail carries: an instance where its class was given, otherwise an lxml element.
    ``headers`` are the elements of the header beside it.
    """

    def __init__(  # noqa: PLR0913 - the fields are the fault
        self,
        reason: str | Mapping[str, str],
        *,
        code: QName | None = None,
        subcodes: Iterable[QName] = (),
        actor: str = "",
        node: str = "",
        detail: Iterable[Any] = (),
        version: SoapVersion = SoapVersion.SOAP_1_1,
        headers: Iterable[Any] = (),
    ) -> None:
        """Describe the fault; without a ``code`` it is the service's own."""
        self.reasons = {_ENGLISH: reason} if isinstance(reason, str) else dict(reason)
        super().__init__(next(iter(self.reasons.values()), ""))
        self.version = version
        self.code = QName(NAMESPACES[version], RECEIVER[version]) if code is None else code
        self.subcodes = tuple(subcodes)
        self.actor = actor
        self.node = node
        self.detail = tuple(detail)
        self.headers = tuple(headers)

    @property
    def reason(self) -> str:
        """The first of the texts."""
        return next(iter(self.reasons.values()), "")

    @property
    def is_sender(self) -> bool:
        """Whether the message itself was at fault, and sending it again would not help."""
        return any(self.code == QName(NAMESPACES[version], SENDER[version]) for version in SoapVersion)

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle elements as their texts: a fault may have to leave its process."""
        elements = {name: tuple(map(_pickled, getattr(self, name))) for name in ("detail", "headers")}
        return (_rebuild, (type(self), self.args, {**self.__dict__, **elements}))

    def __str__(self) -> str:
        """Return ``Client/InvalidOrder: There is no order 7``."""
        codes = "/".join(code.name for code in (self.code, *self.subcodes))
        return f"{codes}: {self.reason}" if self.reason else codes


class _ElementText(str):
    """The text of an element on its way through a pickle."""

    __slots__ = ()


def _pickled(value: Any) -> Any:
    if isinstance(value, etree._Element):  # noqa: SLF001 - lxml's name
        return _ElementText(etree.tostring(value, encoding="unicode", with_tail=False))
    return value


def _rebuild(cls: type[SoapFault], args: tuple[object, ...], fields: dict[str, Any]) -> SoapFault:
    fault = cls.__new__(cls, *args)
    fault.args = args
    for name, value in fields.items():
        is_tuple = name in ("detail", "headers")
        setattr(fault, name, tuple(map(_unpickled, value)) if is_tuple else value)
    return fault


def _unpickled(value: Any) -> Any:
    return parse_document(str(value)) if isinstance(value, _ElementText) else value
