"""The README's test finds the bug that is planted there, and shows it at its smallest."""

from __future__ import annotations

import re
import types
from pathlib import Path

import pytest

README = Path(__file__).parents[2] / "README.md"


def block_with(text):
    """Return the Python block of the README that has a text, up to where it runs its test."""
    blocks = re.findall(r"^```python\n(.*?)^```$", README.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    return next(block for block in blocks if text in block)


def test_the_test_of_the_readme_finds_the_planted_bug(monkeypatch):
    source = block_with("def test_summary").partition("\n\ntry:")[0]
    module = types.ModuleType("readme_planted")
    monkeypatch.setitem(__import__("sys").modules, "readme_planted", module)
    prologue = block_with('@data_contract(name="Order"')
    exec("import dcxml", vars(module))  # noqa: S102 - of the README's first block
    exec(prologue, vars(module))  # noqa: S102 - the README's own text
    exec(source, vars(module))  # noqa: S102 - the README's own text
    with pytest.raises(TypeError, match="has no len") as caught:
        module.test_summary()
    told = "\n".join(caught.value.__notes__)
    assert re.search(r"order=Order\(number=0, total=Decimal\('0'\), notes=None\)", told), told


def test_it_has_five_lines():
    source = block_with("def test_summary")
    test = source[source.index("from dcxml.strategies import") :].partition("\n\ntry:")[0]
    assert 5 == len([line for line in test.splitlines() if line.strip()])
