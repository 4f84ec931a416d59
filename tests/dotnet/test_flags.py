"""Flags over every integer type, negative ones too, before the judge."""

from __future__ import annotations

import pytest

from dcxml import (
    DataContractFlag,
    DataContractSerializer,
    Dialect,
    InvalidDataContractError,
    build_classes,
    enum_contract,
    enum_member,
)
from dcxml.contract import DataContractSet, EnumDataContract, EnumMember
from dcxml.qname import XS, QName
from support import dotnet

FLAGS = QName("urn:f", "Flags")
BASES = {
    "byte": (-128, 64, -1, 3),
    "unsignedByte": (128, 64, 255, 3),
    "short": (-(2**15), 64, -1, 3),
    "unsignedShort": (2**15, 64, 2**16 - 1, 3),
    "int": (-(2**31), 64, -1, 3),
    "unsignedInt": (2**31, 64, 2**32 - 1, 3),
    "long": (-(2**63), 2**40, -1, 3),
    "unsignedLong": (2**63, 2**40, 2**64 - 1, 3),
}
TEXTS = ["High", "Middle", "All", "Low", "High Middle", "Middle High", "Low High", "Low Middle High", "All Low"]


@pytest.mark.dotnet
@pytest.mark.parametrize("base", BASES)
def test_flags_are_read_and_written_as_dotnet_does(base):
    members = zip(("High", "Middle", "All", "Low"), BASES[base], strict=True)
    contract = EnumDataContract(
        name=FLAGS,
        is_flags=True,
        base_type=QName(XS, base),
        members=tuple(EnumMember(name=name, value=value) for name, value in members),
    )
    contracts = DataContractSet([contract])
    types, python_class = dotnet.clr_types(contracts), build_classes(contracts)[FLAGS.clark]
    for dialect in Dialect:
        serializer = DataContractSerializer(python_class, dialect=dialect)
        for text in TEXTS:
            document = f'<Flags xmlns="urn:f">{text}</Flags>'.encode()
            expected = types.read_write(document, FLAGS, dialect=dialect)
            assert expected == serializer.dumps(serializer.loads(document)), (base, text)


def test_a_negative_flag_of_64_bits_says_so():
    class Wide(DataContractFlag):
        HIGH = enum_member("High", -(2**63))

    with pytest.raises(InvalidDataContractError, match=r"bits=64"):
        enum_contract(base_type="long")(Wide)


@pytest.mark.parametrize("base", ["byte", "short", "int"])
def test_a_negative_flag_of_fewer_bits_needs_to_say_nothing(base):
    @enum_contract(name="Flags", namespace="urn:f", base_type=base)
    class Narrow(DataContractFlag):
        HIGH = enum_member("High", -128)
        MIDDLE = enum_member("Middle", 64)

    document = b'<Flags xmlns="urn:f">High Middle</Flags>'
    serializer = DataContractSerializer(Narrow)
    assert serializer.loads(document) == Narrow.HIGH | Narrow.MIDDLE
    assert serializer.dumps(Narrow.HIGH | Narrow.MIDDLE) == document
