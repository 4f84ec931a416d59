"""A service for ``POST api/Calendar/PersonalAppointmentUpdate``, as `schemas/calendar/page.txt` documents it.

    uvicorn appointment_service:app --app-dir examples

takes ``application/xml`` and ``text/xml``, and refuses what XML Schema or .NET would refuse, or what .NET would lose,
with a 400 that says where: problem details (RFC 9457), a record for each of dcxml's findings.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

import dcxml
from dcxml.apis.calendar import AuthenticatedInputOfCalendarAppointmentWrongModel as Update
from dcxml.apis.calendar import CalendarAppointmentWrongModel as Appointment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

__all__ = ["app"]

PATH: Final = "/api/Calendar/PersonalAppointmentUpdate"
CONTENT_TYPES: Final = ("application/xml", "text/xml")
MOST_OCTETS: Final = 1 << 20
"""A larger document is refused before it is looked at."""
MOST_FINDINGS: Final = 50
"""So many findings are told of one document."""
CONTRACTS: Final = dcxml.contracts_of(Update)


async def update(request: Request) -> Response:
    """Take an update, and answer with the appointment as it is now; with nothing where the update has none."""
    content_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if content_type not in CONTENT_TYPES:
        detail = f"the content type is {content_type or 'missing'}; allowed: {' or '.join(CONTENT_TYPES)}"
        return problem(415, "Unsupported Media Type", detail=detail)
    data = await content_of(request)
    if data is None:
        return problem(413, "Content Too Large", detail=f"allowed are {MOST_OCTETS:,} octets")
    return await run_in_threadpool(answer, data)  # a large document keeps no other request waiting


async def content_of(request: Request) -> bytes | None:
    """Return the content of a request; None where there is too much of it."""
    content = bytearray()
    async for chunk in request.stream():
        content += chunk
        if len(content) > MOST_OCTETS:
            return None
    return bytes(content)


def answer(data: bytes) -> Response:
    """Return the answer to a document."""
    findings = list(islice(dcxml.validate(data, CONTRACTS), MOST_FINDINGS))
    if findings:
        return refused([told(finding) for finding in findings])
    try:
        appointment = updated(dcxml.loads(data, Update))
    except dcxml.DecodeError as error:  # what reading alone can see
        return refused([{"message": str(error), "path": error.path, "line": error.line, "column": error.column}])
    if appointment is None:
        return Response(status_code=204)
    return Response(dcxml.dumps(appointment), media_type="application/xml; charset=utf-8")


def updated(request: Update | None) -> Appointment | None:
    """Return the appointment as it is after an update. A real service would look it up and store it here."""
    return None if request is None else request.parameter


def told(finding: dcxml.Finding) -> dict[str, Any]:
    """Return a finding for the problem details."""
    return {
        "code": finding.code,
        "message": finding.message,
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "found": finding.found,
        "expected": finding.expected,
    }


def refused(findings: list[dict[str, Any]]) -> Response:
    """Return the answer to a document with findings."""
    return problem(400, "The document is not valid", findings=findings)


def problem(status: int, title: str, **more: Any) -> Response:
    """Return problem details (RFC 9457)."""
    content: Mapping[str, Any] = {"title": title, "status": status, **more}
    return JSONResponse(content, status_code=status, media_type="application/problem+json")


app = Starlette(routes=[Route(PATH, update, methods=["POST"])])
