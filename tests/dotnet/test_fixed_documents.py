"""The runtime reads from what was put right what it reads from the original, and loses nothing of what it had read."""

from __future__ import annotations

import pytest

import dcxml
from support import dotnet
from support.mutation_subjects import SUBJECTS, cases_of

pytestmark = [pytest.mark.dotnet, pytest.mark.no_cover]

SAID_OTHERWISE = {
    *(
        "swap-siblings",
        "duplicate-member",
        "move-to-wrong-namespace",
        "case-flip",
        "nil-with-whitespace",
        "nil-capital",
    ),
    *("nil-false", "guid-braces", "guid-no-dashes", "guid-spaces"),
}
"""Mutations after which a document that is put right says what it said before."""

LOST = {"DC003", "DC004", "DC006"}
"""The rules by which the runtime passes over a value."""


@pytest.fixture(scope="module", autouse=True)
def _runtime() -> None:
    dotnet.require()


def round_trip(data, subject):
    """Return what .NET writes of what it reads."""
    serializer = subject.types().serializer(subject.root)
    return serializer.write(serializer.read(data), dialect="text")


@pytest.mark.parametrize("subject", SUBJECTS, ids=str)
def test_dotnet_reads_the_values_of_the_original(subject):
    expected, wrong = round_trip(subject.data, subject), []
    for case in (case for case in cases_of(subject) if case.mutation.id in SAID_OTHERWISE):
        result = dcxml.fix(case.data, subject.contracts)
        if result.applied and round_trip(result.data, subject) != expected:
            wrong.append(case.id)
    assert [] == wrong


@pytest.mark.parametrize("subject", SUBJECTS, ids=str)
def test_dotnet_reads_again_what_it_has_read(subject):
    wrong = []
    for case in (case for case in cases_of(subject) if case.label.readable and case.label.code not in {None, *LOST}):
        result = dcxml.fix(case.data, subject.contracts)
        if result.applied and round_trip(case.data, subject) != round_trip(result.data, subject):
            wrong.append((case.id, [str(fix) for fix in result.applied]))
    assert [] == wrong


def test_dotnet_reads_a_document_of_several_faults_as_the_original():
    subject = SUBJECTS[1]
    text = subject.data.decode()
    faulty = (
        text.replace("<Short>abc</Short>", '<Short xmlns="">abc</Short>')
        .replace("<State>Open</State>\n<Takes>PT1S</Takes>", "<takes>PT1S</takes>\n<State>open</State>")
        .replace("T00:00:00<", "<")
        .replace("Red Green", "Red, Green")
        .replace("<Line><Count>1</Count></Line>", "<line><Count>1</Count></line>")
        .replace("<b:Id>7</b:Id><b:Title>title</b:Title>", "<b:Title>title</b:Title><b:Id>7</b:Id>")
    )
    with pytest.raises(dotnet.DotnetError):
        round_trip(faulty.encode(), subject)
    result = dcxml.fix(faulty.encode(), subject.contracts)
    assert () == result.left
    assert round_trip(subject.data, subject) == round_trip(result.data, subject)
