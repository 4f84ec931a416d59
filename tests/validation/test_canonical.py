"""Notes about what is right and not spelled as .NET writes it: none exactly where the bytes are .NET's own."""

from __future__ import annotations

import re
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import dcxml
from dcxml.contract import ClassDataContract, XmlDataContract
from dcxml.strategies import instances
from dcxml.strategies.spelling import respelled
from dcxml.validation import Severity, validate
from dcxml.validation.schema_verdict import compiled_schema
from support.contract_sets import contract_sets
from support.mutation_subjects import SUBJECTS

pytestmark = pytest.mark.no_cover

EVERY = next(subject for subject in SUBJECTS if subject.name == "every type")
DATA = EVERY.data.decode()

TEXTS = [
    # before, after, the text as .NET writes it
    pytest.param("<Int>5<", "<Int>+5<", "5", id="a sign"),
    pytest.param("<Int>5<", "<Int> 5\n<", "5", id="white space"),
    pytest.param("<Int>5<", "<Int>005<", "5", id="zeros"),
    pytest.param("<Boolean>false<", "<Boolean>0<", "false", id="a bool as a number"),
    pytest.param(
        "15T20:08:15<", "15T20:08:15.100<", "2025-12-15T20:08:15.1", id="a zero behind the digits of a second"
    ),
    pytest.param("66d630dd", "66D630DD", "66d630dd-753e-4a94-92d0-617692d98ce5", id="a guid in capital letters"),
    pytest.param("Read Own", "Own  Read", "Read Own", id="flags in another order"),
    pytest.param("<Double>1.5<", "<Double>1.50<", "1.5", id="a zero behind a double"),
    pytest.param("AQID", "AQ ID", "AQID", id="a space in base64"),
    pytest.param("PT1S", "PT01S", "PT1S", id="a zero in a duration"),
]
SPELLINGS = [
    pytest.param("<Numbers", "<!--c--><Numbers", id="a comment"),
    pytest.param(">text<", "><![CDATA[text]]><", id="a CDATA section"),
    pytest.param(">text<", ">&#116;ext<", id="a reference to a character"),
    pytest.param('i:nil="true"', 'i:nil="1"', id="nil as a number"),
    pytest.param('i:nil="true"', "i:nil='true'", id="other quotes"),
    pytest.param("<EveryType ", '<EveryType xmlns:more="urn:more" ', id="a prefix that nothing needs"),
    pytest.param("<Boolean>false</Boolean>", "<Boolean >false</Boolean>", id="a space in a tag"),
]


def notes(document):
    return list(validate(document, EVERY.contracts, canonical=True))


@pytest.mark.parametrize(("before", "after", "expected"), TEXTS)
def test_a_text_that_dotnet_writes_otherwise_is_a_note(before, after, expected):
    assert before in DATA
    (finding,) = notes(DATA.replace(before, after, 1))
    assert ("DC044", expected, Severity.NOTE) == (finding.code, finding.expected, finding.severity)
    assert expected in finding.message
    assert not finding.facts.canonical
    assert [] == list(validate(DATA.replace(before, after, 1), EVERY.contracts))


@pytest.mark.parametrize(("before", "after"), SPELLINGS)
def test_a_document_that_dotnet_spells_otherwise_has_one_note(before, after):
    assert before in DATA
    (finding,) = notes(DATA.replace(before, after, 1))
    assert ("DC045", "/EveryType", Severity.NOTE) == (finding.code, finding.path, finding.severity)


def test_texts_and_spelling_are_told_apart():
    document = DATA.replace("<Int>5<", "<!--c--><Int>+5<").replace(">text<", "><![CDATA[text]]><")
    assert ["DC045", "DC044"] == [finding.code for finding in notes(document)]


def test_there_are_no_notes_beside_another_finding():
    document = DATA.replace("<Int>5<", "<Int>+5<").replace("<Boolean>false<", "<Boolean>no<")
    assert ["DC030"] == [finding.code for finding in notes(document)]


def test_the_sample_is_as_dotnet_writes_it():
    sample = SUBJECTS[0]
    assert [] == list(validate(sample.data, sample.contracts, canonical=True))


@pytest.mark.parametrize("dialect", dcxml.Dialect)
@pytest.mark.parametrize("options", [{}, {"indent": 2}, {"indent": 4, "xml_declaration": True}], ids=str)
def test_what_dcxml_writes_is_canonical(dialect, options):
    binding = dcxml.build_classes(EVERY.contracts)
    value = dcxml.loads(EVERY.data, binding[EVERY.root.clark])
    written = dcxml.dumps(value, dialect=dialect, **options)
    assert [] == notes(written)
    assert [] == notes(b"\xef\xbb\xbf" + written)


@st.composite
def valid_documents(draw):
    """Return contracts, a document of them as dcxml writes it, and the annotation of its root."""
    contracts = draw(contract_sets(annotations=False, hostile=draw(st.booleans())))
    try:
        compiled_schema(contracts)
    except dcxml.SchemaError:  # namespaces that are no URI, members of one name
        return None
    binding = dcxml.build_classes(contracts)
    roots = [each.name.clark for each in contracts if isinstance(each, ClassDataContract)]
    annotation = binding[draw(st.sampled_from(roots))] if roots else int
    try:
        value = draw(instances(annotation))
    except dcxml.InvalidDataContractError:  # each instance would have to contain another
        return None
    serializer = dcxml.DataContractSerializer(annotation, dialect=draw(st.sampled_from(dcxml.Dialect)))
    try:
        return contracts, serializer.dumps(value), annotation
    except dcxml.EncodeError:
        return None


def bare(data: bytes) -> str:
    text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    return re.sub(r"^<\?xml[^>]*\?>", "", text).strip()


def ordered(text: str) -> str:
    """Return a document with the attributes of each start tag in one order, and one spelling of single tags."""
    attribute = r'[^\s=<>]+="[^"]*"'
    return re.sub(
        rf"<([^\s<>/]+)((?:\s+{attribute})*)\s*(/?)>",
        lambda tag: f"<{' '.join([tag[1], *sorted(re.findall(attribute, tag[2]))])}{tag[3]}>",
        text,
    )


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(valid_documents(), st.integers(0, 2**32).map(Random))
def test_there_is_no_note_exactly_where_the_bytes_are_those_of_a_dialect(drawn, random):
    if drawn is None:
        return
    contracts, data, annotation = drawn
    assert [] == list(validate(data, contracts, canonical=True))
    other = respelled(data, contracts, random)
    found = list(validate(other, contracts, canonical=True))
    assert {Severity.NOTE} >= {finding.severity for finding in found}, list(map(str, found))
    value = dcxml.loads(other, annotation)
    written = {dcxml.dumps(value, annotation, dialect=dialect).decode() for dialect in dcxml.Dialect}
    has_blanks = re.search(r">\s+<", bare(other)) is not None
    if has_blanks:
        return
    if any(isinstance(each, XmlDataContract) for each in contracts):  # in which the order of attributes is free
        assert found == [] or bare(other) not in written, (list(map(str, found)), other, written)
        assert found != [] or ordered(bare(other)) in map(ordered, written), (other, written)
    else:
        assert (found == []) == (bare(other) in written), (list(map(str, found)), other, written)
