"""What a service is sent and what is made of its answers, whatever these are."""

from __future__ import annotations

import socket
import threading

import pytest

from dcxml.fuzzing import Service, Trouble
from support.raw_service import raw_service

OK = b"HTTP/1.1 200 OK\r\n"


def test_an_answer_that_comes_octet_by_octet_has_an_end():
    with raw_service(OK + b"\r\n", slowly=b"x") as url:
        answer = Service(url=url, timeout=0.4).send(b"<a/>")
    assert Trouble.SILENT is answer.trouble
    assert answer.seconds < 2


@pytest.mark.parametrize(
    ("said", "status", "trouble"),
    [
        pytest.param(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + OK + b"\r\n", 200, None, id="early hints"),
        pytest.param(b"HTTP/1.1 102 Processing\r\n\r\n" * 3 + OK + b"\r\n", 200, None, id="processing"),
        pytest.param(b"HTTP/1.1 100 Continue\r\n\r\n" + OK + b"\r\n", 200, None, id="continue"),
        pytest.param(b"HTTP/1.1 101 Switching Protocols\r\n\r\n", 101, None, id="another protocol"),
        pytest.param(b"HTTP/1.1 204 No Content\r\n\r\n", 204, None, id="no content"),
        pytest.param(OK + b"Content-Length: 100\r\n\r\nhello", None, Trouble.RESET, id="cut in the middle"),
        pytest.param(OK + b"Content-Length: 5\r\n\r\nhello", 200, None, id="whole"),
        pytest.param(OK + b"Content-Length: 90000\r\n\r\n" + b"x" * 90_000, 200, None, id="more than is read"),
        pytest.param(
            OK + b"Transfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n", None, Trouble.NOT_HTTP, id="a negative chunk"
        ),
        pytest.param(OK + b"Transfer-Encoding: chunked\r\n\r\n9\r\nhello", None, Trouble.RESET, id="a cut chunk"),
        pytest.param(b"<html/>", None, Trouble.NOT_HTTP, id="no status line"),
        pytest.param(b"", None, Trouble.RESET, id="nothing"),
    ],
)
def test_an_answer_is_the_final_and_the_whole_one(said, status, trouble):
    with raw_service(said) as url:
        answer = Service(url=url, timeout=2).send(b"<a/>")
    assert (status, trouble) == (answer.status, answer.trouble), answer


def test_interim_answers_without_end_are_no_answer():
    with raw_service(b"", slowly=b"HTTP/1.1 102 Processing\r\n\r\n") as url:
        answer = Service(url=url, timeout=0.4).send(b"<a/>")
    assert Trouble.SILENT is answer.trouble


def test_a_handshake_that_never_ends_is_no_answer():
    listener = socket.create_server(("127.0.0.1", 0))
    with listener:
        answer = Service(url=f"https://127.0.0.1:{listener.getsockname()[1]}/", timeout=0.3).send(b"<a/>")
    assert Trouble.SILENT is answer.trouble


def test_where_a_service_points_cannot_write_to_the_terminal():
    said = b"HTTP/1.1 302 Found\r\nLocation: /a\x1b[31mred\xff\r\nContent-Length: 0\r\n\r\n"
    with raw_service(said) as url:
        answer = Service(url=url).send(b"<a/>")
    assert r"302, a redirect to /a\x1b[31mredÿ, which is not followed" == str(answer)


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        pytest.param({"url": "http://127.0.0.1/a b"}, "' ' may not stand in an address", id="a space"),
        pytest.param({"url": "http://127.0.0.1/a\r\nX: y"}, r"'\r' may not stand in an address", id="a line end"),
        pytest.param({"url": "http://127.0.0.1/é"}, "'é' may not stand in an address", id="not ASCII"),
        pytest.param({"url": 'http://127.0.0.1/"""'}, "'\"' may not stand in an address", id="quotes"),
        pytest.param({"url": "http://exa mple/"}, "' ' may not stand in an address", id="a space in the host"),
        pytest.param({"url": "http://127.0.0.1:99999/"}, "Port out of range", id="no port"),
        pytest.param({"url": "http://[::1/x"}, "'http://[::1/x' is no address", id="half an IPv6 address"),
        pytest.param({"url": "http://[zz]/x"}, "'http://[zz]/x' is no address", id="no IPv6 address"),
        pytest.param({"url": "http://a..b/"}, "'http://a..b/' is no address", id="an empty label"),
        pytest.param({"url": "http://me:secret@127.0.0.1/"}, "allowed: the header Authorization", id="credentials"),
        pytest.param({"method": "GE T"}, "'GE T' is no method", id="no method"),
        pytest.param({"method": ""}, "'' is no method", id="an empty method"),
        pytest.param({"headers": {"A": "日"}}, "'A: 日' is no header", id="a header that is not Latin-1"),
        pytest.param({"headers": {"A B": "c"}}, "'A B: c' is no header", id="no name of a header"),
        pytest.param({"headers": {"A": "b\r\nC: d"}}, "is no header", id="two headers in one"),
        pytest.param({"timeout": 0.0}, "the timeout is 0", id="no time"),
        pytest.param({"timeout": float("nan")}, "the timeout is nan", id="not a number of seconds"),
        pytest.param({"timeout": float("inf")}, "the timeout is inf", id="for ever"),
    ],
)
def test_what_no_request_can_be_made_of_is_refused_at_once(settings, sentence):
    with pytest.raises(ValueError, match="allowed: ") as caught:
        Service(**{"url": "http://127.0.0.1/", **settings})
    assert sentence in str(caught.value)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:8000/a%20b?x=1&y=%C3%A9", "HTTP://127.0.0.1/", "http://[::1]:80/x", "http://bücher.example/a"],
)
def test_an_address_may_be(url):
    assert url == Service(url=url).url


def test_it_is_sent_over_ipv6():
    listener = socket.create_server(("::1", 0), family=socket.AF_INET6)

    def answer_once():
        connection, _ = listener.accept()
        with connection:
            connection.recv(65_536)
            connection.sendall(OK + b"Content-Length: 0\r\n\r\n")

    thread = threading.Thread(target=answer_once, daemon=True)
    thread.start()
    with listener:
        assert 200 == Service(url=f"http://[::1]:{listener.getsockname()[1]}/", timeout=2).send(b"<a/>").status
        thread.join()
