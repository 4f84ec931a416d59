"""Values of one element's text: built-in types, types with facets, enumerations; the best first."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from attrs import field, frozen

from dcxml.binding.enumerations import flag_bits
from dcxml.codec.schema_types import facet_check
from dcxml.contract.model import EnumDataContract, PrimitiveDataContract, SimpleDataContract
from dcxml.contract.primitives import DB_NULL, XML_SCHEMA_TYPES
from dcxml.errors import InvalidDataContractError, LexicalError
from dcxml.qname import XS, QName
from dcxml.sampling.facets import fitting_texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dcxml.codec.plan import Plan
    from dcxml.contract.model import DataContract
    from dcxml.lexical.table import Primitive
    from dcxml.sampling.simple import PageValues

__all__ = ["SimpleValues"]

_WITHOUT_TEXT: Final = (QName(XS, "anyType"), DB_NULL)
_DATE_TIME_OFFSET: Final = "DateTimeOffset"
_STRING: Final = QName(XS, "string")
_OPEN: Final = "Sample"
"""A value of an open enumeration of which nothing was seen."""


@frozen(kw_only=True, eq=False)
class SimpleValues:
    """The simple values of a sample: those of the help page, or the least, which are .NET's defaults."""

    plan: Plan
    page: PageValues
    is_least: bool
    _enumerations: dict[QName, list[Any]] = field(factory=dict)

    def values(self, contract: DataContract, numbers: Iterator[int], *, shown: str | None, path: str) -> Iterator[Any]:
        """Yield values of a contract, that of the text ``shown`` first; ``numbers`` has the place's running number.

        :raises InvalidDataContractError: where there is none.
        """
        is_found = False
        for value in self._found(contract, numbers, shown):
            is_found = True
            yield value
        if not is_found:
            reason = f"no value of it was found{f' for {path}' if path else ''}; overrides may give one"
            raise InvalidDataContractError(reason, contract=contract.name.clark)

    def _found(self, contract: DataContract, numbers: Iterator[int], shown: str | None) -> Iterator[Any]:
        simplest = self.plan.contracts.simplest(contract)
        if isinstance(simplest, EnumDataContract):
            yield from self._enumeration(simplest, shown)
        elif isinstance(contract, SimpleDataContract) and isinstance(simplest, PrimitiveDataContract):
            yield from self._facetted(contract, simplest.primitive, numbers, shown)
        elif isinstance(simplest, PrimitiveDataContract):
            yield from self._primitive(simplest.primitive, numbers, shown)

    def _primitive(self, primitive: Primitive, numbers: Iterator[int], shown: str | None) -> Iterator[Any]:
        has_text = primitive.name not in _WITHOUT_TEXT and primitive.name.name != _DATE_TIME_OFFSET
        if shown is not None and has_text:
            with suppress(LexicalError):
                yield primitive.parse(shown)
        if self.is_least and (primitive.is_value_type or primitive.name == _STRING):
            yield "" if primitive.name == _STRING else primitive.default
        value = self.page.of(primitive.name, next(numbers))
        # A float has the digits of 32 bits once it was written.
        yield primitive.parse(primitive.format(value)) if isinstance(value, float) else value

    def _facetted(
        self, contract: SimpleDataContract, primitive: Primitive, numbers: Iterator[int], shown: str | None
    ) -> Iterator[Any]:
        facets: dict[str, list[str]] = {}
        built_in = primitive.name
        base: DataContract = contract
        while isinstance(base, SimpleDataContract):
            for facet in base.facets:
                facets.setdefault(facet.name, []).append(facet.value)
            if base.name in XML_SCHEMA_TYPES and built_in == primitive.name:
                built_in = base.name
            base = self.plan.contracts[base.base]
        check = facet_check(self.plan.contracts, contract)
        for text in fitting_texts(primitive, facets, self._wished(built_in, primitive, numbers, shown)):
            try:
                check(text)
                value = primitive.parse(text)
                check(primitive.format(value))
            except LexicalError:
                continue
            yield value

    def _wished(self, built_in: QName, primitive: Primitive, numbers: Iterator[int], shown: str | None) -> str:
        if shown is not None:
            return shown
        if self.is_least and primitive.is_value_type:
            return primitive.format(primitive.default)
        number = next(numbers)
        text = self.page.xml_schema_text(built_in, number)
        if text is None and self.is_least and primitive.name == _STRING:
            return ""
        return primitive.format(self.page.of(primitive.name, number)) if text is None else text

    def _enumeration(self, contract: EnumDataContract, shown: str | None) -> Iterator[Any]:
        """Yield the text shown, then the values in the order of ``Enum.GetValues``, that of unsigned numbers."""
        cls: Any = self.plan.types[contract.name]
        if contract.name not in self._enumerations:
            self._enumerations[contract.name] = _flags(cls) if contract.is_flags else _members(cls, contract)
        members = self._enumerations[contract.name]
        if shown is not None and not contract.is_flags:
            yield from (each for each in members if each.value == shown)
        yield from members


def _members(cls: Any, contract: EnumDataContract) -> list[Any]:
    if contract.is_open:
        return list(cls) or [cls(_OPEN)]
    return sorted(cls, key=lambda each: each.number % 2**64)


def _flags(cls: Any) -> list[Any]:
    """Return single flags that .NET reads as it writes them: their texts have no space, which parts flags."""
    bits = flag_bits(cls)
    zero = [] if any(not number for _, number in bits) else [cls(0)]
    return [*(cls(number) for text, number in sorted(bits, key=lambda each: each[1]) if " " not in text), *zero]
