"""The decorators that declare contracts in Python: .NET's ``DataContractAttribute`` and ``DataMemberAttribute``.

A contract class is an attrs class with slots and keyword-only members. Nothing here reads annotations: they are
resolved when they are needed, so that classes may refer to later ones.
"""

from __future__ import annotations

import builtins
import sys
import typing
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, TypeVar

import attrs
from attrs import NOTHING

from dcxml.binding.enumerations import DataContractEnum, DataContractFlag, OpenEnum, check_width, wire_texts
from dcxml.binding.generics import check_generic_bases, make_generic
from dcxml.binding.objects import install
from dcxml.binding.spec import MEMBER, DataContractSpec, MemberSpec, declared_spec, member_spec
from dcxml.binding.types import XsdType
from dcxml.contract.naming import encode_local_name, generic_definition, generic_type_name, is_name_of
from dcxml.contract.rules import check_base, check_enumeration, check_order, check_reference
from dcxml.errors import InvalidDataContractError, LexicalError
from dcxml.lexical.characters import check_characters
from dcxml.qname import DATA_CONTRACT, SERIALIZATION, XML, XS, QName

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from dcxml.contract.model import GenericType

__all__ = ["data_contract", "data_member", "enum_contract", "observers"]

_T = TypeVar("_T")

_RESERVED_NAMESPACES: Final = (SERIALIZATION, XML, "http://www.w3.org/2000/xmlns/")

observers: Final[list[Callable[[type], None]]] = []
"""Each is told of every contract class and enumeration once it is made."""


def data_member(  # noqa: PLR0913 - one keyword for each property of DataMemberAttribute
    name: str | None = None,
    *,
    default: Any = NOTHING,
    factory: Callable[[], Any] | None = None,
    order: int | None = None,
    is_required: bool = False,
    emit_default_value: bool | None = None,
    is_nillable: bool | None = None,
    declares: str | None = None,
    type: QName | XsdType | None = None,  # noqa: A002 - the word of the contract model
) -> Any:
    """Declare a member of a contract class; its wire ``name`` is by default the attribute's name.

    ``default`` or ``factory`` is the constructor's, not that of an absent member. Without ``order`` a member comes
    before those with one; ties go by the wire name. ``is_nillable`` says whether
    the schema allows nil. It is by default so of ``X | None``, and of every reference type, such as ``str``, a class or
    a list: .NET has no other, and its absence is None too. Without ``emit_default_value`` a member that has its default
    is written, but for a reference type with ``is_nillable=False``: None is left out, as .NET reads such a schema
    (``EmitDefaultValue = false``). ``type`` names another contract than the annotation's own; ``declares``
    is a namespace to declare on the element beside that of its type.

    :raises InvalidDataContractError: for an empty ``name``, and for a ``default`` that can be changed, which all
        instances would share.
    """
    if name == "":
        reason = "a member's name cannot be empty"
        raise InvalidDataContractError(reason)
    if builtins.type(default).__hash__ is None:
        kind = builtins.type(default).__name__
        reason = f"the default is a {kind}, which all instances would share; use factory={kind}, or a lambda"
        raise InvalidDataContractError(reason, contract=name)
    spec = MemberSpec(
        name=name,
        order=order,
        is_required=is_required,
        emit_default_value=emit_default_value,
        is_nillable=is_nillable,
        declares=declares,
        type=type.qname if isinstance(type, XsdType) else type,
    )
    if factory is not None:
        return attrs.field(factory=factory, metadata={MEMBER: spec})
    return attrs.field(default=default, metadata={MEMBER: spec})


