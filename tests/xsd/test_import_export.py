"""What a schema accepts and refuses, the schema exported of its contracts accepts and refuses too."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
import xmlschema
from lxml import etree

import dcxml
from dcxml.qname import SERIALIZATION, XML, XS
from dcxml.xsd import serialization_schema
from support.importer_table import ACCEPTED, ANY_XML, REFUSED, schema
from support.schema_judges import schema_judges
from support.schema_samples import Sampler, Vocabulary, mutated

if TYPE_CHECKING:
    from collections.abc import Iterator


ALL = {
    **ACCEPTED,
    **REFUSED,
    **{name: body for name, body in ANY_XML.items() if name.startswith("a member: ")},
}
"""Others of any XML get a global element of a name that the wildcard is looked up by, when they are exported."""
WITHOUT_INSTANCES = (
    "an abstract type",
    "an abstract element of a type",
    *(name for name in ACCEPTED if name.startswith("an abstract global element of a")),
)
OF_THE_SERIALIZER = (
    *("references beside another attribute", "the entries of an ISerializable alone"),
    *("an ISerializable with an attribute", "an ISerializable with any attribute"),
    *("a factory's attribute that must be there", "an ISerializable whose factory's attribute must be there"),
)
"""As XML these have an attribute that is the serializer's own, which no XML value can hold."""
LIBXML2_IS_WRONG = ("an element never",)  # it takes one
_SERIALIZER = f'xmlns:z="{SERIALIZATION}"'
LOST = {
    "one of the two attributes of references": f'<A xmlns="urn:t" {_SERIALIZER} z:Id="i1"/>',
    "an attribute group": '<A xmlns="urn:t" x=""/>',
    "a class with a factory's attribute": f'<A xmlns="urn:t" {_SERIALIZER} z:FactoryType="A"><a>1</a></A>',
    "a derived class with a factory's attribute": f'<B xmlns="urn:t" {_SERIALIZER} z:FactoryType="B"><a>1</a></B>',
    "a list with a factory's attribute": f'<A xmlns="urn:t" {_SERIALIZER} z:FactoryType="A"/>',
    "references and a factory's attribute": f'<A xmlns="urn:t" {_SERIALIZER} z:FactoryType="A"><b/></A>',
    "an ISerializable with references": f'<A xmlns="urn:t" {_SERIALIZER} z:Id="i1"/>',
    "an ISerializable with references first": f'<A xmlns="urn:t" {_SERIALIZER} z:Id="i1"/>',
}
"""What .NET accepts as if it were not there, each with a document that shows it."""


def with_elements(body: str) -> str:
    """Return the components with a global element for each type that has none of its name."""
    root = etree.fromstring(schema(body))
    declared = {element.get("name") for element in root.iterchildren(f"{{{XS}}}element")}
    types = [*root.iterchildren(f"{{{XS}}}complexType"), *root.iterchildren(f"{{{XS}}}simpleType")]
    names = [str(element.get("name")) for element in types if element.get("name") not in declared]
    return body + "".join(f'<xs:element name="{name}" nillable="true" type="t:{name}"/>' for name in names)


def documents(judge: xmlschema.XMLSchema10, random: Random) -> Iterator[etree._Element]:
    """Yield documents of each global element, and what comes of them by small changes."""
    sampler = Sampler(judge, random)
    roots = [name for name in judge.maps.elements if name.startswith("{urn:t}")]
    words = Vocabulary.of(judge)
    for root in roots:
        for _ in range(12):
            document = sampler.document(root)
            if document is not None:
                yield document
                yield from mutated(document, random, words)


def compiled(text: str, folder: Path) -> tuple[etree.XMLSchema, xmlschema.XMLSchema10]:
    folder.mkdir()
    (folder / "ser.xsd").write_bytes(serialization_schema())
    located = text.replace(f'namespace="{SERIALIZATION}"', f'namespace="{SERIALIZATION}" schemaLocation="ser.xsd"')
    (folder / "xml.xsd").write_bytes(files("dcxml.xsd").joinpath("xml.xsd").read_bytes())
    located = located.replace(f'namespace="{XML}"', f'namespace="{XML}" schemaLocation="xml.xsd"')
    (folder / "t.xsd").write_text(located, encoding="utf-8")
    return etree.XMLSchema(etree.parse(folder / "t.xsd")), xmlschema.XMLSchema10(folder / "t.xsd")


def test_the_page_has_the_figures():
    page = (Path(__file__).parents[2] / "docs" / "conformance.md").read_text("utf-8")
    dictionaries = [name for name in ACCEPTED if name.startswith("a dictionary")]

    assert f"| {len([name for name in ALL if name not in LOST])} of these schemas, by libxml2" in page
    assert f"| {len(ACCEPTED) - len(dictionaries)} shapes that .NET 8's importer takes" in page
    assert f"{len(REFUSED)} that it refuses are refused in strict mode" in page
    assert f"{len(dictionaries)} dictionaries are .NET Framework's" in page


