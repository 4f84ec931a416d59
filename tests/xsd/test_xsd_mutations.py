"""Whatever is wrong with a schema or a description: it is read, or refused in one error with file and line."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from lxml import etree

from dcxml.errors import SchemaError
from dcxml.qname import XS
from dcxml.xsd import read_schemas
from support.schema_changes import change

SCHEMAS = sorted((Path(__file__).parents[2] / "schemas" / "calendar").glob("*.xsd"))
DESCRIPTION = f"""<wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:s="urn:s"
 targetNamespace="urn:s" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:t="urn:t" xmlns:xs="{XS}"><wsdl:types>
<xs:schema targetNamespace="urn:t" elementFormDefault="qualified"><xs:import namespace="urn:u"/>
<xs:element name="Ask"><xs:complexType><xs:sequence><xs:element name="a" type="t:A"/></xs:sequence></xs:complexType>
</xs:element><xs:complexType name="A"><xs:sequence><xs:element name="x" type="xs:int"/></xs:sequence></xs:complexType>
<xs:complexType name="B"><xs:complexContent><xs:extension base="t:A"><xs:sequence/></xs:extension></xs:complexContent>
</xs:complexType></xs:schema><xs:schema targetNamespace="urn:u"><xs:simpleType name="E"><xs:restriction
 base="xs:string"><xs:enumeration value="One"/></xs:restriction></xs:simpleType></xs:schema></wsdl:types>
<wsdl:message name="In"><wsdl:part name="p" element="t:Ask"/></wsdl:message>
<wsdl:message name="Rpc"><wsdl:part name="p" type="xs:int"/><wsdl:part name="q" type="t:A"/></wsdl:message>
<wsdl:portType name="P"><wsdl:operation name="Do"><wsdl:input message="s:In"/></wsdl:operation>
<wsdl:operation name="Call"><wsdl:input message="s:Rpc"/></wsdl:operation></wsdl:portType>
<wsdl:binding name="B" type="s:P"><soap:binding/><wsdl:operation name="Do"><wsdl:input><soap:body use="literal"/>
</wsdl:input></wsdl:operation><wsdl:operation name="Call"><soap:operation style="rpc"/><wsdl:input><soap:body
 use="literal" namespace="urn:r"/></wsdl:input></wsdl:operation></wsdl:binding>
<wsdl:service name="S"><wsdl:port name="p" binding="s:B"><soap:address location="x"/></wsdl:port></wsdl:service>
</wsdl:definitions>"""


@pytest.mark.parametrize("seed", range(12))
def test_a_changed_schema_is_read_or_is_one_error_with_file_and_line(seed, tmp_path):
    chance = random.Random(seed)  # noqa: S311 - no secret
    sources = [*(path.read_bytes() for path in SCHEMAS), *[DESCRIPTION.encode()] * len(SCHEMAS)]
    outcomes, path = set(), tmp_path / "t.wsdl"
    for _ in range(25):
        root = etree.fromstring(chance.choice(sources))
        for _ in range(chance.choice((1, 1, 2, 4))):
            change(root, chance)
        path.write_bytes(etree.tostring(root))
        try:
            read_schemas(path)
            outcomes.add(None)
        except SchemaError as error:
            outcomes.add((error.file, error.line is not None))
    assert {None, (str(path), True)} == outcomes
