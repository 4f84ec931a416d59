"""The page about a rule, in Markdown, and the index of all: what ``docs/rules/`` holds and ``dcxml explain`` tells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dcxml.reporting.explanations.explanation import Explanation
    from dcxml.validation import Facts, Rule

__all__ = ["EXAMPLE_CONTRACTS", "file_name", "index_page", "rule_page"]

EXAMPLE_CONTRACTS: Final = """\
[DataContract(Namespace = "urn:base")]
public class Document
{
    [DataMember] public int Id;
    [DataMember] public string Title;
}

[DataContract(Namespace = "urn:shop"), KnownType(typeof(Order))]
public class Order : Document
{
    [DataMember(IsRequired = true)] public int Number;
    [DataMember(Order = 1)] public object Any;
    [DataMember(Order = 1)] public Codes Codes;                          // a list of bytes
    [DataMember(Order = 1)] public Extra Extra;                          // IXmlSerializable
    [DataMember(Order = 1)] public Flags Flags;                          // [Flags] enum { Red = 1, Green = 2 }
    [DataMember(Order = 1)] public Guid Key;
    [DataMember(Order = 1)] public List<Line> Lines;                     // Line { int Count; decimal Price; }
    [DataMember(Order = 1)] public Document Owner;
    [DataMember(Order = 1)] public Dictionary<string, decimal> Prices;
    [DataMember(Order = 1)] public XmlElement Raw;
    [DataMember(Order = 1)] public XmlNode[] Rest;
    [DataMember(Order = 1)] public DateTimeOffset Sent;
    [DataMember(Order = 1)] public string Short;                         // three characters at most
    [DataMember(Order = 1)] public State State;                          // enum { Open, Closed }
    [DataMember(Order = 1)] public TimeSpan Takes;
    [DataMember(Order = 1)] public XmlQualifiedName Type;
    [DataMember(Order = 1)] public DateTime When;
}

[DataContract(Namespace = "urn:h")]
public class Holder
{
    [DataMember] public Node A, B;                                       // [DataContract(IsReference = true)]
    [DataMember] public Plain Plain;                                     // [DataContract]
}
"""
_INTRODUCTION: Final = (
    "What `dcxml validate` and `dcxml.check` find, by code. Codes are stable: a retired one is not used again."
    " `dcxml explain CODE` tells a page in the terminal. The facts on a page are those of its example; other documents"
    " may break the rule in another way, and each finding has its own."
)
_ABOUT_CONTRACTS: Final = (
    "The examples are documents of these contracts. `Number` has no `Order`, so it stands before the members that have"
    " one."
)
_MARKUP: Final = re.compile(r"\w*<\w[^>]*>(?:\.\w+)?|&#?\w+;")
_GROUPS: Final = {
    "document": "The document",
    "structure": "Elements and attributes",
    "nil": "Null",
    "text": "Texts of simple values",
    "type": "Types",
    "reference": "References",
    "dictionary": "Dictionaries",
    "schema": "What only the schema knows",
    "value": "Values in Python",
    "spelling": "Spelling, where it is asked for",
}


def file_name(rule: Rule) -> str:
    """Return the name of a rule's page: ``DC004-member-out-of-order.md``."""
    return f"{rule.code}-{rule.name}.md"


def rule_page(explanation: Explanation) -> str:
    """Return the page about a rule."""
    rule = explanation.rule
    shown = explanation.wrong if explanation.wrong_shown is None else explanation.wrong_shown
    examples = {"## Wrong": shown, "## Right": explanation.right}
    parts = [
        f"# {rule.code} {rule.name}",
        _code(rule.summary),
        explanation.why,
        "\n".join(_facts(rule.facts)),
        *(part for title, text in examples.items() if text for part in (title, f"```xml\n{text.rstrip()}\n```")),
        "## How to fix it",
        explanation.fix,
        "## Sources",
        "\n".join(f"- {source}" for source in explanation.sources),
    ]
    return "\n\n".join(parts) + "\n"


def index_page(explanations: Iterable[Explanation]) -> str:
    """Return the index: all rules by group, and the contracts of which the examples are documents."""
    rules = sorted((each.rule for each in explanations), key=lambda rule: rule.code)
    parts = [
        "# Rules",
        _INTRODUCTION,
    ]
    for group, title in _GROUPS.items():
        rows = [
            f"| [{rule.code}]({file_name(rule)}) | {rule.name} | {rule.facts.severity} |"
            for rule in rules
            if rule.group == group
        ]
        parts += [f"## {title}", "\n".join(["| code | name | severity |", "|---|---|---|", *rows])]
    parts += [
        "## The contracts of the examples",
        _ABOUT_CONTRACTS,
        f"```csharp\n{EXAMPLE_CONTRACTS}```",
    ]
    return "\n\n".join(parts) + "\n"


def _code(summary: str) -> str:
    """Return a sentence in which what Markdown would take for markup stands as code."""
    return _MARKUP.sub(r"`\g<0>`", summary)


def _facts(facts: Facts) -> Iterator[str]:
    said = {True: "yes", False: "no"}
    reads = f"yes, as {facts.reads_as}" if facts.readable and facts.reads_as else said[facts.readable]
    yield "| fact | |"
    yield "|---|---|"
    yield f"| valid for XML Schema | {said[facts.schema_valid]} |"
    yield f"| readable by .NET | {reads} |"
    yield f"| canonical: as .NET writes it | {said[facts.canonical]} |"
    yield f"| lossless: .NET holds all of it | {said[facts.lossless]} |"
    yield f"| severity | {facts.severity} |"
