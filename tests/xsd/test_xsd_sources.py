"""What a set of schemas consists of: files, folders, patterns, and all that they include and import."""

from __future__ import annotations

import copy
import os
import sys
import threading
import warnings
from contextlib import suppress
from typing import TYPE_CHECKING

import attrs
import pytest
from lxml import etree

from dcxml import build_classes, contracts_of, dumps, loads, validate
from dcxml.contract import UnresolvedDataContract
from dcxml.errors import DecodeError, SchemaError
from dcxml.qname import ARRAYS, XS, XSI, QName, clr_namespace
from dcxml.xsd import read_schemas, write_schemas

if TYPE_CHECKING:
    from dcxml.contract import DataContractSet

WSDL = "http://schemas.xmlsoap.org/wsdl/"


def schema(body: str, namespace: str = "urn:t", **prefixes: str) -> str:
    target = f' targetNamespace="{namespace}" xmlns:t="{namespace}"' if namespace else ""
    declared = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in {"u": "urn:u", **prefixes}.items())
    return f'<xs:schema xmlns:xs="{XS}"{declared}{target} elementFormDefault="qualified">\n{body}</xs:schema>'


def class_(name: str, *types: str, member: str = "m") -> str:
    """Return a class with a member of each type."""
    members = "".join(
        f'<xs:element minOccurs="0" name="{member}{number}" nillable="true" type="{each}"/>'
        for number, each in enumerate(types)
    )
    return f'<xs:complexType name="{name}"><xs:sequence>{members}</xs:sequence></xs:complexType>\n'


def extended(name: str, base: str) -> str:
    extension = f'<xs:extension base="t:{base}"><xs:sequence/></xs:extension>'
    return f'<xs:complexType name="{name}"><xs:complexContent>{extension}</xs:complexContent></xs:complexType>\n'


def restricted(name: str, base: str) -> str:
    return f'<xs:simpleType name="{name}"><xs:restriction base="t:{base}"/></xs:simpleType>\n'


def wsdl(*schemas: str, inside: str = "", attributes: str = "") -> str:
    types = f"<wsdl:types>{''.join(schemas)}</wsdl:types>"
    root = f'<wsdl:definitions xmlns:wsdl="{WSDL}" targetNamespace="urn:s"{attributes}>'
    return f"{root}\n{types}{inside}</wsdl:definitions>"


def import_(location: str = "", namespace: str = "urn:u") -> str:
    return f'<xs:import namespace="{namespace}"' + (f' schemaLocation="{location}"/>' if location else "/>")


def include(location: str) -> str:
    return f'<xs:include schemaLocation="{location}"/>'


@pytest.fixture
def put(tmp_path, monkeypatch):
    """Write files by name into the folder that is the current one."""
    monkeypatch.chdir(tmp_path)

    def write(**files: str) -> None:
        for name, text in files.items():
            path = tmp_path / name.replace("__", "/").replace("_", ".")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    return write


def names(contracts: DataContractSet) -> list[str]:
    return [contract.name.clark for contract in contracts if not isinstance(contract, UnresolvedDataContract)]


# --- what a path stands for ----------------------------------------------------------------------


def test_a_folder_is_its_schemas_and_descriptions(put):
    put(a_xsd=schema(class_("A")), b_wsdl=wsdl(schema(class_("B"), "urn:u")), c_txt="no schema")
    assert ["{urn:t}A", "{urn:u}B"] == names(read_schemas("."))


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("*.xsd", ["{urn:t}A"]),
        ("**/*.xsd", ["{urn:t}A", "{urn:u}B"]),
        ("./?.xsd", ["{urn:t}A"]),
        ("s*", ["{urn:u}B"]),
    ],
)
def test_a_pattern_is_the_files_it_matches(put, pattern, expected):
    put(a_xsd=schema(class_("A")), sub__b_xsd=schema(class_("B"), "urn:u"))
    assert expected == names(read_schemas(pattern))
    assert expected == names(read_schemas(f"{os.getcwd()}/{pattern}"))  # noqa: PTH109 - as a caller would write it


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(put, tmp_path):
    put(a_xsd=schema(class_("A")))
    (tmp_path / "a.xsd").rename("[a].xsd")
    assert ["{urn:t}A"] == names(read_schemas("[a].xsd"))


@pytest.mark.parametrize("pattern", ["*.xsd", "none/**/x", "a**b*", "[a"])
def test_a_pattern_that_matches_nothing_is_an_error(put, pattern):
    put(a_txt="")
    with pytest.raises(SchemaError, match=r"no file matches the pattern|No such file"):
        read_schemas(pattern)


def test_no_path_is_an_error():
    with pytest.raises(SchemaError, match=r"^no path is given; allowed: an XML Schema or a WSDL 1\.1, or a folder"):
        read_schemas()
    with pytest.raises(SchemaError, match=r"^a path is empty; allowed: "):
        read_schemas("")


