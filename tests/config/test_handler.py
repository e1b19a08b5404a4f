"""Requests as gunicorn hands them over: whatever encoding a head claims, nobody meets a bare 500."""

from io import BytesIO
from wsgiref.util import setup_testing_defaults

import pytest

from config.handler import Handler, Request

CLAIMS = ["rot13", "base64", "undefined", "idna", "punycode", "zip", "gb18030", "utf-16", "klingon", "utf-8\x00"]
PARTS = b'--x\r\nContent-Disposition: form-data; name="username"\r\n\r\na\xff\r\n--x--\r\n'


def environ(method: str, kind: str, body: bytes = b"", query: str = "q=%E6%B0%B4") -> dict:
    given = {
        "REQUEST_METHOD": method,
        "PATH_INFO": "/login/",
        "QUERY_STRING": query,
        "CONTENT_TYPE": kind,
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_HOST": "testserver",
        "wsgi.input": BytesIO(body),
    }
    setup_testing_defaults(given)
    return given


def asked(*given, **more) -> tuple[int, str]:
    heads = []
    answer = Handler()(environ(*given, **more), lambda status, headers: heads.append(status))
    return int(heads[0][:3]), b"".join(answer).decode()


@pytest.mark.parametrize("claim", CLAIMS)
def test_an_address_is_read_in_utf_8_and_a_form_in_nothing_else(db, claim):
    assert Request(environ("GET", f"x/y; charset={claim}")).GET["q"] == "水"
    assert asked("GET", f"x/y; charset={claim}")[0] == 200
    for kind in ("multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "application/json"):
        status, page = asked("POST", f"{kind}; charset={claim}", PARTS)
        assert (status, "请返回刚才的页面重新提交" in page) == (400, True)


@pytest.mark.parametrize("kind", ["x/y; a*=klingon''%ff", "x/y; charset*=rot13''%61"])
def test_a_head_in_parts_of_its_own_encoding_is_refused(db, kind):
    assert asked("GET", kind)[0] == 200
    assert asked("POST", kind, PARTS)[0] == 400


def test_utf_8_may_be_said_and_too_many_questions_are_no_fault(db):
    for claim in ("", "; charset=UTF-8", "; charset=utf8", '; charset="utf-8"'):
        status, page = asked("POST", f"application/x-www-form-urlencoded{claim}", b"username=a&password=b")
        assert (status, "请返回刚才的页面重新提交" in page) == (403, False), "read, and refused for want of the token"
    assert asked("GET", "x/y; charset=utf-8", query="a&" * 3000)[0] == 400
