"""Derivation must not cost a byte: what is derived takes every text of the samples as .NET writes it."""

from __future__ import annotations

import os
from pathlib import Path
from uuid import UUID
from zlib import crc32

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from dcxml.contract import (
    ClassDataContract,
    CollectionDataContract,
    EnumDataContract,
    PrimitiveDataContract,
)
from dcxml.contract.primitives import primitive_contract
from dcxml.derivation import derive_contracts
from dcxml.errors import DerivationError, LexicalError
from dcxml.lexical import PRIMITIVES, DateTime, Duration
from dcxml.qname import ARRAYS, SERIALIZATION, XS, XSI, QName, clr_namespace

ROOT_FOLDER = Path(__file__).parents[2]
CALENDAR = ROOT_FOLDER / "schemas" / "calendar"
# The third-party corpus stands beside the repository, or where DCXML_CORPUS says; without it there is nothing to read.
CORPUS = Path(os.environ.get("DCXML_CORPUS") or ROOT_FOLDER.parent / "shared" / "corpus")
NIL = f"{{{XSI}}}nil"
TYPE = f"{{{XSI}}}type"
DATE_TIME_OFFSET = QName(clr_namespace("System"), "DateTimeOffset")


def faults(contracts, element, type_, *, nillable):
    """Yield what the contract ``type_`` does not take in an element exactly as it stands."""
    place = f"{etree.QName(element).localname}, line {element.sourceline}"
    if element.get(NIL) == "true" and not nillable:
        yield f"{place}: nil"
    if element.get(NIL) == "true" or element.get(f"{{{SERIALIZATION}}}Ref") is not None:
        return
    shown = shown_type(element) or type_
    if type_ not in (QName(XS, "anyType"), shown) and not is_derived(contracts, shown, type_):
        yield f"{place}: {shown} is not derived from {type_}"
    contract = primitive_contract(shown) or contracts.contracts.get(shown)
    if contract is None and shown.namespace != XS:
        yield f"{place}: no contract {shown}"
    yield from content_faults(contracts, contract, element, place)


def shown_type(element):
    if element.get(TYPE) is None:
        return None
    prefix, _, local = element.get(TYPE).rpartition(":")
    return QName(element.nsmap[prefix or None] or "", local)


def content_faults(contracts, contract, element, place):
    if isinstance(contract, PrimitiveDataContract):
        yield from primitive_faults(contract, element, place)
    elif isinstance(contract, EnumDataContract):
        if len(element) or element.text is None or not element.text.strip():
            yield f"{place}: no text for an enumeration"
    elif isinstance(contract, CollectionDataContract):
        yield from collection_faults(contracts, contract, element, place)
    elif isinstance(contract, ClassDataContract):
        yield from class_faults(contracts, contract, element, place)


def is_derived(contracts, type_, declared):
    contract = contracts[type_]
    return isinstance(contract, ClassDataContract) and declared in {c.name for c in contracts.lineage(contract)}


def primitive_faults(contract, element, place):
    if contract.name in (DATE_TIME_OFFSET, QName(XS, "anyType")):
        return
    text = element.text or ""
    if len(element) or contract.primitive.format(contract.primitive.parse(text)) != text:
        yield f"{place}: {text!r} is not canonical for {contract.name}"


def collection_faults(contracts, contract, element, place):
    for item in element:
        if QName.from_clark(item.tag) != QName(contract.name.namespace, contract.item_name):
            # Where the items are Nullable or pairs, they stand in the collection's own namespace as well.
            yield f"{place}: {item.tag} is no item of {contract.name}"
        elif contract.is_dictionary:
            for part, child in zip((contract.key, contract.value), item, strict=True):
                yield from faults(contracts, child, part.type, nillable=part.is_nillable)
        else:
            yield from faults(contracts, item, contract.item_type, nillable=contract.is_item_nillable)


