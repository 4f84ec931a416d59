"""Where dcxml reads on purpose otherwise than .NET: each row of docs/differences.md about reading, by both readers."""

from __future__ import annotations

import pytest

import dcxml
from dcxml import AnyValue, DecodeError, Int, QName
from dcxml.contract import CollectionDataContract, DataContractSet
from dcxml.qname import ARRAYS, SERIALIZATION, XS, XSI
from support import dotnet
from support.reader_types import (
    REFUSED,
    Access,
    B,
    Color,
    Thing,
    document,
    read_by_dcxml,
    read_by_dotnet,
    serializer,
    types,
)

pytestmark = pytest.mark.dotnet

DIFFERENCES = {
    "a class of the closure in an object": ('<Any i:type="b:B"/>', REFUSED, {"any": B()}),
    "an enumeration of the closure in an object": (
        '<Any i:type="t:Access">Read</Any>',
        REFUSED,
        {"any": Access.READ},
    ),
    "a list of the closure in an object": (
        '<Any i:type="r:ArrayOfint"/>',
        REFUSED,
        {"any": AnyValue([], QName(ARRAYS, "ArrayOfint"))},
    ),
    "an enumeration as its number": ('<Color i:type="x:int">1</Color>', {"color": Color.DEEP_BLUE}, REFUSED),
    "an enumeration as another": ('<Access i:type="t:Color">deep blue</Access>', {"access": Access.READ}, REFUSED),
}


@pytest.mark.parametrize(("content", "theirs", "ours"), DIFFERENCES.values(), ids=DIFFERENCES)
def test_the_readers_differ_as_decided(content, theirs, ours):
    assert theirs == read_by_dotnet(document(content), Thing)
    assert ours == read_by_dcxml(document(content), Thing)


def test_a_collection_of_numbers_with_a_name_of_its_own_is_no_array_and_skips_foreign_elements():
    name = QName("urn:t", "Numbers")
    contracts = DataContractSet([CollectionDataContract(name=name, item_name="Number", item_type=QName(XS, "int"))])
    text = '<Numbers xmlns="urn:t"><Number>1</Number><x/><Number>2</Number></Numbers>'

    assert dotnet.clr_types(contracts).read(text.encode(), name)
    assert [1, 2] == dcxml.loads(text, dcxml.build_classes(contracts)[name.clark], mode="dotnet")


def test_another_known_type_at_the_root_is_read_by_dotnet_and_then_fails_to_cast():
    text = document("", B, 'i:type="o:Other"')

    assert types().read(text.encode(), QName("urn:b", "B"))
    with pytest.raises(DecodeError, match="not a known type derived from"):
        serializer(B).loads(text)


@pytest.mark.parametrize("mode", ["strict", "dotnet"])
def test_nil_at_the_root_is_none_for_an_enumeration_and_refused_for_a_number(mode):
    number = f'<int xmlns="{SERIALIZATION}" xmlns:i="{XSI}" i:nil="true"/>'
    color = f'<Color xmlns="urn:t" xmlns:i="{XSI}" i:nil="true"/>'
    assert types().read(color.encode(), QName("urn:t", "Color"))
    assert None is dcxml.loads(color, Color, mode=mode)
    assert not types().read(number.encode(), QName(XS, "int"))
    with pytest.raises(DecodeError):
        dcxml.loads(number, Int, mode=mode)
    assert None is dcxml.loads(number, Int | None, mode=mode)  # as Nullable<int>
