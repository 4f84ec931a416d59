"""Envelopes opened: the body as instances, the headers as elements, a fault as an exception."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, Generic, Literal, NoReturn, TypeVar, overload

from attrs import frozen
from lxml import etree

from dcxml.contract.operations import SoapVersion
from dcxml.errors import DecodeError
from dcxml.qname import ADDRESSING_1_0, ADDRESSING_2004, ID, REF, XML, QName
from dcxml.serializer import DataContractSerializer
from dcxml.soap.addressing import NAMES, addressed
from dcxml.soap.fault import ExceptionDetail, SoapFault
from dcxml.soap.messages import message_classes
from dcxml.soap.vocabulary import NAMESPACES, NEXT, SOAP_11, SOAP_12, ULTIMATE_RECEIVER, VERSIONS
from dcxml.xmlio import DEFAULT_LIMITS, Limits, parse_document, path_of

if TYPE_CHECKING:
    from dcxml.binding.services import ServiceOperation
    from dcxml.contract.operations import Operation

__all__ = ["Envelope", "open_envelope"]

_T_co = TypeVar("_T_co", covariant=True)
_T = TypeVar("_T")
_Mode = Literal["strict", "dotnet"]
_Unknown = Literal["keep", "ignore", "forbid"]
_XOP: Final = "{http://www.w3.org/2004/08/xop/include}Include"
_UNDERSTOOD: Final = frozenset(f"{{{each}}}{name}" for each in (ADDRESSING_1_0, ADDRESSING_2004) for name in NAMES)
_UNKNOWN: Final = object()
_EXCEPTION_DETAIL: Final = "{http://schemas.datacontract.org/2004/07/System.ServiceModel}ExceptionDetail"


@frozen(eq=False)
class Envelope(Generic[_T_co]):
    """An envelope opened: its ``version``, the elements of its header, and what its body holds."""

    version: SoapVersion
    headers: tuple[etree._Element, ...]
    bodies: tuple[_T_co, ...]

    @property
    def body(self) -> _T_co:
        """What the body holds.

        :raises DecodeError: where it is empty, or holds several elements (``bodies``).
        """
        if len(self.bodies) != 1:
            reason = f"the body has {len(self.bodies)} elements" if self.bodies else "the body is empty"
            raise DecodeError(reason, path="/Envelope/Body", expected="one element")
        return self.bodies[0]

    @property
    def action(self) -> str | None:
        """The action that a header of WS-Addressing names."""
        return addressed(self.headers, "Action")

    @property
    def message_id(self) -> str | None:
        """The message's own identity in WS-Addressing."""
        return addressed(self.headers, "MessageID")

    @property
    def relates_to(self) -> str | None:
        """The identity of the message that this one answers."""
        return addressed(self.headers, "RelatesTo")


@overload
def open_envelope(
    data: bytes | bytearray | memoryview | str,
    cls: type[_T],
    *,
    operation: Operation | ServiceOperation[Any, Any] | None = ...,
    faults: Iterable[Any] = ...,
    understood: Iterable[QName | str] = ...,
    mode: _Mode = ...,
    unknown: _Unknown = ...,
    known_types: Iterable[Any] = ...,
    limits: Limits = ...,
) -> Envelope[_T]: ...
@overload
def open_envelope(
    data: bytes | bytearray | memoryview | str,
    cls: None = ...,
    *,
    operation: ServiceOperation[Any, _T],
    faults: Iterable[Any] = ...,
    understood: Iterable[QName | str] = ...,
    mode: _Mode = ...,
    unknown: _Unknown = ...,
    known_types: Iterable[Any] = ...,
    limits: Limits = ...,
) -> Envelope[_T]: ...
@overload
def open_envelope(
    data: bytes | bytearray | memoryview | str,
    cls: Any = ...,
    *,
    operation: Operation | ServiceOperation[Any, Any] | None = ...,
    faults: Iterable[Any] = ...,
    understood: Iterable[QName | str] = ...,
    mode: _Mode = ...,
    unknown: _Unknown = ...,
    known_types: Iterable[Any] = ...,
    limits: Limits = ...,
) -> Envelope[Any]: ...
def open_envelope(  # noqa: PLR0913 - one keyword for each setting
    data: bytes | bytearray | memoryview | str,
    cls: Any = None,
    *,
    operation: Operation | ServiceOperation[Any, Any] | None = None,
    faults: Iterable[Any] = (),
    understood: Iterable[QName | str] = (),
    mode: _Mode = "strict",
    unknown: _Unknown = "keep",
    known_types: Iterable[Any] = (),
    limits: Limits = DEFAULT_LIMITS,
) -> Envelope[Any]:
    """Return what an envelope of SOAP 1.1 or 1.2 carries.

    :param cls: the class or annotation of the body, as for `dcxml.loads`; a `Binding` or a generated module, which
        know the element of every message and fault of their contracts; without it the ``operation`` says what the
        body is, and where that is not declared with its classes, it stays lxml elements.
    :param operation: the body must be its response, or its request.
    :param faults: the classes that the detail of a fault may hold, beside those of a `Binding` and `ExceptionDetail`.
    :param understood: names of headers that the caller processes. The others must not be marked ``mustUnderstand``,
        but for those of WS-Addressing.
    :param mode: as for `dcxml.loads`, and so are ``unknown``, ``known_types`` and ``limits``.
    :raises SoapFault: where the body is a fault.
    :raises DecodeError: where it is no envelope, or the body is not what ``cls`` says; with path and line.
    """
    described, cls = message_classes(operation, cls)
    classes = _Classes(cls, tuple(faults), mode, unknown, tuple(known_types), limits)
    root = _parse(data, limits)
    version = _version(root)
    header, body = _children(root, NAMESPACES[version])
    headers = () if header is None else tuple(header.iterchildren(etree.Element))
    _check_understood(headers, NAMESPACES[version], {str(getattr(name, "clark", name)) for name in understood})
    parts = tuple(body.iterchildren(etree.Element))
    if len(parts) == 1 and parts[0].tag == f"{{{NAMESPACES[version]}}}Fault":
        raise _fault(parts[0], version, headers, classes)
    if described is not None:
        _check_operation(body, parts, described)
    if isinstance(cls, Mapping) or cls is None or (described is not None and not parts):
        return Envelope(version, headers, tuple(classes.read(part) for part in parts))
    if len(parts) != 1:
        found = f"{len(parts)} elements" if parts else "nothing"
        _refuse(f"the body has {found}, where one element is expected", body, found=found, expected="one element")
    return Envelope(version, headers, (classes.read(parts[0]),))


