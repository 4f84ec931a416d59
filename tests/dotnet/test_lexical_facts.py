"""The table of texts is what libxml2 and .NET 8 say."""

from __future__ import annotations

import pytest

from support import dotnet
from support.fact_judge import judge
from support.lexical_rows import ROWS, document, letters, names
from support.mutation_subjects import SUBJECTS

pytestmark = pytest.mark.dotnet

SHOP = next(subject for subject in SUBJECTS if subject.name == "shop")


@pytest.fixture(scope="module", autouse=True)
def _runtime() -> None:
    dotnet.require()


@pytest.mark.parametrize(("type_name", "text", "_code", "facts"), ROWS, ids=map(names, ROWS))
def test_the_judges_say_what_the_row_says(type_name, text, _code, facts):
    judgement = judge(document(type_name, text).encode(), SHOP)
    assert facts == letters(judgement.schema_valid, judgement.readable, judgement.lossless), judgement.why
