"""Rules about the spelling of what is right: told only where they are asked for (``--canonical``)."""

from __future__ import annotations

from typing import Final

from dcxml.qname import XSI
from dcxml.reporting.explanations.explanation import Explanation
from dcxml.validation import rules

__all__ = ["SPELLING"]

_ROOT: Final = f'<Order xmlns="urn:shop" xmlns:i="{XSI}">'
_RIGHT: Final = f"{_ROOT}\n  <Number>5</Number>\n</Order>\n"
_WRITER: Final = ".NET: System.Runtime.Serialization.DataContractSerializer.WriteObject"

SPELLING: Final = (
    Explanation(
        rule=rules.TEXT,
        why="Many texts have one value: `+5`, `05` and `5`. .NET reads them all and writes one of them, so"
        " what compares documents as text, keeps a hash or a signature of one, or looks for a value, takes them"
        " for different.",
        wrong=f"{_ROOT}\n  <Number>+5</Number>\n</Order>\n",
        right=_RIGHT,
        fix="Write the value with a serializer that writes as .NET does."
        " Only `--canonical`, or `canonical=True`, asks for this rule.",
        sources=(_WRITER, "W3C XML Schema Part 2, 2.3 Lexical space: canonical lexical representation"),
    ),
    Explanation(
        rule=rules.SPELLING,
        why="Prefixes, comments, CDATA sections and the order of attributes mean nothing to .NET and to XML Schema."
        " They tell that the document was not written by .NET, or was changed since, which matters where bytes are"
        " compared or signed.",
        wrong=f"{_ROOT}\n  <!-- five -->\n  <Number>5</Number>\n</Order>\n",
        right=_RIGHT,
        fix="Read the document and write it again. Indentation, the XML declaration and a byte order mark do not count."
        " Only `--canonical`, or `canonical=True`, asks for this rule.",
        sources=(_WRITER, ".NET: System.Xml.XmlWriter.Create, System.Xml.XmlDictionaryWriter.CreateTextWriter"),
    ),
)
