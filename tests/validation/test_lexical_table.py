"""Every text that XML Schema, .NET and XML's readers take differently: the finding, and three of its facts.

Each row was said by libxml2 and by .NET 8, which `tests/dotnet/test_lexical_facts.py` asks again.
"""

from __future__ import annotations

import pytest

from dcxml.validation import validate
from support.lexical_rows import ROWS, document, letters, names
from support.shop import CONTRACTS


@pytest.mark.parametrize(("type_name", "text", "code", "facts"), ROWS, ids=map(names, ROWS))
def test_a_text_is_found_where_it_is_not_read_in_full(type_name, text, code, facts):
    found = [
        (finding.code, letters(finding.facts.schema_valid, finding.facts.readable, finding.facts.lossless))
        for finding in validate(document(type_name, text), CONTRACTS)
    ]
    assert found == ([] if code is None else [(code, facts)])
    assert (code is None) == (facts == "srl")


def test_every_kind_of_text_has_a_row():
    assert {"DC025", *(f"DC0{number}" for number in range(30, 41)), "DC043"} == {row[2] for row in ROWS} - {None}