@pytest.mark.parametrize("action", ["error", "always"])
@pytest.mark.parametrize("levels", [18, 60])
def test_what_the_judge_of_schemas_only_warns_of_does_not_count(put, action, levels):
    derived = "".join(
        f'<xs:complexType name="T{level}"><xs:complexContent><xs:extension base="t:T{level - 1}"><xs:sequence>'
        f'<xs:element name="m{level}" type="xs:int"/></xs:sequence></xs:extension></xs:complexContent></xs:complexType>'
        for level in range(1, levels)
    )
    put(a_xsd=schema('<xs:complexType name="T0"><xs:sequence/></xs:complexType>' + derived))
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter(action)
        assert levels == len(list(read_schemas("a.xsd")))
    assert [] == caught


def test_a_name_that_one_schema_defines_twice_is_an_error_at_the_second(put):
    put(a_xsd=schema(class_("A", "xs:int") + class_("B") + restricted("A", "A")))
    with pytest.raises(SchemaError) as caught:
        read_schemas("a.xsd")
    assert "a.xsd:4: simpleType A: 'A' is defined twice: before in line 2 (complexType A)" == str(caught.value)


def test_what_is_missing_here_is_told_from_what_is_elsewhere(put):
    imports = [f'<wsdl:import namespace="urn:w" location="{each}"/>' for each in ("gone.wsdl", "http://h/x?wsdl")]
    put(a_wsdl=wsdl(inside="".join(imports)))
    reasons = [each.reason for each in read_schemas("a.wsdl").missing]
    assert [
        "nothing given is the document 'gone.wsdl', and there is no such file",
        "nothing given is the document 'http://h/x?wsdl', and nothing is read from the network",
    ] == reasons


def test_a_new_instance_can_be_written_where_facets_exclude_the_default_of_an_optional_member(put):
    member = '<xs:element name="n" type="xs:positiveInteger" minOccurs="0"/>'
    put(a_xsd=schema(f'<xs:complexType name="A"><xs:sequence>{member}</xs:sequence></xs:complexType>'))
    contracts = read_schemas("a.xsd")
    made = build_classes(contracts)["{urn:t}A"]
    data = dumps(made())
    assert b"<n>" not in data
    assert made() == loads(data, made)
    assert contracts == contracts_of(made)


def test_a_schema_over_the_limit_is_one_error(tmp_path):
    path = tmp_path / "t.xsd"
    with path.open("wb") as file:
        file.write(schema("").encode())
        file.truncate(50_000_000)
    with pytest.raises(SchemaError, match=r"t\.xsd:1: the file has 50,000,000 bytes; allowed: 16,777,216 at most"):
        read_schemas(path)


@pytest.mark.parametrize("size", [0, 16_777_216, 40_000_000])
def test_of_a_pipe_no_more_is_read_than_of_a_file(tmp_path, size):
    os.mkfifo(tmp_path / "t.xsd")
    text = schema(class_("A"))
    writer = threading.Thread(target=_write_to_its_end, args=(tmp_path / "t.xsd", text.encode().ljust(size)))
    writer.start()
    try:
        if size > 16_777_216:
            with pytest.raises(
                SchemaError, match=r"t\.xsd:1: the file has more than 16,777,216 bytes; allowed: 16,777,216"
            ):
                read_schemas(tmp_path / "t.xsd")
        else:
            assert ["{urn:t}A"] == names(read_schemas(tmp_path / "t.xsd"))
    finally:
        writer.join()


def _write_to_its_end(path, octets):
    with suppress(BrokenPipeError):
        path.write_bytes(octets)


@pytest.mark.parametrize("encoding", ["iso-8859-1", "Windows-1252", "ISO-8859-15", "utf-8", "utf-16"])
def test_a_schema_is_read_in_the_encoding_it_declares(tmp_path, encoding):
    text = f'<?xml version="1.0" encoding="{encoding}" standalone="yes"?>\n{schema(class_("Café"))}'
    (tmp_path / "t.xsd").write_bytes(text.encode(encoding))
    assert ["{urn:t}Café"] == names(read_schemas(tmp_path))


def test_text_in_another_encoding_than_declared_is_one_error(tmp_path):
    text = f'<?xml version="1.0" encoding="gb2312"?>\n{schema(class_("Café"))}'
    (tmp_path / "t.xsd").write_bytes(text.encode("latin-1"))
    with pytest.raises(SchemaError, match=r"t\.xsd:3: the bytes are not in the encoding that is declared, gb2312"):
        read_schemas(tmp_path)


@pytest.mark.parametrize("encoding", ["utf-7", "unicode_escape", "idna", "rot13", "zlib", "x-none"])
def test_other_encodings_are_one_error(tmp_path, encoding):
    (tmp_path / "t.xsd").write_bytes(f'<?xml version="1.0" encoding="{encoding}"?>{schema("")}'.encode())
    with pytest.raises(SchemaError, match=rf"t\.xsd:1: .*encoding '{encoding}', which is not known here: save it in"):
        read_schemas(tmp_path)