@frozen
class _Classes:
    """What elements are read as."""

    cls: Any
    faults: tuple[Any, ...]
    mode: _Mode
    unknown: _Unknown
    known_types: tuple[type, ...]
    limits: Limits

    def read(self, element: etree._Element) -> Any:
        """Return what an element of the body holds; the element itself where nobody said what it is.

        :raises DecodeError: where a binding does not have it, or it cannot be read.
        """
        cls = self._found(element, default=_UNKNOWN) if isinstance(self.cls, Mapping) else self.cls
        if cls is None:
            return element
        if cls is _UNKNOWN:
            name = str(element.tag)
            _refuse(f"no contract has the element {name}", element, found=name)
        _tell_apart(element)
        return self._serializer(cls).load_element(element)

    def read_detail(self, element: etree._Element) -> Any:
        """Return what an element of a fault's detail holds; what cannot be read must not hide the fault, and stays."""
        cls = self._found(element) if isinstance(self.cls, Mapping) else None
        for fault in self.faults:
            if self._serializer(fault).root_name.clark == element.tag:
                cls = fault
        if cls is None and element.tag == _EXCEPTION_DETAIL:
            cls = ExceptionDetail
        if cls is None:
            return element
        try:
            return self._serializer(cls).load_element(element)
        except DecodeError:
            return element

    def _found(self, element: etree._Element, *, default: Any = None) -> Any:
        return self.cls.get(QName.from_clark(str(element.tag)).clark, default)

    def _serializer(self, cls: Any) -> DataContractSerializer[Any]:
        if isinstance(cls, DataContractSerializer):
            return cls
        return DataContractSerializer(
            cls, mode=self.mode, unknown=self.unknown, known_types=self.known_types, limits=self.limits
        )


def _tell_apart(wrapper: etree._Element) -> None:
    """Tell the identities of parameters apart: WCF writes each as a graph of its own, whose ``z:Id`` begin anew."""
    owners: dict[str, etree._Element] = {}
    parts = list(wrapper.iterchildren(etree.Element))
    identities = ((part, each.get(ID)) for part in parts for each in part.iter(etree.Element))
    if all(identity is None or owners.setdefault(identity, part) is part for part, identity in identities):
        return
    for number, part in enumerate(parts):
        for element in part.iter(etree.Element):
            for name in (ID, REF):
                identity = element.get(name)
                if identity is not None:
                    element.set(name, f"p{number}.{identity}")


def _parse(data: bytes | bytearray | memoryview | str, limits: Limits) -> etree._Element:
    try:
        root = parse_document(data, limits=limits, allow_instructions=False)
    except DecodeError:
        start = data[:256].encode(errors="replace") if isinstance(data, str) else bytes(memoryview(data)[:256])
        if not start.lstrip().startswith(b"--"):
            raise
        reason = "this is a MIME message (MTOM), which is not read: ask the service for text encoding"
        raise DecodeError(reason, line=1, found="--", expected="an XML document") from None
    include = next(root.iter(_XOP), None)
    if include is not None:
        _refuse("xop:Include refers to another part of a MIME message (MTOM), which is not read", include)
    return root


def _version(root: etree._Element) -> SoapVersion:
    name = QName.from_clark(str(root.tag))
    version = VERSIONS.get(name.namespace) if name.name == "Envelope" else None
    if version is None:
        allowed = f"{{{SOAP_11}}}Envelope or {{{SOAP_12}}}Envelope"
        _refuse(f"the root is {name.clark}, not an envelope of SOAP 1.1 or 1.2", root, name.clark, allowed)
    return version


