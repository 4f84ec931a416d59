"""Arguments of a wrong type or value: each function says what it takes, and never fails inside."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from lxml import etree

import dcxml
from dcxml import DataContractSerializer, Int, QName, data_contract, data_member
from dcxml.qname import XML, XMLNS


@data_contract(name="K", namespace="urn:k")
class K:
    a: Int = data_member("A", default=0)


DOCUMENT = b'<K xmlns="urn:k"><A>1</A></K>'
SERIALIZER = DataContractSerializer(K)


@pytest.mark.parametrize(
    "given",
    ["<K/>", DOCUMENT, None, 5, ET.Element("{urn:k}K"), etree.ElementTree(), etree.Comment("c"), etree.PI("p"), [K]],
    ids=["str", "bytes", "None", "int", "standard library", "empty tree", "comment", "instruction", "list"],
)
def test_what_is_no_element_is_told_what_one_is(given):
    with pytest.raises(TypeError, match=r"the element is of type [\w.]+; wanted is an element of lxml"):
        SERIALIZER.load_element(given)


def test_a_tree_is_read_as_its_root():
    assert K(a=1) == SERIALIZER.load_element(etree.ElementTree(etree.fromstring(DOCUMENT)))


@pytest.mark.parametrize(
    "given", [("urn:k", "K"), 5, b"K", etree.QName("urn:k", "K")], ids=lambda given: type(given).__name__
)
def test_a_root_name_is_a_qualified_name_or_a_text(given):
    with pytest.raises(TypeError, match=r"root_name is of type [\w.]+; wanted is a QName or '\{namespace\}name'"):
        DataContractSerializer(K, root_name=given)


@pytest.mark.parametrize(
    "given",
    [
        *(5, None, "pu", ["pu"], {"p": "urn:k"}, [5], [None], [()]),
        *([("p",)], [("p", "u", "v")], [(None, "urn:k")], [("p", None)], [(b"p", "urn:k")]),
    ],
    ids=repr,
)
def test_bindings_are_pairs_of_texts(given):
    with pytest.raises(TypeError, match=r"bindings .*; wanted (is|are) pairs of prefix and namespace"):
        SERIALIZER.dump_element(K(), bindings=given)


@pytest.mark.parametrize(
    "pair",
    [
        *(
            ('a"b', "urn:k"),
            ("a:b", "urn:k"),
            ("a b", "urn:k"),
            ("1", "urn:k"),
            ("p", ""),
            ("p", "a\0"),
            ("", "\ud800"),
        ),
        *(("xml", "urn:k"), ("p", XML), ("", XML), ("xmlns", "urn:k"), ("xmlns", XMLNS), ("p", XMLNS), ("", XMLNS)),
    ],
    ids=ascii,
)
def test_a_prefix_is_bound_as_a_document_can_bind_it(pair):
    with pytest.raises(ValueError, match="no document can bind"):
        SERIALIZER.dump_element(K(), bindings=[("q", "urn:q"), pair])


@pytest.mark.parametrize(
    ("bindings", "name"),
    [
        ([("p", "urn:k")], "p:K"),
        ([["p", "urn:k"]], "p:K"),
        ((("é", "urn:k"),), "é:K"),
        (iter([("", "urn:k")]), "K"),
        ([("xml", XML), ("", "urn:o"), ("", ""), ("p", "urn:k")], "p:K"),
    ],
)
def test_bindings_that_can_be_are_heeded(bindings, name):
    written = SERIALIZER.dump_element(K(a=1), bindings=bindings)
    assert written.startswith(f"<{name} ")
    assert 'xmlns="urn:k"' not in written


@pytest.mark.parametrize("given", [5, None, [1], Path("k.xml"), io.BytesIO(DOCUMENT), etree.fromstring(DOCUMENT)])
@pytest.mark.parametrize("load", [SERIALIZER.loads, lambda given: dcxml.loads(given, K)], ids=["method", "function"])
def test_a_document_is_bytes_or_text(load, given):
    with pytest.raises(TypeError, match=r"a document is bytes or str, not an? "):
        load(given)


class ReadsNumbers:
    def read(self):
        return 5


@pytest.mark.parametrize("given", [5, None, [1], DOCUMENT, b"k.xml", etree.fromstring(DOCUMENT)])
@pytest.mark.parametrize("load", [SERIALIZER.load, lambda given: dcxml.load(given, K)], ids=["method", "function"])
def test_a_source_is_a_path_or_an_open_file(load, given):
    with pytest.raises(TypeError, match=r"a source is a path or an open file, not an? "):
        load(given)
    with pytest.raises(TypeError, match="a document is bytes or str, not an int"):
        load(ReadsNumbers())


@pytest.mark.parametrize("given", [5, None, b"k.xml", [], io.StringIO()])
@pytest.mark.parametrize("dump", [SERIALIZER.dump, lambda *given: dcxml.dump(*given, K)], ids=["method", "function"])
def test_a_target_is_a_path_or_a_file_of_bytes(dump, given):
    with pytest.raises(TypeError, match="wanted is a path or a file open for writing bytes"):
        dump(K(), given)


@pytest.mark.parametrize("given", [5, None, "K", b"K", K])
def test_known_types_are_several(given):
    with pytest.raises(TypeError, match=r"known_types is of type .*; wanted is some classes"):
        DataContractSerializer(K, known_types=given)


@pytest.mark.parametrize("given", [[5], ["No"], [None], [K()]])
def test_known_types_are_data_contracts(given):
    with pytest.raises(dcxml.InvalidDataContractError):
        DataContractSerializer(K, known_types=given)


@pytest.mark.parametrize("given", [5, None, [], "yes", 1])
@pytest.mark.parametrize("name", ["xml_declaration", "preserve_object_references", "check_characters"])
def test_a_switch_is_on_or_off(name, given):
    with pytest.raises(TypeError, match=f"{name} is of type .*; wanted is True or False"):
        DataContractSerializer(K, **{name: given})


@pytest.mark.parametrize("given", [5, None, {}])
def test_limits_are_limits(given):
    with pytest.raises(TypeError, match=r"limits is of type .*; wanted is Limits"):
        DataContractSerializer(K, limits=given)


@pytest.mark.parametrize("given", [True, False, 1.0, "2", []], ids=repr)
def test_an_indentation_is_a_number_of_spaces(given):
    with pytest.raises(TypeError, match=r"indent is of type \w+; wanted is None or a number of spaces"):
        DataContractSerializer(K, indent=given)


def test_an_indentation_is_not_below_zero():
    with pytest.raises(ValueError, match="indent is -1; allowed are None and a number of spaces"):
        DataContractSerializer(K, indent=-1)


def test_known_types_may_be_annotations():
    values = [1, 2]
    serializer = DataContractSerializer(object, known_types=[list[Int]])
    document = serializer.dumps(dcxml.AnyValue(values, next(iter(dcxml.contracts_of(list[Int]).contracts))))
    assert values == serializer.loads(document).value


@pytest.mark.parametrize("given", [5, None, [], "x", b"strict"])
@pytest.mark.parametrize("name", ["mode", "unknown", "dialect", "float_text"])
def test_a_choice_names_what_is_allowed(name, given):
    with pytest.raises(ValueError, match=f"{name} is .*; allowed are"):
        DataContractSerializer(K, **{name: given})


@pytest.mark.parametrize("given", [5, None, "No", [], object(), K()], ids=type)
def test_a_class_is_a_data_contract(given):
    for call in (DataContractSerializer, lambda cls: dcxml.loads(DOCUMENT, cls), lambda cls: dcxml.load("k.xml", cls)):
        with pytest.raises(dcxml.InvalidDataContractError):
            call(given)


def test_a_name_of_its_own_is_read_and_written():
    serializer = DataContractSerializer(K, root_name=QName("urn:o", "O"))
    assert K(a=1) == serializer.loads(serializer.dumps(K(a=1)))


def test_bindings_may_be_an_iterator():
    bindings = [("k", "urn:k")]
    assert SERIALIZER.dump_wrapped(K(), bindings=bindings) == SERIALIZER.dump_wrapped(K(), bindings=iter(bindings))
