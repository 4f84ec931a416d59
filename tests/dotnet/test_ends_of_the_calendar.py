"""dateTimes whose moment in UTC is before year 1 or behind year 9999: .NET takes the first or the last there is."""

from __future__ import annotations

import pytest

from dcxml import DateTime, DateTimeOffset, DecodeError, Dialect, dumps, loads
from dcxml.contract import DataContractSet
from dcxml.contract.primitives import DATE_TIME_OFFSET, PRIMITIVE_CONTRACTS
from dcxml.qname import SERIALIZATION, XS, QName, clr_namespace
from support import dotnet

pytestmark = pytest.mark.dotnet

DATE_TIME = QName(XS, "dateTime")
OUTSIDE = (
    "9999-12-31T23:59:59-01:00",
    "9999-12-31T23:59:59.9999999-00:01",
    "9999-12-31T23:00:00-01:00",
    "9999-12-31T23:59:59-14:00",
    "0001-01-01T00:00:00+01:00",
    "0001-01-01T00:59:59.9999999+01:00",
    "0001-01-01T00:00:00+14:00",
)
BEYOND_14_HOURS = ("9999-12-31T23:59:59-15:00", "0001-01-01T00:00:00+99:00")
INSIDE = (
    "9999-12-31T22:59:59-01:00",
    "9999-12-31T23:59:59+01:00",
    "9999-12-31T23:59:59.9999999Z",
    "9999-12-31T23:59:59",
    "0001-01-01T01:00:00+01:00",
    "0001-01-01T00:00:00-14:00",
    "0001-01-01T00:00:00Z",
    "0001-01-01T00:00:00",
)
MINUTES = (0, 60, -60, 840, -840)


@pytest.fixture(scope="module")
def types():
    return dotnet.clr_types(DataContractSet([PRIMITIVE_CONTRACTS[DATE_TIME_OFFSET], PRIMITIVE_CONTRACTS[DATE_TIME]]))


def moment(text, minutes):
    content = f"<DateTime>{text}</DateTime><OffsetMinutes>{minutes}</OffsetMinutes>"
    return f'<DateTimeOffset xmlns="{clr_namespace("System")}">{content}</DateTimeOffset>'.encode()


def by_dotnet(types, data, name):
    try:
        return types.read_write(data, name, dialect="text")
    except dotnet.DotnetError:
        return None


def by_dcxml(data, cls, **settings):
    try:
        return dumps(loads(data, cls, **settings), cls, dialect=Dialect.TEXT)
    except DecodeError:
        return None


@pytest.mark.parametrize("minutes", MINUTES)
@pytest.mark.parametrize("text", [*OUTSIDE, *BEYOND_14_HOURS, *INSIDE])
def test_a_moment_outside_the_calendar_is_read_as_dotnet_reads_it_where_local_time_is_utc(types, text, minutes):
    data = moment(text, minutes)
    assert by_dotnet(types, data, DATE_TIME_OFFSET) == by_dcxml(data, DateTimeOffset, mode="dotnet")


@pytest.mark.parametrize("text", OUTSIDE)
def test_strict_mode_refuses_a_moment_that_dotnet_would_change(text):
    with pytest.raises(DecodeError, match="a moment in UTC from year 1 to 9999"):
        loads(moment(text, 0), DateTimeOffset)


@pytest.mark.parametrize("mode", ["strict", "dotnet"])
@pytest.mark.parametrize("text", OUTSIDE)
def test_a_date_time_alone_keeps_its_text_where_dotnet_has_the_end_of_the_calendar(types, text, mode):
    data = f'<dateTime xmlns="{SERIALIZATION}">{text}</dateTime>'.encode()
    end = "9999-12-31T23:59:59.9999999" if text.startswith("9") else "0001-01-01T00:00:00"
    assert data.replace(text.encode(), f"{end}+00:00".encode()) == by_dotnet(types, data, DATE_TIME)
    assert data == by_dcxml(data, DateTime, mode=mode)
