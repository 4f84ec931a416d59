"""What a class says of the types that its documents may name (``KnownTypeAttribute``), and what modules say of it."""

from __future__ import annotations

import pytest

import dcxml
from dcxml import Int, data_contract, data_member
from dcxml.contract import ClassDataContract, DataContractSet, DataMember
from dcxml.qname import XS, QName

NS = "urn:known"


@data_contract(namespace=NS, known_types=lambda: [Square])
class Shape:
    sides: Int = data_member("Sides", default=0)


@data_contract(namespace=NS)
class Square(Shape):
    width: Int = data_member("Width", default=0)


@data_contract(namespace=NS, known_types=[Square])
class Drawing:
    first: object = data_member("First", default=None)


VALUES = {
    "the class itself": (Square(width=1), Shape),
    "an item": ([Square(width=1)], list[Shape]),
    "a member of any type": (Drawing(first=Square(width=1)), Drawing),
}


@pytest.mark.parametrize(("value", "annotation"), VALUES.values(), ids=VALUES)
def test_what_a_class_knows_may_stand_in_its_documents(value, annotation):
    data = dcxml.dumps(value, annotation)
    assert b'i:type="' in data
    assert dcxml.identical(value, dcxml.loads(data, annotation))


def test_the_schema_of_a_class_has_the_types_that_it_knows():
    assert {"Shape", "Square"} == {contract.name.name for contract in dcxml.contracts_of(Shape)}


def class_(name, base=None):
    members = (DataMember(name=f"In{name}", type=QName(XS, "int")),)
    return ClassDataContract(name=QName(NS, name), members=members, base=base and QName(NS, base))


@pytest.mark.parametrize("named", ["A", "ArrayOfA"])
def test_a_class_made_from_a_schema_knows_what_derives_from_it_near_and_far(named):
    contracts = DataContractSet([class_("A"), class_("B", "A"), class_("C", "B")])
    binding = dcxml.build_classes(contracts)
    annotation = binding[f"{{{NS}}}A"] if named == "A" else list[binding[f"{{{NS}}}A"]]
    for name in "ABC":
        value = binding[f"{{{NS}}}{name}"]()
        value = value if named == "A" else [value]
        assert dcxml.identical(value, dcxml.loads(dcxml.dumps(value, annotation), annotation))
