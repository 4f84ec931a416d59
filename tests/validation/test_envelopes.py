"""SOAP envelopes that WCF does not take apart are found, and bodies that hold nothing: DC050."""

from __future__ import annotations

import pytest
from attrs import evolve

from dcxml.contract import DataContractSet
from dcxml.contract.operations import Operation, SoapVersion
from dcxml.qname import SOAP_11, SOAP_12
from dcxml.validation import Severity, validate
from support.envelope_cases import CASES, envelope
from support.shop import CONTRACTS, SHOP, in_shop, order

VERSIONS = pytest.mark.parametrize("soap", [pytest.param(SOAP_11, id="1.1"), pytest.param(SOAP_12, id="1.2")])


@VERSIONS
@pytest.mark.parametrize("name", CASES)
def test_an_envelope_is_right_or_has_one_fault_at_its_place(name, soap):
    case = CASES[name]
    found = list(validate(case.document(soap), CONTRACTS))
    expected = [] if case.path is None else [("DC050", case.path)]
    assert expected == [(finding.code, finding.path) for finding in found]
    for finding in found:
        assert finding.line is not None
        assert finding.expected
        assert case.says in finding.message


@VERSIONS
@pytest.mark.parametrize("name", CASES)
def test_the_short_way_says_the_same(name, soap):
    contracts = DataContractSet(CONTRACTS, CONTRACTS.elements.values(), components=CONTRACTS.components)
    document = CASES[name].document(soap)
    first, second, third = ([str(each) for each in validate(document, contracts)] for _ in range(3))
    assert first == second == third


@VERSIONS
def test_an_empty_body_is_a_warning_and_all_else_is_an_error(soap):
    severities = {
        name: {finding.severity for finding in validate(case.document(soap), CONTRACTS)}
        for name, case in CASES.items()
        if case.path is not None
    }
    empty = {name for name in severities if CASES[name].is_empty}
    assert {Severity.WARNING} == set().union(*(severities[name] for name in empty))
    assert {Severity.ERROR} == set().union(*(severities[name] for name in set(severities) - empty))


WRONG = order("<State>None</State>")


def test_what_is_in_a_body_is_judged_beside_a_fault_of_the_envelope():
    document = envelope(f"<s:Body>{WRONG}</s:Body><x/>").format(soap=SOAP_11)
    assert ["DC026", "DC050"] == [finding.code for finding in validate(document, CONTRACTS)]


OPERATION = Operation("Op", in_shop("Service"), request=in_shop("Order"), response=in_shop("Order"))
EMPTY = envelope("<s:Body/>")


@pytest.mark.parametrize(
    ("operation", "soap", "is_found"),
    [
        pytest.param(OPERATION, SOAP_11, True, id="both have an element"),
        pytest.param(evolve(OPERATION, response=None), SOAP_11, False, id="an empty response"),
        pytest.param(evolve(OPERATION, request=None), SOAP_12, False, id="an empty request"),
        pytest.param(evolve(OPERATION, response=None, is_one_way=True), SOAP_11, True, id="no response at all"),
        pytest.param(evolve(OPERATION, request=None, note="SOAP's encoding"), SOAP_11, True, id="one not known here"),
        pytest.param(
            evolve(OPERATION, request=None, version=SoapVersion.SOAP_1_2), SOAP_12, False, id="of its version"
        ),
        pytest.param(
            evolve(OPERATION, request=None, version=SoapVersion.SOAP_1_2), SOAP_11, True, id="of the other version"
        ),
    ],
)
def test_an_empty_body_is_right_where_an_operation_has_one(operation, soap, is_found):
    contracts = DataContractSet(
        CONTRACTS, CONTRACTS.elements.values(), operations=[operation], components=CONTRACTS.components
    )
    found = [finding.code for finding in validate(EMPTY.format(soap=soap), contracts)]
    assert ["DC050"] * is_found == found


def test_an_element_of_that_name_in_another_namespace_is_no_envelope():
    (finding,) = validate(f'<Envelope xmlns="{SHOP}"/>', CONTRACTS)
    assert "DC002" == finding.code
