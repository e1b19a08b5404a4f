"""The second factor: who needs one, what its codes look like. Source: GB/T 22239-2019 8.1.4.1 (两种或两种以上鉴别技术)."""

import re
from collections.abc import Collection

from township.directory.rules.identity import half_width
from township.permissions import CHIEF_CONVENOR, CONVENOR, DIRECTOR, SYSADMIN

NOBODY, LEADING, EVERYBODY = 0, 1, 2  # values of the setting second_factor
LEADING_ROLES = frozenset({SYSADMIN, DIRECTOR, CONVENOR, CHIEF_CONVENOR})
DIGITS, STEP = 6, 30  # of a code, and the seconds it lasts
PAPER_CODES = 10
PAPER = re.compile(r"[a-z2-9]{5}-?[a-z2-9]{5}", re.ASCII)
TOTP_CODE = re.compile(r"\d{6}", re.ASCII)


def is_needed(level: int, roles: Collection[str]) -> bool:
    """Whether somebody with these roles must have a second factor where the township set this level."""
    return level >= EVERYBODY or (level >= LEADING and bool(LEADING_ROLES.intersection(roles)))


def normal_code(text: str) -> str:
    """A typed code: half-width, small letters, no blanks."""
    return "".join(half_width(text).split()).lower()