@typing.dataclass_transform(kw_only_default=True, field_specifiers=(data_member,))
def data_contract(  # noqa: PLR0913 - one keyword for each property of DataContractAttribute
    *,
    name: str | None = None,
    namespace: str = DATA_CONTRACT,
    is_reference: bool | None = None,
    is_value_type: bool = False,
    generic: GenericType | None = None,
    is_flags: bool = False,
    base_type: str = "int",
    unresolved_base: str | None = None,
    known_types: Iterable[Any] | Callable[[], Iterable[Any]] = (),
) -> Callable[[type[_T]], type[_T]]:
    """Declare a contract: an attrs class of the members, or an enumeration.

    ``name`` is by default the class's name, or what .NET makes of ``generic``, the definition behind it and its
    arguments; ``namespace`` is by default that of .NET's global namespace. ``is_reference`` keeps shared objects
    shared, and is by default what the base class has; ``is_value_type`` is a .NET struct.
    ``base_type`` is the schema type of an enumeration's integers; ``is_flags`` is for an open enumeration, a
    `DataContractFlag` has it anyway. ``unresolved_base`` is the Clark name of a base class that nothing defines: its
    members are unknown elements.

    ``known_types`` are classes and annotations that documents of this one may name (``KnownTypeAttribute``); those
    that are declared later are given by a function: ``known_types=lambda: [Express]``.

    A class with type parameters is no contract: ``Box[Int]`` is one, named by its arguments, and ``name`` may be a
    definition such as ``BoxOf{0}{#}``, which is what it is without.

    ``attrs.evolve`` makes a new instance as the constructor does: every member present, no wire state;
    ``copy.copy`` keeps both as they are.

    :raises InvalidDataContractError: for an empty name, for one that does not fit ``generic``, for a namespace that
        .NET or XML does not allow, and for what .NET takes in no type: a base with another ``is_reference``;
        ``is_reference`` on a struct, an enumeration or beside a required member; a struct with a base, or as one; a
        number that ``base_type`` does not hold.
    """
    _check_name(name, namespace)
    known = known_types if callable(known_types) else tuple(known_types)

    def decorate(cls: type[_T]) -> type[_T]:
        local = "<locals>" in cls.__qualname__
        base = _base(cls)
        spec = DataContractSpec(
            name=QName(namespace, _local_name(cls, name, generic)),
            parameters=_parameters(cls),
            is_reference=base is not None and base[1].is_reference if is_reference is None else is_reference,
            is_value_type=is_value_type,
            generic=generic,
            is_flags=is_flags or issubclass(cls, DataContractFlag),
            is_open=issubclass(cls, OpenEnum),
            base_type=QName(XS, base_type),
            unresolved_base=None if unresolved_base is None else QName.from_clark(unresolved_base),
            known_types=known,
            scope={**sys._getframe(1).f_locals} if local else {},  # noqa: SLF001 - names a local class may refer to
        )
        return _declare_enumeration(cls, spec) if _is_enumeration(cls) else _declare_class(cls, spec)

    return decorate


def enum_contract(
    *, name: str | None = None, namespace: str = DATA_CONTRACT, is_flags: bool = False, base_type: str = "int"
) -> Callable[[type[_T]], type[_T]]:
    """Declare the contract of an enumeration, as `data_contract` does too.

    Type checkers take a class under `data_contract` for one with members and a constructor; under this one they
    see an enumeration.
    """
    return data_contract(name=name, namespace=namespace, is_flags=is_flags, base_type=base_type)


def _check_name(name: str | None, namespace: str) -> None:
    """Refuse what .NET refuses in a DataContractAttribute, and what no document could declare."""
    if name == "":
        reason = "a contract's name cannot be empty"
        raise InvalidDataContractError(reason)
    if namespace in _RESERVED_NAMESPACES or (namespace and not namespace.strip()):
        reason = f"{namespace!r} is not a namespace for a contract"
        raise InvalidDataContractError(reason, contract=name)
    try:
        check_characters(namespace)
    except LexicalError as error:
        reason = f"{namespace!r} is not a namespace for a contract: {error.reason}"
        raise InvalidDataContractError(reason, contract=name) from None


def _local_name(cls: type, name: str | None, generic: GenericType | None) -> str:
    """Return the name that was given, or that of the class or of its generic definition.

    That of a generic class is a definition, by which its closed classes are named.
    """
    count = len(_parameters(cls))
    if generic is None and name is None:
        return generic_definition(cls.__name__, count) if count else cls.__name__
    if generic is None:
        return str(name)
    if count:
        reason = f"generic= is for classes without type parameters; {cls.__name__}[X] is named by its arguments"
        raise InvalidDataContractError(reason, contract=cls.__qualname__)
    if name is None:
        return generic_type_name(generic)
    if not is_name_of(encode_local_name(name), generic):
        reason = f"the name {name!r} does not fit generic=, by which it is {generic_type_name(generic)!r}; leave it out"
        raise InvalidDataContractError(reason, contract=cls.__qualname__)
    return name


