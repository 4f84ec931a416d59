"""Every global element of real schemas: samples of it are valid by the schemas as they were written, and come back.

libxml2 judges; then dcxml does, by the short way and by the long one. The files stand beside the repository, or where
DCXML_CORPUS says; without them these tests say so and pass.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

import dcxml
from dcxml.binding.introspect import describe
from dcxml.qname import SERIALIZATION, XS, QName
from dcxml.validation.acceptance import is_certainly_right
from dcxml.validation.document_faults import document_faults
from dcxml.validation.places import Places
from dcxml.validation.roots import parts_of
from dcxml.xmlio import parse_document
from support.assembled_schemas import assemble_schemas
from support.corpus import CORPUS, READ, binding_of, contracts_of, name_of, number, samples_of
from support.schema_judges import libxml2_of
from test_corpus_schemas import WSDL, trees

pytestmark = pytest.mark.no_cover

_CALCULATOR = "{http://Microsoft.ServiceModel.Samples}"
UNJUDGED = {
    "027": (
        {f"{_CALCULATOR}{verb}{end}" for verb in ("Add", "Subtract", "Multiply", "Divide") for end in ("", "Response")},
        "its messages name them, and the schema that would define them is not among the files",
    ),
}
"""Elements that cannot be judged, by the number of the set, and why; docs/conformance.md has the same list."""

SELDOM = {
    "016": "half of its messages are a DataSet, which is XML of no contract",
    "025": "its objects have identities, which no schema follows",
    "076": "its objects have identities, and members of xs:anyType",
}
"""Sets of whose samples the short way may accept less than half, and why."""


def declared(files):
    """Return the global elements of files by Clark name, and whether each may be nil, by looking for them alone."""
    return {
        QName(schema.get("targetNamespace", ""), element.get("name")).clark: element.get("nillable") == "true"
        for tree in trees(files)
        for schema in tree.iter(f"{{{XS}}}schema")
        for element in schema.iterchildren(f"{{{XS}}}element")
    }


def named(files):
    """Return the Clark names of the elements that messages name."""
    parts = [part for tree in trees(files) for part in tree.iter(f"{{{WSDL}}}part") if "element" in part.attrib]
    names = [(part.nsmap, part.get("element").rpartition(":")) for part in parts]
    return {QName(nsmap[prefix or None], name).clark for nsmap, (prefix, _, name) in names}


@pytest.mark.parametrize("files", READ or [None], ids=name_of)
def test_samples_of_every_element_are_valid_by_the_schemas_as_written_and_come_back(files, tmp_path):
    if files is None:
        print(f"no schemas in {CORPUS}: nothing to sample")  # noqa: T201 - to be seen with -s
        return
    original = libxml2_of(assemble_schemas(files, tmp_path), tmp_path)
    binding, samples = binding_of(files), samples_of(files)
    elements = dict.fromkeys(named(files), False) | declared(files)
    unjudged, _ = UNJUDGED.get(number(files), (set(), ""))
    assert unjudged == {name for name in elements if name not in binding}
    for name in sorted(elements.keys() - unjudged):
        annotation = binding[name]
        is_nillable = elements[name] and describe(annotation).is_nillable  # no value of C# is null, whatever XSD allows
        several = [*samples.documents(name), *([(None, dcxml.dumps(None, annotation))] if is_nillable else [])]
        assert several, name
        for instance, data in several:
            assert original.validate(etree.fromstring(data)), (data, original.error_log)
            assert dcxml.identical(instance, dcxml.loads(data, annotation)), data


@pytest.mark.parametrize("files", READ or [None], ids=name_of)
def test_the_short_way_accepts_at_least_half_of_the_samples_and_those_have_no_findings(files):
    if files is None:
        return
    contracts, binding, samples = contracts_of(files), binding_of(files), samples_of(files)
    documents = [
        data
        for name in sorted(named(files) | declared(files).keys())
        if name in binding and QName.from_clark(name).namespace != SERIALIZATION
        for _, data in samples.documents(name)
    ]
    accepted = [data for data in documents if is_accepted(data, contracts)]
    for data in accepted:
        root = parse_document(data)
        assert [] == list(document_faults(root, contracts, Places(data, root))), data
    assert number(files) in SELDOM or 2 * len(accepted) >= len(documents), len(accepted)


def test_the_page_has_the_figures():
    """docs/conformance.md tells how many elements there are, and how many of them are judged."""
    declared_names = [(files, name) for files in READ for name in declared(files)]
    of_messages = [(files, name) for files in READ for name in named(files) - declared(files).keys()]
    unjudged = sum(len(names) for names, _ in UNJUDGED.values())
    elements, added = len(declared_names) + len(of_messages), len(of_messages) - unjudged
    page = " ".join((Path(__file__).parents[1] / "docs" / "conformance.md").read_text("utf-8").split())

    assert not READ or f"{elements - unjudged:,} of their {elements:,} global elements are judged" in page
    assert not READ or f"{len(declared_names):,} that the files declare" in page
    assert not READ or f"{added} of those that messages name without a schema" in page


def is_accepted(data, contracts):
    root = parse_document(data)
    parts = list(parts_of(root, contracts))
    is_certainly_right(data, root, parts, contracts)  # the schema for it is compiled for the second document
    return is_certainly_right(data, root, parts, contracts)