def test_a_schema_in_ascii_is_read(tmp_path):
    (tmp_path / "t.xsd").write_bytes(f'<?xml version="1.0" encoding="us-ascii"?>{schema(class_("Day"))}'.encode())
    assert ["{urn:t}Day"] == names(read_schemas(tmp_path))


def test_links_in_a_circle_and_names_no_file_can_have_are_one_error(tmp_path):
    (tmp_path / "a.xsd").symlink_to(tmp_path / "b.xsd")
    (tmp_path / "b.xsd").symlink_to(tmp_path / "a.xsd")
    for path in (tmp_path / "a.xsd", "a\0b.xsd"):
        with pytest.raises(SchemaError, match="cannot be read: "):
            read_schemas(path)


def test_the_attributes_of_the_xml_namespace_are_known(put):
    described = '<xs:attribute ref="xml:lang"/>'
    location = import_("http://www.w3.org/2001/xml.xsd", "http://www.w3.org/XML/1998/namespace")
    put(a_xsd=schema(f'{location}<xs:complexType name="A"><xs:sequence/>{described}</xs:complexType>'))
    assert () == read_schemas("a.xsd").missing


# --- schemas inside a WSDL -----------------------------------------------------------------------


def test_each_schema_of_a_wsdl_is_a_document_with_the_prefixes_in_scope(put):
    one = '<xs:schema targetNamespace="urn:t" elementFormDefault="qualified">' + import_() + class_("A", "u:B")
    put(s_wsdl=wsdl(one + "</xs:schema>", schema(class_("B"), "urn:u"), attributes=f' xmlns:xs="{XS}" xmlns:u="urn:u"'))
    assert ["{urn:t}A", "{urn:u}B"] == names(read_schemas("s.wsdl"))


def test_a_fault_in_a_schema_of_a_wsdl_has_the_line_of_the_wsdl(put):
    put(s_wsdl=wsdl(schema(class_("B"), "urn:u"), "\n\n", schema(f"{class_('B')}\n{class_('A', 'xs:integr')}")))
    with pytest.raises(SchemaError, match=r"s\.wsdl:9: complexType A: unknown type 'xs:integr'"):
        read_schemas("s.wsdl")


def test_the_form_of_elements_is_that_of_their_own_schema(put):
    unqualified = schema(class_("A", "xs:int")).replace(' elementFormDefault="qualified"', "")
    put(s_wsdl=wsdl(schema(class_("B"), "urn:u"), unqualified))
    with pytest.raises(SchemaError, match=r"s\.wsdl:\d: complexType A: the local element must be qualified"):
        read_schemas("s.wsdl", strict=True)


def test_schemas_of_a_wsdl_that_refer_without_an_import_are_read(put):
    put(s_wsdl=wsdl(schema(class_("A", "u:B")), schema(class_("B"), "urn:u")))
    assert ["{urn:t}A", "{urn:u}B"] == names(read_schemas("s.wsdl", strict=True))


def test_a_wsdl_that_is_named_as_a_schema_is_one(put):
    put(s_xsd=wsdl(schema(class_("A"))))
    assert ["{urn:t}A"] == names(read_schemas("s.xsd"))


def test_a_wsdl_imports_a_wsdl_and_a_schema_and_itself(put):
    imports = "".join(f'<wsdl:import namespace="urn:x" location="{name}"/>' for name in ("b.wsdl", "c.xsd"))
    put(
        a_wsdl=wsdl(inside=imports),
        b_wsdl=wsdl(schema(class_("B")), inside='<wsdl:import namespace="urn:s" location="a.wsdl"/>'),
        c_xsd=schema(class_("C"), "urn:u"),
    )
    assert ["{urn:t}B", "{urn:u}C"] == names(read_schemas("a.wsdl", strict=True))


@pytest.mark.parametrize("location", ["http://h/s.svc?wsdl=wsdl0", "gone.wsdl"])
def test_an_imported_wsdl_that_is_not_there_is_missing(put, location):
    put(a_wsdl=wsdl(inside=f'<wsdl:import namespace="urn:x" location="{location}"/>'))
    (missing,) = read_schemas("a.wsdl").missing
    assert ("document", location, 2) == (missing.kind, missing.name, missing.line)
    with pytest.raises(SchemaError, match=r"a\.wsdl:2: import: nothing given is the document"):
        read_schemas("a.wsdl", strict=True)


# --- includes and imports ------------------------------------------------------------------------


def test_an_import_with_a_location_is_followed(put):
    put(a_xsd=schema(import_("sub/b.xsd") + class_("A", "u:B")), sub__b_xsd=schema(class_("B"), "urn:u"))
    assert ["{urn:t}A", "{urn:u}B"] == names(read_schemas("a.xsd", strict=True))


