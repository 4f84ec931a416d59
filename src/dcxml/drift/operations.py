"""Operations of services compared: what a client has to say, where, and what it gets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dcxml.drift import rules
from dcxml.drift.comparison import Comparison, change
from dcxml.drift.direction import MISREAD, NOT_READ, REFUSED, UNHARMED, Reception
from dcxml.drift.operation_pairs import messages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from dcxml.contract.contract_set import DataContractSet
    from dcxml.contract.operations import Operation
    from dcxml.drift.change import Change
    from dcxml.drift.rules import ChangeRule
    from dcxml.qname import QName

__all__ = ["compare_operations"]


def compare_operations(comparison: Comparison) -> Iterator[Change]:
    """Yield the changes of operations, those that are gone first."""
    operations = comparison.operations
    bindings: set[tuple[object, object]] = set()
    addresses: set[tuple[object, object]] = set()
    for bound in _of_one_name(operations.gone):
        operation, along = bound[0], _along(comparison.old, bound, operations.messages_gone)
        yield _of(
            rules.OPERATION_REMOVED,
            operation,
            f"{operation.name} is gone{_from(bound, [each for each, _ in operations.pairs], along)}",
            # With its messages the schema has no element for them either.
            backward=REFUSED if along else NOT_READ,
            was=operation.name,
            followers=along,
        )
    for old, new in operations.pairs:
        names = _binding(old), _binding(new)
        if names[0] != names[1] and names not in bindings:
            bindings.add(names)
            yield _of(
                rules.BINDING_CHANGED,
                new,
                f"{names[1]} was {names[0]}",
                was=names[0],
                now=names[1],
                is_of_binding=True,
            )
        places = (old.address, new.address)
        if old.address != new.address and places not in addresses:
            addresses.add(places)
            yield _of(
                rules.ADDRESS_CHANGED,
                new,
                f"the service is at {new.address or 'no address'}, and was at {old.address or 'none'}",
                was=old.address or None,
                now=new.address or None,
                is_of_binding=True,
            )
        yield from _compare(comparison, old, new)
    for bound in _of_one_name(operations.come):
        operation, along = bound[0], _along(comparison.new, bound, operations.messages_come)
        said = _from(bound, [each for _, each in operations.pairs], along)
        yield _of(
            rules.OPERATION_ADDED, operation, f"{operation.name} is new{said}", now=operation.name, followers=along
        )


def _of_one_name(operations: Sequence[Operation]) -> list[list[Operation]]:
    """Return operations together that are one, offered by several bindings."""
    found: dict[object, list[Operation]] = {}
    for operation in operations:
        found.setdefault((operation.port_type, operation.name), []).append(operation)
    return list(found.values())


def _along(contracts: DataContractSet, bound: Sequence[Operation], only: AbstractSet[QName]) -> tuple[QName, ...]:
    """Return the messages of an operation that nothing else uses."""
    return tuple(dict.fromkeys(name for each in bound for name in messages(contracts, each) if name in only))


def _from(bound: Sequence[Operation], others: Sequence[Operation], along: Sequence[QName]) -> str:
    """Return in words what goes along with an operation; where other bindings have it too, which one is meant."""
    first = bound[0]
    if any((each.port_type, each.name) == (first.port_type, first.name) for each in others):
        return f" in {' and '.join(each.binding.name for each in bound if each.binding is not None)}"
    return (
        f", with its message{'s' if len(along) > 1 else ''} {' and '.join(name.name for name in along)}"
        if along
        else ""
    )


def _compare(comparison: Comparison, old: Operation, new: Operation) -> Iterator[Change]:
    if old.version != new.version:
        was, now = ("not bound" if each.version is None else f"SOAP {each.version.value}" for each in (old, new))
        refused = UNHARMED if old.version is None or new.version is None else NOT_READ
        yield _of(
            rules.SOAP_VERSION_CHANGED,
            new,
            f"{new.name} is {now}, and was {was}",
            forward=refused,
            backward=refused,
            was=was,
            now=now,
        )
    if old.action != new.action:
        refused = UNHARMED if old.action is None or new.action is None else NOT_READ
        yield _of(
            rules.ACTION_CHANGED,
            new,
            f"the action of {new.name} is {new.action!r}, and was {old.action!r}",
            forward=refused,
            backward=refused,
            was=old.action,
            now=new.action,
        )
    yield from _addressing(old, new)
    yield from _bodies(comparison, old, new)
    if (old.style, old.is_encoded) != (new.style, new.is_encoded):
        was, now = (f"{each.style}{', encoded' if each.is_encoded else ''}" for each in (old, new))
        yield _of(
            rules.STYLE_CHANGED,
            new,
            f"{new.name} is of the style {now}, and was of {was}",
            forward=REFUSED,
            backward=REFUSED,
            was=was,
            now=now,
        )
    yield from _extras(comparison, old, new)


def _addressing(old: Operation, new: Operation) -> Iterator[Change]:
    """Yield what is different about WS-Addressing: whether it is demanded, and actions where they are told."""
    if old.addressing != new.addressing:
        was, now = (each.addressing or None for each in (old, new))
        yield _of(
            rules.ADDRESSING_CHANGED,
            new,
            f"{new.name} demands {now or 'no WS-Addressing'}, and demanded {was or 'none'}",
            forward=NOT_READ,
            backward=NOT_READ,
            was=was,
            now=now,
        )
    for word, was, now in (
        ("request", old.request_action, new.request_action),
        ("response", old.response_action, new.response_action),
    ):
        if was != now:
            yield _of(
                rules.ACTION_CHANGED,
                new,
                f"the action of the {word} of {new.name} is {now or 'the default'}, and was {was or 'the default'}",
                forward=NOT_READ,
                backward=NOT_READ,
                was=was,
                now=now,
            )


def _bodies(comparison: Comparison, old: Operation, new: Operation) -> Iterator[Change]:
    if not _is_same(comparison, old.request, new.request):
        yield _body(rules.REQUEST_CHANGED, new, "request", old.request, new.request)
    if old.is_one_way != new.is_one_way:
        was, now = ("one-way" if each.is_one_way else "answered" for each in (old, new))
        yield _of(
            rules.RESPONSE_CHANGED,
            new,
            f"{new.name} is {now}, and was {was}",
            forward=NOT_READ,
            backward=NOT_READ,
            was=was,
            now=now,
        )
    elif not _is_same(comparison, old.response, new.response):
        yield _body(rules.RESPONSE_CHANGED, new, "response", old.response, new.response)


def _body(rule: ChangeRule, operation: Operation, word: str, old: QName | None, new: QName | None) -> Change:
    was, now = ("empty" if each is None else each.clark for each in (old, new))
    return _of(
        rule,
        operation,
        f"the {word} of {operation.name} is {now}, and was {was}",
        forward=REFUSED,
        backward=REFUSED,
        was=was,
        now=now,
    )


def _extras(comparison: Comparison, old: Operation, new: Operation) -> Iterator[Change]:
    """Yield what has become of headers and faults: what is known to one side only is passed over or null."""
    for rule, word, before, after in (
        (rules.HEADERS_CHANGED, "header", old.headers, new.headers),
        (rules.FAULTS_CHANGED, "fault", _details(old), _details(new)),
    ):
        renamed = [comparison.new_name(name) for name in before]
        gone = [name for name, now in zip(before, renamed, strict=True) if now not in after]
        come = [name for name in after if name not in renamed]
        if not gone and not come:
            continue
        is_header = word == "header"
        yield _of(
            rule,
            new,
            f"{new.name} has other {word}s: " + ", ".join([*_said("without", gone), *_said("with", come)]),
            # A header that is gone is null to the old service; a detail that is new is none to the old client.
            forward=MISREAD if (gone if is_header else come) else UNHARMED,
            backward=UNHARMED if is_header or not gone else MISREAD,
            was=", ".join(name.clark for name in before) or None,
            now=", ".join(name.clark for name in after) or None,
        )


def _said(word: str, names: Iterable[QName]) -> Iterator[str]:
    return (f"{word} {name.name}" for name in names)


def _details(operation: Operation) -> tuple[QName, ...]:
    return tuple(fault.element for fault in operation.faults if fault.element is not None)


def _is_same(comparison: Comparison, old: QName | None, new: QName | None) -> bool:
    """Tell whether two bodies are one element: of one name, but for what has been told of namespaces and contracts."""
    return new == (None if old is None else comparison.new_name(old))


def _binding(operation: Operation) -> str:
    names = (operation.port_type, operation.binding, operation.service)
    return " ".join(name.clark for name in names if name is not None)


def _of(  # noqa: PLR0913 - what a change says
    rule: ChangeRule,
    operation: Operation,
    message: str,
    *,
    forward: Reception = UNHARMED,
    backward: Reception = UNHARMED,
    was: str | None = None,
    now: str | None = None,
    followers: tuple[QName, ...] = (),
    is_of_binding: bool = False,
) -> Change:
    return change(
        rule,
        message,
        forward=forward,
        backward=backward,
        contract=operation.port_type,
        member=None if is_of_binding else operation.name,
        was=was,
        now=now,
        followers=followers,
    )
