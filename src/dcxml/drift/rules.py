"""The kinds of change, by code: a name, and in a sentence or two what it is and what comes of it.

Codes are stable: a retired one is not used again.
"""

from __future__ import annotations

from typing import Final

from attrs import frozen

__all__ = ["CHANGES", "ChangeRule"]


@frozen
class ChangeRule:
    """A kind of change: its stable ``code``, its ``name``, and what comes of it."""

    code: str
    name: str
    summary: str


_made: list[ChangeRule] = []


def _rule(code: str, name: str, summary: str) -> ChangeRule:
    made = ChangeRule(code, name, summary)
    _made.append(made)
    return made


# Contracts

CONTRACT_ADDED: Final = _rule(
    "DD001", "contract-added", "A contract is new. No document of the old contracts has it, and no reader of them asks."
)
CONTRACT_REMOVED: Final = _rule(
    "DD002",
    "contract-removed",
    "A contract is gone: the new reader knows neither documents of which it is the root nor an i:type that names it.",
)
CONTRACT_RENAMED: Final = _rule(
    "DD003",
    "contract-renamed",
    "A contract has another name, and so have its root element, its i:type and the items of its lists: the one side"
    " refuses the roots of the other, and skips its items. Proposed where one contract is gone and another of the same"
    " members, or of nearly the same name, has come.",
)
NAMESPACE_CHANGED: Final = _rule(
    "DD004",
    "namespace-changed",
    "Contracts are in another namespace. Root elements are refused, members and items of the other namespace are"
    " skipped, and names with a digest of the namespace change too.",
)
KIND_CHANGED: Final = _rule(
    "DD005",
    "contract-kind-changed",
    "A contract is of another kind: a class that was an enumeration, a dictionary that was a list.",
)
VALUE_TYPE_CHANGED: Final = _rule(
    "DD006",
    "value-type-changed",
    "A class has become a struct, or a struct a class. Documents are the same but for what is told of members and"
    " items, which can be null or not; a struct refuses the identities (z:Id) that a class may have.",
)
BASE_CHANGED: Final = _rule(
    "DD007",
    "base-changed",
    "A class has another base. Members of the base come first in its documents, so members appear, disappear or move;"
    " and the class can stand only where a base of it is declared.",
)
REFERENCE_CHANGED: Final = _rule(
    "DD008",
    "is-reference-changed",
    "IsReference is another: z:Id and z:Ref are in documents, and allowed by the schema, or not. .NET reads them in any"
    " case; a schema without them refuses them.",
)
DERIVED_ADDED: Final = _rule(
    "DD009",
    "derived-type-added",
    "A class is new that derives from an old one and may stand in its place: the old reader does not know the type that"
    " i:type names (SerializationException).",
)
DERIVED_REMOVED: Final = _rule(
    "DD010",
    "derived-type-removed",
    "A class is gone that could stand in the place of its base: the new reader does not know the type that i:type names"
    " (SerializationException).",
)
GENERIC_CHANGED: Final = _rule(
    "DD011",
    "generic-definition-changed",
    "The generic definition behind a contract is another, or is told for one side only. Documents are the same.",
)
DEFINITION_CHANGED: Final = _rule(
    "DD012",
    "definition-changed",
    "The schema of what is kept as XML (IXmlSerializable), or a group, an attribute or an element that schemas refer"
    " to, is another. .NET reads any XML there; what the schemas say may differ either way.",
)

# Members of classes