@pytest.mark.parametrize(
    "location",
    [
        "my%20types/b.xsd",
        "my types/b.xsd",
        "my types\\b.xsd",
        ".\\my%20types\\b.xsd",
        "./my types/../my types/b.xsd?version=2",
        " my%20types/b.xsd#part ",
        "{folder}/my%20types/b.xsd",
        "file://{folder}/my%20types/b.xsd",
        "file://localhost{folder}/my%20types/b.xsd",
    ],
)
def test_a_location_may_be_encoded_or_of_windows(put, tmp_path, location):
    put(a_xsd=schema(import_(location.format(folder=tmp_path)) + class_("A", "u:B")))
    (tmp_path / "my types").mkdir()
    (tmp_path / "my types" / "b.xsd").write_text(schema(class_("B"), "urn:u"), encoding="utf-8")
    assert ["{urn:t}A", "{urn:u}B"] == names(read_schemas("a.xsd", strict=True))


@pytest.mark.parametrize(
    "location",
    [
        "http://h/b.xsd",
        "https://h/x/b.xsd?y=1",
        "http://h/s.svc?xsd=b",
        "http://h/s.svc?WSDL&amp;xsd=b",
        "//h/share/b.xsd",
        "\\\\h\\share\\b.xsd",
        "file://h/share/b.xsd",
        "ftp://h/b.xsd",
        "C:\\work\\b.xsd",
    ],
)
def test_a_location_elsewhere_is_looked_for_by_its_file_name(put, location):
    put(a_xsd=schema(import_(location) + class_("A", "u:B")), b_xsd=schema(class_("B"), "urn:u"))
    assert ["{urn:t}A", "{urn:u}B"] == names(read_schemas("a.xsd", strict=True))


@pytest.mark.parametrize("location", ["http://h/b.xsd", "gone.xsd", "", "http://[h/b.xsd", "a%00b"])
def test_an_import_is_resolved_by_namespace_among_what_is_given(put, location):
    put(
        a_xsd=schema(import_(location) + class_("A", "u:B")),
        b_xsd=schema(class_("X"), "urn:other"),
        c_xsd=schema(class_("B"), "urn:u"),
    )
    assert ["{urn:t}A", "{urn:u}B"] == names(read_schemas("a.xsd", "c.xsd", strict=True))


def test_an_include_elsewhere_is_looked_for_by_its_file_name(put):
    put(a_xsd=schema(include("http://h/b.xsd") + class_("A", "t:B")), b_xsd=schema(class_("B"), ""))
    assert ["{urn:t}A", "{urn:t}B"] == names(read_schemas("a.xsd", strict=True))


@pytest.mark.parametrize("location", ["gone.xsd", "sub/gone.xsd", "..\\\\gone.xsd", "file:///nowhere/gone.xsd"])
def test_an_include_of_no_file_is_missing_with_all_that_only_it_could_define(put, location):
    put(a_xsd=schema(include(location) + class_("A", "t:B") + class_("D")))
    contracts = read_schemas("a.xsd")
    document, type_ = contracts.missing
    assert ("document", location, "a.xsd", 2, "include") == attrs.astuple(document)
    assert ("type", "{urn:t}B", "complexType A") == (type_.kind, type_.name, type_.component)
    assert (QName("urn:t", "B"),) == contracts.unresolved()
    assert ["{urn:t}A", "{urn:t}D"] == [name for name in names(contracts) if name != "{urn:t}B"]
    write_schemas(contracts, "exported")
    assert contracts == read_schemas("exported")
    with pytest.raises(SchemaError, match=r"a\.xsd:2: include: nothing given is the document .* there is no such file"):
        read_schemas("a.xsd", strict=True)


def test_an_include_of_no_file_is_looked_for_by_its_file_name_among_what_is_given(put):
    put(a_xsd=schema(include("gone/b.xsd") + class_("A", "t:B")), types__b_xsd=schema(class_("B")))
    assert ["{urn:t}A", "{urn:t}B"] == names(read_schemas("a.xsd", "types/b.xsd", strict=True))


def test_a_file_of_the_right_name_and_another_namespace_is_not_taken(put):
    put(a_xsd=schema(import_("http://h/b.xsd") + class_("A", "u:B")), b_xsd=schema(class_("B"), "urn:v"))
    assert ["{urn:t}A"] == names(read_schemas("a.xsd"))


def test_circles_of_includes_and_imports_are_no_error(put):
    put(
        a_xsd=schema(include("b.xsd") + include("a.xsd") + import_("c.xsd") + class_("A", "t:B", "u:C")),
        b_xsd=schema(include("a.xsd") + class_("B", "t:A")),
        c_xsd=schema(f"{import_('a.xsd', 'urn:t')}{class_('C', 'v:A')}", "urn:u", v="urn:t"),
    )
    assert ["{urn:t}A", "{urn:t}B", "{urn:u}C"] == names(read_schemas("a.xsd", strict=True))