@pytest.mark.parametrize("name", [name for name in ALL if name not in LOST])
def test_import_and_export_change_nothing_of_what_is_valid(name, tmp_path):
    text = schema(with_elements(ALL[name]))
    original, model = compiled(text, tmp_path / "original")
    (tmp_path / "t.xsd").write_text(text, encoding="utf-8")
    contracts = dcxml.read_schemas(tmp_path / "t.xsd")
    exported = schema_judges(contracts, tmp_path / "exported").libxml2
    (tmp_path / "exported" / "driver.xsd").unlink()
    assert contracts == dcxml.read_schemas(tmp_path / "exported")
    verdicts = {True: 0, False: 0}
    for document in documents(model, Random(name)):  # noqa: S311 - the same for each run
        verdict = model.is_valid(document) if name in LIBXML2_IS_WRONG else original.validate(document)
        verdicts[verdict] += 1
        shown = etree.tostring(document), original.error_log, exported.error_log
        assert verdict == exported.validate(document), shown
    assert verdicts[False]
    assert bool(verdicts[True]) == (name not in WITHOUT_INSTANCES)


@pytest.mark.parametrize("name", LOST)
def test_what_dotnet_passes_over_in_silence_is_lost_on_the_way(name, tmp_path):
    text = schema(with_elements(ACCEPTED[name]))
    original, _ = compiled(text, tmp_path / "original")
    (tmp_path / "t.xsd").write_text(text, encoding="utf-8")
    exported = schema_judges(dcxml.read_schemas(tmp_path / "t.xsd"), tmp_path / "exported").libxml2
    document = etree.fromstring(LOST[name])
    assert original.validate(document) != exported.validate(document)


IDENTITIES = {
    "unique": '<xs:unique name="u"><xs:selector xpath="t:i"/><xs:field xpath="."/></xs:unique>',
    "key": '<xs:key name="u"><xs:selector xpath="t:i"/><xs:field xpath="."/></xs:key>',
    "keyref": '<xs:key name="u"><xs:selector xpath="t:other"/><xs:field xpath="."/></xs:key>'
    '<xs:keyref name="v" refer="t:u"><xs:selector xpath="t:i"/><xs:field xpath="."/></xs:keyref>',
}


@pytest.mark.parametrize("kind", IDENTITIES)
def test_identity_constraints_of_a_member_are_lost_on_the_way(kind, tmp_path):
    text = schema(
        '<xs:complexType name="L"><xs:sequence>'
        '<xs:element name="i" type="xs:int" minOccurs="0" maxOccurs="unbounded"/></xs:sequence></xs:complexType>'
        '<xs:complexType name="A"><xs:sequence>'
        f'<xs:element name="l" type="t:L" minOccurs="0">{IDENTITIES[kind]}</xs:element></xs:sequence></xs:complexType>'
        '<xs:element name="A" nillable="true" type="t:A"/>'
    )
    original, _ = compiled(text, tmp_path / "original")
    (tmp_path / "t.xsd").write_text(text, encoding="utf-8")
    exported = schema_judges(dcxml.read_schemas(tmp_path / "t.xsd"), tmp_path / "exported").libxml2
    document = etree.fromstring('<A xmlns="urn:t"><l><i>1</i><i>1</i></l></A>')
    assert not original.validate(document)
    assert exported.validate(document)


@pytest.mark.parametrize("name", [name for name in REFUSED if name not in (*WITHOUT_INSTANCES, *OF_THE_SERIALIZER)])
def test_instances_of_what_dotnet_refuses_come_back(name, tmp_path):
    text = schema(with_elements(REFUSED[name]))
    original, model = compiled(text, tmp_path / "original")
    (tmp_path / "t.xsd").write_text(text, encoding="utf-8")
    binding = dcxml.build_classes(dcxml.read_schemas(tmp_path / "t.xsd"))
    sampler = Sampler(model, Random(name))  # noqa: S311 - the same for each run
    roots = [root for root in model.maps.elements if root.startswith("{urn:t}")]
    sampled = [(root, sampler.document(root)) for root in roots for _ in range(12)]
    valid = [(root, document) for root, document in sampled if document is not None and original.validate(document)]
    assert valid
    for root, document in valid:
        value = dcxml.loads(etree.tostring(document), binding[root])
        assert infoset(document) == infoset(etree.fromstring(dcxml.dumps(value, binding[root])))


def infoset(element: etree._Element) -> object:
    return element.tag, dict(element.items()), element.text or "", [infoset(child) for child in element]
