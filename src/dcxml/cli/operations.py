"""Operations in words: what goes in, what comes out, by which version of SOAP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dcxml.binding.module_plan import plan_module
from dcxml.diagram.labels import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from dcxml import DataContractSet
    from dcxml.contract.operations import Operation
    from dcxml.qname import QName

__all__ = ["operation_lines", "services"]


def operation_lines(contracts: DataContractSet) -> Iterator[str]:
    """Yield the operations of each binding, with the Python classes of their messages."""
    if not contracts.operations:
        return
    plan = plan_module(contracts)

    def shown(name: QName) -> str:
        element = contracts.elements.get(name)
        return plan.names.get(name if element is None else element.type, name.name)

    for title, operations in services(contracts.operations):
        yield title
        yield from (f"  {_line(operation, shown)}" for operation in operations)


def services(operations: Sequence[Operation]) -> Iterator[tuple[str, list[Operation]]]:
    """Yield the operations of each binding, under a line that says whose they are and where they are to be found."""
    found: dict[tuple[object, ...], list[Operation]] = {}
    for operation in operations:
        found.setdefault((operation.port_type, operation.binding, operation.address), []).append(operation)
    for bound in found.values():
        yield _title(bound[0]), bound


def _title(operation: Operation) -> str:
    """Return the port type of an operation, its binding, its version of SOAP, what it demands, and its address."""
    facts = []
    if operation.binding is not None:
        facts.append(operation.binding.name)
    if operation.version is not None:
        facts.append(f"SOAP {operation.version.value}")
    if operation.addressing:
        facts.append("WS-Addressing")
    if operation.address:
        facts.append(operation.address)
    return printable(f"{operation.port_type.name}: {', '.join(facts) or 'not bound'}")


def _line(operation: Operation, shown: Callable[[QName], str]) -> str:
    """Return an operation as a function: ``GetOrder(GetOrder, header Token) -> GetOrderResponse, or NoSuchOrder``."""
    request = "" if operation.request is None else shown(operation.request)
    headers = [f"header {shown(name)}" for name in operation.headers]
    request = ", ".join([*([request] if request else []), *headers])
    response = "" if operation.is_one_way else f" -> {_shown_or_empty(operation.response, shown)}"
    faults = [shown(fault.element) for fault in operation.faults if fault.element is not None]
    raised = f", or {', '.join(faults)}" if faults else ""
    note = f" ({operation.note})" if operation.note else ""
    return printable(f"{operation.name}({request}){response}{raised}{note}")


def _shown_or_empty(name: QName | None, shown: Callable[[QName], str]) -> str:
    return "nothing" if name is None else shown(name)