def test_one_file_included_by_schemas_of_two_namespaces_is_a_document_in_each(put):
    shared = f'<xs:schema xmlns:xs="{XS}" elementFormDefault="qualified">{class_("S", "R")}{class_("R")}</xs:schema>'
    put(
        a_xsd=schema(include("s.xsd") + class_("A", "t:S")),
        b_xsd=schema(include("s.xsd") + class_("B", "t:S"), "urn:u"),
        s_xsd=shared,
    )
    contracts = read_schemas(".", strict=True)
    assert sorted(names(contracts)) == sorted(
        ["{urn:t}A", "{urn:u}B", *(f"{{{namespace}}}{name}" for namespace in ("urn:t", "urn:u") for name in "SR")]
    )
    for namespace in ("urn:t", "urn:u"):
        assert [QName(namespace, "R")] == list(contracts[QName(namespace, "S")].references())


def test_a_chameleon_in_a_namespace_that_is_no_uri_keeps_its_lines(put):
    put(
        a_xsd=schema(include("s.xsd"), "not a uri"),
        s_xsd=f'<xs:schema xmlns:xs="{XS}">\n\n{class_("R")}{class_("S", "R")}</xs:schema>',
    )
    with pytest.raises(SchemaError, match=r"s\.xsd:4: complexType S: the local element must be qualified"):
        read_schemas("a.xsd", strict=True)


def test_a_file_without_a_namespace_that_is_imported_stands_for_itself_too(put):
    put(
        a_xsd=schema("<xs:import schemaLocation='s.xsd'/>" + class_("A", "S")),
        b_xsd=schema(include("s.xsd"), "urn:u"),
        s_xsd=schema(class_("S"), ""),
    )
    assert ["S", "{urn:t}A", "{urn:u}S"] == sorted(names(read_schemas(".", strict=True)))


@pytest.mark.parametrize(
    ("reference", "reason"),
    [
        pytest.param(
            include("b.xsd"), "it includes 'b.xsd' for the namespace 'urn:t', which has 'urn:u'", id="include"
        ),
        pytest.param(
            import_("b.xsd", "urn:v"), "it imports 'b.xsd' for the namespace 'urn:v', which has 'urn:u'", id="import"
        ),
        pytest.param("<xs:include/>", "xs:include has no schemaLocation", id="no location"),
        pytest.param(import_("c.wsdl"), "'c.wsdl' is a WSDL, not a schema", id="a WSDL"),
        pytest.param('<xs:redefine schemaLocation="b.xsd"/>', "xs:redefine cannot be imported", id="redefine"),
    ],
)
def test_a_reference_that_contradicts_is_an_error_at_its_place(put, reference, reason):
    put(a_xsd=schema(reference), b_xsd=schema(class_("B"), "urn:u"), c_wsdl=wsdl())
    with pytest.raises(SchemaError, match=r"a\.xsd:2: ") as caught:
        read_schemas("a.xsd")
    assert reason == caught.value.reason


CIRCLES = [
    pytest.param(extended("A", "B") + extended("B", "A"), id="of complex types"),
    pytest.param(restricted("A", "B") + restricted("B", "A"), id="of simple types"),
    pytest.param('<xs:simpleType name="A"><xs:union memberTypes="t:A xs:int"/></xs:simpleType>', id="of a union"),
    pytest.param('<xs:simpleType name="A"><xs:list itemType="t:A"/></xs:simpleType>', id="of a list"),
    pytest.param('<xs:group name="A"><xs:sequence><xs:group ref="t:A"/></xs:sequence></xs:group>', id="of a group"),
    pytest.param(
        '<xs:element name="A" substitutionGroup="t:B"/><xs:element name="B" substitutionGroup="t:A"/>',
        id="of substitution groups",
    ),
]


@pytest.mark.parametrize("body", CIRCLES)
def test_a_circle_of_definitions_is_one_error_with_its_place(put, body):
    put(a_xsd=schema(body))
    with pytest.raises(SchemaError, match=r"a\.xsd:[23]: .*Circular definition"):
        read_schemas("a.xsd")


@pytest.mark.parametrize("depth", [70, 100, 2_000])
def test_types_nested_too_deep_are_one_error(put, depth):
    nested = '<xs:element name="a" minOccurs="0"><xs:complexType><xs:sequence>'
    closing = "</xs:sequence></xs:complexType></xs:element>"
    body = f'<xs:complexType name="A"><xs:sequence>{nested * depth}{closing * depth}</xs:sequence></xs:complexType>'
    put(a_xsd=schema(body))
    if depth == 70:
        assert 71 == len(read_schemas("a.xsd"))
        return
    with pytest.raises(SchemaError, match=r"a\.xsd:2: elements are nested deeper than 240 levels"):
        read_schemas("a.xsd")


