"""A ``DataSet`` as the root of a document."""

from __future__ import annotations

from importlib import import_module

from lxml import etree

import dcxml
from dcxml.contract import DataContractSet, XmlDataContract
from dcxml.contract.model import DATA_SET
from support import dotnet

CONTRACTS = DataContractSet([XmlDataContract(name=DATA_SET)])


def test_the_root_of_a_data_set_is_in_no_namespace_as_dotnet_writes_it():
    dotnet.require()
    io, data = import_module("System.IO"), import_module("System.Data")
    serializers = import_module("System.Runtime.Serialization")
    empty, stream = data.DataSet(), io.MemoryStream()
    serializers.DataContractSerializer(empty.GetType()).WriteObject(stream, empty)
    document = bytes(stream.ToArray())
    assert etree.fromstring(document).tag == "DataSet"
    binding = dcxml.build_classes(CONTRACTS)
    value = dcxml.loads(document, binding["DataSet"])
    assert etree.fromstring(dcxml.dumps(value, binding["DataSet"])).tag == "DataSet"
    assert () == tuple(dcxml.validate(document, CONTRACTS))


def test_a_global_element_of_a_data_set_is_found_among_the_classes_of_a_schema(tmp_path):
    dcxml.write_schemas(CONTRACTS, tmp_path)
    contracts = dcxml.read_schemas(tmp_path)
    assert contracts == CONTRACTS
    assert "DataSet" in dcxml.build_classes(contracts)
