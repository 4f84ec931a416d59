"""The one door to the XML parser: bytes or text in, an lxml tree out, by the rules .NET's text reader has.

``XmlDictionaryReader`` refuses document type declarations, XML 1.1 and a declared encoding that is not the one
the bytes have; so does this room. It knows nothing of contracts.
"""

from dcxml.xmlio.beginning import checked_octets
from dcxml.xmlio.declarations import declarations_of
from dcxml.xmlio.limits import DEFAULT_LIMITS, NO_LIMITS, Limits, check_part, may_have_long_tags
from dcxml.xmlio.parsing import fault_of_parser, parse_document, pull_parser, refuse_instructions
from dcxml.xmlio.paths import PathFinder, path_of
from dcxml.xmlio.sources import check_source, is_path, read_source

__all__ = [
    "DEFAULT_LIMITS",
    "NO_LIMITS",
    "Limits",
    "PathFinder",
    "check_part",
    "check_source",
    "checked_octets",
    "declarations_of",
    "fault_of_parser",
    "is_path",
    "may_have_long_tags",
    "parse_document",
    "path_of",
    "pull_parser",
    "read_source",
    "refuse_instructions",
]
