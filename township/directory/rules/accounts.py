"""What an account name looks like."""

import re

from township.directory.rules.identity import half_width
from township.refusals import Refused

READABLE = "abcdefghjkmnpqrstuvwxyz23456789"  # no l, o, i, 0, 1: it is read off a screen and typed
USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,39}", re.ASCII)


def check_username(text: str) -> str:
    """The account name in small letters; Refused beside `username` when it has other signs or a wrong length."""
    name = half_width(text).strip().lower()
    if not USERNAME.fullmatch(name):
        raise Refused("账号用 3 到 40 位小写字母、数字、点或短横线，以字母或数字开头。", field="username")
    return name
