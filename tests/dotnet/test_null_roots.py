"""Null at the root: .NET writes it for every type and cannot read it back for the built-in value types."""

from __future__ import annotations

from typing import Annotated

import pytest

from dcxml import Int, RootElement, contracts_of, data_contract, data_member, dumps, loads
from dcxml.codec.codec import Codec
from dcxml.codec.roots import Root
from dcxml.codec.settings import ReaderSettings, WriterSettings
from dcxml.contract import DataContractSet
from dcxml.contract.primitives import EXPORTED_CLASSES, PRIMITIVE_CONTRACTS
from dcxml.errors import DecodeError, EncodeError
from dcxml.qname import ARRAYS, QName
from support import dotnet

pytestmark = pytest.mark.dotnet

BUILT_IN = {name: contract for name, contract in PRIMITIVE_CONTRACTS.items() if name not in EXPORTED_CLASSES}
ORDER, LIST = QName("urn:t", "Order"), QName(ARRAYS, "ArrayOfint")


@data_contract(name="Order", namespace="urn:t")
class Order:
    """A class that may be the root of a document."""

    number: Int = data_member("Number", default=0)


CONTRACTS = contracts_of(Order, list[Int])


@pytest.mark.parametrize("name", BUILT_IN, ids=str)
def test_null_is_written_where_dotnet_reads_it_back(name):
    dotnet.require()
    serializer = dotnet.clr_types(DataContractSet([BUILT_IN[name]])).serializer(name)
    system = serializer.runtime.system
    document = serializer.write(system.Array[system.Object]([None]), dialect="xmlwriter")
    codec, root = Codec(DataContractSet([BUILT_IN[name]]), {}, {}), Root.of(name)
    try:
        serializer.read(document)
    except dotnet.DotnetError:
        with pytest.raises(EncodeError, match=r"None is not a value of \w+: no reader takes null for one") as refused:
            codec.encode(None, root, WriterSettings())
        assert f"/{name.name}" == refused.value.path
    else:
        assert document.decode() == codec.encode(None, root, WriterSettings())
        assert codec.decode(document, root, ReaderSettings(is_strict=True)) is None


@pytest.mark.parametrize("name", [ORDER, LIST], ids=["a class", "a list"])
def test_dotnet_knows_no_root_that_is_not_nillable(name):
    dotnet.require()
    serializer = dotnet.clr_types(CONTRACTS).serializer(name)
    system = serializer.runtime.system
    document = serializer.write(system.Array[system.Object]([None]), dialect="xmlwriter")
    assert serializer.read(document) is not None  # the array around null
    annotation = Annotated[{ORDER: Order, LIST: list[Int]}[name], RootElement(name.name, namespace=name.namespace)]
    assert dumps(None, annotation) == document
    strict = Annotated[
        {ORDER: Order, LIST: list[Int]}[name], RootElement(name.name, namespace=name.namespace, is_nillable=False)
    ]
    assert loads(document, strict, mode="dotnet") is None
    with pytest.raises(DecodeError, match="nil is not allowed"):
        loads(document, strict)
    with pytest.raises(EncodeError, match="does not allow this root to be nil"):
        dumps(None, strict)
