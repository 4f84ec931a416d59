"""Operations in a contract set: they travel with it, and do not count."""

from __future__ import annotations

import pickle

import pytest

from dcxml.contract import ClassDataContract, DataContractSet, Fault, Operation, SoapVersion
from dcxml.qname import QName

REQUEST = ClassDataContract(name=QName("urn:o", "Get"))
GET = Operation(
    name="Get",
    port_type=QName("urn:o", "Orders"),
    request=REQUEST.name,
    faults=(Fault("Refused", REQUEST.name),),
    version=SoapVersion.SOAP_1_1,
)


def test_operations_travel_with_the_set_and_do_not_count():
    contracts = DataContractSet([REQUEST], operations=[GET])
    assert contracts == DataContractSet([REQUEST])
    assert (GET,) == contracts.operations
    assert (GET,) == contracts.depth_first(REQUEST.name).operations
    assert (GET,) == pickle.loads(pickle.dumps(contracts)).operations  # noqa: S301 - ours


def test_a_style_is_one_of_two():
    with pytest.raises(ValueError, match="style"):
        Operation(name="Get", port_type=QName("urn:o", "Orders"), style="encoded")
