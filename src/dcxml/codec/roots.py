"""The root of a document, or of a part of one: its contract, its element, and what .NET declares on it.

The rules are those of ``DataContractSerializer.WriteRootElement`` and ``HandleGraphAtTopLevel``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import frozen

from dcxml.codec.anything import ANY_TYPE
from dcxml.codec.dialects import start_tag
from dcxml.codec.element_specs import ElementSpec
from dcxml.codec.plan import base_primitive, is_branch
from dcxml.contract.model import ClassDataContract, own_root
from dcxml.contract.primitives import EXPORTED_CLASSES
from dcxml.qname import SERIALIZATION, XS, QName

if TYPE_CHECKING:
    from dcxml.codec.dialects import Scope, StartTag
    from dcxml.codec.plan import Plan
    from dcxml.contract.model import DataContract

__all__ = ["Root", "has_class_root", "is_value_root", "null_root", "root_tag"]

_QNAME: Final = QName(XS, "QName")


@frozen(cache_hash=True)
class Root:
    """The contract at the root of a document, and the name of its element.

    ``prefix`` is the one that .NET asks for: ``z`` where a QName or an object has its own element, ``q`` where a
    QName has another. ``is_nullable`` says that a value type stands in ``Nullable``. ``is_nillable`` is what the schema
    says of the element; .NET knows no such thing of a root, and takes null for every reference type.
    """

    type: QName
    element: QName
    prefix: str | None = None
    is_nullable: bool = False
    is_nillable: bool = True

    @classmethod
    def of(
        cls, type_name: QName, element: QName | None = None, *, is_nullable: bool = False, is_nillable: bool = True
    ) -> Root:
        """Return the root of a contract: an element of its own name, for built-in types in the Serialization schema."""
        if element is None:
            is_built_in = type_name.namespace in (XS, SERIALIZATION)
            element = QName(SERIALIZATION, type_name.name) if is_built_in else own_root(type_name)
            return cls(type_name, element, "z" if type_name in (ANY_TYPE, _QNAME) else None, is_nullable)
        prefix = "q" if type_name == _QNAME and element.namespace else None
        return cls(type_name, element, prefix, is_nullable, is_nillable)

    @property
    def spec(self) -> ElementSpec:
        """The element by itself, without what the contract declares."""
        return ElementSpec(self.element.name, self.element.namespace, prefix=self.prefix, is_root=True)


def has_class_root(contract: DataContract) -> bool:
    """Tell whether .NET writes a root of this contract as that of a class: it declares ``i``, whatever it needs."""
    return is_branch(contract) or contract.name in EXPORTED_CLASSES


def is_value_root(plan: Plan, root: Root) -> bool:
    """Tell whether the root is a built-in value type, which .NET cannot read as null; DateTimeOffset is a struct."""
    primitive = None if root.is_nullable else base_primitive(plan.contracts, plan.resolve(root.type))
    return primitive is not None and primitive.primitive.is_value_type and primitive.name not in EXPORTED_CLASSES


def root_tag(scope: Scope, root: Root, contract: DataContract) -> StartTag:
    """Open the root element; one of another name than its contract's declares the contract's namespace first."""
    tag = start_tag(scope, root.element.name, root.element.namespace, prefix=root.prefix)
    namespace = contract.name.namespace
    is_iserializable = isinstance(contract, ClassDataContract) and contract.is_iserializable
    if has_class_root(contract) and not is_iserializable and namespace and namespace != root.element.namespace:
        tag.declare(namespace)
    return tag


def null_root(scope: Scope, root: Root, contract: DataContract) -> str:
    """Return the root element of null."""
    tag = root_tag(scope, root, contract)
    tag.nil()
    return tag.start().nil
