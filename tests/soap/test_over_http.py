"""From a WSDL in an empty folder to an answer: what the command writes is all that a client needs."""

# ruff: noqa: S603 - the commands are written here

from __future__ import annotations

import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

import dcxml
from dcxml import soap

ORDERS = Path(__file__).parents[2] / "schemas" / "orders" / "orders.wsdl"
SOURCE = Path(dcxml.__file__).parents[1]
CLIENT = """
import sys
import urllib.error
import urllib.request

import client
import dcxml

service = getattr(client, sys.argv[1])


def call(request, operation):
    message = dcxml.soap.envelope(request, operation=operation)
    sent = urllib.request.Request(message.url, message.data, message.headers)
    try:
        with urllib.request.urlopen(sent) as response:
            answer = response.read()
    except urllib.error.HTTPError as error:
        answer = error.read()
    return dcxml.soap.open_envelope(answer, operation=operation).body


order = call(client.GetOrder(number=7), service.get_order).get_order_result
print(order.number, order.state, order.lines[0].article)
lines = [client.OrderLine(article="Tea", quantity=2)]
print(call(service.place_order.request(lines=lines, note=None), service.place_order).place_order_result)
try:
    call(client.GetOrder(number=404), service.get_order)
except dcxml.soap.SoapFault as fault:
    print(fault, *fault.detail)
"""


class OrderService(BaseHTTPRequestHandler):
    """A service that knows every order but 404."""

    classes = dcxml.build_classes(dcxml.read_schemas(ORDERS))
    asked: list[tuple[str, str]] = []  # noqa: RUF012 - what was asked of all

    def do_POST(self):
        data = self.rfile.read(int(self.headers["Content-Length"]))
        opened = soap.open_envelope(data, self.classes)
        self.asked.append((self.headers["SOAPAction"], self.headers["Content-Type"]))
        answer = self.answer(opened.body)
        status = 500 if isinstance(answer, soap.SoapFault) else 200
        message = soap.envelope(answer, version=opened.version)
        self.send_response(status)
        for name, value in {**message.headers, "Content-Length": str(len(message.data))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(message.data)

    def answer(self, request):
        module = self.classes.module
        if isinstance(request, module.PlaceOrder):
            return module.PlaceOrderResponse(place_order_result=request.lines[0].quantity)
        if request.number == 404:
            return soap.SoapFault("There is no order 404.", detail=[module.NoSuchOrder(number=404)])
        order = module.Order(number=request.number, lines=[module.OrderLine(article="Tea")])
        return module.GetOrderResponse(get_order_result=order)

    def log_message(self, *_arguments):
        """Say nothing."""


@pytest.fixture
def url():
    with HTTPServer(("127.0.0.1", 0), OrderService) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


def run(folder, *arguments):
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    done = subprocess.run([sys.executable, *arguments], cwd=folder, capture_output=True, env=environment, check=False)
    assert (0, b"") == (done.returncode, done.stderr), done.stderr.decode()
    return done.stdout.decode()


@pytest.mark.parametrize(
    ("service", "http"),
    [
        (
            "BasicHttpBindingOrderService",
            ('"http://orders.example/OrderService/GetOrder"', "text/xml; charset=utf-8"),
        ),
        (
            "CustomBindingOrderService",
            (
                None,
                'application/soap+xml; charset=utf-8; action="http://orders.example/OrderService/GetOrder"',
            ),
        ),
    ],
    ids=["SOAP 1.1", "SOAP 1.2"],
)
def test_a_client_needs_the_generated_module_alone(service, http, url, tmp_path):
    text = ORDERS.read_text("utf-8").replace("https://orders.example/", url)
    (tmp_path / "service.wsdl").write_text(text, encoding="utf-8")
    assert "GetOrder(GetOrder)" in run(tmp_path, "-m", "dcxml", "generate", "service.wsdl", "-o", "client.py")
    (tmp_path / "service.wsdl").unlink()
    (tmp_path / "call.py").write_text(CLIENT, encoding="utf-8")
    OrderService.asked.clear()
    fault = "Receiver" if "Custom" in service else "Server"
    assert [
        "7 OrderState.NEW Tea",
        "2",
        f"{fault}: There is no order 404. NoSuchOrder(number=404)",
    ] == run(tmp_path, "call.py", service).splitlines()
    assert 3 == len(OrderService.asked)
    assert http == OrderService.asked[0]
