"""The look-up code: made, hashed with Argon2id, compared. Only the hash is kept."""

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from petitions.lookup.rules.codes import LENGTH, code_from
from petitions.lookup.rules.lookups import code_as_issued
from township.crypto import keyed_hash

# OWASP's smallest recommended setting: a look-up costs some 20 ms, and guesses are slowed down by waits besides.
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def make_code(submission: str = "") -> str:
    """A fresh code; for a form's submission key always the same one, so that a double click shows one code.

    The key itself is never stored, and without DATA_KEY nobody can make the code from it.
    """
    if not submission:
        return code_from(secrets.randbits(5 * LENGTH))
    return code_from(int(keyed_hash(submission, purpose="lookup-code"), 16))


def hash_code(code: str) -> str:
    """Argon2id, to be stored."""
    return HASHER.hash(code)


def code_matches(stored: str, typed: str) -> bool:
    """Whether what was typed is the code; blanks, dashes and small letters do not matter."""
    try:
        return HASHER.verify(stored, code_as_issued(typed))
    except (VerificationError, InvalidHashError):
        return False