@pytest.mark.parametrize("kind", ["choice", "sequence"])
@pytest.mark.parametrize("depth", [180, 234])
def test_groups_nested_within_the_limit_are_read(put, kind, depth):
    inside = f'{f"<xs:{kind}>" * depth}<xs:element name="a" type="xs:int"/>{f"</xs:{kind}>" * depth}'
    put(a_xsd=schema(f'<xs:complexType name="A"><xs:sequence>{inside}</xs:sequence></xs:complexType>'))
    limit = sys.getrecursionlimit()
    contracts = read_schemas("a.xsd")
    assert [QName("urn:t", "A")] == [contract.name for contract in contracts]
    assert contracts_of(build_classes(contracts)) == contracts
    assert limit == sys.getrecursionlimit()


@pytest.mark.parametrize("count", [100, 240])
def test_simple_types_that_restrict_each_other_in_a_long_line_are_read_and_used(put, count):
    chain = "".join(restricted(f"S{number}", f"S{number + 1}") for number in range(count))
    last = f'<xs:simpleType name="S{count}"><xs:restriction base="xs:string"/></xs:simpleType>'
    put(a_xsd=schema(chain + last + '<xs:element name="e" type="t:S0"/>'))
    contracts = read_schemas("a.xsd")
    assert count + 1 == len(contracts)
    document = '<e xmlns="urn:t">text</e>'
    assert not list(validate(document, contracts))
    assert loads(document, build_classes(contracts)["{urn:t}e"]) == "text"


def test_simple_types_in_too_long_a_line_are_one_error_with_the_type(put):
    chain = "".join(restricted(f"S{number}", f"S{number + 1}") for number in range(600))
    put(a_xsd=schema(chain + '<xs:simpleType name="S600"><xs:restriction base="xs:string"/></xs:simpleType>'))
    with pytest.raises(
        SchemaError, match=r"a\.xsd:361: simpleType S359: more than 240 simple types restrict each other"
    ):
        read_schemas("a.xsd")


# --- the same twice ------------------------------------------------------------------------------


def test_the_same_definition_in_two_files_is_one(put):
    again = f'<x:schema xmlns:x="{XS}" targetNamespace="urn:t" elementFormDefault="qualified" xmlns="urn:t">'
    again += '<x:complexType name="A"><x:annotation><x:documentation>Said here only</x:documentation></x:annotation>'
    again += '<x:sequence>\n<x:element type="B" nillable="true" name="m0" minOccurs="0"/></x:sequence></x:complexType>'
    put(a_xsd=schema(class_("A", "t:B") + class_("B")), b_xsd=again + "</x:schema>")
    assert ["{urn:t}A", "{urn:t}B"] == names(read_schemas("."))


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(schema(class_("A", "xs:long")), id="a type"),
        pytest.param(schema(class_("A", "xs:int", member="n")), id="a name"),
        pytest.param(schema(class_("A", "xs:int", "xs:int")), id="one more"),
        pytest.param(schema(class_("A", "xs:int")).replace("qualified", "unqualified"), id="the form of its elements"),
        pytest.param(
            schema('<xs:simpleType name="A"><xs:restriction base="xs:int"/></xs:simpleType>'), id="a simple type"
        ),
    ],
)
def test_two_definitions_that_differ_are_an_error_at_the_second(put, other):
    put(a_xsd=schema(class_("A", "xs:int")), b_xsd=other)
    with pytest.raises(SchemaError, match=r"b\.xsd:2: (?:complex|simple)Type A: it is defined otherwise in a\.xsd:2"):
        read_schemas(".")


# --- what is missing -----------------------------------------------------------------------------


def test_contracts_that_names_imply_are_not_missing(put):
    system = clr_namespace("System")
    body = class_("A", "a:ArrayOfint", "a:ArrayOfKeyValueOfstringint", "s:DateTimeOffset")
    put(a_xsd=schema(import_(namespace=ARRAYS) + import_(namespace=system) + body, a=ARRAYS, s=system))
    contracts = read_schemas("a.xsd", strict=True)
    assert () == contracts.missing
    assert 4 == len(contracts)


def test_an_element_that_a_name_implies_is_not_missing(put):
    message = '<wsdl:message name="M"><wsdl:part name="p" element="a:ArrayOfint"/></wsdl:message>'
    described = '<wsdl:portType name="P"><wsdl:operation name="O"><wsdl:input message="s:M"/></wsdl:operation>'
    put(s_wsdl=wsdl(inside=f"{message}{described}</wsdl:portType>", attributes=f' xmlns:a="{ARRAYS}" xmlns:s="urn:s"'))
    assert [f"{{{ARRAYS}}}ArrayOfint"] == names(read_schemas("s.wsdl", strict=True))
    put(
        a_xsd=schema(
            '<xs:element name="ArrayOfint" nillable="true" type="t:ArrayOfint"/>' + class_("A", "t:ArrayOfint"), ARRAYS
        )
    )
    assert {"A", "ArrayOfint"} == {contract.name.name for contract in read_schemas("a.xsd", strict=True)}


