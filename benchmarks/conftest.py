"""Ratios at the end of a run: each reader and writer against lxml alone, and against dcxml."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "tests")]  # what the files here share; support.dotnet, the runtime

GROUPS = ("decode", "encode", "decode_fleet", "encode_fleet", "decode_wide", "encode_wide")
ALONE = {"decode": "lxml_parse_alone", "encode": "lxml_tostring_alone"}


def pytest_terminal_summary(terminalreporter, config):
    session = getattr(config, "_benchmarksession", None)
    if session is None or not session.benchmarks:
        return
    terminalreporter.section("best times, and ratios to lxml and to dcxml")
    times = {
        each.name: (each.group, each.stats.min * 1e6 / each.extra_info.get("batch", 1)) for each in session.benchmarks
    }
    for group in GROUPS:
        base = f"test_{group}_{ALONE[group.partition('_')[0]]}"
        own = times.get(f"test_{group}_dcxml")
        for name, (of_group, time) in sorted(times.items(), key=lambda each: each[1][1]):
            if of_group == group:
                to_base = time / times[base][1] if base in times else float("nan")
                to_own = time / own[1] if own else float("nan")
                terminalreporter.write_line(f"{name:40}{time:10.1f} us{to_base:8.2f} x lxml{to_own:9.2f} x dcxml")
