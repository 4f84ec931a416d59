"""Schemas made at random, of all that XML Schema has for types and their contents; drawn by a `Random`, so repeatable.

Names of elements are used once in each type and its bases, so that content models are deterministic.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import quoteattr

from dcxml.qname import XS

if TYPE_CHECKING:
    from random import Random

__all__ = ["draw_schema"]

_BUILT_IN: Final = (
    *("string", "int", "boolean", "decimal", "dateTime", "double", "long", "base64Binary", "anyURI", "QName"),
    *("date", "time", "gYear", "token", "normalizedString", "integer", "positiveInteger", "hexBinary", "duration"),
    *("NCName", "NMTOKENS", "unsignedByte", "short", "float", "language"),
)
_BOUNDED: Final = ("int", "decimal", "long", "integer", "short")
_FACETS: Final = {
    "text": (("maxLength", "2"), ("minLength", "1"), ("length", "1"), ("pattern", "[a-c ]*")),
    "number": (("minInclusive", "0"), ("maxExclusive", "10"), ("totalDigits", "2"), ("pattern", "[0-9]")),
}
_ENUMERATED: Final = ("a", "b", "b c", "x", "1")


def draw_schema(random: Random) -> str:
    """Return a schema of the namespace urn:t, with a global element for each of its types."""
    return _Draw(random).schema()


class _Draw:
    def __init__(self, random: Random) -> None:
        self.random = random
        self.simple: list[str] = []
        self.complex: list[str] = []
        self.named: list[str] = []
        self.unreferred: list[str] = []
        self.groups: list[str] = []
        self.attribute_groups: list[str] = []
        self.bases: list[str] = []
        self.count = 0

    def schema(self) -> str:
        simple_names = [f"S{number}" for number in range(self.random.randint(0, 3))]
        self.named = [f"T{number}" for number in range(self.random.randint(1, 4))]
        elements = [f"E{number}" for number in range(self.random.randint(0, 2))]
        self.unreferred = [*elements]
        body = []
        for name in simple_names:
            body.append(self._simple_type(name))
            self.simple.append(name)
        body += self._groups()
        for name in self.named:
            body.append(self._complex_type(name))
            self.complex.append(name)
        for name in (*simple_names, *self.named):
            nillable = self.random.choice([' nillable="true"', ' nillable="true"', ""])
            body.append(f'<xs:element name="{name}"{nillable} type="t:{name}"/>')
        for name in elements:
            body.append(f'<xs:element name="{name}" type="{self._simple_name()}"/>')
            if self.random.random() < 0.3:
                body.append(f'<xs:element name="{name}s" substitutionGroup="t:{name}"/>')
        self.random.shuffle(body)
        return (
            f'<xs:schema xmlns:xs="{XS}" xmlns:t="urn:t" targetNamespace="urn:t"{self._defaults()}>{"".join(body)}'
            "</xs:schema>"
        )

    def _defaults(self) -> str:
        """Return what the schema says for all its elements and attributes."""
        form = self.random.choice(["qualified", "qualified", "qualified", "unqualified", None])
        said = f' elementFormDefault="{form}"' if form else ""
        return said + self.random.choice(["", "", "", ' attributeFormDefault="qualified"'])

    def _groups(self) -> list[str]:
        """Return groups of elements and of attributes, each used once at most, so that names stay different."""
        made = []
        if self.random.random() < 0.3:
            made.append(
                f'<xs:group name="G"><xs:sequence>{self._element(1)}{self._element(1)}</xs:sequence></xs:group>'
            )
            self.groups = ["G"]
        if self.random.random() < 0.3:
            made.append(f'<xs:attributeGroup name="A">{self._attribute()}{self._attribute()}</xs:attributeGroup>')
            self.attribute_groups = ["A"]
        return made

    # Simple types

    def _simple_type(self, name: str | None = None) -> str:
        said = f' name="{name}"' if name else ""
        kind = self.random.choice(["restriction"] * 5 + ["list", "union"])
        if kind == "list":
            content = f'<xs:list itemType="{self._simple_name()}"/>'
        elif kind == "union":
            content = f'<xs:union memberTypes="{self._simple_name()} {self._simple_name()}"/>'
        else:
            content = self._restriction()
        return f"<xs:simpleType{said}>{content}</xs:simpleType>"

    def _restriction(self) -> str:
        base = self._simple_name()
        local = base.partition(":")[2]
        if base.startswith("t:"):
            facets: list[tuple[str, str]] = self.random.choice([[], [("pattern", ".*")]])
        elif local in _BOUNDED:
            facets = self._some(_FACETS["number"])
        elif local in ("string", "token", "normalizedString", "NCName", "anyURI"):
            enumerated = [("enumeration", text) for text in self._some(_ENUMERATED)]
            facets = self.random.choice([enumerated, self._some(_FACETS["text"])])
            if local == "NCName":
                facets = [each for each in facets if each[1] not in ("b c", "1")]
            if [each for each in facets if each[0] == "length"]:
                facets = [("length", "1")]
        else:
            facets = []
        written = "".join(f"<xs:{facet} value={quoteattr(value)}/>" for facet, value in facets)
        return f'<xs:restriction base="{base}">{written}</xs:restriction>'

    def _some(self, items: tuple) -> list:
        return [each for each in items if self.random.random() < 0.4]

    def _simple_name(self) -> str:
        if self.simple and self.random.random() < 0.3:
            return f"t:{self.random.choice(self.simple)}"
        return f"xs:{self.random.choice(_BUILT_IN)}"

    # Complex types

    def _complex_type(self, name: str | None = None, depth: int = 0) -> str:
        said = f' name="{name}"' if name else ""
        kind = self.random.choice(["plain"] * 6 + ["extension"] * 2 + ["simple", "any", "mixed", "empty", "list"])
        if kind == "simple":
            content = (
                f'<xs:simpleContent><xs:extension base="{self._simple_name()}">{self._attributes()}</xs:extension>'
                "</xs:simpleContent>"
            )
        elif kind == "extension" and self.bases and name:
            base = self.random.choice(self.bases)
            particle = self._sequence(depth) if self.random.random() < 0.8 else ""
            content = f'<xs:complexContent><xs:extension base="t:{base}">{particle}</xs:extension></xs:complexContent>'
        elif kind == "any":
            content = (
                f'<xs:complexContent><xs:restriction base="xs:anyType">{self._sequence(depth)}{self._attributes()}'
                "</xs:restriction></xs:complexContent>"
            )
        elif kind == "list":
            content = f"<xs:sequence>{self._element(depth, most='unbounded')}</xs:sequence>"
        else:
            content = "" if kind == "empty" else self._particle(depth)
            content += self._attributes() if self.random.random() < 0.3 else ""
            if kind == "plain" and name and "<xs:all" not in content:
                self.bases.append(name)
        mixed = ' mixed="true"' if kind == "mixed" else ""
        if kind == "plain" and self.random.random() < 0.1:
            content += '<xs:anyAttribute namespace="##other" processContents="skip"/>'
        return f"<xs:complexType{said}{mixed}>{content}</xs:complexType>"

    def _particle(self, depth: int) -> str:
        kind = self.random.choice(["sequence"] * 6 + ["all", "choice"])
        if kind == "sequence":
            return self._sequence(depth)
        items = "".join(self._element(depth, most="1") for _ in range(self.random.randint(1, 3)))
        return f"<xs:{kind}>{items}</xs:{kind}>"

    def _sequence(self, depth: int) -> str:
        occurs = self.random.choice([""] * 8 + [' minOccurs="0"', ' maxOccurs="2"'])
        items = [self._element(depth) for _ in range(self.random.randint(0, 4))]
        if self.groups and depth == 0 and self.random.random() < 0.3:
            items.append(f'<xs:group ref="t:{self.groups.pop()}"/>')
        if self.random.random() < 0.1:
            items.append(f"<xs:choice>{self._element(depth)}{self._element(depth)}</xs:choice>")
        if self.random.random() < 0.1:
            items.append(f'<xs:sequence minOccurs="0">{self._element(depth)}</xs:sequence>')
        if self.random.random() < 0.07 and "maxOccurs" not in occurs:
            items.append('<xs:any minOccurs="0" namespace="##other" processContents="lax"/>')
        return f"<xs:sequence{occurs}>{''.join(items)}</xs:sequence>"

    def _element(self, depth: int, *, most: str | None = None) -> str:
        least = self.random.choice(["", "", ' minOccurs="0"', ' minOccurs="0"'])
        often = most or self.random.choice(["1"] * 8 + ["unbounded", "2"])
        occurs = least + ("" if often == "1" else f' maxOccurs="{often}"')
        if self.unreferred and depth == 0 and self.random.random() < 0.1:
            return f'<xs:element ref="t:{self.unreferred.pop()}"{occurs}/>'
        self.count += 1
        name, type_ = f"e{self.count}", self._type(depth)
        if any(f'type="t:{later}"' in type_ for later in self.named if later not in self.complex):
            occurs = occurs.replace(' minOccurs="0"', "") + ' minOccurs="0"'  # so that documents end
        form = self.random.choice([""] * 12 + [' form="qualified"', ' form="unqualified"'])
        nillable = self.random.choice(["", ' nillable="true"'])
        return f'<xs:element name="{name}"{occurs}{form}{nillable}{type_}'

    def _type(self, depth: int = 0) -> str:
        """Return the rest of an element: its type, by name or inside, and its end."""
        kind = self.random.choice(["simple"] * 5 + ["complex"] * 2 + ["inline simple", "inline complex", "none"])
        if kind == "complex":
            return f' type="t:{self.random.choice(self.named)}"/>'
        if kind == "inline simple":
            return f">{self._simple_type()}</xs:element>"
        if kind == "inline complex" and depth < 2:
            return f">{self._complex_type(depth=depth + 1)}</xs:element>"
        if kind == "none":
            return "/>"
        name = self._simple_name()
        default = (
            self.random.choice([' default="1"', ' fixed="1"', *[""] * 9]) if name in ("xs:string", "xs:int") else ""
        )
        return f' type="{name}"{default}/>'

    def _attributes(self) -> str:
        made = [self._attribute() for _ in range(self.random.choice([0, 0, 1, 2]))]
        if made and self.attribute_groups and self.random.random() < 0.3:
            made.append(f'<xs:attributeGroup ref="t:{self.attribute_groups[0]}"/>')
        return "".join(made)

    def _attribute(self) -> str:
        self.count += 1
        use = self.random.choice(["", ' use="required"'])
        return f'<xs:attribute name="x{self.count}"{use} type="{self._simple_name()}"/>'
