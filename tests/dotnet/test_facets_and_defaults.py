"""Types with facets before the judge: to .NET's importer they are the type below, whose default is left out."""

from __future__ import annotations

from typing import Annotated

import pytest
from lxml import etree

import dcxml
from dcxml import DateTime, Int, SimpleContract, data_contract, data_member
from dcxml.contract.primitives import PRIMITIVE_CONTRACTS
from dcxml.qname import XS, QName
from dcxml.xsd import schema_documents
from support import dotnet
from support.clr_import import imported

pytestmark = pytest.mark.dotnet

FROM_ONE = SimpleContract("FromOne", namespace="urn:r", facets=(("minInclusive", "1"),))
RECENT = SimpleContract("Recent", namespace="urn:r", facets=(("minInclusive", "2000-01-01T00:00:00"),))


@data_contract(name="Ranged", namespace="urn:r")
class Ranged:
    least: Annotated[Int, FROM_ONE] = data_member("Least", default=0, emit_default_value=False)
    maybe: Annotated[Int, FROM_ONE] | None = data_member("Maybe", default=None, emit_default_value=False)
    since: Annotated[DateTime, RECENT] = data_member("Since", default=DateTime.min, emit_default_value=False)


RANGED = QName("urn:r", "Ranged")
VALUES = {
    "defaults": Ranged(),
    "other values": Ranged(least=1, maybe=1, since=DateTime(2025, 1, 1)),
}


@pytest.fixture(scope="module")
def by_dotnet():
    """Return the contracts that .NET's importer makes of the schemas of `Ranged`."""
    dotnet.require()
    documents = schema_documents(dcxml.contracts_of(Ranged)).values()
    return imported(etree.tostring(root, encoding="unicode") for root in documents)


def test_a_type_with_facets_is_imported_as_the_type_below(by_dotnet):
    types = {member.name: (member.type.name, member.emit_default_value) for member in by_dotnet[RANGED].members}
    assert {"Least": ("int", False), "Maybe": ("int", False), "Since": ("dateTime", False)} == types


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_what_dotnets_types_write_is_what_dcxml_writes(by_dotnet, value):
    built_in = [PRIMITIVE_CONTRACTS[QName(XS, name)] for name in ("int", "dateTime")]
    contracts = dcxml.contract.DataContractSet([by_dotnet[RANGED], *built_in])
    written = dcxml.dumps(value)
    assert written == dotnet.clr_types(contracts).read_write(written, RANGED, dialect="xmlwriter")
