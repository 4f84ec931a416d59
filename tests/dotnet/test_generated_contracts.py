"""The judge over contracts made at random: the classes dcxml makes of them and the CLR's write the same bytes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from dcxml import DataContractSet, Dialect, QName, build_classes, dumps, identical, loads
from dcxml.contract import ClassDataContract, EnumDataContract
from dcxml.qname import XS
from dcxml.strategies import date_times, instances, texts
from support import dotnet
from support.contract_sets import contract_sets

pytestmark = pytest.mark.dotnet


@pytest.fixture(scope="module", autouse=True)
def _runtime() -> None:
    dotnet.require()


# As in test_judge: what .NET reads and does not write back as it was.
AGREED: dict[QName, st.SearchStrategy[Any]] = {
    QName(XS, "string"): texts().filter(lambda text: "\r" not in text),
    QName(XS, "dateTime"): date_times(offsets=st.just(0)),
    QName(XS, "anyURI"): st.just("urn:a"),
}


def first_texts(contracts: DataContractSet, binding: Any) -> dict[QName, st.SearchStrategy[Any]]:
    """Return the values of enumerations that .NET gives back: of two texts of one number it writes the first."""
    found = {}
    for contract in contracts:
        if isinstance(contract, EnumDataContract) and not contract.is_flags and contract.members:
            texts_ = {member.value: member.name for member in reversed(contract.members)}
            found[contract.name] = st.sampled_from([*map(binding[contract.name.clark], texts_.values())])
    return found


@settings(
    max_examples=40, deadline=None, derandomize=True, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)  # fmt: skip
@given(
    contracts=contract_sets(hostile=False, annotations=False, most=3),
    data=st.data(),
    dialect=st.sampled_from(Dialect),
)
def test_dotnet_reads_what_dcxml_writes_and_writes_the_same_bytes(
    contracts: DataContractSet, data: st.DataObject, dialect: Dialect
) -> None:
    roots = [contract.name for contract in contracts if isinstance(contract, ClassDataContract)]
    assume(roots)
    root = data.draw(st.sampled_from(roots))
    binding = build_classes(contracts)
    cls = binding[root.clark]
    types = dotnet.clr_types(contracts)
    value = data.draw(instances(cls, values=AGREED | first_texts(contracts, binding), absent=False))
    written = dumps(value, cls, dialect=dialect)
    assert identical(value, loads(written, cls))
    assert written == types.read_write(written, root, dialect=dialect)