def _parameters(cls: type) -> tuple[Any, ...]:
    """Return the type variables of a generic class."""
    return tuple(getattr(cls, "__parameters__", ()))


def _is_enumeration(cls: type) -> bool:
    return issubclass(cls, DataContractEnum | DataContractFlag)


def _base(cls: type) -> tuple[type, DataContractSpec] | None:
    """Return the nearest base that is a contract, and what was said of it."""
    specs = ((each, declared_spec(each)) for each in cls.__mro__[1:])
    return next(((each, spec) for each, spec in specs if spec is not None), None)


def _declare_enumeration(cls: type[_T], spec: DataContractSpec) -> type[_T]:
    if spec.is_reference:
        reason = "an enumeration cannot have is_reference=True"
        raise InvalidDataContractError(reason, contract=cls.__qualname__)
    made: Any = cls
    # The numbers of an open enumeration are not .NET's: its members count as they were seen.
    check_enumeration(cls.__qualname__, spec.base_type, () if spec.is_open else wire_texts(made))
    if issubclass(cls, DataContractFlag):
        check_width(cls, spec.base_type.name)
    made.__data_contract__ = spec
    _tell(cls)
    return cls


def _declare_class(cls: type[_T], spec: DataContractSpec, fields: dict[str, Any] | None = None) -> type[_T]:
    """Make an attrs class; ``fields`` are its own, where they do not stand in its body."""
    is_root = not hasattr(cls, "__data_contract__")
    made: Any = attrs.define(  # the methods that attrs would add recurse; ours do not
        cls,
        these=fields,
        kw_only=True,
        eq=False,
        repr=False,
        getstate_setstate=False,
        field_transformer=_members,
    )
    made.__contract_members__ = tuple(field.name for field in attrs.fields(made) if field.name != _WIRE.name)
    scope = {**spec.scope, made.__name__: made} if spec.scope else {}
    made.__data_contract__ = attrs.evolve(spec, scope=scope)
    _check_class(made, spec)
    if is_root:
        install(made)
    if spec.parameters:
        make_generic(made, _declare_class)
    else:
        _tell(made)
    return typing.cast("type[_T]", made)


def _tell(cls: type) -> None:
    for observer in observers:
        observer(cls)


def _check_class(cls: type, spec: DataContractSpec) -> None:
    """Refuse what .NET refuses of a class, as far as the class and its bases alone tell."""
    check_generic_bases(cls, spec)
    base = _base(cls)
    own = [(each.name, member_spec(cls, each.name)) for each in attrs.fields(cls) if not _inherited(each)]
    for name, said in own:
        if said.order is not None:
            check_order(f"{cls.__qualname__}.{name}", said.order)
    if base is not None:
        check_base(
            cls.__qualname__,
            base[0].__qualname__,
            is_reference=(spec.is_reference, base[1].is_reference),
            is_value_type=(spec.is_value_type, base[1].is_value_type),
        )
    if spec.is_reference:
        required = (name for name, said in own if said.is_required)
        check_reference(cls.__qualname__, is_value_type=spec.is_value_type, required=required)


@attrs.define
class _Hidden:
    _wire: Any = attrs.field(init=False, eq=False, repr=False, default=None)


_WIRE: Final = attrs.fields(_Hidden)._wire  # noqa: SLF001 - the field's own name
_inherited: Final = attrgetter("inherited")  # which attrs documents, and its stubs leave out


def _members(cls: type, fields: list[attrs.Attribute[Any]]) -> list[attrs.Attribute[Any]]:
    """Add the hidden slot where no base has it, and name each constructor parameter as its attribute is."""
    names = [field.name for field in fields]
    reserved = [field.name for field in fields if _is_reserved(field.name) and not _inherited(field)]
    if reserved:
        reason = f"{reserved[0]!r} is not a name for a member"
        raise InvalidDataContractError(reason, contract=cls.__name__)
    members = [field if field is _WIRE or _inherited(field) else field.evolve(alias=field.name) for field in fields]
    return members if _WIRE.name in names else [*members, _WIRE]


def _is_reserved(name: str) -> bool:
    """Tell whether Python or dcxml has a use of its own for the name: ``__init__``, ``self``, the wire state's."""
    return name in ("self", _WIRE.name) or (name.startswith("__") and name.endswith("__"))
