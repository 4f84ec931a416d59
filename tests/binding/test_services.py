"""Operations as declarations of a module: written, read back, named, looked up, and typed by their messages."""

# ruff: noqa: S603 - the commands are written here

from __future__ import annotations

import json
import os
import pickle
import re
import subprocess
import sys
from pathlib import Path

import pytest

import dcxml
from dcxml import Int, data_contract, data_member, soap
from dcxml.binding.services import operations_of
from dcxml.contract import ClassDataContract, DataContractSet, DataMember, GlobalElement
from dcxml.errors import EncodeError, InvalidDataContractError, UnknownNameError
from dcxml.qname import XS, QName
from dcxml.soap import Fault, Operation, ServiceOperation, SoapVersion, service_endpoint
from support.packages import imported, write_package

ROOT = Path(__file__).parents[2]
ORDERS = ROOT / "schemas" / "orders" / "orders.wsdl"
SOURCE = Path(dcxml.__file__).parents[1]
A, B = "urn:acme/a", "urn:acme/b"
LINTED = [
    "--line-length=120",
    "--target-version=py311",
    "--select=ALL",
    "--ignore=D203,D213,D301,COM812,EM,TRY,CPY,N801",  # a documentation may hold a backslash
    '--config=lint.flake8-type-checking.runtime-evaluated-decorators=["dcxml.data_contract"]',
]
LONG = "Of all that was ordered this is the part that nobody has sent yet, " * 4 + 'and "quoted"\nlines\\.'


def class_(namespace, local):
    return ClassDataContract(name=QName(namespace, local), members=(DataMember(name="N", type=QName(XS, "int")),))


def bound(name, request, response, **said):
    known = {
        "port_type": QName(A, "Shop"),
        "binding": QName(A, "Shop_Binding"),
        "version": SoapVersion.SOAP_1_1,
        "action": "",
        **said,
    }
    return Operation(name=name, request=request, response=response, **known)


EVERYTHING = DataContractSet(
    [class_(A, "Ask"), class_(A, "ShopBinding"), class_(B, "Answer"), class_(B, "A" * 90), class_(B, "B" * 90)],
    [GlobalElement(name=QName(B, "Call"), type=QName(A, "Ask"), is_nillable=False)],
    [
        bound("Ask", QName(A, "Ask"), QName(B, "Answer"), action="urn:ask", documentation=LONG),
        bound("ask", QName(B, "Call"), None, is_one_way=True, address="http://h/"),
        bound("Soap", None, None, style="rpc", faults=(Fault("F", QName(B, "Answer"), "urn:f"), Fault("G"))),
        bound("Simple", QName("http://schemas.microsoft.com/2003/10/Serialization/", "string"), QName(A, "Gone")),
        bound("Long" * 12, QName(B, "A" * 90), QName(B, "B" * 90), headers=(QName(A, "H"), QName(B, "H"))),
        bound("Coded", None, None, is_encoded=True, note="its body is encoded"),
        bound("Said", None, None, service_documentation=LONG, binding=QName(A, "Said")),
        bound("Told", None, None, request_action="urn:in", response_action="urn:out"),
        bound("Wsa", None, None, addressing="http://www.w3.org/2005/08/addressing", version=SoapVersion.SOAP_1_2),
        bound("Abstract", QName(A, "Ask"), None, binding=None, version=None, action=None),
    ],
)


def by_name(operations):
    return sorted(operations, key=lambda each: (each.name, str(each.version)))


def test_a_module_says_the_operations_it_was_made_of():
    binding = dcxml.build_classes(EVERYTHING)
    assert by_name(EVERYTHING.operations) == by_name(dcxml.contracts_of(binding.module).operations)
    assert by_name(EVERYTHING.operations) == by_name(dcxml.contracts_of(binding).operations)
    assert EVERYTHING == dcxml.contracts_of(binding.module)
    assert EVERYTHING == dcxml.contracts_of(binding)


def test_a_package_says_the_operations_it_was_made_of_and_what_is_elsewhere_is_looked_up(tmp_path):
    with imported(dcxml.render_package(EVERYTHING), tmp_path) as package:
        assert by_name(EVERYTHING.operations) == by_name(dcxml.contracts_of(package).operations)
        shop = package.a.ShopBindingBinding
        assert package.b.Answer is shop.ask.response
        assert package.a.Ask is shop.ask.request
        answer = soap.envelope(package.b.Answer(n=2), operation=shop.ask)
        assert package.b.Answer(n=2) == soap.open_envelope(answer.data, operation=shop.ask).body
        assert package.b.Answer(n=2) == soap.open_envelope(answer.data, package).body