def test_a_missing_import_is_no_error_and_exports_as_it_came(put, tmp_path):
    body = import_() + class_("A", "u:B", "u:B") + class_("C", "u:B")
    put(a_xsd=schema(body))
    contracts = read_schemas("a.xsd")
    assert (QName("urn:u", "B"),) == contracts.unresolved()
    assert ["complexType A", "complexType C"] == [each.component for each in contracts.missing]
    assert ["a.xsd"] * 2 == [each.file for each in contracts.missing]
    (written,) = write_schemas(contracts, tmp_path / "out")
    assert '<xs:import namespace="urn:u" />' in written.read_text("utf-8")
    assert 'type="q1:B" />' in written.read_text("utf-8")
    assert contracts == read_schemas(written)
    with pytest.raises(SchemaError, match=r"a\.xsd:2: complexType A: nothing defines the type \{urn:u\}B"):
        read_schemas("a.xsd", strict=True)


MEMBER = '<xs:sequence><xs:element name="m" type="xs:int"/></xs:sequence>'
DERIVED = f'<xs:complexContent><xs:extension base="u:Gone">{MEMBER}</xs:extension></xs:complexContent>'


def test_a_class_whose_base_is_missing_has_members_that_are_read_and_written(put, tmp_path):
    """What stands before its own members may be the base's: it is kept, and no fault."""
    put(a_xsd=schema(import_() + f'<xs:complexType name="A">{DERIVED}</xs:complexType>'))
    contracts = read_schemas("a.xsd")
    assert contracts == contracts_of(build_classes(contracts))
    document = (
        b'<A xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns="urn:t"><b xmlns="urn:u">2</b><m>1</m></A>'
    )
    value = loads(document, build_classes(contracts)["{urn:t}A"])
    assert (1, document) == (value.m, dumps(value))
    assert [] == list(validate(document, contracts))
    assert contracts == read_schemas(*write_schemas(contracts, tmp_path / "out"))


@pytest.mark.parametrize(
    ("inside", "codes"),
    [
        pytest.param("<m>1</m>", [], id="nothing"),
        pytest.param("<M>1</M><u:m>2</u:m><x><y/></x><m>1</m>", [], id="names like its own"),
        pytest.param("<b/><b/><m>1</m>", [], id="twice"),
        pytest.param('<b i:nil="true"/><m>1</m>', [], id="null"),
        pytest.param("<b/>", ["DC007"], id="but not its own"),
        pytest.param("<m>1</m><b/>", ["DC006"], id="behind its own"),
        pytest.param("<b/><m>1</m><m>1</m>", ["DC005"], id="its own twice"),
        pytest.param("b<m>1</m>", ["DC011"], id="text"),
    ],
)
def test_before_the_members_of_a_class_whose_base_is_missing_anything_may_stand(put, inside, codes):
    put(a_xsd=schema(import_() + f'<xs:complexType name="A">{DERIVED}</xs:complexType>'))
    contracts = read_schemas("a.xsd")
    document = f'<A xmlns:i="{XSI}" xmlns:u="urn:u" xmlns="urn:t">{inside}</A>'.encode()
    cls = build_classes(contracts)["{urn:t}A"]

    assert codes == [finding.code for finding in validate(document, contracts)]
    if codes:
        with pytest.raises(DecodeError):
            loads(document, cls, unknown="forbid")
        return
    for unknown in ("keep", "forbid"):
        value = loads(document, cls, unknown=unknown)
        assert value == loads(dumps(value), cls)
        assert len(etree.fromstring(document)) == len(etree.fromstring(dumps(value)))
    assert 1 == len(etree.fromstring(dumps(loads(document, cls, unknown="ignore"))))


def test_nothing_is_added_to_what_is_said_of_a_member_of_a_missing_type(put, tmp_path):
    member = '<xs:element minOccurs="0" name="m" type="u:Gone"/>'
    put(a_xsd=schema(f'{import_()}<xs:complexType name="A"><xs:sequence>{member}</xs:sequence></xs:complexType>'))
    (written,) = write_schemas(read_schemas("a.xsd"), tmp_path / "out")
    assert "EmitDefaultValue" not in written.read_text("utf-8")


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(f'<xs:complexType name="A">{DERIVED}</xs:complexType>', id="base"),
        pytest.param('<xs:element name="A" type="u:Gone"/>', id="the type of a global element"),
        pytest.param(
            '<xs:element name="A" nillable="true"/><xs:element name="B" type="u:Gone" nillable="true"/>', id="own"
        ),
        pytest.param(
            '<xs:simpleType name="A"><xs:restriction base="u:Gone"/></xs:simpleType>', id="base of a simple type"
        ),
    ],
)
def test_whatever_needs_it_a_missing_type_is_only_missing(put, body):
    put(a_xsd=schema(import_() + body))
    contracts = read_schemas("a.xsd")
    assert ["{urn:u}Gone"] == [each.name for each in contracts.missing]
    assert (QName("urn:u", "Gone"),) == contracts.unresolved()


