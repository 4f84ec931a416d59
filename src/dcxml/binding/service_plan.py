"""The services of a set of contracts: the operations of one binding, or of a port type that nothing binds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dcxml.contract.operations import Operation, SoapVersion
    from dcxml.qname import QName

__all__ = ["Service", "services_of"]


@frozen
class Service:
    """Operations that are sent to one address in one way, in the order in which they were described."""

    operations: tuple[Operation, ...]

    @property
    def port_type(self) -> QName:
        """The name of the port type."""
        return self.operations[0].port_type

    @property
    def binding(self) -> QName | None:
        """The name of the binding, where there is one."""
        return self.operations[0].binding

    @property
    def version(self) -> SoapVersion | None:
        """The version of SOAP of the binding."""
        return self.operations[0].version

    def names(self) -> Iterator[QName]:
        """Yield the name of the port type and those of the messages' elements."""
        yield self.port_type
        for operation in self.operations:
            yield from (name for name in (operation.request, operation.response) if name is not None)


def services_of(operations: Iterable[Operation]) -> list[Service]:
    """Return the services that the operations make up, in the order of the first operation of each."""
    found: dict[tuple[object, ...], list[Operation]] = {}
    for each in operations:
        place = (each.port_type, each.binding, each.service, each.version, each.address)
        found.setdefault((*place, each.addressing, each.service_documentation), []).append(each)
    return [Service(tuple(each)) for each in found.values()]
