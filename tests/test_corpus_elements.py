"""Every global element of real schemas: samples of it are valid by the schemas as they were written, and come back.

libxml2 judges. The files stand beside the repository, or where DCXML_CORPUS says; without them this test says so and
passes.
"""

from __future__ import annotations

import pytest
from lxml import etree

import dcxml
from dcxml.binding.introspect import describe
from dcxml.qname import XS, QName
from support.assembled_schemas import assemble_schemas
from support.instance_draws import Samples
from support.schema_judges import libxml2_of
from test_corpus_schemas import CORPUS, EXCEPTIONS, SETS, WSDL, number, trees

READ = [part for files in SETS for part in ([[file] for file in files] if number(files) in EXCEPTIONS else [files])]
"""The sets of files; of one that cannot be read together each file by itself."""

_CALCULATOR = "{http://Microsoft.ServiceModel.Samples}"
UNJUDGED = {
    "027": (
        {f"{_CALCULATOR}{verb}{end}" for verb in ("Add", "Subtract", "Multiply", "Divide") for end in ("", "Response")},
        "its messages name them, and the schema that would define them is not among the files",
    ),
}
"""Elements that cannot be judged, by the number of the set, and why; docs/conformance.md has the same list."""


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


def ids(files):
    return files[0].name if files else "no corpus here"


@pytest.mark.parametrize("files", READ or [None], ids=ids)
def test_samples_of_every_element_are_valid_by_the_schemas_as_written_and_come_back(files, tmp_path):
    if files is None:
        print(f"no schemas in {CORPUS}: nothing to sample")  # noqa: T201 - to be seen with -s
        return
    original = libxml2_of(assemble_schemas(files, tmp_path), tmp_path)
    binding = dcxml.build_classes(dcxml.read_schemas(*files))
    elements = dict.fromkeys(named(files), False) | declared(files)
    unjudged, _ = UNJUDGED.get(number(files), (set(), ""))
    samples = Samples(binding)
    assert unjudged == {name for name in elements if name not in binding}
    for name in sorted(elements.keys() - unjudged):
        annotation = binding[name]
        is_nillable = elements[name] and describe(annotation).is_nillable  # no value of C# is null, whatever XSD allows
        several = [*samples.of(name), *([None] if is_nillable else [])]
        assert several, name
        for instance in several:
            data = dcxml.dumps(instance, annotation)
            assert original.validate(etree.fromstring(data)), (data, original.error_log)
            assert dcxml.identical(instance, dcxml.loads(data, annotation)), data
