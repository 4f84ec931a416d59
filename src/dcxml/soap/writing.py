"""Envelopes as WCF writes them: its prefixes, its order of headers, its text writer's body."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, Literal, NoReturn

from attrs import field, frozen
from lxml import etree

from dcxml.arguments import check_choice
from dcxml.binding.annotations import take_apart
from dcxml.binding.fragments import is_fragment
from dcxml.binding.spec import contract_spec
from dcxml.codec.dialects import Dialect
from dcxml.codec.escaping import CHECKED
from dcxml.contract.operations import Operation, SoapVersion
from dcxml.errors import EncodeError, LexicalError
from dcxml.qname import QName
from dcxml.serializer import DataContractSerializer
from dcxml.soap.addressing import Addressing, addressing_headers
from dcxml.soap.fault import SoapFault
from dcxml.soap.http import http_headers
from dcxml.soap.messages import OperationElements, message_classes
from dcxml.soap.vocabulary import NAMESPACES, RECEIVER, SENDER, SOAP_11, SOAP_12

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dcxml.binding.services import ServiceOperation

__all__ = ["SoapHeader", "SoapMessage", "envelope"]

_VERSIONS: Final = tuple(SoapVersion)
_NAME_END: Final = re.compile(r"[\s/>]")
_Bindings = tuple[tuple[str, str], ...]


@frozen
class SoapMessage:
    """A message to send: its ``data`` in UTF-8, the ``headers`` of HTTP it goes with, the ``url`` it goes to.

    ``url`` is empty where the operation tells no address.
    """

    data: bytes
    headers: dict[str, str]
    url: str = ""

    def __str__(self) -> str:
        """Return the envelope as text."""
        return self.data.decode()


@frozen(kw_only=True)
class SoapHeader:
    """An element of the header: an instance of a contract class, of ``cls`` where that is given, or an lxml element.

    ``must_understand`` asks the receiver, or that of ``actor`` (a URI; SOAP 1.2 calls it ``role``), to refuse the
    message where it does not know the element.
    """

    value: Any = field()
    cls: Any = None
    must_understand: bool = False
    actor: str = ""


def envelope(  # noqa: PLR0913 - one keyword for each thing that a message says
    body: Any = None,
    cls: Any = None,
    *,
    operation: Operation | ServiceOperation[Any, Any] | None = None,
    action: str | None = None,
    version: SoapVersion | None = None,
    headers: Iterable[Any] = (),
    addressing: Addressing | Literal[False] | None = None,
    known_types: Iterable[Any] = (),
) -> SoapMessage:
    """Return the message that carries ``body``, as WCF writes it.

    :param body: an instance of a message class; a tuple of them, each an element of the body; an lxml element; a
        `SoapFault`; None for an empty body. A response of the ``operation`` is as good as its request.
    :param cls: the class or annotation of the body, as for `dcxml.dumps`, where its class alone does not tell its
        element; a `DataContractSerializer` with settings of its own; or a `Binding` or a generated module, in which
        the operation's element is looked up.
    :param operation: one of a generated module or a `Binding`, which knows the classes of its messages, or one of
        ``DataContractSet.operations``: it tells action, version and address.
    :param action: the action, where no operation tells it, or another one is meant.
    :param version: SOAP 1.1 where neither it nor the operation says otherwise.
    :param headers: instances of contract classes, lxml elements, or `SoapHeader` where more is to be said of one.
    :param addressing: `Addressing` adds the headers of WS-Addressing, as wsHttpBinding wants them; a request has them
        anyway where the operation's binding demands them, unless this is False.
    :param known_types: as for `dcxml.dumps`.
    :raises EncodeError: where the body is not the operation's, or a value could not be read back.
    :raises TypeError: where the body's class does not tell its element and ``cls`` is missing.
    """
    described, cls = message_classes(operation, cls)
    if version is None:
        version = SoapVersion.SOAP_1_1 if described is None or described.version is None else described.version
    check_choice("version", version, _VERSIONS)
    if addressing is None and described is not None and described.addressing:
        implied = Addressing(namespace=described.addressing)
        writing = _Writing(version, described, tuple(known_types), implied)
        inside = writing.body(body, cls)
        if not writing.is_answer:  # an answer must say which message it relates to, which nobody told
            return _message(writing, inside, action, headers)
    writing = _Writing(version, described, tuple(known_types), addressing or None)
    return _message(writing, writing.body(body, cls), action, headers)


def _message(writing: _Writing, inside: str, action: str | None, headers: Iterable[Any]) -> SoapMessage:
    """Return the message around what is ``inside`` its body."""
    operation, addressing = writing.operation, writing.addressing
    url = "" if operation is None or writing.is_answer else operation.address
    of_http, of_header = writing.actions(action)
    try:
        head = "" if addressing is None else addressing_headers(addressing, of_header, url)
        head += "".join(writing.header(header) for header in headers)
    except LexicalError as error:
        raise EncodeError(str(error), path="/Envelope/Header") from None
    declared = "".join(f' xmlns:{prefix}="{namespace}"' for prefix, namespace in writing.bindings)
    header = f"<s:Header>{head}</s:Header>" if head else ""
    carrier = f"<s:Body>{inside}</s:Body>" if inside else "<s:Body/>"
    text = f"<s:Envelope{declared}>{header}{carrier}</s:Envelope>"
    return SoapMessage(text.encode(), http_headers(writing.version, of_http), url)


class _Writing:
    """One envelope in the making; ``is_answer`` where the body is a fault or a response, which has no action."""

    def __init__(
        self,
        version: SoapVersion,
        operation: Operation | None,
        known_types: tuple[type, ...],
        addressing: Addressing | None,
    ) -> None:
        self.version = version
        self.operation = operation
        self.known_types = known_types
        self.bindings: _Bindings = (("s", NAMESPACES[version]),)
        self.addressing = addressing
        if addressing is not None:
            self.bindings += (("a", addressing.namespace),)
        self.is_answer = False
        self._answer: SoapFault | None = None
        self._is_by_class = False

    def body(self, body: Any, cls: Any) -> str:
        """Return what is in the body."""
        if isinstance(body, SoapFault):
            self.is_answer, self._answer = True, body
            return self._fault(body)
        if self.operation is not None and (self.operation.is_encoded or self.operation.note):
            raise EncodeError(f"the operation {self.operation.name} cannot be written: {self.operation.note}")
        is_own = isinstance(cls, OperationElements)
        if body is None and (cls is None or is_own):
            self._check_element(None)
            return ""
        if isinstance(body, tuple):
            return "".join(self._element(part, None, wrapped=False)[1] for part in body)
        if is_own and isinstance(body, etree._Element):  # noqa: SLF001 - lxml's name
            cls = None
        elif isinstance(cls, Mapping):
            cls = self._looked_up(cls, type(body))
        self._is_by_class = cls is None and contract_spec(type(body)) is not None
        name, text = self._element(body, cls, wrapped=True)
        self._check_element(name)
        return text

    def actions(self, said: str | None) -> tuple[str | None, str | None]:
        """Return the action that HTTP tells, and that of WS-Addressing; ``said`` is the caller's word for both.

        An answer has none for HTTP.
        """
        operation = self.operation
        if said is not None or operation is None:
            return (None if said is None and self.is_answer else said or ""), said
        if self.is_answer:
            return None, self._action_of_answer(operation)
        of_header = operation.action_of_request
        is_needed = self.addressing is not None and self.version is SoapVersion.SOAP_1_2
        return operation.action or (of_header if is_needed else ""), of_header

    def _action_of_answer(self, operation: Operation) -> str | None:
        """Return the action of a response or a fault; what is no fault of the operation has none that it could tell."""
        if self._answer is None:
            return operation.action_of_response
        names = {self._element(each, None, wrapped=False)[0] for each in self._answer.detail}
        return next((operation.action_of_fault(each) for each in operation.faults if each.element in names), None)

    def header(self, header: Any) -> str:
        """Return an element of the header."""
        said = header if isinstance(header, SoapHeader) else SoapHeader(value=header)
        _, text = self._element(said.value, said.cls, wrapped=False)
        marks = ' {}:mustUnderstand="1"' if said.must_understand else ""
        if said.actor:
            name = "actor" if self.version is SoapVersion.SOAP_1_1 else "role"
            marks += f' {{}}:{name}="{CHECKED.attribute(said.actor).replace("{", "{{").replace("}", "}}")}"'
        if not marks:
            return text
        bound = said.value.nsmap if is_fragment(said.value) else {}
        prefix, declared = "s", ""
        if bound.get("s", NAMESPACES[self.version]) != NAMESPACES[self.version]:
            prefix = next(each for each in map("s{}".format, range(len(bound) + 1)) if each not in bound)
            declared = f' xmlns:{prefix}="{NAMESPACES[self.version]}"'
        found = _NAME_END.search(text)
        end = len(text) if found is None else found.start()
        return f"{text[:end]}{marks.format(prefix, prefix)}{declared}{text[end:]}"

    def _looked_up(self, binding: Mapping[str, Any], python_class: type) -> Any:
        """Return the annotation of the operation's element: the request's, or the response's where it is one."""
        operation = self.operation
        if operation is None:
            raise TypeError("a binding alone does not tell the element of the body: give an operation that has one")
        names = [name for name in (operation.request, operation.response) if name is not None]
        found = [binding[name.clark] for name in names if name.clark in binding]
        for annotation in found:
            core = take_apart(annotation).core
            if isinstance(core, type) and issubclass(python_class, core):
                return annotation
        if operation.request is None:
            self._refuse(python_class.__name__)
        if operation.request.clark in binding:
            return binding[operation.request.clark]
        reason = f"the binding has not the element {operation.request.clark} of the operation {operation.name}"
        raise EncodeError(reason, path="/Envelope/Body", expected=operation.request.clark)

    def _check_element(self, name: QName | None) -> None:
        """Refuse a body that is none of the operation's; remember where it is that of its answer."""
        operation = self.operation
        if operation is None or name == operation.request:
            return
        if name is not None and name == operation.response:
            self.is_answer = True
            return
        self._refuse("empty" if name is None else name.clark)

    def _refuse(self, found: str) -> NoReturn:
        """Say what the operation sends."""
        operation = self.operation
        assert operation is not None  # noqa: S101 - for the type checker
        allowed = "an empty one" if operation.request is None else operation.request.clark
        reason = f"the body is {found}; the operation {operation.name} sends {allowed}"
        if operation.request is not None and self._is_by_class:
            reason += "; give the binding or the module as cls, which know what that element holds"
        raise EncodeError(reason, path="/Envelope/Body", found=found, expected=allowed)

    def _element(self, value: Any, cls: Any, *, wrapped: bool) -> tuple[QName, str]:
        """Return the name and the text of an element."""
        if cls is None and isinstance(value, etree._Element):  # noqa: SLF001 - lxml's name
            if not is_fragment(value):
                reason = f"{LexicalError(value, 'an XML element (lxml)')}: no body, header or detail is made of it"
                raise EncodeError(reason, path="/Envelope", expected="an XML element (lxml)")
            return QName.from_clark(str(value.tag)), etree.tostring(value, encoding="unicode", with_tail=False)
        serializer: DataContractSerializer[Any]
        if isinstance(cls, DataContractSerializer):
            serializer = cls
        else:
            if cls is None and contract_spec(type(value)) is None:
                reason = f"a {type(value).__name__} is not a contract class: give its type, as envelope(body, cls)"
                raise TypeError(reason)
            serializer = DataContractSerializer(
                type(value) if cls is None else cls, dialect=Dialect.TEXT, known_types=self.known_types
            )
        if wrapped and self._is_wrapper(serializer.root_name):
            return serializer.root_name, serializer.dump_wrapped(value, bindings=self.bindings)
        return serializer.root_name, serializer.dump_element(value, bindings=self.bindings)

    def _is_wrapper(self, name: QName) -> bool:
        """Tell whether an element wraps parameters: it has the operation's name, or that of its response."""
        operation = self.operation
        return operation is not None and (
            operation.style == "rpc" or name.name in (operation.name, f"{operation.name}Response")
        )

    def _fault(self, fault: SoapFault) -> str:
        try:
            return self._fault_11(fault) if self.version is SoapVersion.SOAP_1_1 else self._fault_12(fault)
        except LexicalError as error:
            raise EncodeError(str(error), path="/Envelope/Body/Fault") from None

    def _fault_11(self, fault: SoapFault) -> str:
        # As WCF does: the one code that there is tells the most.
        written = self._qname("faultcode", self._code(fault.subcodes[0] if fault.subcodes else fault.code))
        language, reason = next(iter(fault.reasons.items()), ("", ""))
        mark = f' xml:lang="{CHECKED.attribute(language)}"' if language else ""
        written += f"<faultstring{mark}>{CHECKED.text(reason)}</faultstring>"
        written += f"<faultactor>{CHECKED.text(fault.actor)}</faultactor>" if fault.actor else ""
        detail = self._detail(fault)
        return f"<s:Fault>{written}{f'<detail>{detail}</detail>' if detail else ''}</s:Fault>"

    def _fault_12(self, fault: SoapFault) -> str:
        code = ""
        for subcode in reversed(fault.subcodes):
            code = f"<s:Subcode>{self._qname('s:Value', subcode)}{code}</s:Subcode>"
        reasons = "".join(
            f'<s:Text xml:lang="{CHECKED.attribute(language)}">{CHECKED.text(text)}</s:Text>'
            for language, text in (fault.reasons or {"": ""}).items()
        )
        written = f"<s:Code>{self._qname('s:Value', self._code(fault.code))}{code}</s:Code>"
        written += f"<s:Reason>{reasons}</s:Reason>"
        written += f"<s:Node>{CHECKED.text(fault.node)}</s:Node>" if fault.node else ""
        written += f"<s:Role>{CHECKED.text(fault.actor)}</s:Role>" if fault.actor else ""
        detail = self._detail(fault)
        return f"<s:Fault>{written}{f'<s:Detail>{detail}</s:Detail>' if detail else ''}</s:Fault>"

    def _detail(self, fault: SoapFault) -> str:
        return "".join(self._element(each, None, wrapped=False)[1] for each in fault.detail)

    def _code(self, code: QName) -> QName:
        """Return a code in the words of this version."""
        if code.namespace not in (SOAP_11, SOAP_12):
            return code
        for names in (SENDER, RECEIVER):
            if code.name in names.values():
                return QName(NAMESPACES[self.version], names[self.version])
        return QName(NAMESPACES[self.version], code.name)

    def _qname(self, name: str, value: QName) -> str:
        if value.namespace == NAMESPACES[self.version]:
            return f"<{name}>s:{CHECKED.text(value.name)}</{name}>"
        if not value.namespace:
            return f"<{name}>{CHECKED.text(value.name)}</{name}>"
        return f'<{name} xmlns:a="{CHECKED.attribute(value.namespace)}">a:{CHECKED.text(value.name)}</{name}>'
