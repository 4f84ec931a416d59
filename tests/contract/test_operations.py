"""Operations in a contract set: they travel with it, and do not count."""

from __future__ import annotations

import pickle

import pytest
from attrs import evolve

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


def test_an_operation_is_found_by_its_name_and_by_its_version():
    newer = evolve(GET, version=SoapVersion.SOAP_1_2)
    contracts = DataContractSet([REQUEST], operations=[GET, newer])
    assert GET is contracts.operation("Get")
    assert newer is contracts.operation("Get", version=SoapVersion.SOAP_1_2)
    with pytest.raises(KeyError, match="there is no operation 'Put'; there are: Get"):
        contracts.operation("Put")
    with pytest.raises(KeyError, match=r"no operation 'Get' in SOAP 1.1; there are: none"):
        DataContractSet().operation("Get", version=SoapVersion.SOAP_1_1)


def test_a_style_is_one_of_two():
    with pytest.raises(ValueError, match="style"):
        Operation(name="Get", port_type=QName("urn:o", "Orders"), style="encoded")
