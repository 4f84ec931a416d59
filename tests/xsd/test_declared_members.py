"""Members declared in Python, with and without ``| None``: schemas say of them what .NET's exporter says.

``str`` without None is a promise of Python's side; .NET has no such type, and its schemas allow nil. Laws: import ∘
write ∘ export = id, contracts_of ∘ build_classes = id, and strict reading accepts what validation has no error for.
"""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from lxml import etree

import dcxml
from dcxml import Int, UnsignedByte, data_contract, data_member, enum_contract, enum_member
from dcxml.qname import XS, QName

NS = "urn:declared"


@data_contract(name="K", namespace=NS)
class K:
    """A class, a reference type."""


@data_contract(name="St", namespace=NS, is_value_type=True)
class St:
    """A struct."""


@enum_contract(name="En", namespace=NS)
class En(dcxml.DataContractEnum):
    ONE = enum_member("One", 0)


FACTORIES: dict[Any, Any] = {
    str: str,
    bytes: bytes,
    object: lambda: None,
    dcxml.AnyURI: str,
    list[Int]: list,
    dict[str, Int]: dict,
    K: K,
}
VALUE_FACTORIES: dict[Any, Any] = {
    Int: int,
    bool: bool,
    UnsignedByte: int,
    dcxml.DateTime: lambda: dcxml.DateTime.min,
    St: St,
    En: lambda: En.ONE,
}
OPTIONAL = [annotation | None for annotation in (str, Int, list[Int], K, St)]
NILLABLE = (None, True, False)
EMITTED = (None, True, False)
CASES = [
    pytest.param(annotation, said, emitted, id=f"{number}-{said}-{emitted}")
    for (number, annotation), said, emitted in itertools.product(
        enumerate([*FACTORIES, *VALUE_FACTORIES, *OPTIONAL]), NILLABLE, EMITTED
    )
]


def declared(annotation: Any, *, is_nillable: bool | None = None, emit_default_value: bool | None = None) -> type:
    """Return a class with one member of the annotation."""
    factory = {**FACTORIES, **VALUE_FACTORIES}.get(annotation, lambda: None)
    body = {
        "__module__": __name__,
        "__annotations__": {"member": annotation},
        "member": data_member(
            "Member", factory=factory, is_nillable=is_nillable, emit_default_value=emit_default_value
        ),
    }
    return data_contract(name="P", namespace=NS)(type("P", (), body))


def the_member(contracts: dcxml.DataContractSet) -> Any:
    (member,) = contracts[QName(NS, "P")].members
    return member


@pytest.mark.parametrize("annotation", [*FACTORIES])
def test_what_is_a_reference_in_dotnet_may_be_nil_in_the_schema_whatever_the_annotation_says(annotation, tmp_path):
    contracts = dcxml.contracts_of(declared(annotation))
    assert the_member(contracts).is_nillable
    assert the_member(contracts).emit_default_value
    written = "".join(path.read_text() for path in dcxml.write_schemas(contracts, tmp_path))
    assert '<xs:element minOccurs="0" name="Member" nillable="true"' in written
    assert "EmitDefaultValue" not in written


@pytest.mark.parametrize("annotation", [*VALUE_FACTORIES])
def test_a_value_type_cannot_be_nil(annotation):
    member = the_member(dcxml.contracts_of(declared(annotation)))
    assert not member.is_nillable
    assert member.emit_default_value


@pytest.mark.parametrize("annotation", [*FACTORIES])
def test_a_reference_that_is_said_not_to_be_nil_is_left_out_where_it_is_null(annotation, tmp_path):
    cls = declared(annotation, is_nillable=False)
    contracts = dcxml.contracts_of(cls)
    assert not the_member(contracts).is_nillable
    assert not the_member(contracts).emit_default_value
    written = "".join(path.read_text() for path in dcxml.write_schemas(contracts, tmp_path))
    assert 'EmitDefaultValue="false"' in written
    assert len(etree.fromstring(dcxml.dumps(cls(member=None)))) == 0


@pytest.mark.parametrize(("annotation", "is_nillable", "emitted"), CASES)
def test_import_write_export_is_the_identity(annotation, is_nillable, emitted, tmp_path):
    contracts = dcxml.contracts_of(declared(annotation, is_nillable=is_nillable, emit_default_value=emitted))
    dcxml.write_schemas(contracts, tmp_path)
    again = dcxml.read_schemas(tmp_path)
    if is_nillable is False and emitted and the_member(again) != the_member(contracts):
        # What no schema can say, and is said all the same: .NET's importer takes such a reference for left out.
        assert not the_member(again).emit_default_value
        return
    assert the_member(again) == the_member(contracts)


@pytest.mark.parametrize(("annotation", "is_nillable", "emitted"), CASES)
def test_contracts_of_build_classes_is_the_identity(annotation, is_nillable, emitted):
    contracts = dcxml.contracts_of(declared(annotation, is_nillable=is_nillable, emit_default_value=emitted))
    assert dcxml.contracts_of(dcxml.build_classes(contracts)).contracts == contracts.contracts


@pytest.mark.parametrize(("annotation", "is_nillable", "emitted"), CASES)
@pytest.mark.parametrize("content", ['<Member i:nil="true"/>', ""], ids=["nil", "absent"])
def test_strict_reading_accepts_what_validation_has_no_error_for(annotation, is_nillable, emitted, content):
    cls = declared(annotation, is_nillable=is_nillable, emit_default_value=emitted)
    document = f'<P xmlns="{NS}" xmlns:i="http://www.w3.org/2001/XMLSchema-instance">{content}</P>'
    errors = list(dcxml.validate(document, dcxml.contracts_of(cls)))
    try:
        value = dcxml.loads(document, cls)
    except dcxml.DecodeError:
        assert errors
        return
    assert not errors
    assert dcxml.loads(dcxml.dumps(value), cls) == value


def test_a_member_with_a_type_of_another_name_is_as_its_annotation_says():
    body = {"__module__": __name__, "__annotations__": {"member": object}}
    cls = type("P", (), {**body, "member": data_member("Member", default=None, type=QName(XS, "date"))})
    member = the_member(dcxml.contracts_of(data_contract(name="P", namespace=NS)(cls)))
    assert not member.is_nillable
    assert member.emit_default_value
