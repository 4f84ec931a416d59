"""The commands that try a law on many documents: each subject has its share, and what is against the law ends in 1."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from support.trial_runs import Tally, parser_of, run

SUBJECTS = [SimpleNamespace(name=name) for name in ("one", "two", "three")]


@pytest.mark.parametrize(("findings", "code"), [([], 0), (["a", "\ud800", "c", "d"], 1)])
def test_each_subject_is_tried_and_told_and_the_sum_is_told_last(findings, code, capsys):
    options = parser_of("some", "", documents=10).parse_args([])
    shares = []

    def attempts(subject, number, share, until):
        assert until > 0
        shares.append((subject.name, number, share))
        yield "read", Tally(tried=share, findings=findings if number == 2 else [])
        yield "written", Tally(tried=1)

    assert code == run(options, SUBJECTS, attempts)
    assert [("one", 0, 4), ("two", 1, 4), ("three", 2, 4)] == shares
    out, err = capsys.readouterr()
    assert ["one: read: 4 tried, 0 against, 0 s", "one: written: 1 tried, 0 against, 0 s"] == out.splitlines()[:2]
    assert [
        f"all 3: read: 12 tried, {len(findings)} against, 0 s",
        "all 3: written: 3 tried, 0 against, 0 s",
    ] == out.splitlines()[-2:]
    assert ([] if code == 0 else ["  a", "  \\ud800", "  c"]) == err.splitlines()
