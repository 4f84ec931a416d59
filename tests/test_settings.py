"""The settings of `DataContractSerializer`, which every function that makes one for a call spells out again.

They are written out for whoever calls: editors, ``help`` and `inspect.signature` tell names, types and defaults of each
function, and a wrong name is an error of the function that was called. What is written again can differ; here it is
held to be the same.
"""

from __future__ import annotations

import inspect
import typing

import pytest

import dcxml

SETTINGS = {
    name: parameter
    for name, parameter in inspect.signature(dcxml.DataContractSerializer).parameters.items()
    if parameter.kind is parameter.KEYWORD_ONLY
}
READING = ["mode", "unknown", "known_types", "preserve_object_references", "check_characters"]
WRITING = [
    *("dialect", "indent", "xml_declaration", "known_types", "preserve_object_references", "float_text"),
    "check_characters",
]


def settings_of(function):
    """Return the parameters of a function that are named as a setting."""
    return {name: each for name, each in inspect.signature(function).parameters.items() if name in SETTINGS}


@pytest.mark.parametrize(
    ("function", "names"),
    [
        (dcxml.loads, READING),
        (dcxml.load, READING),
        (dcxml.load_many, [*READING, "limits"]),
        (dcxml.iterload, [*READING, "limits"]),
        (dcxml.dumps, WRITING),
        (dcxml.dump, WRITING),
        (dcxml.Writer, [*(name for name in WRITING if name != "preserve_object_references"), "limits"]),
    ],
)
def test_the_settings_of_a_call_are_those_of_a_serializer_with_their_types_and_defaults(function, names):
    found = settings_of(function)
    assert names == [*found]
    assert {name: SETTINGS[name] for name in names} == found


@pytest.mark.parametrize("function", [dcxml.loads, dcxml.load])
def test_each_overload_has_the_same_settings(function):
    overloads = typing.get_overloads(function)
    assert len(overloads) == 2
    for each in overloads:
        found = settings_of(each)
        assert {name: SETTINGS[name].annotation for name in READING} == {
            name: parameter.annotation for name, parameter in found.items()
        }
        assert all(parameter.default is ... for parameter in found.values())
