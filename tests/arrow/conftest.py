"""The recipes of engines run only where ``-m`` names their mark; there an engine that is missing is a failure."""

from __future__ import annotations

ENGINES = ("polars", "ray", "spark")


def pytest_collection_modifyitems(config, items):
    asked = config.option.markexpr or ""
    left_out = {engine for engine in ENGINES if engine not in asked}
    deselected = [item for item in items if any(item.get_closest_marker(engine) for engine in left_out)]
    if deselected:
        config.hook.pytest_deselected(items=deselected)
        items[:] = [item for item in items if item not in deselected]
