"""A contract set comes back from its JSON text as it was, with all that travels with it; other texts are refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

import dcxml
from dcxml.contract import DataContractSet
from dcxml.contract.serialized import contracts_from_text, text_of_contracts
from support.contract_sets import contract_sets
from support.corpus import CORPUS, SETS, UNREADABLE, number

SCHEMAS = Path(__file__).parents[2] / "schemas"
WHOLE = [files for files in SETS if number(files) not in UNREADABLE]


def everything(contracts):
    """Return all that a set holds as text; the values are frozen, and their repr shows each field."""
    return [repr(part) for part in contracts.__reduce__()[1]]


def check(contracts):
    again = contracts_from_text(text_of_contracts(contracts))
    assert contracts == again
    assert everything(contracts) == everything(again)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(contract_sets())
def test_a_drawn_contract_set_comes_back(contracts):
    check(contracts)


@pytest.mark.parametrize("name", ["calendar", "orders", "serialization"])
def test_the_contracts_of_our_schemas_come_back(name):
    check(dcxml.read_schemas(SCHEMAS / name))


@pytest.mark.parametrize("files", WHOLE[::4] or [None], ids=lambda files: files[0].name if files else "no corpus here")
def test_the_contracts_of_real_schemas_come_back(files):
    if files is None:
        print(f"no schemas in {CORPUS}: nothing to read")  # noqa: T201 - to be seen with -s
        return
    check(dcxml.read_schemas(*files))


GOOD = text_of_contracts(DataContractSet())


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param(GOOD[:-1], id="cut off"),
        pytest.param("null", id="no list"),
        pytest.param("3", id="a number"),
        pytest.param('{"os.system": "true"}', id="a name that is not the hub's"),
        pytest.param('[[{"model.DataMember": {"name": "not a name"}}]]', id="a member without a type"),
        pytest.param('[[{"QName": [1, 2, 3]}]]', id="a name of three parts"),
        pytest.param("[[{}]]", id="an object of no name"),
        pytest.param('[[{"Primitive": ["", "none"]}]]', id="a built-in type that is none"),
        pytest.param('[["text"]]', id="a text for a contract"),
        pytest.param("[" * 5_000 + "]" * 5_000, id="too deep"),
    ],
)
def test_another_text_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 - the caller asks for no more
        contracts_from_text(text)


def test_the_text_is_json_on_one_line_in_ascii():
    text = text_of_contracts(dcxml.read_schemas(SCHEMAS / "calendar"))
    assert text.isascii()
    assert "\n" not in text
    assert json.loads(text)
