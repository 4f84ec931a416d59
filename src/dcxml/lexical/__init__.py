"""The values and texts of the serializer's built-in types: the primitive table, and the Python types .NET's need."""

from dcxml.lexical.date_time import DateTime
from dcxml.lexical.date_time_offset import DateTimeOffset
from dcxml.lexical.db_null import DBNull, DBNullType
from dcxml.lexical.duration import Duration
from dcxml.lexical.table import PRIMITIVES, Primitive
from dcxml.lexical.zone import FixedOffset

__all__ = ["PRIMITIVES", "DBNull", "DBNullType", "DateTime", "DateTimeOffset", "Duration", "FixedOffset", "Primitive"]