MEMBER_ADDED: Final = _rule(
    "DD101",
    "member-added",
    "A member is new and need not be there. Wherever it stands, the old reader skips it, and the new one takes the"
    " default where it is absent; the old schema refuses it. With objects that have identities (IsReference) an old"
    " reader may skip the one that a later z:Ref names, and refuses the document.",
)
REQUIRED_MEMBER_ADDED: Final = _rule(
    "DD102",
    "required-member-added",
    "A member is new and must be there (IsRequired): the new reader refuses all documents without it.",
)
MEMBER_REMOVED: Final = _rule(
    "DD103",
    "member-removed",
    "A member that need not be there is gone: the old reader has null or the default in its place from now on, the new"
    " one skips it.",
)
REQUIRED_MEMBER_REMOVED: Final = _rule(
    "DD104",
    "required-member-removed",
    "A member that must be there is gone: the old reader refuses all documents without it.",
)
MEMBER_RENAMED: Final = _rule(
    "DD105",
    "member-renamed",
    "A member has another name: each side skips the element of the other and has null or the default, or refuses the"
    " document where the member is required. Proposed where one member is gone and another of the same type and nearly"
    " the same name has come.",
)
MEMBERS_MOVED: Final = _rule(
    "DD106",
    "members-moved",
    "The order of members is another. .NET skips what comes too late, and refuses the document where that is required"
    " or a required member is passed over.",
)
MEMBER_TYPE_CHANGED: Final = _rule(
    "DD107",
    "member-type-changed",
    "A member has another type. What is read depends on both: an int is read as a long, a long as an int only in the"
    " range of the int.",
)
NILLABLE_CHANGED: Final = _rule(
    "DD108",
    "member-nillable-changed",
    "A member can be null and could not, or the reverse: i:nil is refused for a value type, and by the schema.",
)
REQUIRED_CHANGED: Final = _rule(
    "DD109",
    "member-required-changed",
    "A member must be there and need not have been, or the reverse: the side that requires it refuses documents without"
    " it.",
)
EMIT_DEFAULT_CHANGED: Final = _rule(
    "DD110",
    "emit-default-value-changed",
    "EmitDefaultValue is another: a member that has its default is left out, or is written. Either is read as the same"
    " value.",
)
DECLARED_NAMESPACE_CHANGED: Final = _rule(
    "DD111",
    "declared-namespace-changed",
    "The namespace that is declared on a member seen only as nil is another. Readers do not look at it.",
)

# Enumerations

VALUE_ADDED: Final = _rule(
    "DD201",
    "enumeration-member-added",
    "An enumeration has a new text: the old reader and the old schema refuse it.",
)
VALUE_REMOVED: Final = _rule(
    "DD202",
    "enumeration-member-removed",
    "An enumeration has lost a text: the new reader and the new schema refuse it.",
)
VALUE_RENAMED: Final = _rule(
    "DD203",
    "enumeration-member-renamed",
    "A value of an enumeration has another text: each side refuses that of the other. Proposed where a text is gone and"
    " another of the same number has come.",
)
VALUES_CHANGED: Final = _rule(
    "DD204",
    "enumeration-values-changed",
    "Texts of an enumeration stand for other numbers. Only texts are written; but the text of 0 is what an absent"
    " member has, so where that one differs the two sides read different values.",
)
VALUES_REORDERED: Final = _rule(
    "DD205",
    "enumeration-members-reordered",
    "The texts of an enumeration are declared in another order. Documents are the same, but for the order in which .NET"
    " writes flags.",
)
FLAGS_CHANGED: Final = _rule(
    "DD206",
    "flags-changed",
    "An enumeration has become flags, or flags an enumeration: several texts, or none, are refused by what is no flags;"
    " flags refuse a text with a space.",
)
OPEN_CHANGED: Final = _rule(
    "DD207",
    "open-enumeration-changed",
    "An enumeration known from samples only (open: any text is kept) is closed now, or the reverse: the closed one"
    " refuses unknown texts.",
)
UNDERLYING_TYPE_CHANGED: Final = _rule(
    "DD208",
    "underlying-type-changed",
    "The integer type behind an enumeration is another. Documents are the same.",
)

# Simple types

FACET_TIGHTENED: Final = _rule(
    "DD301",
    "facet-tightened",
    "A facet allows less: the new schema refuses what the old one allowed. .NET does not know facets.",
)
FACET_LOOSENED: Final = _rule(
    "DD302",
    "facet-loosened",
    "A facet allows more: the old schema refuses what the new one allows. .NET does not know facets.",
)
FACET_CHANGED: Final = _rule(
    "DD303",
    "facet-changed",
    "A facet is another, and which of the two allows more cannot be told: either schema may refuse what the other"
    " allows. .NET does not know facets.",
)
BASE_TYPE_CHANGED: Final = _rule(
    "DD304",
    "base-type-changed",
    "A simple type restricts another type. What is read depends on both, as where the type of a member changes.",
)

