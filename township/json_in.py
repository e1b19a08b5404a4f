"""JSON that comes from outside: a browser, a file somebody chose, another server's answer."""

import json
from typing import Any


def json_of(text: str | bytes) -> Any:
    """What the text says; ValueError for anything that is no JSON, in no encoding of Unicode, or nested deeper than anybody writes."""
    try:
        return json.loads(text)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
