"""Elements that no contract knows, kept by an instance as its reader would have kept them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from hypothesis import strategies as st

from dcxml.binding.objects import is_absent
from dcxml.binding.wire import WireState
from dcxml.codec.extension import ExtensionElement, KeptElement
from dcxml.qname import QName
from dcxml.strategies.primitives import texts

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["unknown_state"]

_NAMESPACE: Final = "urn:dcxml:unknown"
_NAMES: Final = st.sampled_from(("Unknown", "unknown_2"))
_TEXTS: Final = st.just("") | texts(min_size=1, max_size=8)


def unknown_state(draw: st.DrawFn, made: Any, attributes: Sequence[str]) -> WireState:
    """Draw the wire state of an instance that keeps an element or two behind one of its members, or before them."""
    present = [at for at, attribute in enumerate(attributes) if not is_absent(made, attribute)]
    after = draw(st.sampled_from([-1, *present]))
    unknown = [KeptElement(after, _element(draw, 1)) for _ in range(draw(st.integers(1, 2)))]
    return WireState(absent=len(present) < len(attributes), unknown=unknown)


def _element(draw: st.DrawFn, depth: int) -> ExtensionElement:
    name = QName(_NAMESPACE, draw(_NAMES))
    declarations = (("", _NAMESPACE),) if depth else ()
    if depth and draw(st.booleans()):
        return ExtensionElement(name, declarations, (), (_element(draw, depth - 1),))
    text = draw(_TEXTS)
    return ExtensionElement(name, declarations, (), (text,) if text else ())