def _children(root: etree._Element, namespace: str) -> tuple[etree._Element | None, etree._Element]:
    """Return the header, where there is one, and the body."""
    children = list(root.iterchildren(etree.Element))
    header = children.pop(0) if children and children[0].tag == f"{{{namespace}}}Header" else None
    if not children or children[0].tag != f"{{{namespace}}}Body":
        found = str(children[0].tag) if children else "nothing"
        _refuse(f"{found} stands where the body should", children[0] if children else root, found, "Body")
    body, *behind = children
    if behind and (namespace == SOAP_12 or any(QName.from_clark(str(e.tag)).namespace == namespace for e in behind)):
        name = str(behind[0].tag)
        _refuse(f"{name} stands behind the body", behind[0], name, "nothing")
    for each in (root, body) if header is None else (root, header, body):
        texts = [each.text, *(child.tail for child in each)]
        stray = next((text.strip() for text in texts if text and text.strip(" \t\r\n")), None)
        if stray is not None:
            _refuse("text stands between the elements", each, stray, "elements")
    return header, body


def _check_understood(headers: tuple[etree._Element, ...], namespace: str, understood: set[str]) -> None:
    role = "actor" if namespace == SOAP_11 else "role"
    for header in headers:
        if header.get(f"{{{namespace}}}mustUnderstand", "").strip() not in ("1", "true"):
            continue
        is_ours = header.get(f"{{{namespace}}}{role}", "") in ("", *NEXT, ULTIMATE_RECEIVER)
        if is_ours and header.tag not in understood | _UNDERSTOOD:
            name = str(header.tag)
            reason = f'the header {name} must be understood; where it is, say so: understood=["{name}"]'
            _refuse(reason, header, name)


def _check_operation(body: etree._Element, parts: tuple[etree._Element, ...], operation: Operation) -> None:
    allowed = {None if name is None else name.clark for name in (operation.response, operation.request)}
    found = [str(part.tag) for part in parts]
    if not allowed.issuperset(found or [None]):
        names = ", ".join(found) or "nothing"
        wanted = "an empty body" if operation.response is None else operation.response.clark
        _refuse(f"the body has {names}, but {operation.name} answers {wanted}", body, names, wanted)


def _fault(
    element: etree._Element, version: SoapVersion, headers: tuple[etree._Element, ...], classes: _Classes
) -> SoapFault:
    """Return a fault; whatever it lacks is empty, for no flaw of its form should hide what it says."""
    read = _fault_11 if version is SoapVersion.SOAP_1_1 else _fault_12
    fault = read(element, classes)
    fault.version = version
    fault.headers = headers
    return fault


def _fault_11(element: etree._Element, classes: _Classes) -> SoapFault:
    string, detail = _child(element, "faultstring"), _child(element, "detail")
    language = "" if string is None else string.get(f"{{{XML}}}lang", "")
    return SoapFault(
        {language: _text(string)},
        code=_qname(_child(element, "faultcode")),
        actor=_text(_child(element, "faultactor")),
        detail=() if detail is None else map(classes.read_detail, detail.iterchildren(etree.Element)),
    )


def _fault_12(element: etree._Element, classes: _Classes) -> SoapFault:
    codes = []
    code = _child(element, "Code")
    while code is not None:
        codes.append(_qname(_child(code, "Value")))
        code = _child(code, "Subcode")
    reason, detail = _child(element, "Reason"), _child(element, "Detail")
    texts = () if reason is None else reason.iterchildren(etree.Element)
    return SoapFault(
        {text.get(f"{{{XML}}}lang", ""): _text(text) for text in texts},
        code=codes[0] if codes else QName("", ""),
        subcodes=codes[1:],
        node=_text(_child(element, "Node")),
        actor=_text(_child(element, "Role")),
        detail=() if detail is None else map(classes.read_detail, detail.iterchildren(etree.Element)),
    )


def _child(element: etree._Element, name: str) -> etree._Element | None:
    """Return the child of this name, in the envelope's namespace or in none: both are met in 1.1."""
    own = QName.from_clark(str(element.tag)).namespace
    tags = (name, f"{{{own}}}{name}")
    return next((child for child in element.iterchildren(etree.Element) if child.tag in tags), None)


def _text(element: etree._Element | None) -> str:
    return "" if element is None else "".join(element.itertext()).strip()


def _qname(element: etree._Element | None) -> QName:
    """Return the name that a text holds, in no namespace where its prefix has none."""
    text = _text(element)
    prefix, _, name = text.rpartition(":")
    namespace = None if element is None else element.nsmap.get(prefix or None)
    return QName(namespace, name) if namespace else QName("", text)


def _refuse(reason: str, element: etree._Element, found: str | None = None, expected: str | None = None) -> NoReturn:
    raise DecodeError(reason, path=path_of(element), line=element.sourceline, found=found, expected=expected)
