"""What a browser does with a page: send its form back as it stands."""

from html.parser import HTMLParser

UNSENT = ("file", "search", "submit", "button")


def form_fields(page: str) -> dict[str, str]:
    """Names and values of the page's fields, unchanged; templates for script are passed over."""
    reader = _Reader()
    reader.feed(page)
    return reader.found


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found: dict[str, str] = {}
        self.select = self.area = ""
        self.depth = 0

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.depth += tag == "template"
        if self.depth:
            return
        if tag == "input" and given.get("name"):
            self._input(given)
        elif tag == "select":
            self.select = given.get("name", "")
        elif tag == "option" and "selected" in given:
            self.found[self.select] = given.get("value", "")
        elif tag == "textarea":
            self.area = given.get("name", "")
            self.found[self.area] = ""

    def _input(self, given: dict) -> None:
        kind, name = given.get("type", "text"), given["name"]
        if kind in ("checkbox", "radio"):
            if "checked" in given:
                self.found[name] = given.get("value", "on")
        elif kind not in UNSENT:
            self.found.setdefault(name, given.get("value", ""))

    def handle_endtag(self, tag):
        self.depth -= tag == "template"
        if tag == "textarea":
            self.area = ""

    def handle_data(self, data):
        if self.area and not self.depth:
            self.found[self.area] += data if self.found[self.area] else data.lstrip("\n")