@pytest.mark.parametrize("kind", ["module", "package"])
def test_the_formatter_and_the_linter_accept_operations(kind, tmp_path):
    if kind == "module":
        (tmp_path / "shop.py").write_text(dcxml.render_module(EVERYTHING), encoding="utf-8")
    else:
        write_package(dcxml.render_package(EVERYTHING), tmp_path / "shop")
    for command in (["format", "--isolated", "--check", "--line-length=120"], ["check", "--isolated", *LINTED]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "."], cwd=tmp_path, capture_output=True, check=False
        )
        assert 0 == done.returncode, done.stdout.decode()


def test_an_operation_reads_as_written_by_hand():
    source = dcxml.render_module(dcxml.read_schemas(ORDERS))
    assert (
        """

@soap.service_endpoint(
    port_type=QName(ORDERS_EXAMPLE, "OrderService"),
    binding=QName(ORDERS_EXAMPLE, "BasicHttpBinding_OrderService"),
    service=QName(ORDERS_EXAMPLE, "OrderService"),
    version=soap.SoapVersion.SOAP_1_1,
    address="https://orders.example/OrderService.svc",
)
class BasicHttpBindingOrderService:
    \"\"\"Operations of OrderService by BasicHttpBinding_OrderService, SOAP 1.1.\"\"\"

    get_order = soap.ServiceOperation[GetOrderElement, GetOrderResponseElement](
        "GetOrder",
"""
        in source
    )
    assert source == dcxml.render_module(dcxml.read_schemas(ORDERS))


def test_without_operations_a_module_is_what_it_was():
    contracts = dcxml.read_schemas(ORDERS)
    without = dcxml.render_module(DataContractSet(contracts, contracts.elements.values()))
    assert "soap" not in without.replace("schemas/", "")
    assert dcxml.render_module(contracts).startswith(without[: without.index('"""\n')])
    assert all(line in dcxml.render_module(contracts).splitlines() for line in without.splitlines()[20:])


def test_a_class_of_operations_gives_way_to_a_contract():
    binding = dcxml.build_classes(EVERYTHING)
    assert ["ShopBindingBinding", "ShopBindingBinding_2"] == [
        name for name in vars(binding.module) if name.startswith("ShopBindingB")
    ][:2]
    assert binding[f"{{{A}}}ShopBinding"] is binding.module.ShopBinding
    attributes = [
        name for name, each in vars(binding.module.ShopBindingBinding).items() if each.__class__ is ServiceOperation
    ]
    assert ["ask", "soap_2"] == attributes[:2]


def test_operations_of_one_name_are_numbered():
    contracts = DataContractSet(operations=[bound("Do", None, None), bound("do", None, None, is_one_way=True)])
    module = dcxml.build_classes(contracts).module
    assert "Do" == module.ShopBinding.do.name
    assert "do" == module.ShopBinding.do_2.name
    assert [module.ShopBinding.do, module.ShopBinding.do_2] == [*operations_of(module.ShopBinding)]


def test_a_binding_has_its_operations_with_the_classes_of_their_messages():
    classes = dcxml.build_classes(dcxml.read_schemas(ORDERS))
    operation = classes.operation("GetOrder")
    assert operation is classes.module.BasicHttpBindingOrderService.get_order
    assert operation.request is classes["{http://orders.example/}GetOrder"].__origin__
    assert "The order of this number." == operation.__doc__
    assert classes.contracts.operations == tuple(each.description for each in classes.operations)
    other = classes.operation("GetOrder", version=SoapVersion.SOAP_1_2)
    assert other is classes.module.CustomBindingOrderService.get_order
    assert "<CustomBindingOrderService.get_order>" == repr(other)
    assert other is pickle.loads(pickle.dumps(other))  # noqa: S301 - our own bytes
    with pytest.raises(UnknownNameError, match=r"no operation 'GetOrdr'; nearest are: GetOrder"):
        classes.operation("GetOrdr")


def test_what_has_no_body_and_what_cannot_have_one_are_told_apart():
    module = dcxml.build_classes(EVERYTHING).module
    shop = module.ShopBindingBinding
    assert type(None) is shop.soap_2.request
    assert None is shop.soap_2.request()
    with pytest.raises(EncodeError, match="the operation Coded cannot be written: its body is encoded"):
        shop.coded.request  # noqa: B018 - asking is what is refused
    assert object is shop.simple.response
    assert str is shop.simple.request


