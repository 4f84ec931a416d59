"""What XML Schema alone has against a document is told in our words wherever a contract knows the reason."""

from __future__ import annotations

import pytest

import dcxml
from dcxml.contract import ClassDataContract, DataContractSet, Facet, SimpleDataContract
from dcxml.qname import XS
from dcxml.validation import validate
from support.shop import SHOP, in_shop, member, xs

FACETS = [
    ("string", "length", "3", "abcd", "a length of 3"),
    ("string", "minLength", "3", "ab", "a length of 3 at least"),
    ("string", "maxLength", "3", "abcd", "a length of 3 at most"),
    ("string", "pattern", "[a-z]+", "A", "[a-z]+"),
    ("int", "minInclusive", "3", "2", "3 at least"),
    ("int", "minExclusive", "3", "3", "more than 3"),
    ("int", "maxInclusive", "3", "4", "3 at most"),
    ("decimal", "maxExclusive", "3", "3", "less than 3"),
    ("decimal", "totalDigits", "2", "1.23", "2 digits at most"),
    ("decimal", "fractionDigits", "1", "1.23", "1 digits behind the point at most"),
    ("int", "enumeration", "7", "8", "7"),
]


@pytest.mark.parametrize(("base", "facet", "value", "text", "said"), FACETS, ids=[row[1] for row in FACETS])
def test_a_facet_is_told_as_the_decoder_tells_it(base, facet, value, text, said):
    simple = SimpleDataContract(name=in_shop("T"), base=xs(base), facets=(Facet(facet, value),))
    holder = ClassDataContract(name=in_shop("M"), members=(member("V", simple.name, is_required=True),))
    contracts = DataContractSet([holder, simple])
    document = f'<M xmlns="{SHOP}"><V>{text}</V></M>'
    (finding,) = validate(document, contracts)
    assert ("DC042", text, f"its {facet} allows {said}") == (finding.code, finding.found, finding.expected)
    assert f"V: {text!r} is not T: its {facet} allows {said}" == finding.message
    with pytest.raises(dcxml.DecodeError) as caught:
        dcxml.loads(document, dcxml.build_classes(contracts)[holder.name.clark])
    assert finding.message.removeprefix("V: ") in str(caught.value)


@pytest.mark.parametrize(
    ("name", "text"), [("date", "2025-13-01"), ("NCName", "1 2"), ("positiveInteger", "-1"), ("hexBinary", "A")]
)
def test_a_type_that_dotnet_has_none_for_is_named(name, text):
    contracts = DataContractSet([ClassDataContract(name=in_shop("M"), members=(member("V", xs(name)),))])
    (finding,) = validate(f'<M xmlns="{SHOP}"><V>{text}</V></M>', contracts)
    assert ("DC016", f"V: {text!r} is not xs:{name}") == (finding.code, finding.message)


LIST = f"""
<xs:schema xmlns:xs="{XS}" xmlns="{SHOP}" targetNamespace="{SHOP}" elementFormDefault="qualified">
  <xs:complexType name="L"><xs:sequence>
    <xs:element name="I" type="xs:int" minOccurs="2" maxOccurs="3"/>
  </xs:sequence></xs:complexType>
  <xs:complexType name="M"><xs:sequence><xs:element name="V" type="L" minOccurs="0"/></xs:sequence></xs:complexType>
  <xs:element name="M" type="M"/>
</xs:schema>"""
ITEM = "<I>1</I>"


@pytest.mark.parametrize(
    ("items", "found"),
    [
        pytest.param("", [("/M/V", "V has 0 items, but L's minOccurs is 2")], id="none"),
        pytest.param(ITEM, [("/M/V", "V has 1 item, but L's minOccurs is 2")], id="too few"),
        pytest.param(ITEM * 2, [], id="enough"),
        pytest.param(ITEM * 3, [], id="as many as there may be"),
        pytest.param(ITEM * 5, [("/M/V/I[4]", "V has 5 items, but L's maxOccurs is 3")], id="too many"),
    ],
)
def test_the_number_of_items_is_told(tmp_path, items, found):
    (tmp_path / "l.xsd").write_text(LIST)
    contracts = dcxml.read_schemas(tmp_path / "l.xsd")
    findings = list(validate(f'<M xmlns="{SHOP}"><V>{items}</V></M>', contracts))
    assert found == [(finding.path, finding.message) for finding in findings]
    assert {"DC016"} >= {finding.code for finding in findings}