def class_faults(contracts, contract, element, place):
    waiting = [(QName(namespace, member.name), member) for namespace, member in contracts.members(contract)]
    for child in element:
        name = QName.from_clark(child.tag)
        while waiting and waiting[0][0] != name:
            waiting.pop(0)
        if not waiting:
            yield f"{place}: {child.tag} is no member of {contract.name}, or out of order"
            return
        member = waiting.pop(0)[1]
        yield from faults(contracts, child, member.type, nillable=member.is_nillable)


def all_faults(derivation):
    found = []
    for document in derivation.documents:
        root = etree.fromstring(document.xml)
        name = QName.from_clark(document.root)
        element = derivation.contracts.elements.get(name)
        builtin = next((t for t in PRIMITIVES if name.namespace == SERIALIZATION and t.name == name.name), name)
        found.extend(faults(derivation.contracts, root, builtin if element is None else element.type, nillable=True))
    return found


def test_the_calendar_page_is_taken_as_it_stands():
    assert all_faults(derive_contracts(CALENDAR / "page.txt")) == []
    assert all_faults(derive_contracts(CALENDAR / "page.txt", hints=CALENDAR / "hints.toml")) == []


def test_the_law_finds_a_type_that_would_cost_a_byte(tmp_path):
    path = tmp_path / "a.xml"
    path.write_text('<A xmlns="urn:n"><B>1</B></A>')
    derivation = derive_contracts(path)
    for wrong in (b"<B>01</B>", b"<C>1</C>", b"<B><C/></B>"):
        root = etree.fromstring(b'<A xmlns="urn:n">' + wrong + b"</A>")
        try:
            found = list(faults(derivation.contracts, root, QName("urn:n", "A"), nillable=True))
        except LexicalError as error:
            found = [str(error)]
        assert found


@pytest.mark.parametrize("folder", ["helppages", "instances"])
def test_the_corpus_is_taken_as_it_stands(folder):
    costs = {}
    for path in sorted((CORPUS / folder).glob("*")):
        try:
            derivation = derive_contracts(path)
        except DerivationError:
            continue  # what is refused is judged by its own test
        found = all_faults(derivation)
        if found:
            costs[path.name] = found[:3]
    assert costs == {}


VALUES = {
    "boolean": st.booleans(),
    "int": st.integers(-(2**31), 2**31 - 1),
    "unsignedByte": st.integers(0, 255),
    "long": st.integers(-(2**63), 2**63 - 1),
    "unsignedLong": st.integers(0, 2**64 - 1),
    "double": st.floats(allow_nan=False),
    "float": st.floats(width=32, allow_nan=False),
    "decimal": st.decimals(min_value=-(10**20), max_value=10**20, places=3),
    "string": st.text(st.sampled_from("aB1 .-:Tß true\t"), max_size=6),
    "dateTime": st.datetimes().map(lambda value: DateTime.fromisoformat(value.isoformat())),
    "duration": st.integers(-(2**60), 2**60).map(Duration.from_ticks),
    "guid": st.integers(0, 2**128 - 1).map(lambda number: UUID(int=number)),
    "char": st.characters(min_codepoint=1, max_codepoint=0xFFFF, exclude_categories=["Cs"]),
}
ROWS = {row.name.name: row for row in PRIMITIVES.values()}
NAMES = ["Id", "Name", "Zip", "a", "B2", "state", "Ärger"]
NAMESPACES = ["urn:one", clr_namespace("Two"), ""]


@st.composite
def shapes(draw, depth=2):
    """A contract: ("value", type), ("array", type), ("list", class), or ("class", namespace, members)."""
    kind = draw(st.sampled_from(["value", "value", "array", "list", "class"] if depth else ["value"]))
    if kind in ("value", "array"):
        return (kind, draw(st.sampled_from(sorted(VALUES))))
    if kind == "list":
        return (kind, draw(classes(depth=depth - 1)))
    return draw(classes(depth=depth - 1))