USE = """
from typing import assert_type

import dcxml
from dcxml import soap
from orders import BasicHttpBindingOrderService, GetOrder, GetOrderResponse, PlaceOrder

service = dcxml.read_schemas("orders.wsdl")
classes = dcxml.build_classes(service)
operation = classes.operation("GetOrder")
message = soap.envelope(operation.request(number=7), operation=operation)
opened = soap.open_envelope(message.data, operation=operation).body.get_order_result

get_order = BasicHttpBindingOrderService.get_order
assert_type(get_order.request(number=7), GetOrder)
message = soap.envelope(GetOrder(number=7), operation=get_order)
assert_type(soap.open_envelope(message.data, operation=get_order).body, GetOrderResponse)
assert_type(soap.open_envelope(message.data, get_order.request).body, GetOrder)
get_order.request(number="7")  # expected error
soap.open_envelope(message.data, operation=get_order).body.number  # expected error
"""
EXPECTED = [number for number, line in enumerate(USE.splitlines(), 1) if "# expected error" in line]


@pytest.fixture(scope="module")
def typed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("typed")
    (folder / "orders.py").write_text(dcxml.render_module(dcxml.read_schemas(ORDERS)), encoding="utf-8")
    (folder / "use.py").write_text(USE, encoding="utf-8")
    settings = {"include": ["."], "extraPaths": [str(SOURCE)], "typeCheckingMode": "standard"}
    (folder / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    return folder


@pytest.mark.typing
def test_mypy_knows_the_messages_of_an_operation(typed):
    command = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "orders.py", "use.py"]
    # Mypy finds an installed dcxml by itself, and refuses its folder as a path.
    environment = os.environ if SOURCE.name == "site-packages" else {**os.environ, "MYPYPATH": str(SOURCE)}
    output = subprocess.run(command, capture_output=True, check=False, cwd=typed, env=environment).stdout.decode()
    errors = re.findall(r"^(.*?):(\d+): error", output, flags=re.MULTILINE)
    assert [("use.py", number) for number in EXPECTED] == [(file, int(line)) for file, line in errors], output


@pytest.mark.typing
def test_pyright_knows_the_messages_of_an_operation(typed):
    command = [sys.executable, "-m", "pyright", "--outputjson", "--pythonpath", sys.executable]
    report = json.loads(subprocess.run(command, capture_output=True, check=False, cwd=typed).stdout)
    errors = [each for each in report["generalDiagnostics"] if each["severity"] == "error"]
    found = sorted({(Path(each["file"]).name, each["range"]["start"]["line"] + 1) for each in errors})
    assert [("use.py", number) for number in EXPECTED] == found, errors


@data_contract(namespace=A)
class Own:
    n: Int = data_member("N", default=0)


def test_operations_can_be_declared_by_hand():
    @service_endpoint(port_type=QName(A, "Hand"), version=SoapVersion.SOAP_1_2, address="http://h/")
    class Hand:
        do = ServiceOperation[Own, "Own"]("Do", action="urn:do")

    assert QName(A, "Own") == Hand.do.description.request
    message = soap.envelope(Own(n=7), operation=Hand.do)
    assert "http://h/" == message.url
    assert Own(n=7) == soap.open_envelope(message.data, operation=Hand.do).body


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (lambda: ServiceOperation("Do"), "the types of its messages are missing"),
        (lambda: ServiceOperation[None, "Gone"]("Do"), "the types of its messages name 'Gone'"),
        (lambda: ServiceOperation[list[Int], None]("Do"), "the type of its request does not tell its element"),
    ],
    ids=["no types", "an unknown type", "a type without a name"],
)
def test_an_operation_that_says_too_little_is_refused(made, reason):
    @service_endpoint(port_type=QName(A, "Hand"))
    class Hand:
        do = made()

    with pytest.raises(InvalidDataContractError, match=reason):
        Hand.do.description  # noqa: B018 - asking is what is refused


def test_an_operation_stands_in_a_class_of_a_service():
    with pytest.raises(InvalidDataContractError, match="stands in no class with @service_endpoint"):
        ServiceOperation[None, None]("Do").description  # noqa: B018 - asking is what is refused
