"""Operations as source: a class for each binding, and in it an attribute for each operation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dcxml.binding.documentation import DOC_WIDTH, doc_lines, flat
from dcxml.binding.names import member_name
from dcxml.codegen.layout import LINE_LENGTH, Brackets, call, keyword, lay_out, subscript, text_of, tuple_of, width
from dcxml.codegen.literal import literal
from dcxml.codegen.scope import Scope
from dcxml.codegen.writer import SourceWriter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dcxml.binding.module_plan import ModulePlan
    from dcxml.binding.service_plan import Service
    from dcxml.contract.operations import Fault, Operation
    from dcxml.qname import QName

__all__ = ["SOAP", "render_services"]

SOAP: Final = "soap"
"""The room of dcxml that the declarations are taken from; no class is called so, for those begin with a capital."""
_MARGIN: Final = 4
_ROOM: Final = LINE_LENGTH - 2 * _MARGIN - len("documentation=,")


def render_services(plan: ModulePlan) -> str:
    """Return the classes of the services, which stand behind all other declarations; nothing where there are none."""
    if not plan.services:
        return ""
    writer = SourceWriter()
    # What the body of a class names must not be hidden by an attribute of it.
    taken = {SOAP, *(word for text in _messages(plan) for word in re.findall(r"\w+", text))}
    for service, name in plan.services.items():
        writer.lines("", "")
        writer.lines(*lay_out("@", call(f"{SOAP}.service_endpoint", *_said_of_service(plan, service))))
        attributes = Scope(taken)
        with writer.block(f"class {name}:"):
            writer.lines(*doc_lines(_described(service), margin=_MARGIN), "")
            for operation in service.operations:
                writer.lines(*_operation(plan, operation, attributes.name(member_name(operation.name))))
    return writer.text()


def _messages(plan: ModulePlan) -> Iterator[str]:
    """Yield what stands for each message of the services."""
    for service in plan.services:
        for operation in service.operations:
            yield from (plan.message(name)[0] for name in (operation.request, operation.response))


def _said_of_service(plan: ModulePlan, service: Service) -> Iterator[str | Brackets]:
    first = service.operations[0]
    for word, name in (("port_type", first.port_type), ("binding", first.binding), ("service", first.service)):
        if name is not None:
            yield f"{word}={_qname(plan, name)}"
    if first.version is not None:
        yield f"version={SOAP}.SoapVersion.{first.version.name}"
    if first.address:
        yield f"address={literal(first.address)}"
    if first.addressing:
        yield f"addressing={literal(first.addressing)}"
    if first.service_documentation:
        yield keyword("documentation", text_of(first.service_documentation, room=_ROOM))


def _described(service: Service) -> list[str]:
    """Return the paragraphs of the class's docstring: whose operations these are, and what is said of them."""
    said = service.operations[0].service_documentation
    return [_summary(service), *(["", *flat(said)] if said else [])]


def _summary(service: Service) -> str:
    """Return the sentence that says whose operations these are."""
    name = service.port_type.name
    version = f", SOAP {service.version.value}" if service.version is not None else ""
    sentences = [f"Operations of {name}, which nothing binds.", f"Operations of {name}.", "Operations of a port type."]
    if service.binding is not None:
        sentences = [f"Operations of {name} by {service.binding.name}{version}.", f"Operations of {name}{version}."]
        sentences.append("Operations of a binding.")
    return next(text for text in sentences if len(text) <= DOC_WIDTH - _MARGIN)


def _operation(plan: ModulePlan, operation: Operation, attribute: str) -> Iterator[str]:
    """Yield the lines of an operation; formatters split what is too long in the subscript before the call."""
    messages = (plan.message(name)[0] for name in (operation.request, operation.response))
    types, head = subscript(f"{SOAP}.ServiceOperation", *messages), f"{attribute} = "
    said = [literal(operation.name), *_said_of_messages(plan, operation), *_said(operation)]
    if _MARGIN + width(f"{head}{types}(") <= LINE_LENGTH:
        yield from lay_out(head, call(str(types), *said), margin=_MARGIN)
    else:
        *above, last = lay_out(head, types, "(", margin=_MARGIN)
        yield from above
        yield from lay_out("", call(last.removesuffix("("), *said), margin=_MARGIN)


def _said_of_messages(plan: ModulePlan, operation: Operation) -> Iterator[str | Brackets]:
    for word, name in (("request", operation.request), ("response", operation.response)):
        if name is not None and not plan.message(name)[1]:
            yield f"{word}_element={_qname(plan, name)}"
    if operation.headers:
        yield keyword("headers", tuple_of(*(_qname(plan, name) for name in operation.headers)))
    if operation.faults:
        yield keyword("faults", tuple_of(*(_fault(plan, fault) for fault in operation.faults)))


def _said(operation: Operation) -> Iterator[str | Brackets]:
    said = {
        "action": operation.action or None,
        "request_action": operation.request_action,
        "response_action": operation.response_action,
        "style": None if operation.style == "document" else operation.style,
        "is_one_way": operation.is_one_way or None,
        "is_encoded": operation.is_encoded or None,
    }
    yield from (f"{word}={literal(value)}" for word, value in said.items() if value is not None)
    for word, text in (("note", operation.note), ("documentation", operation.documentation)):
        if text:
            yield keyword(word, text_of(text, room=_ROOM))


def _fault(plan: ModulePlan, fault: Fault) -> Brackets:
    said: list[str] = [literal(fault.name)]
    if fault.element is not None:
        said.append(_qname(plan, fault.element))
    if fault.action is not None:
        said.append(f"action={literal(fault.action)}")
    return call(f"{SOAP}.Fault", *said)


def _qname(plan: ModulePlan, name: QName) -> str:
    return str(call("QName", plan.namespace(name.namespace), literal(name.name)))
