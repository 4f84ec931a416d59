"""The laws: what dcxml and .NET have to agree on for a value and for a document, in one dialect."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from dcxml import DecodeError, EncodeError, identical
from dcxml.contract.model import XML_ELEMENT
from differential.held import as_dotnet_holds, infoset, without_boxes
from support.dotnet import DotnetError

if TYPE_CHECKING:
    from dcxml import DataContractSerializer, Dialect
    from dcxml.serializer import Mode
    from differential.subjects import Subject

_MODES: Final[tuple[Mode, ...]] = ("strict", "dotnet")

# What .NET says of values that it reads and cannot write: an enumeration's zero without a text, which dcxml leaves out,
# a qualified name that is none or empty, and a type in no namespace where the element's own has no prefix.
_NOT_WRITABLE: Final = ("Enum value '0' is invalid", "Invalid name character", "The prefix '' ", "'localName'")
# What dcxml does not write, and .NET writes so that it reads something else, if anything: texts of flags with spaces in
# them, an object's name in no namespace, names that are none.
_NOT_WRITTEN: Final = (
    "the schema does not allow this root to be nil",
    "spaces part the texts of flags",
    ".NET cannot write it as an object",
    "its local name is no name in XML",
    "a base class has a member of this name that is left out",
)
# A struct that holds itself, which .NET reads: its writing never ends.
_HOLDS_ITSELF: Final = "to a value type that it stands in"
_EMPTY_NODES: Final = "same key has already been added. Key: System.Xml.XmlNode[]"  # all empty ones are one key to .NET
_BEHIND_THE_ROOT: Final = "Extra content at the end of the document"  # to .NET, where the root itself is the value
_CYCLE: Final = "contains cycles and cannot be serialized"  # which dcxml cannot write either
# What .NET says of an object of a class that does not implement the interface; the contract does not say which do.
_NO_IMPLEMENTATION: Final = ("Unable to cast", "InvalidCast")
# A known difference (docs/differences.md), by what .NET says of it:
_UNTYPED: Final = "cannot have child contents to be deserialized as an object"  # which strict mode keeps as it is

__all__ = ["Agreement", "Difference", "compare_document", "compare_value"]


class Difference(Exception):  # noqa: N818 - what is found, not what went wrong
    """A law that does not hold: which, of which document, and what each side did."""

    def __init__(self, law: str, document: bytes, ours: object, theirs: object) -> None:
        super().__init__(f"{law}\n  document: {document!r}\n  dcxml:    {ours!r}\n  .NET:     {theirs!r}")
        self.law = law


@frozen
class Agreement:
    """How both sides agreed on a document: ``read``, ``refused``, or ``read, and not to be written``."""

    verdict: str


_NOT_TO_BE_WRITTEN: Final = Agreement("read, and not to be written")


def compare_value(subject: Subject, value: Any, dialect: Dialect, *, absent: bool) -> bytes:
    """Return the document of the value, which .NET writes with the same bytes after reading it.

    Where members are ``absent`` .NET writes what dcxml writes of the value with their defaults.

    :raises Difference: where .NET refuses it or writes other bytes, or where dcxml reads another value back.
    """
    serializer = subject.serializer(dialect=dialect)
    written = serializer.dumps(value)
    if absent:
        compare_document(subject, written, dialect)
        _check_read(subject, written, value, dialect)
        return written
    try:
        theirs = subject.clr.write(subject.clr.read(written), dialect=dialect)
    except DotnetError as error:
        if any(text in str(error) for text in (*_NOT_WRITABLE, _EMPTY_NODES)):
            return written
        raise Difference("a value is read and written by .NET", written, written, str(error)) from None
    if not _is_same(subject, written, theirs):
        raise Difference("a value has one document", written, written, theirs)
    _check_read(subject, written, value, dialect)
    return written


def _check_read(subject: Subject, document: bytes, value: Any, dialect: Dialect) -> None:
    for mode in _MODES:
        read = subject.serializer(mode=mode).loads(document)
        preserves = subject.settings.preserves
        if not (identical(value, read) or (preserves and identical(without_boxes(value), without_boxes(read)))):
            raise Difference(f"a document is read as the value it was written from ({mode})", document, read, value)
        again = subject.serializer(dialect=dialect, mode=mode).dumps(read)
        if not _is_same(subject, again, document):  # what is one object in two places is not told by the values
            raise Difference(f"what was read is written as it was ({mode})", document, again, document)


def _is_same(subject: Subject, ours: bytes, theirs: bytes) -> bool:
    """Compare documents that were made of another: XML as a value loses spellings that .NET keeps."""
    return ours == theirs or (subject.holds_xml and infoset(ours) == infoset(theirs))


def compare_document(subject: Subject, document: bytes, dialect: Dialect) -> Agreement:
    """Return the verdict that both sides give; where they read the document they hold the same, and so write the same.

    :raises Difference: where one reads what the other refuses, or they write other bytes after reading.
    """
    serializer = subject.serializer(dialect=dialect, mode="dotnet", unknown="ignore")
    try:
        graph = subject.read(document)
    except DotnetError as error:
        _check_refused(subject, document, str(error))
        return Agreement("refused")
    try:
        value = serializer.loads(document)
    except DecodeError as error:
        if _HOLDS_ITSELF in error.reason:
            return _NOT_TO_BE_WRITTEN
        if subject.root == XML_ELEMENT and _BEHIND_THE_ROOT in error.reason:
            return _NOT_TO_BE_WRITTEN
        raise Difference("what .NET reads is read", document, str(error), "reads it") from None
    try:
        theirs = subject.clr.write(graph, dialect=dialect)
    except DotnetError as error:
        return _refused_writing(serializer, document, value, str(error))
    try:
        ours = serializer.dumps(as_dotnet_holds(value))
    except EncodeError as error:
        if any(text in error.reason for text in _NOT_WRITTEN):
            return _NOT_TO_BE_WRITTEN
        raise Difference("what .NET holds can be written", document, str(error), theirs) from None
    if ours != theirs and (subject.holds_uris or b":anyURI" in document):
        ours = subject.clr.write(subject.clr.read(ours), dialect=dialect)  # dcxml keeps the text, .NET a canonical one
    if not _is_same(subject, ours, theirs):
        raise Difference("both hold the same after reading", document, ours, theirs)
    return Agreement("read")


def _refused_writing(serializer: DataContractSerializer[Any], document: bytes, value: Any, reason: str) -> Agreement:
    """Return the agreement on a value that .NET reads and then does not write, for a reason that is known."""
    if any(text in reason for text in _NOT_WRITABLE):
        return _NOT_TO_BE_WRITTEN
    if _CYCLE not in reason:
        raise Difference("what .NET reads it writes", document, value, reason)
    try:
        ours = serializer.dumps(value)
    except EncodeError:
        return _NOT_TO_BE_WRITTEN
    raise Difference("what .NET cannot write is not written", document, ours, reason)


def _check_refused(subject: Subject, document: bytes, reason: str) -> None:
    if _EMPTY_NODES in reason:
        return
    if subject.settings.has_interfaces and any(text in reason for text in _NO_IMPLEMENTATION):
        return
    for mode in _MODES:
        if mode == "strict" and _UNTYPED in reason:
            continue
        try:
            read = subject.serializer(mode=mode, unknown="ignore").loads(document)
        except DecodeError:
            continue
        raise Difference(f"what .NET refuses is refused ({mode})", document, read, reason) from None
