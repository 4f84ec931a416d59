"""Null at the root: .NET writes it for every type and cannot read it back for the built-in value types."""

from __future__ import annotations

import pytest

from dcxml.codec.codec import Codec
from dcxml.codec.roots import Root
from dcxml.codec.settings import ReaderSettings, WriterSettings
from dcxml.contract import DataContractSet
from dcxml.contract.primitives import EXPORTED_CLASSES, PRIMITIVE_CONTRACTS
from dcxml.errors import EncodeError
from support import dotnet

pytestmark = pytest.mark.dotnet

BUILT_IN = {name: contract for name, contract in PRIMITIVE_CONTRACTS.items() if name not in EXPORTED_CLASSES}


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
