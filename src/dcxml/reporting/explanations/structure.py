"""Rules about elements and attributes: which stand where, in what order, how often."""

from __future__ import annotations

from typing import Final

from dcxml.qname import SOAP_11
from dcxml.reporting.explanations.explanation import Explanation, order
from dcxml.validation import rules

__all__ = ["STRUCTURE"]

_CONTEXT: Final = ".NET: XmlObjectSerializerReadContext.GetMemberIndex and GetMemberIndexWithRequiredMembers"
_SEQUENCE: Final = "XML Schema Part 1, 3.8 Model Groups (xs:sequence)"
_ORDER: Final = ".NET: Data Member Order: base class, then DataMember.Order, then the name by ordinal comparison"


def _in_envelope(body: str) -> str:
    """Return an ``Order`` in an envelope, in an element of this name."""
    return (
        f'<s:Envelope xmlns:s="{SOAP_11}">\n  <s:{body}>\n'
        '    <Order xmlns="urn:shop">\n      <Number>1</Number>\n    </Order>\n'
        f"  </s:{body}>\n</s:Envelope>\n"
    )


STRUCTURE: Final = (
    Explanation(
        rule=rules.WRONG_ROOT,
        why="The serializer looks for one element: that of its contract, by name and namespace. For any other it throws"
        " a SerializationException that names both. Here the name is that of no contract in the schemas.",
        wrong='<Ordr xmlns="urn:shop">\n  <Number>1</Number>\n</Ordr>\n',
        right='<Order xmlns="urn:shop">\n  <Number>1</Number>\n</Order>\n',
        fix="Name the root as its contract, or read it with a serializer made for that name (`root_name`). Of a SOAP"
        " message, the content of the body is the root. Where the document is right, its schema is missing: give it"
        " with `--schema`.",
        sources=(".NET: DataContractSerializer.ReadObject(reader, verifyObjectName: true)",),
    ),
    Explanation(
        rule=rules.WRONG_NAMESPACE,
        why="To .NET an element of another namespace is another element: it skips it, and the member is null or has its"
        " default, without a word. Mostly xmlns was lost or mistyped once, and every element below is wrong for the"
        " same reason; so it is one finding, which says how many others there are.",
        wrong=order('<State xmlns="urn:ship">Open</State>'),
        right=order("<State>Open</State>"),
        fix="Declare the namespace that the finding names. Members of a base class keep the namespace of the base"
        " class.",
        sources=("Namespaces in XML 1.0", _CONTEXT),
    ),
    Explanation(
        rule=rules.OUT_OF_ORDER,
        why=".NET reads members in one pass: it compares each element with the members that are still to come, and"
        " skips what is none of them. A member that comes too late is lost without a word, and where one comes too"
        " early, those before it are.",
        wrong=order("<State>Open</State>", "<Codes/>"),
        right=order("<Codes/>", "<State>Open</State>"),
        fix="Put the member where the finding says. Whoever writes the document should go by the"
        " schema's order, not by that of a class in another language.",
        sources=(_ORDER, _CONTEXT, _SEQUENCE),
    ),
    Explanation(
        rule=rules.TWICE,
        why="After a member has been read, .NET looks for those behind it only. A second element of that name is"
        " skipped like any other that it does not know, so the first one counts.",
        wrong=order("<State>Open</State>", "<State>Closed</State>"),
        right=order("<State>Closed</State>"),
        fix="Keep the one that is meant. Where several values are meant, the member has to be a collection: its items"
        " stand in one element.",
        sources=(_CONTEXT, _SEQUENCE),
    ),
    Explanation(
        rule=rules.UNKNOWN_MEMBER,
        why=".NET skips an element that is no member of the contract, or keeps it aside where the class has"
        " ExtensionData, so that newer versions of a contract can be read. A name that was only mistyped is lost the"
        " same way, and names are case-sensitive.",
        wrong=order("<Colour>red</Colour>"),
        right=order("<b:Title>red</b:Title>", "<Number>1</Number>", number=""),
        fix="Correct the name; the finding lists those there are. Where the document is newer than the schema, take"
        " the newer schema.",
        sources=(".NET: IExtensibleDataObject, Forward-Compatible Data Contracts", _SEQUENCE),
    ),
    Explanation(
        rule=rules.MISSING_MEMBER,
        why="Most members may be left out: .NET then holds the default. One with IsRequired has to be there, and a"
        " SerializationException names those that are not. A member that was there, but too late or in another"
        " namespace, is missing too; then that is the finding.",
        wrong=order("<State>Open</State>", number=""),
        right=order("<State>Open</State>"),
        fix="Write the member. Null is an element with i:nil, where null is allowed.",
        sources=(".NET: DataMemberAttribute.IsRequired", "XML Schema Part 1: minOccurs"),
    ),
    Explanation(
        rule=rules.STRAY_TEXT,
        why="Between the elements of a class or a collection there may be white space and comments. Other text is"
        " mostly a slip of a template or of an editor; .NET throws a SerializationException, and the schema has no"
        " mixed content.",
        wrong=order("stray", "<State>Open</State>"),
        right=order("<State>Open</State>"),
        fix="Remove the text, or move it into the member that it belongs to.",
        sources=("XML Schema Part 1, 3.4 Complex Type Definitions (mixed)",),
    ),
    Explanation(
        rule=rules.STRAY_ELEMENT,
        why="A number, a string or a date is text. .NET throws a SerializationException where an element begins in it."
        " Markup in a string has to be escaped, or stand in a CDATA section.",
        wrong=order("<State>Open<b/></State>"),
        right=order("<State>Open</State>"),
        fix="Escape what is meant as text: `&lt;b/&gt;`. For an object the member's type has to be a class.",
        sources=(".NET: XmlReader.ReadElementContentAsString", "XML Schema Part 1: simple content"),
    ),
    Explanation(
        rule=rules.ATTRIBUTE,
        why="Data contracts have no attributes. .NET ignores those it does not know, so what they say is lost;"
        " the schema refuses them. i:type, i:nil, z:Id, z:Ref, xsi:schemaLocation and xmlns are known.",
        wrong=order("<State>Open</State>", attributes=' kind="express"'),
        right=order("<State>Open</State>"),
        fix="Move the value into a member. A type or nil without the prefix of XML Schema's instance namespace is"
        " such an attribute too: write i:type and i:nil, with xmlns:i declared.",
        sources=("XML Schema Part 1, 3.2 Attribute Declarations", ".NET: Data Contract Schema Reference"),
    ),
    Explanation(
        rule=rules.XML_CONTENT,
        why="A member of the type XmlElement holds one element of any kind. Without one .NET throws a"
        " SerializationException; what follows the first is skipped, and lost.",
        wrong=order("<Raw>text</Raw>"),
        right=order('<Raw>\n    <note xmlns="">text</note>\n  </Raw>'),
        fix="Put an element around the content. For several elements, or text, the member's type has to be XmlNode[].",
        sources=(".NET: XmlElement and XmlNode[] as data members",),
    ),
    Explanation(
        rule=rules.ENVELOPE,
        why="WCF takes a message apart before any serializer sees it: behind the Header, if there is one, it looks for"
        " the Body, and for none where that is misspelled, in another namespace or missing. Behind the Body it expects"
        " the end of the envelope. An empty Body is allowed by SOAP, and to WCF a message without parameters: an"
        " operation that has some refuses it, so it is a warning, and nothing where the contracts come from a WSDL with"
        " an operation whose request or response is empty. The body of a fault is right as it is.",
        wrong=_in_envelope("Bdy"),
        right=_in_envelope("Body"),
        fix="Name the Body as SOAP does, in the namespace of its Envelope, and put the message into it. Headers stand"
        " in the Header, before the Body. `dcxml.soap.envelope` makes envelopes as WCF does.",
        sources=(
            "SOAP 1.1, 4 SOAP Envelope",
            "SOAP 1.2 Part 1, 5 SOAP Message Construct",
            ".NET: System.ServiceModel.Channels.Message, whose reader says MessageBodyMissing",
        ),
    ),
)
