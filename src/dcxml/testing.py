"""Assertions for tests of any runner: a payload is valid, two payloads say the same."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Final

from dcxml.binding.live import Binding
from dcxml.checking import check
from dcxml.comparison import Difference, document_differences, value_differences
from dcxml.contract import DataContractSet
from dcxml.reporting import CheckedDocument, reporter
from dcxml.validation import Finding, validate
from dcxml.xmlio import read_source

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

__all__ = ["DifferentPayloadsError", "InvalidPayloadError", "assert_same", "assert_valid", "differences"]

_NAME: Final = "payload"
_MOST: Final = 50
"""The differences that are shown."""


class InvalidPayloadError(AssertionError):
    """A payload with ``findings``; says each with the lines of the document that it is about."""

    def __init__(self, checked: CheckedDocument) -> None:
        """Keep the document and what was found in it."""
        super().__init__(checked.file)
        self.checked = checked

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found, in document order."""
        return self.checked.of_all()

    def __str__(self) -> str:
        """Return the report of ``dcxml validate --output-format full``."""
        count = len(self.findings)
        report = "".join(reporter("full").document(self.checked)).rstrip()
        return f"{self.checked.file}: {count} finding{'s' * (count > 1)}\n\n{report}"


class DifferentPayloadsError(AssertionError):
    """Two payloads that do not say the same; ``differences`` are the places."""

    def __init__(self, differences: tuple[Difference, ...]) -> None:
        """Keep what differs."""
        super().__init__(differences)
        self.differences = differences

    def __str__(self) -> str:
        """Return a line for each difference."""
        count = len(self.differences)
        more = [f"  … and {count - _MOST:,} more"] if count > _MOST else []
        head = f"the payloads differ in {count:,} place{'s' * (count > 1)} (left != right)"
        return "\n".join([head, *(f"  {each}" for each in self.differences[:_MOST]), *more])


def assert_valid(data: Any, contracts: Any, *, ignore: Collection[str] = (), file: str | None = None) -> None:
    """Fail where something is found in a payload.

    :param data: a document (bytes or text), the path of one (``os.PathLike``), or an instance, which ``check`` is
        asked about: whether it can be written.
    :param contracts: a contract class or annotation, whose root it has to be; or a `DataContractSet`, or a `Binding`,
        of which it may be any root.
    :param ignore: the codes of findings that are let pass.
    :param file: the name of the document in the report.
    :raises InvalidPayloadError: (an AssertionError) with the findings.
    :raises OSError: where the file cannot be read.
    """
    __tracebackhide__ = True  # in pytest the failure is the test's own line
    if isinstance(data, os.PathLike):
        name, data = file or os.fspath(data), read_source(data)
    else:
        name = file or _NAME
    is_document = isinstance(data, bytes | bytearray | memoryview | str)
    found = validate(data, contracts, file=name) if is_document else check(data, _class_for(contracts))
    findings = tuple(finding for finding in found if finding.code not in ignore)
    if findings:
        held = (data if isinstance(data, str) else bytes(data)) if is_document else None
        raise InvalidPayloadError(CheckedDocument(file=name, findings=findings, data=held))


def assert_same(left: Any, right: Any) -> None:
    """Fail where two payloads do not say the same: documents (bytes or text) element by element, instances by member.

    Documents may spell prefixes and white space between elements as they like. Instances have to be
    `dcxml.identical`: what is absent, nil and empty are three things.

    :raises DifferentPayloadsError: (an AssertionError) with the places.
    :raises DecodeError: where a document is not XML.
    """
    __tracebackhide__ = True
    found = tuple(differences(left, right))
    if found:
        raise DifferentPayloadsError(found)


def differences(left: Any, right: Any) -> Iterator[Difference]:
    """Yield where two documents, or two instances, do not say the same, as `assert_same` has it."""
    if isinstance(left, bytes | str) and isinstance(right, bytes | str):
        return document_differences(left, right)
    return value_differences(left, right, on_the_wire=True)


def _class_for(contracts: Any) -> Any:
    return None if isinstance(contracts, DataContractSet | Binding) else contracts
