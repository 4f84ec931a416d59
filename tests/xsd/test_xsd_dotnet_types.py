"""The same types declared in Python are exported to the text that .NET's exporter wrote for the C# ones."""

from __future__ import annotations

import pytest
from lxml import etree

from dcxml import build_classes, contracts_of, read_schemas, write_schemas
from dcxml.qname import SERIALIZATION
from support.dotnet_files import FILE_SETS, by_namespace, components
from support.dotnet_types import GROUPS


@pytest.fixture
def written(tmp_path):
    def write(contracts):
        texts = {}
        for path in write_schemas(contracts, tmp_path):
            text = path.read_text("utf-8")
            texts[etree.fromstring(text.encode()).get("targetNamespace", "")] = text.rstrip()
        texts.pop(SERIALIZATION, None)
        return texts

    return write


@pytest.mark.parametrize("name", GROUPS)
def test_types_declared_in_python_have_dotnets_schemas_to_the_letter(name, written):
    assert by_namespace(FILE_SETS[name]) == written(contracts_of(*GROUPS[name]))


@pytest.mark.parametrize("name", GROUPS)
def test_they_have_the_same_canonical_xml_and_the_components_in_the_same_order(name, written):
    texts = written(contracts_of(*GROUPS[name]))
    for namespace, text in by_namespace(FILE_SETS[name]).items():
        expected, actual = (etree.fromstring(each.encode()) for each in (text, texts[namespace]))
        assert components(expected) == components(actual)
        assert etree.tostring(expected, method="c14n") == etree.tostring(actual, method="c14n")


def test_every_set_of_types_is_declared():
    assert set(FILE_SETS) == {*GROUPS, "calendar"}


@pytest.mark.parametrize("name", sorted(set(FILE_SETS) - {"ixml"}))
def test_classes_made_from_the_schemas_are_exported_to_the_same_text(name, written):
    binding = build_classes(read_schemas(*FILE_SETS[name]))
    assert by_namespace(FILE_SETS[name]) == written(contracts_of(binding))
