"""Which .NET writes xs:float and xs:double: three generations of it write different texts of one number."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Final

from dcxml.lexical.core_floats import format_core_double, format_core_float
from dcxml.lexical.floating import format_double, format_float
from dcxml.lexical.framework_floats import format_framework_double, format_framework_float
from dcxml.qname import XS, QName

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["FloatText", "float_formatters"]


class FloatText(enum.Enum):
    """The text of a floating point number, by the generation of .NET that writes it so.

    ``NET_5`` is .NET 5 and later: the shortest digits that read back as the number. ``NET_CORE_3`` is .NET Core 3.0
    and 3.1, which passes over digits that lie on the very border of the number's interval. ``NET_FRAMEWORK`` is .NET
    Framework, Mono and .NET Core up to 2.2: 15 digits (7 for a float) where they are enough, else 17 (9).
    """

    NET_5 = "net-5"
    NET_CORE_3 = "net-core-3"
    NET_FRAMEWORK = "net-framework"


def float_formatters(generation: FloatText) -> Mapping[QName, Callable[[float], str]]:
    """Return the writers of xs:double and xs:float, by the types' names."""
    return _FORMATTERS[generation]


_DOUBLE: Final = QName(XS, "double")
_FLOAT: Final = QName(XS, "float")
_FORMATTERS: Final = {
    FloatText.NET_5: {_DOUBLE: format_double, _FLOAT: format_float},
    FloatText.NET_CORE_3: {_DOUBLE: format_core_double, _FLOAT: format_core_float},
    FloatText.NET_FRAMEWORK: {_DOUBLE: format_framework_double, _FLOAT: format_framework_float},
}
