"""Random requests to every page and form that somebody can reach: what pages lead to, filled in sensibly but for a few values.

Seeded, so that a run can be repeated; each request is rolled back. What comes out is the faults, one line for each place in
the code where one arose.
"""

import random
import traceback
from collections import Counter, defaultdict
from contextlib import suppress
from copy import deepcopy
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signals import got_request_exception
from django.db import transaction
from django.http import Http404
from django.test import Client
from django.urls import NoReverseMatch, resolve, reverse

UNSAID = ("submit", "button", "image", "reset")
EACH = 3  # addresses kept of one route
CROWD = 400  # pages looked at before the requests begin
NASTY = (
    "", " ", "0", "1", "-1", "2", "999", str(2**31), str(2**63 - 1), str(2**64), "9" * 30, "9" * 4400, "1.5", "1e400", "NaN", "Infinity",
    "٣", "²", "一", "\0", "a\0b", "\ud7ff\ufffe", "\u202e1", "\U0001f4a9", "\U00020000" * 50, "字" * 5000, "a" * 300, "\r\n\r\n", "\n",
    "0001-01-01", "9999-12-31", "10000-01-01", "2026-02-30", "2026-13-01", "2026-11-29", "2026-1-1", "00:00", "24:00", "23:59:60",
    "2026-11-29T10:00", "9999-12-31T23:59", "0001-01-01T00:00", "2026-W53", "2026-W99", "2026-Q5", "2026-13", "2026-00",
    "<script>alert(1)</script>", "' OR 1=1 --", "{{7*7}}", "%s%n", "%", "%%", "\\", "*", "(", "[", "../../etc/passwd", "//evil", "javascript:1",
    "true", "on", "null", "None", "[]", "{}", "[null]", '{"a":1}', '{"a":[[[]]]}', "[" * 2000, "1,2,3", "1;2", "a=b&c=d", "a:b:c", "1-2",
    "case:1", "p-1", "e-0", "u1", "Ａ１", "13800000000", "110101199003078888", "清信〔2026〕1号", "清信〔99999999999999999999〕1号", "〔〕号",
)  # fmt: skip
NAMES = ("q", "page", "order", "state", "unit", "kind", "year", "month", "day", "date", "from", "to", "first", "last", "period", "columns", "c",
         "part", "whole", "go", "next", "download", "print", "act", "do", "revision", "version", "sha", "n", "id", "who", "case", "about",
         "form", "key", "draft", "back", "at", "on", "after", "before", "show", "tab", "by", "field", "step", "query", "xlsx")  # fmt: skip
FILES = (b"", b"x", b"%PDF-1.4\n%%EOF", b"PK\x03\x04" + b"\0" * 40, b"PK\x05\x06" + b"\0" * 18, b"\xff\xd8\xff\xe0" + b"\0" * 20, b"\x89PNG\r\n\x1a\n\0",
         b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, b"\0\0\0\x18ftypisom", b"ID3\4\0\0", b'{"type":"FeatureCollection"}',
         "编号,标题\n1,水\n".encode("gb18030"), b"<html>", b"RIFF\0\0\0\0WEBP")  # fmt: skip
SUFFIXES = ("pdf", "docx", "xlsx", "jpg", "png", "doc", "xls", "txt", "csv", "json", "geojson", "mp4", "exe", "")


class Forms(HTMLParser):
    """The forms of a page: (method, address, field → values it offers), and the addresses it leads to."""

    def __init__(self, here: str):
        super().__init__()
        self.here, self.links, self.forms = here, [], []
        self.fields: dict[str, list[str]] = defaultdict(list)
        self.files: set[str] = set()
        self.select = ""

    def handle_starttag(self, tag, attrs):
        given = {key: value or "" for key, value in attrs}
        if tag == "a" and given.get("href", "").startswith(("/", "?")):
            self.links.append(self._whole(given["href"]))
        for verb in ("hx-get", "hx-post", "formaction"):
            if given.get(verb, "").startswith(("/", "?")):
                self.links.append(self._whole(given[verb]))
        if tag == "form":
            self.fields, self.files = defaultdict(list), set()
            address = self._whole(given.get("action") or given.get("hx-post") or self.here)
            is_post = "hx-post" in given or given.get("method", "").lower() == "post"
            method = "post" if is_post else "get"
            self.forms.append((method, address, self.fields, self.files))
        name = given.get("name", "")
        if tag == "select":
            self.select = name
            self.fields[name]  # noqa: B018 - it is there, with what it offers below
        elif tag == "option" and self.select:
            self.fields[self.select].append(given.get("value", ""))
        elif name and tag == "input" and given.get("type") == "file":
            self.files.add(name)
        elif name and (tag in ("textarea", "button") or given.get("type") not in UNSAID):
            self.fields[name].append(given.get("value", ""))

    def handle_endtag(self, tag):
        if tag == "select":
            self.select = ""

    def _whole(self, href: str) -> str:
        return urlsplit(self.here).path + href if href.startswith("?") else href.partition("#")[0]


