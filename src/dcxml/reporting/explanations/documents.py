"""Rules about the document as a whole: well-formedness, encoding, what .NET's text reader refuses of XML."""

from __future__ import annotations

from typing import Final

from dcxml.reporting.explanations.explanation import Explanation, order
from dcxml.validation import rules

__all__ = ["DOCUMENTS"]

_RIGHT: Final = order("<State>Open</State>")
_READER: Final = ".NET: System.Xml.XmlDictionaryReader.CreateTextReader, which DataContractSerializer.ReadObject uses"

DOCUMENTS: Final = (
    Explanation(
        rule=rules.NOT_XML,
        why="No parser reads such a document, .NET's neither, so nothing more can be said about it. Mostly it was cut"
        " off on its way, was put together by pasting texts that hold `&` or `<`, or is no XML at all: an error page,"
        " JSON, an empty answer.",
        wrong=order("<State>Open</Stat>"),
        right=_RIGHT,
        fix="Look at the place that the finding names: what is wrong is there, or was not closed before it. Write XML"
        " with a serializer, which escapes `&` and `<`, and not by pasting.",
        sources=("XML 1.0, 2.1 Well-Formed XML Documents", _READER),
    ),
    Explanation(
        rule=rules.DOCUMENT_TYPE,
        why="A DTD can name files and addresses to fetch, and entities that grow without bound, so .NET's text reader"
        " refuses any. dcxml does not read it either: whatever it says, nothing is fetched.",
        wrong="<!DOCTYPE Order>\n" + _RIGHT,
        right=_RIGHT,
        fix="Leave the declaration out. Where the document uses entities that it defines, write what they stand for.",
        sources=("XML 1.0, 2.8 Prolog and Document Type Declaration", _READER),
    ),
    Explanation(
        rule=rules.ENCODING,
        why="The text reader looks at the first bytes to tell UTF-8 from UTF-16, and throws an XmlException where the"
        " declaration names another encoding, though the bytes be in it, and where it has another name for the same:"
        " `utf8`, `us-ascii`, `utf-16BE` of UTF-16 in the other order. Text that was decoded and encoded again often"
        " keeps the old declaration. A document that is read through `XmlReader.Create` may be in any encoding that"
        " .NET has.",
        wrong='<?xml version="1.0" encoding="iso-8859-1"?>\n' + _RIGHT,
        right='<?xml version="1.0" encoding="utf-8"?>\n' + _RIGHT,
        fix="Declare the encoding that the bytes have, or none: without a declaration a document is UTF-8. Other"
        " encodings than UTF-8 and UTF-16 have to be converted.",
        sources=("XML 1.0, 4.3.3 Character Encoding in Entities", _READER),
    ),
    Explanation(
        rule=rules.CONTROL_CHARACTER,
        why="XML 1.0 has no characters below U+0020 but tab, line feed and carriage return, not even as references."
        " .NET writes them as references all the same, and reads them; other parsers refuse the whole document.",
        wrong=order("<b:Title>one&#x1;two</b:Title>", "<Number>1</Number>", number=""),
        right=order("<b:Title>one two</b:Title>", "<Number>1</Number>", number=""),
        fix="Remove the characters where the text comes from. Where they mean something, send bytes"
        " (xs:base64Binary). To read and write them as .NET does, there is `check_characters=False`.",
        sources=(
            "XML 1.0, 2.2 Characters",
            ".NET: System.Xml.XmlDictionaryWriter.CreateTextWriter, which does not check characters",
        ),
    ),
    Explanation(
        rule=rules.INSTRUCTION,
        why="Processing instructions speak to programs, as `<?xml-stylesheet?>` does. XML Schema does not look at them;"
        " .NET's text reader throws an XmlException.",
        wrong='<?xml-stylesheet href="order.css"?>\n' + _RIGHT,
        right=_RIGHT,
        fix="Take them out, or turn them into comments, which are allowed everywhere.",
        sources=("XML 1.0, 2.6 Processing Instructions", _READER),
    ),
    Explanation(
        rule=rules.LIMIT,
        why="A small file can ask for a lot of memory or a deep stack. dcxml stops at 1,500 levels, 1,000 attributes of"
        " an element and 268 million characters of one text; .NET has quotas of its own (XmlDictionaryReaderQuotas),"
        " which WCF's bindings set lower.",
        wrong="<Any>" * 1_600 + "</Any>" * 1_600,
        wrong_shown="<Any><Any><Any>…          (1,600 elements in each other)\n",
        right=order("<Any/>"),
        fix="Long chains of objects are better lists. Who reads documents of his own that are beyond a bound can set"
        " it higher with a serializer's limits.",
        sources=(".NET: System.Xml.XmlDictionaryReaderQuotas",),
    ),
    Explanation(
        rule=rules.UNREADABLE_FILE,
        why="What cannot be read has not been checked, and a run that says nothing about it would look like one without"
        " findings. So it is told in the report, the other documents are checked all the same, and the exit code is 2."
        " The sentence says which it is: no such file, a pattern that matches none, a folder without documents, no"
        " permission, a fault of the disk.",
        fix="Name what is there. A folder is searched for `*.xml`; other names are told by `--include`, and what"
        " `--exclude` or a `.gitignore` leaves out may be named by itself. Where it is right that something is missing,"
        " `--ignore unreadable-file` says so.",
        sources=("POSIX: open, opendir",),
    ),
)
