"""A file of tests that sends saved requests again: plain pytest and the standard library, to be kept by a service."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dcxml.fuzzing.judgement import Failure
    from dcxml.fuzzing.service import Service

__all__ = ["reproduction_test"]

_SOURCE = '''\
"""Requests for which {url} did not answer as it should, saved by ``dcxml fuzz``.

DCXML_FUZZ_URL names another address.
"""

import http.client
import os
from pathlib import Path
from urllib.parse import urlsplit

import pytest

URL = urlsplit(os.environ.get("DCXML_FUZZ_URL", {url!r}))
METHOD = {method!r}
HEADERS = {headers!r}
TIMEOUT = {timeout!r}
ACCEPTED, REFUSED = range(200, 300), range(400, 500)


@pytest.mark.parametrize(
    ("file", "expected"),
    [
{rows}
    ],
)
def test_the_service_answers_as_it_should(file, expected):
    kind = {{"http": http.client.HTTPConnection, "https": http.client.HTTPSConnection}}[URL.scheme]
    connection = kind(URL.hostname, URL.port, timeout=TIMEOUT)
    target = (URL.path or "/") + (f"?{{URL.query}}" if URL.query else "")
    try:
        connection.request(METHOD, target, Path(__file__).with_name(file).read_bytes(), HEADERS)
        answer = connection.getresponse()
        assert answer.status in expected, answer.read(2000).decode(errors="replace")
    finally:
        connection.close()
'''


def reproduction_test(service: Service, failures: Iterable[tuple[str, Failure]]) -> str:
    """Return the source of a test for each failure, by the name of its file beside the test."""
    rows = [
        f"        pytest.param({file!r}, {'ACCEPTED' if failure.document.mutation is None else 'REFUSED'},"
        f" id={failure.document.kind!r}),"
        for file, failure in failures
    ]
    return _SOURCE.format(
        url=service.url,
        method=service.method,
        headers=dict(service.headers),
        timeout=service.timeout,
        rows="\n".join(rows),
    )
