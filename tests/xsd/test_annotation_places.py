"""What a schema says is kept, wherever XML Schema 1.0 allows ``xs:annotation``, and written again where it stood.

``support.annotation_places`` has a row for each place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import etree

import dcxml
from dcxml.contract import Annotation, AppInfo, DataContractSet, Documentation
from dcxml.contract.annotation import joined
from dcxml.qname import XS
from support.annotation_places import HEAD, PLACES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FIRST, SECOND, THIRD = "First, in English.", "Zweitens, auf Deutsch.", "Third, see this."
NOTE = (
    f'<xs:annotation><xs:documentation xml:lang="en">{FIRST}</xs:documentation>'
    f'<xs:appinfo source="urn:s"><x:n xmlns:x="urn:x">1</x:n></xs:appinfo>'
    f'<xs:documentation xml:lang="de" source="urn:d">{SECOND}</xs:documentation>'
    "<xs:documentation>Third, see <b>this</b>.</xs:documentation><xs:appinfo>a text &amp; <y/></xs:appinfo>"
    "</xs:annotation>"
)
SAID = (
    Documentation(FIRST, language="en"),
    Documentation(SECOND, language="de", source="urn:d"),
    Documentation(THIRD, markup="Third, see <b>this</b>."),
)
INFORMED = (AppInfo('<x:n xmlns:x="urn:x">1</x:n>', source="urn:s"), AppInfo("a text &amp; <y/>"))


def read(body: str, folder: Path) -> DataContractSet:
    folder.mkdir(exist_ok=True)
    (folder / "t.xsd").write_text(f"{HEAD}{body}</xs:schema>", encoding="utf-8")
    return dcxml.read_schemas(folder / "t.xsd")


def written(contracts: DataContractSet, folder: Path) -> DataContractSet:
    dcxml.write_schemas(contracts, folder)
    return dcxml.read_schemas(folder)


def annotations(contracts: DataContractSet) -> Iterator[tuple[str, Annotation]]:
    """Yield all that is said in a set, with who says it; what is kept as XML has it in its definition."""
    yield from contracts.annotations.items()
    for item in (*contracts, *contracts.elements.values()):
        yield f"{type(item).__name__} {item.name.clark}", item.annotation
        key, value = getattr(item, "key", None), getattr(item, "value", None)
        entry = (key, value) if key is not None else ()
        for part in (*getattr(item, "members", ()), *getattr(item, "facets", ()), *entry):
            yield f"{item.name.clark} {part.name}", part.annotation


def said(contracts: DataContractSet) -> list[tuple[str, Annotation]]:
    return [(who, annotation) for who, annotation in annotations(contracts) if annotation]


def place_of(element: etree._Element) -> str:
    """Return where an element stands: ``complexType A/sequence``; only an element of a class of XML Schema counts."""
    steps = []
    while element.getparent() is not None:
        name = element.get("name")
        steps.append(etree.QName(element).localname + (f" {name}" if name else ""))
        element = element.getparent()
    return "/".join(reversed(steps))


def places(folder: Path) -> list[str]:
    """Return the places of the annotations in the schema of urn:t that say the first text."""
    roots = [etree.parse(file).getroot() for file in sorted(folder.iterdir())]
    schema = next(root for root in roots if root.get("targetNamespace") == "urn:t")
    texts = schema.iterfind(f".//{{{XS}}}annotation/{{{XS}}}documentation")
    return [place_of(text.getparent().getparent()) for text in texts if text.text == FIRST]


@pytest.mark.parametrize("name", PLACES)
def test_what_is_said_at_a_place_is_written_there_again(name, tmp_path):
    body, expected = PLACES[name]
    contracts = read(body.replace("@", NOTE), tmp_path / "given")
    written(contracts, tmp_path / "written")
    assert expected in places(tmp_path / "written")


@pytest.mark.parametrize("name", PLACES)
def test_import_and_export_change_nothing_that_is_said(name, tmp_path):
    contracts = read(PLACES[name][0].replace("@", NOTE), tmp_path / "given")
    again = written(contracts, tmp_path / "written")
    assert (contracts, said(contracts)) == (again, said(again))


@pytest.mark.parametrize("name", PLACES)
def test_what_is_said_does_not_count(name, tmp_path):
    body, _ = PLACES[name]
    one, other = (read(body.replace("@", note), tmp_path / folder) for note, folder in ((NOTE, "a"), ("", "b")))
    kept_as_text = [each for each in (*one, *one.components) if FIRST in getattr(each, "schema", "")]
    assert kept_as_text or one == other


@pytest.mark.parametrize("name", PLACES)
def test_texts_stay_apart_in_order_with_language_and_source(name, tmp_path):
    contracts = read(PLACES[name][0].replace("@", NOTE), tmp_path / "given")
    whole = joined(annotation for _, annotation in annotations(contracts))
    places = dict.fromkeys(each.place for each in whole.user_information)
    at = [whole.at(place) for place in places]
    kept_as_text = [each for each in (*contracts, *contracts.components) if NOTE[:90] in getattr(each, "schema", "")]
    assert kept_as_text or all((SAID, INFORMED) == (each.user_information, each.application_information) for each in at)
    assert kept_as_text or at


def test_what_is_said_of_an_include_is_said_of_the_schema(tmp_path):
    (tmp_path / "b.xsd").write_text(f'<xs:schema xmlns:xs="{XS}">{NOTE}</xs:schema>', encoding="utf-8")
    contracts = read(f'<xs:include schemaLocation="b.xsd">{NOTE}</xs:include>', tmp_path)
    assert SAID * 2 == contracts.annotations["urn:t"].user_information
    assert list(annotations(contracts)) == list(annotations(written(contracts, tmp_path / "written")))


def test_a_language_holds_for_all_inside(tmp_path):
    schema = f'{HEAD[:-1]} xml:lang="de"><xs:element name="E" type="xs:int">'
    schema += "<xs:annotation><xs:documentation>Wort</xs:documentation></xs:annotation></xs:element></xs:schema>"
    (tmp_path / "t.xsd").write_text(schema, encoding="utf-8")
    contracts = dcxml.read_schemas(tmp_path / "t.xsd")
    assert [Documentation("Wort", language="de")] == [
        each for _, annotation in said(contracts) for each in annotation.user_information
    ]
    assert said(contracts) == said(written(contracts, tmp_path / "written"))


def test_a_second_definition_adds_what_it_says(tmp_path):
    def body(note: str) -> str:
        return (
            f'<xs:complexType name="A">{note}<xs:sequence><xs:element name="a" type="xs:int">{note}</xs:element>'
            "</xs:sequence></xs:complexType>"
        )

    notes = [f"<xs:annotation><xs:documentation>{text}</xs:documentation></xs:annotation>" for text in "xy"]
    for name, note in zip("abc", (*notes, notes[0]), strict=True):
        (tmp_path / f"{name}.xsd").write_text(f"{HEAD}{body(note)}</xs:schema>", encoding="utf-8")
    contract = dcxml.read_schemas(tmp_path)["{urn:t}A"]
    texts = (Documentation("x"), Documentation("y"))
    assert [texts, texts] == [each.annotation.user_information for each in (contract, *contract.members)]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param([("a", "de"), ("b", "en")], "b", id="English"),
        pytest.param([("a", "de"), ("b", "en-GB"), ("c", "en-US"), ("d", "en-GB")], "b\nd", id="one English"),
        pytest.param([("a", "fr"), ("b", "de"), ("c", "fr")], "a\nc", id="the first language"),
        pytest.param([("a", None), ("b", "de")], "a", id="no language"),
        pytest.param([("a", None), ("b", "en")], "a\nb", id="no language and English"),
        pytest.param([(" ", "en"), ("b", "de")], "b", id="nothing in English"),
        pytest.param([], None, id="nothing"),
    ],
)
def test_a_reader_wants_one_language(given, expected):
    texts = [Documentation(text, language=language) for text, language in given]
    assert expected == Annotation(documentation=texts).documentation
