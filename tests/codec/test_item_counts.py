"""How many items a schema lets a collection have: held to where it is written and, in strict mode, read."""

from __future__ import annotations

from typing import Annotated, Any

import pytest

import dcxml
from dcxml import CollectionContract, Int, data_contract, data_member
from dcxml.contract import CollectionDataContract
from dcxml.qname import XS, XSI, QName

Pair = Annotated[list[Int], CollectionContract("Pair", namespace="urn:s", item_name="i", min_items=2, max_items=2)]
Named = Annotated[dict[str, Int], CollectionContract("Named", namespace="urn:s", item_name="e", min_items=1)]


@data_contract(name="A", namespace="urn:s")
class A:
    pair: Pair | None = data_member("Pair", default=None)
    named: Named | None = data_member("Named", default=None)


BEYOND: dict[str, tuple[Any, str]] = {
    "none": (A(pair=[]), "/A/Pair"),
    "too few": (A(pair=[1]), "its minOccurs is 2 (/A/Pair"),
    "too many": (A(pair=[1, 2, 3]), "its maxOccurs is 2 (/A/Pair"),
    "an empty dictionary": (A(named={}), "its minOccurs is 1 (/A/Named"),
}


@pytest.mark.parametrize(("value", "reason"), BEYOND.values(), ids=BEYOND)
def test_another_number_of_items_is_not_written(value, reason):
    with pytest.raises(dcxml.EncodeError) as caught:
        dcxml.dumps(value)
    assert reason in str(caught.value)


@pytest.mark.parametrize("items", ["", "<i>1</i>", "<i>1</i><i>2</i><i>3</i>"])
def test_another_number_of_items_is_refused_in_strict_mode_and_read_as_dotnet_reads_it(items):
    data = f'<A xmlns="urn:s"><Named i:nil="true" xmlns:i="{XSI}"/><Pair>{items}</Pair></A>'.encode()
    with pytest.raises(dcxml.DecodeError, match=r"Pair has \d items, but its m..Occurs is 2"):
        dcxml.loads(data, A)
    assert items.count("<i>") == len(dcxml.loads(data, A, mode="dotnet").pair)


def test_the_right_number_of_items_comes_back():
    value = A(pair=[1, 2], named={"a": 1})
    assert value == dcxml.loads(dcxml.dumps(value), A)
    assert A() == dcxml.loads(dcxml.dumps(A()), A)


@pytest.mark.parametrize(("least", "most"), [(0, 1), (0, 0), (3, 2), (-1, None)])
def test_what_cannot_be_repeated_is_no_collection(least, most):
    with pytest.raises(dcxml.InvalidDataContractError, match="room for two items"):
        CollectionDataContract(
            name=QName("urn:s", "L"), item_name="i", item_type=QName(XS, "int"), min_items=least, max_items=most
        )