class Fuzz:
    """One visitor with a browser. seed: of the chance; faults: place in the code → first request that led there."""

    def __init__(self, client: Client, who: str, seed: int):
        self.client, self.who, self.chance = client, who, random.Random(f"{who}:{seed}")
        client.raise_request_exception = False
        self.pages: dict[str, list[str]] = defaultdict(list)  # route → addresses
        self.forms: dict[tuple, tuple] = {}  # (method, route, field names) → form
        self.faults: dict[str, str] = {}
        self.answered: Counter[int] = Counter()  # status → how many requests of chance
        self._what = ""
        self._place = ""

    def look_around(self, first=("/",), routes=(), most: int = CROWD) -> None:
        """Follow what pages lead to, at most EACH of a route, from the first ones and from every address without arguments; then
        ask for the routes nothing led to."""
        plain = [reverse(name) for name, entry in routes if not entry.pattern.converters and "/" not in name]
        waiting = [*first, *(address for address in plain if address not in first)]
        seen = set(waiting)
        while waiting and most:
            most -= 1
            address = waiting.pop(0)
            answer = self._ask("get", address, {})
            if answer.status_code != 200 or "html" not in answer.get("Content-Type", ""):
                continue
            page = Forms(address)
            page.feed(answer.content.decode(errors="ignore"))
            for form in page.forms:
                self.forms.setdefault((form[0], _route(form[1]), *sorted(form[2])), form)
            for link in (*page.links, *(form[1] for form in page.forms)):
                route = _route(link)
                if route and link not in seen and len(self.pages[route]) < EACH:
                    seen.add(link)
                    self.pages[route].append(link)
                    waiting.append(link)
        for name, entry in routes:
            if not self.pages.get(name.partition("/")[0]):
                numbers = {key: self.chance.choice((1, 2, 3)) for key in entry.pattern.converters}
                with suppress(NoReverseMatch):  # an address made of other things than numbers
                    address = reverse(name.partition("/")[0], kwargs=numbers | entry.default_args)
                    self.pages[name.partition("/")[0]].append(address)

    def send(self, count: int) -> None:
        """That many requests of chance."""
        self.answered.clear()
        forms, routes = list(self.forms.values()), sorted(self.pages)
        for _ in range(count):
            if forms and self.chance.random() < 0.65:
                self._fill(self.chance.choice(forms))
            else:
                self._wander(self.chance.choice(self.pages[self.chance.choice(routes)]))

    def _fill(self, form: tuple) -> None:
        method, address, fields, files = form
        data = {name: self.chance.choice(values) if values else "" for name, values in fields.items() if name}
        spoilt = len(data) if self.chance.random() < 0.08 else self.chance.choice((0, 1, 1, 1, 2, 3))
        for name in self.chance.sample(sorted(data), min(spoilt, len(data))):
            data[name] = self._value()
        for name in sorted(data):
            if not data[name] and self.chance.random() < 0.6:
                data[name] = self.chance.choice(("情况已经核实清楚", "2026-11-20", "2", "10:00", "张三"))
        if self.chance.random() < 0.1:
            data[self.chance.choice(NAMES)] = self._value()
        if self.chance.random() < 0.15 and data:
            name = self.chance.choice(sorted(data))
            data[name] = [data[name], self._value(), self._value()]
        if method == "post":
            for name in sorted(files):
                if self.chance.random() < 0.7:
                    data[name] = SimpleUploadedFile(self._name(), self.chance.choice(FILES))
        self._ask(method, address, data)

    def _wander(self, address: str) -> None:
        parts = urlsplit(address)
        path, data = parts.path, dict(parse_qsl(parts.query))
        if self.chance.random() < 0.3:
            pieces = path.split("/")
            at = self.chance.randrange(1, len(pieces))
            pieces[at] = self.chance.choice(
                ("0", "1", "99999", "9" * 25, "x", "2026-W99", "2026-13", "0000", "%00", "é")
            )
            path = "/".join(pieces)
        for name in self.chance.sample(NAMES, self.chance.choice((0, 1, 1, 2))):
            data[name] = self._value()
        for name in sorted(data):
            if self.chance.random() < 0.3:
                data[name] = self._value()
        self._ask(self.chance.choice(("get", "get", "get", "post")), path, data)

    def _value(self) -> str:
        if self.chance.random() < 0.25:
            signs = ("0123456789-", "abc_:,.", "甲乙丙丁", "\u0000\u0300\u200b\ue000\U00030000", "'\"<>&%{}")
            return "".join(self.chance.choice(self.chance.choice(signs)) for _ in range(self.chance.randrange(1, 12)))
        return self.chance.choice(NASTY)

    def _name(self) -> str:
        stem = self.chance.choice(("材料", "a" * 200, "..", "x\u202e", "编号"))
        return f"{stem}.{self.chance.choice(SUFFIXES)}"

    def _ask(self, method: str, address: str, data: dict):
        self._what = f"{self.who} {method} {address} {str(data)[:300]}"
        self._place = ""
        cookies = deepcopy(self.client.cookies)
        got_request_exception.connect(self._note)
        try:
            with transaction.atomic():
                answer = getattr(self.client, method)(address, data)
                transaction.set_rollback(True)
        finally:
            got_request_exception.disconnect(self._note)
            self.client.cookies = cookies
        self.answered[answer.status_code] += 1
        if answer.status_code >= 500:
            self.faults.setdefault(self._place or f"{answer.status_code} {_route(address)}", self._what)
        return answer

    def _note(self, sender, request=None, **kwargs) -> None:
        """Where it broke: the last two places of our own code."""
        stack = traceback.format_exc().splitlines()
        ours = [line.strip() for line in stack if "File " in line and "/.venv/" not in line and "/tests/" not in line]
        self._place = f"{stack[-1][:160]} @ {' < '.join(line.partition('/')[2] for line in ours[-3:][::-1])}"


def _route(address: str) -> str:
    try:
        return resolve(urlsplit(address).path).view_name
    except Http404:
        return ""