# Collections

ITEM_NAME_CHANGED: Final = _rule(
    "DD401",
    "item-name-changed",
    "The items of a list or a dictionary have another name: each side skips all items of the other and has an empty"
    " collection; arrays of numbers and the schema refuse them.",
)
ITEM_TYPE_CHANGED: Final = _rule(
    "DD402", "item-type-changed", "The items of a list have another type. What is read depends on both."
)
ITEM_NILLABLE_CHANGED: Final = _rule(
    "DD403",
    "item-nillable-changed",
    "The items of a list can be null and could not, or the reverse: i:nil is refused for a value type, and by the"
    " schema.",
)
ENTRY_CHANGED: Final = _rule(
    "DD404",
    "key-or-value-changed",
    "The keys or values of a dictionary have another name or type, or can be null. Both must be there in each item, so"
    " a dictionary refuses items with other names.",
)
ITEM_COUNT_CHANGED: Final = _rule(
    "DD405",
    "item-count-changed",
    "A schema asks for another number of items, at least or at most. .NET does not count.",
)

# Global elements

ROOT_ADDED: Final = _rule("DD501", "root-added", "A global element is new. No old document has it.")
ROOT_REMOVED: Final = _rule(
    "DD502", "root-removed", "A global element is gone: the new reader and the new schema refuse documents with it."
)
ROOT_RENAMED: Final = _rule(
    "DD503",
    "root-renamed",
    "A global element has another name: each side refuses the root of the other. Proposed where one element is gone and"
    " another of the same type has come.",
)
ROOT_TYPE_CHANGED: Final = _rule(
    "DD504", "root-type-changed", "A global element has another type. What is read depends on both."
)
ROOT_NILLABLE_CHANGED: Final = _rule(
    "DD505",
    "root-nillable-changed",
    "A global element can be null and could not, or the reverse: i:nil is refused for a value type, and by the schema.",
)

# Operations of services

OPERATION_ADDED: Final = _rule("DD601", "operation-added", "An operation is new. No old client calls it.")
OPERATION_REMOVED: Final = _rule(
    "DD602", "operation-removed", "An operation is gone: the new service refuses the request of an old client."
)
ACTION_CHANGED: Final = _rule(
    "DD603",
    "action-changed",
    "An operation has another action, be it SOAPAction or that of WS-Addressing: WCF dispatches requests by it, and"
    " refuses the other (ActionNotSupported); a client refuses a response of another action.",
)
ADDRESS_CHANGED: Final = _rule(
    "DD604", "address-changed", "A service is at another address. Messages are the same; clients have to be told."
)
REQUEST_CHANGED: Final = _rule(
    "DD605", "request-changed", "The body of a request is another element, or empty: services refuse that of the other."
)
RESPONSE_CHANGED: Final = _rule(
    "DD606",
    "response-changed",
    "The body of a response is another element, or empty, or there is no response: clients refuse that of the other.",
)
SOAP_VERSION_CHANGED: Final = _rule(
    "DD607",
    "soap-version-changed",
    "A binding has another version of SOAP: another namespace of the envelope and another content type, which the other"
    " refuses.",
)
HEADERS_CHANGED: Final = _rule(
    "DD608",
    "headers-changed",
    "A request carries other headers. A header that is not known is passed over, one that is gone is null.",
)
FAULTS_CHANGED: Final = _rule(
    "DD609",
    "faults-changed",
    "An operation declares other faults. A client that does not know a detail has a fault without it.",
)
STYLE_CHANGED: Final = _rule(
    "DD610",
    "style-changed",
    "An operation has another style (rpc, document) or SOAP's encoding: the body has another form, which the other"
    " refuses.",
)
BINDING_CHANGED: Final = _rule(
    "DD611",
    "binding-renamed",
    "The port type, the binding or the service of operations has another name. Messages are the same.",
)

ADDRESSING_CHANGED: Final = _rule(
    "DD612",
    "addressing-changed",
    "A binding demands the headers of WS-Addressing, or those of another version, or none: a side that demands them"
    " refuses messages without them, and one that does not know them those that must be understood.",
)

CHANGES: Final = {rule.code: rule for rule in _made}
"""All kinds of change, by code."""