# --- files under their addresses, and files elsewhere ------------------------------------------------


@pytest.mark.parametrize(
    "name", ["Service.svc?singleWsdl", "Service.svc?wsdl", "s.asmx?WSDL", "Service.svc?wsdl=wsdl0"]
)
def test_a_folder_has_what_was_saved_under_its_address(tmp_path, name):
    (tmp_path / name).write_text(wsdl(schema(class_("A"))), encoding="utf-8")
    (tmp_path / "notes.txt").write_text("not a schema", encoding="utf-8")
    assert ["{urn:t}A"] == names(read_schemas(tmp_path, strict=True))


def test_an_address_is_looked_for_as_it_is_saved(tmp_path):
    location = "http://h/Service.svc?xsd=xsd0"
    (tmp_path / "Service.svc?xsd=xsd0").write_text(schema(class_("B"), "urn:u"), encoding="utf-8")
    (tmp_path / "a.xsd").write_text(schema(import_(location) + class_("A", "u:B")), encoding="utf-8")
    assert ["{urn:t}A", "{urn:u}B"] == names(read_schemas(tmp_path / "a.xsd", strict=True))
    assert {"{urn:t}A", "{urn:u}B"} == set(names(read_schemas(tmp_path, strict=True)))


ELSEWHERE = ["{secret}", "file://{secret}", "file://localhost{secret}", "{given}/../secret/b.xsd", " file:{secret}"]


@pytest.mark.parametrize("location", ELSEWHERE)
def test_a_schema_cannot_have_any_file_of_the_machine_opened(tmp_path, location):
    given, secret = tmp_path / "given", tmp_path / "secret"
    given.mkdir()
    secret.mkdir()
    (secret / "b.xsd").write_text("root:x:0:0:not XML", encoding="utf-8")
    text = location.format(given=given, secret=secret / "b.xsd")
    (given / "a.xsd").write_text(schema(include(text) + class_("A")), encoding="utf-8")
    (missing,) = read_schemas(given).missing
    assert missing.kind == "document"
    assert missing.reason.endswith("and there is no such file below the folders of what is given")


@pytest.mark.parametrize("location", ELSEWHERE[:3])
def test_a_file_elsewhere_is_looked_for_by_its_name_beside_who_refers_to_it(tmp_path, location):
    given = tmp_path / "given"
    given.mkdir()
    (given / "b.xsd").write_text(schema(class_("B"), "urn:u"), encoding="utf-8")
    text = import_(location.format(secret=tmp_path / "secret" / "b.xsd"))
    (given / "a.xsd").write_text(schema(text + class_("A", "u:B")), encoding="utf-8")
    assert ["{urn:t}A", "{urn:u}B"] == names(read_schemas(given / "a.xsd", strict=True))


def test_an_absolute_location_below_any_folder_given_is_read(tmp_path):
    for name, text in {"x": schema(include(f"{tmp_path}/y/deep/b.xsd") + class_("A", "t:B")), "y": schema("")}.items():
        (tmp_path / name / "deep").mkdir(parents=True)
        (tmp_path / name / "a.xsd").write_text(text, encoding="utf-8")
    (tmp_path / "y" / "deep" / "b.xsd").write_text(schema(class_("B")), encoding="utf-8")
    assert {"{urn:t}A", "{urn:t}B"} == set(names(read_schemas(tmp_path / "x", tmp_path / "y", strict=True)))


# --- all that strict reading refuses ------------------------------------------------------------------


def test_strict_reading_names_all_that_it_refuses(put):
    choice = '<xs:choice><xs:element name="a" type="xs:int"/></xs:choice>'
    body = "".join(f'<xs:complexType name="{name}">{choice}</xs:complexType>\n' for name in "XY")
    put(a_xsd=schema(class_("A", "u:Gone") + body))
    with pytest.raises(SchemaError) as caught:
        read_schemas("a.xsd", strict=True)
    first, *others = str(caught.value).split("\n")
    assert "a.xsd:2: complexType A: nothing defines the type {urn:u}Gone" == first
    assert ["a.xsd:3: complexType X: ", "a.xsd:4: complexType Y: "] == [
        each[: len("a.xsd:3: complexType X: ")] for each in others
    ]
    assert [3, 4] == [each.line for each in caught.value.others]
    assert str(copy.deepcopy(caught.value)) == str(caught.value)
