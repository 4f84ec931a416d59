"""What the decorators leave on a class: .NET's ``DataContractAttribute`` and ``DataMemberAttribute`` as values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import field, fields, frozen

from dcxml.qname import XS, QName

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from dcxml.contract.model import GenericType

__all__ = ["MEMBER", "DataContractSpec", "MemberSpec", "contract_spec", "declared_spec", "member_spec", "substituted"]

_INT: Final = QName(XS, "int")

MEMBER: Final = "dcxml"
"""The key of a `MemberSpec` in the metadata of an attrs field."""


@frozen(kw_only=True)
class DataContractSpec:
    """What ``@data_contract`` said of a class or an enumeration.

    ``known_types`` are annotations, or what returns them once all classes are there.
    ``scope`` holds the names of the function in which a local class was made, for its annotations. A generic class
    has ``parameters``, its type variables, and a definition for its name; a closed one has its generic class as
    ``origin``, and ``arguments``.
    """

    name: QName
    is_reference: bool = False
    is_value_type: bool = False
    generic: GenericType | None = None
    is_flags: bool = False
    is_open: bool = False
    base_type: QName = _INT
    unresolved_base: QName | None = None
    known_types: tuple[Any, ...] | Callable[[], Iterable[Any]] = field(default=(), eq=False, repr=False)
    parameters: tuple[Any, ...] = ()
    origin: Any = None
    arguments: tuple[Any, ...] = ()
    scope: Mapping[str, Any] = field(factory=dict, eq=False, repr=False)


@frozen(kw_only=True)
class MemberSpec:
    """What ``data_member`` said of one member."""

    name: str | None = None
    order: int | None = None
    is_required: bool = False
    emit_default_value: bool | None = None
    is_nillable: bool | None = None
    declares: str | None = None
    type: QName | None = None


_PLAIN_MEMBER: Final = MemberSpec()


def contract_spec(cls: object) -> DataContractSpec | None:
    """Return what was said of this very class, nothing inherited; None where it is no contract, as a generic one."""
    spec = declared_spec(cls)
    return None if spec is None or spec.parameters else spec


def declared_spec(cls: object) -> DataContractSpec | None:
    """Return what was said of this very class, be it generic; None where nothing was."""
    if not isinstance(cls, type):
        return None
    spec = cls.__dict__.get("__data_contract__")
    return spec if isinstance(spec, DataContractSpec) else None


def substituted(annotation: Any, arguments: Mapping[Any, Any]) -> Any:
    """Return an annotation with type variables replaced, those that ``arguments`` has."""
    if annotation in arguments:
        return arguments[annotation]
    parameters = getattr(annotation, "__parameters__", ())
    if isinstance(annotation, type) or not parameters:
        return annotation
    return annotation[tuple(arguments.get(each, each) for each in parameters)]


def member_spec(cls: type, attribute: str) -> MemberSpec:
    """Return what was said of the member with this Python name."""
    spec = getattr(fields(cls), attribute).metadata.get(MEMBER, _PLAIN_MEMBER)
    assert isinstance(spec, MemberSpec)  # noqa: S101 - for the type checker; the key is ours
    return spec
