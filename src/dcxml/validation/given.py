"""``validate`` as callers have it: what they give is checked at once, and classes stand for their contracts."""

from __future__ import annotations

from os import PathLike
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

from dcxml.contract import DataContractSet
from dcxml.contract.model import own_root
from dcxml.errors import DecodeError
from dcxml.qname import QName
from dcxml.validation import rules
from dcxml.validation.all_findings import findings_in
from dcxml.validation.envelopes import envelope_faults
from dcxml.validation.faults import some_of
from dcxml.validation.findings import Finding
from dcxml.validation.places import Places
from dcxml.validation.roots import parts_of, root_slots, slot_of_root
from dcxml.xmlio import parse_document, read_source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

__all__ = ["validate"]

_CONTRACTS: Final = "__dcxml_contracts__"
_WANTED: Final = "a DataContractSet (dcxml.read_schemas makes one), a Binding, a module, or a contract class"


def validate(
    source: bytes | bytearray | memoryview | str | PathLike[str] | IO[bytes] | IO[str],
    contracts: Any,
    *,
    file: str | None = None,
    canonical: bool = False,
) -> Iterator[Finding]:
    """Yield every finding in a document, lazily and in document order; none where it is valid and .NET loses nothing.

    ``source`` is the document, its path (a `pathlib.Path`, for a str is a document) or an open file. Of a large one,
    never more than a part is in memory. The root is any contract or global element of the set, or of a `Binding` or a
    module; where ``contracts`` is a contract class or an annotation, it has to be the root of that, and all of a file
    is read for it. Of a SOAP envelope it is what its body holds. ``file`` is the name that the findings carry.

    ``canonical`` asks, of a document in which nothing else is found, for notes about what .NET would not have written
    so: texts such as ``+5``, and the spelling of the rest. Envelopes are not asked, and all of the document is in
    memory for it.

    :raises TypeError: at once, where there is no document, or the contracts are none.
    :raises InvalidDataContractError: at once, where a class is no data contract.
    :raises SchemaError: where the contracts have no schema that compiles.
    :raises OSError: where a file cannot be read.
    """
    is_held = isinstance(source, bytes | bytearray | memoryview | str)
    if not (is_held or isinstance(source, PathLike) or hasattr(source, "read")):
        raise _wrong_type("the document", source, "bytes, str, a Path or an open file")
    if isinstance(contracts, DataContractSet):
        return findings_in(source, contracts, file=file, canonical=canonical)
    from dcxml.binding.introspect import contracts_of  # noqa: PLC0415 - contract sets need no classes
    from dcxml.binding.live import Binding  # noqa: PLC0415 - as above

    if isinstance(contracts, Binding):
        return findings_in(source, contracts.contracts, file=file, canonical=canonical)
    if isinstance(contracts, ModuleType):
        return findings_in(source, contracts_of(contracts), file=file, canonical=canonical)
    if contracts is None or isinstance(contracts, str | bytes | PathLike):
        raise _wrong_type("contracts", contracts, _WANTED)
    known, root = _contracts_of(contracts), _root_of(contracts)
    data = source if isinstance(source, bytes | bytearray | memoryview | str) else read_source(source)
    return _of_root(data, root, known, findings_in(data, known, file=file, canonical=canonical), file)


def _root_of(annotation: Any) -> QName:
    from dcxml.binding.introspect import describe  # noqa: PLC0415 - contract sets need no classes

    described = describe(annotation)
    return described.element or own_root(described.type)


def _contracts_of(annotation: Any) -> DataContractSet:
    """Return the contracts of a class or annotation: of a class always the same, whose schema is compiled once."""
    from dcxml.binding.introspect import contracts_of  # noqa: PLC0415 - contract sets need no classes
    from dcxml.binding.kept import kept_on  # noqa: PLC0415 - as above
    from dcxml.binding.spec import contract_spec  # noqa: PLC0415 - as above

    if not isinstance(annotation, type) or contract_spec(annotation) is None:
        return contracts_of(annotation)
    return kept_on(annotation, _CONTRACTS, lambda: contracts_of(annotation))


def _of_root(
    data: bytes | bytearray | memoryview | str,
    expected: QName,
    contracts: DataContractSet,
    findings: Iterator[Finding],
    file: str | None,
) -> Iterator[Finding]:
    """Yield the findings; one alone where the root is that of another contract."""
    try:
        root = parse_document(data, check_characters=False)
    except DecodeError:
        yield from findings
        return
    slots = root_slots(contracts)
    payloads = [*parts_of(root, contracts)] or [root]
    found = [QName.from_clark(str(element.tag)) for element in payloads]
    is_told = next(envelope_faults(root, contracts), None) or any(slot_of_root(name, slots) is None for name in found)
    if expected in found or is_told:
        yield from findings
        return
    names = some_of(name.clark for name in found)
    rule = rules.WRONG_ROOT
    yield Finding(
        code=rule.code,
        name=rule.name,
        message=f"the root is {names}, not {expected.clark}",
        found=names,
        expected=expected.clark,
        file=file,
        **Places(data, root).fields_of(payloads[0]),
    )


def _wrong_type(what: str, value: object, wanted: str) -> TypeError:
    return TypeError(f"{what} is of type {type(value).__name__}; wanted is {wanted}")
