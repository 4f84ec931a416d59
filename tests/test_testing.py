"""dcxml.testing: what is asserted holds, or says all that is wrong."""

from __future__ import annotations

import pytest

import dcxml
from dcxml import Int
from dcxml.apis.calendar import Day
from dcxml.binding import introspect
from dcxml.soap import envelope
from dcxml.testing import DifferentPayloadsError, InvalidPayloadError, assert_same, assert_valid

DAY = dcxml.dumps(Day(id=1, name="Mon"))
BROKEN = DAY.replace(b">1<", b">one<").replace(b"<Name>", b"<Nam/><Name>")


@pytest.mark.parametrize(
    "contracts",
    [Day, dcxml.contracts_of(Day), dcxml.build_classes(dcxml.contracts_of(Day))],
    ids=["a class", "a contract set", "a binding"],
)
def test_a_document_is_valid_or_all_its_findings_are_told(contracts, tmp_path):
    assert_valid(DAY, contracts)
    assert_valid(DAY.decode(), contracts)
    file = tmp_path / "day.xml"
    file.write_bytes(BROKEN)
    with pytest.raises(InvalidPayloadError) as caught:
        assert_valid(file, contracts, file="day.xml")

    assert ["DC031", "DC006"] == [finding.code for finding in caught.value.findings]
    assert str(caught.value).startswith("day.xml: 2 findings\n\nerror[DC031]: ")
    assert "<Id>one</Id>" in str(caught.value)
    assert_valid(BROKEN, contracts, ignore={"DC031", "DC006"})


def test_the_root_is_that_of_the_class():
    contracts = dcxml.contracts_of(Day, list[Int])
    assert_valid(dcxml.dumps([1], list[Int]), contracts)
    with pytest.raises(InvalidPayloadError, match="DC002") as caught:
        assert_valid(dcxml.dumps([1], list[Int]), Day)
    assert 1 == len(caught.value.findings)

    @dcxml.data_contract(name="Week", namespace="urn:week")
    class Week:
        day: Day | None = dcxml.data_member("Day", default=None)

    with pytest.raises(InvalidPayloadError, match=r"the root is \{.*\}Day, not \{urn:week\}Week"):
        assert_valid(DAY, Week)


def test_what_is_in_an_envelope_is_valid():
    assert_valid(envelope(Day(id=1)).data, Day)
    with pytest.raises(InvalidPayloadError, match="DC031"):
        assert_valid(envelope(Day(id=1)).data.replace(b">1<", b">one<"), Day)


@dcxml.data_contract(name="Envelope", namespace="urn:post")
class Letter:
    header: Day | None = dcxml.data_member("Header", default=None)
    body: list[Day] | None = dcxml.data_member("Body", default=None)


def test_a_contract_may_be_named_envelope():
    assert_valid(dcxml.dumps(Letter(body=[Day(id=1)])), Letter)
    assert_valid(envelope(Letter(body=[Day(id=1)])).data, Letter)
    with pytest.raises(InvalidPayloadError, match=r"the root is \{.*\}Day, not \{urn:post\}Envelope"):
        assert_valid(DAY, Letter)


def test_what_is_in_the_header_of_an_envelope_is_not_its_payload():
    start, body, end = envelope(Day(id=1)).data.decode().partition("<s:Body>")
    letter = dcxml.dumps(Letter()).decode().partition("?>")[2]
    with pytest.raises(InvalidPayloadError, match=r"the root is \{.*\}Day, not \{urn:post\}Envelope"):
        assert_valid(f"{start}<s:Header>{letter}</s:Header>{body}{end}", Letter)


def test_the_contracts_of_a_class_are_made_once(monkeypatch):
    asked = []
    read = introspect.contracts_of
    monkeypatch.setattr(introspect, "contracts_of", lambda cls: asked.append(cls) or read(cls))

    @dcxml.data_contract(name="Week", namespace="urn:week")
    class Week:
        day: Day | None = dcxml.data_member("Day", default=None)

    for _ in range(3):
        assert_valid(dcxml.dumps(Week()), Week)
        assert_valid(dcxml.dumps([Week()], list[Week]), list[Week])
    assert [Week, *[list[Week]] * 3] == asked

    class Derived(Week):
        pass

    derived = dcxml.data_contract(name="LongWeek", namespace="urn:week")(Derived)
    assert_valid(dcxml.dumps(derived()), derived)
    assert derived is asked[-1]


def test_what_is_not_xml_is_told():
    with pytest.raises(InvalidPayloadError, match="DC001"):
        assert_valid("<Day", Day)


def test_an_instance_is_valid_where_it_can_be_written():
    assert_valid(Day(id=1), Day)
    assert_valid(Day(id=1), dcxml.contracts_of(Day))
    assert_valid([1], list[Int])
    with pytest.raises(InvalidPayloadError, match=r"DC047.*'one' is not an int") as caught:
        assert_valid(Day(id="one", name="\x01"), Day)
    assert ["id", "name"] == [finding.member for finding in caught.value.findings]


def test_two_payloads_say_the_same_or_are_told_to_differ():
    assert_same(DAY, dcxml.dumps(Day(id=1, name="Mon"), indent=2))
    assert_same(Day(id=1), Day(id=1))
    with pytest.raises(DifferentPayloadsError, match=r"differ in 1 place \(left != right\)\n  /Day/Id: '1' != 'one'$"):
        assert_same(DAY, DAY.replace(b">1<", b">one<"))
    other = Day(id=1)
    dcxml.set_absent(other, "id")
    with pytest.raises(DifferentPayloadsError, match="id: 1 != absent") as caught:
        assert_same(Day(id=1), other)
    assert ["id"] == [each.place for each in caught.value.differences]


def test_of_many_differences_the_first_are_shown():
    with pytest.raises(DifferentPayloadsError, match=r"in 60 places(?s:.*)… and 10 more"):
        assert_same([*range(60)], [*range(1, 61)])
