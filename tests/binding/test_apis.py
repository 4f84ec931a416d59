"""The generated modules of documented APIs are what their schemas give."""

from __future__ import annotations

from pathlib import Path

from dcxml.apis import calendar
from dcxml.binding.introspect import contracts_of
from dcxml.binding.source import render_module
from dcxml.xsd import read_schemas

SCHEMAS = Path(__file__).parents[2] / "schemas" / "calendar"


def test_the_calendar_module_is_rendered_from_its_schemas():
    assert render_module(read_schemas(SCHEMAS)) == Path(calendar.__file__).read_text(encoding="utf-8")


def test_the_calendar_module_declares_the_contracts_of_its_schemas():
    assert read_schemas(SCHEMAS) == contracts_of(calendar)