@st.composite
def classes(draw, depth=2):
    names = sorted(draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True)))
    members = tuple((name, draw(shapes(depth=depth)), draw(st.booleans())) for name in names)
    return ("class", draw(st.sampled_from(NAMESPACES)), members)


@st.composite
def instances(draw, shape, name, namespace):
    """An element as DataContractSerializer writes it, with a prefix for each namespace where it is needed."""
    element = etree.Element(f"{{{namespace}}}{name}" if namespace else name)
    kind = shape[0]
    if kind == "value":
        element.text = ROWS[shape[1]].format(draw(VALUES[shape[1]]))
    elif kind == "array":
        for value in draw(st.lists(VALUES[shape[1]], min_size=1, max_size=3)):
            etree.SubElement(element, f"{{{ARRAYS}}}{shape[1]}").text = ROWS[shape[1]].format(value)
    elif kind == "list":
        # The item is named as its contract is: one name for one shape.
        item = f"Item{crc32(repr(shape[1]).encode())}"
        for _ in range(draw(st.integers(2, 3))):
            element.append(draw(instances(shape[1], item, shape[1][1])))
    else:
        for member, inner, is_nullable in shape[2]:
            child = draw(instances(inner, member, shape[1]))
            if is_nullable and draw(st.booleans()):
                child = etree.Element(child.tag, {NIL: "true"})
            element.append(child)
    return element


@st.composite
def samples(draw):
    """One to three documents of one contract."""
    shape = draw(classes())
    count = draw(st.integers(1, 3))
    return [etree.tostring(draw(instances(shape, "Root", shape[1])), encoding="unicode").encode() for _ in range(count)]


QUICK = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def derive_all(folder, documents):
    paths = []
    for number, document in enumerate(documents):
        path = folder / f"{number}.xml"
        path.write_bytes(document)
        paths.append(path)
    return derive_contracts(*paths)


@QUICK
@given(samples())
def test_what_is_derived_takes_every_text_of_generated_samples(tmp_path_factory, documents):
    assert all_faults(derive_all(tmp_path_factory.mktemp("law"), documents)) == []


@QUICK
@given(samples())
def test_the_order_of_the_samples_changes_no_type(tmp_path_factory, documents):
    folder = tmp_path_factory.mktemp("order")
    first, second = derive_all(folder, documents), derive_all(folder, documents[::-1])
    assert first.contracts == second.contracts


@QUICK
@given(samples())
def test_deriving_again_gives_the_same(tmp_path_factory, documents):
    folder = tmp_path_factory.mktemp("again")
    first, second = derive_all(folder, documents), derive_all(folder, documents)
    assert list(first.contracts) == list(second.contracts)
    assert first.explain() == second.explain()


@pytest.mark.parametrize("text", ["1", "1.50", "-0", "NaN", "1E+300", "PT0S", "true", "0001-01-01T00:00:00", "9.0"])
def test_each_kind_of_number_comes_back(tmp_path, text):
    path = tmp_path / "a.xml"
    path.write_text(f'<A xmlns="urn:n"><B>{text}</B></A>')
    derivation = derive_contracts(path)
    assert all_faults(derivation) == []


def test_a_member_that_one_sample_has_as_nil_is_named_by_its_place_all_the_same(tmp_path):
    """Of two classes that no document names, the outer one takes the name of the member, whoever is shown first."""
    inner = '<{0} xmlns:t="urn:two"><t:Id>{1}</t:Id></{0}>'
    item = f"<a><b>{inner.format('Zip', 'false')}</b></a>"
    filled = f'<Root xmlns="urn:one">{inner.format("Zip", "48")}{item}</Root>'
    empty = f'<Root xmlns="urn:one"><Zip xmlns:i="{XSI}" i:nil="true"/>{item}</Root>'
    documents = [filled.encode(), empty.encode()]

    first, second = (derive_all(tmp_path, each) for each in (documents, documents[::-1]))
    assert first.contracts == second.contracts
