"""What the promises are tried on: the calendar contract, and schemas of others where they are at hand."""

from __future__ import annotations

import tempfile
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen
from hypothesis import strategies as st

import dcxml
from dcxml.contract import ClassDataContract, UnresolvedDataContract, XmlDataContract
from dcxml.qname import QName, clr_namespace
from support import dotnet
from support.assembled_schemas import assemble_schemas
from support.corpus import SETS, UNREADABLE, number
from support.mutation_subjects import Subject
from support.schema_judges import SchemaJudges, judges_of, schema_judges

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Promised", "calendar", "of_corpus"]

_CALENDAR: Final = Path(__file__).parents[2] / "schemas" / "calendar"
_STATES: Final = ("Created", "Arrived")
_MOST_CONTRACTS: Final = 60


@frozen(eq=False, slots=False)
class Promised:
    """A contract with all its judges; ``files`` are the schemas as they were written, where they are others'."""

    name: str
    contracts: dcxml.DataContractSet
    root: QName
    files: tuple[Path, ...] = ()

    @cached_property
    def annotation(self) -> Any:
        """The class, or the annotation."""
        return dcxml.build_classes(self.contracts)[self.root.clark]

    @cached_property
    def values(self) -> dict[QName, Any]:
        """What stands for the texts of open enumerations, of which a CLR type has those seen."""
        states = ((each, dcxml.build_classes(self.contracts).annotation_of(each)) for each in self._open)
        return {name: st.sampled_from([cls(text) for text in _STATES]) for name, cls in states}

    @cached_property
    def judges(self) -> SchemaJudges:
        """Both schema validators, by the schemas as they were written, or else as dcxml writes them."""
        folder = Path(tempfile.mkdtemp(prefix="promises-"))
        if self.files:
            return judges_of(assemble_schemas(self.files, folder), folder)
        return schema_judges(self.contracts, folder)

    @cached_property
    def subject(self) -> Subject:
        """The contract as .NET has it."""
        texts = tuple((name, _STATES) for name in self._open)
        return Subject(name=self.name, contracts=self.contracts, root=self.root, data=b"", open_texts=texts)

    @property
    def _open(self) -> list[QName]:
        return [each.name for each in self.contracts if getattr(each, "is_open", False)]


@cache
def calendar() -> Promised:
    """Return the documented contract."""
    root = QName(clr_namespace("CMT.UP"), "AuthenticatedInputOfCalendarAppointmentWrongModelxuv6Fhnt")
    return Promised("calendar", dcxml.read_schemas(_CALENDAR), root)


def of_corpus(count: int) -> Iterator[Promised]:
    """Yield so many contracts of the schemas of others: of each set that the CLR can load the largest class."""
    for files in SETS:
        if count == 0:
            return
        if number(files) in UNREADABLE:
            continue
        try:
            found = _of_set(tuple(files))
        except (dcxml.DcxmlError, dotnet.DotnetError):
            continue
        if found is not None:
            count -= 1
            yield found


def _of_set(files: tuple[Path, ...]) -> Promised | None:
    contracts = dcxml.read_schemas(*files)
    best: tuple[int, Promised] | None = None
    for contract in contracts:
        if not isinstance(contract, ClassDataContract) or contract.is_iserializable:
            continue
        reached = dcxml.contracts_of(dcxml.build_classes(contracts).annotation_of(contract.name))
        is_plain = not any(isinstance(each, XmlDataContract | UnresolvedDataContract) for each in reached)
        if is_plain and len(reached) <= _MOST_CONTRACTS and (best is None or len(reached) > best[0]):
            best = len(reached), Promised(files[0].stem, reached, contract.name, files)
    if best is None or best[0] < 3:
        return None
    return best[1] if _is_loaded(best[1]) else None


def _is_loaded(promised: Promised) -> bool:
    """Tell whether the CLR can have such types, and both validators the schemas."""
    try:
        promised.subject.types().serializer(promised.root)
        promised.judges  # noqa: B018 - compiled when it is first asked for
    except Exception:  # noqa: BLE001 - whatever a loader of types, or of schemas, has against them
        return False
    return True
