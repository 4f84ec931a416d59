"""Messages as WCF takes them apart: the steps of its ``ReceivedMessage``, by the runtime's own reader and serializer.

WCF is no part of the runtime; the steps are those of System.ServiceModel.Channels (and of CoreWCF, which has them too):
``ReadStartEnvelope``, ``HasHeaderElement``, ``VerifyStartBody``, ``ReadStartBody``, ``ReadFromBodyContentsToEnd``.
"""

from __future__ import annotations

import base64
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from dcxml.qname import SOAP_ENVELOPES
from support.dotnet import DotnetError, dotnet_errors

if TYPE_CHECKING:
    from dcxml.qname import QName
    from support.dotnet import ClrTypes

__all__ = ["Message", "read_message"]


class Message(StrEnum):
    """What WCF makes of the octets of a message."""

    READ = "a message"
    EMPTY = "a message without parameters"
    FAULT = "a fault"
    REFUSED = "refused"


def read_message(types: ClrTypes, data: bytes, root: QName) -> Message:
    """Return what becomes of a message whose body is the contract or global element ``root``."""
    reader = _reader(types, data)
    try:
        with dotnet_errors():
            return _read(reader, types.serializer(root).serializer)
    except DotnetError:
        return Message.REFUSED


def _reader(types: ClrTypes, data: bytes) -> Any:
    runtime = types.runtime
    octets = runtime.system.Convert.FromBase64String(base64.b64encode(data).decode())
    quotas = runtime.xml.XmlDictionaryReaderQuotas.Max
    return runtime.xml.XmlDictionaryReader.CreateTextReader(runtime.io.MemoryStream(octets), quotas)


def _read(reader: Any, serializer: Any) -> Message:
    reader.MoveToContent()
    soap = next((each for each in SOAP_ENVELOPES if reader.IsStartElement("Envelope", each)), None)
    if soap is None or reader.IsEmptyElement:
        return Message.REFUSED
    reader.Read()
    if reader.IsStartElement("Header", soap):
        _pass_header(reader)
    if not reader.IsStartElement("Body", soap):
        return Message.REFUSED
    message = _read_body(reader, serializer, soap)
    reader.ReadEndElement()  # of the envelope
    return message


def _pass_header(reader: Any) -> None:
    if reader.IsEmptyElement:
        reader.Read()
        return
    reader.ReadStartElement()
    while reader.IsStartElement():
        reader.Skip()
    reader.ReadEndElement()


def _read_body(reader: Any, serializer: Any, soap: str) -> Message:
    if reader.IsEmptyElement:
        reader.Read()
        return Message.EMPTY
    reader.Read()
    kind = str(reader.MoveToContent())
    if kind == "EndElement":
        reader.ReadEndElement()
        return Message.EMPTY
    if reader.IsStartElement("Fault", soap):
        reader.Skip()
        reader.ReadEndElement()
        return Message.FAULT
    serializer.ReadObject(reader)
    reader.ReadEndElement()
    return Message.READ
