"""The look-up code between the moment it is made and the moment it is handed over: encrypted in the session, for minutes.

The database keeps only its Argon2id; afterwards nobody in the office can read it again, only issue a new one.
"""

from base64 import b64decode, b64encode

from django.http import HttpRequest

from township.crypto import CannotDecrypt, decrypt, encrypt

MINUTES = 10
KEY, CONTEXT = "lookup-codes", "petitions.lookup-code"


def keep_code(request: HttpRequest, case_id: int, code: str) -> None:
    """Keep a fresh code for the next ten minutes of this session; nothing for an empty one."""
    if code:
        kept = _fresh(request)
        kept[str(case_id)] = [b64encode(encrypt(code.encode(), context=CONTEXT)).decode(), request.at.timestamp()]
        request.session[KEY] = kept


def kept_code(request: HttpRequest, case_id: int) -> str:
    """The code while it may still be shown; empty afterwards."""
    found = _fresh(request).get(str(case_id))
    if not found:
        return ""
    try:
        return decrypt(b64decode(found[0]), context=CONTEXT).decode()
    except CannotDecrypt:
        return ""


def forget_code(request: HttpRequest, case_id: int) -> None:
    """Called when the clerk says that the petitioner has it."""
    kept = _fresh(request)
    kept.pop(str(case_id), None)
    request.session[KEY] = kept


def _fresh(request: HttpRequest) -> dict:
    limit = request.at.timestamp() - MINUTES * 60
    return {key: row for key, row in request.session.get(KEY, {}).items() if row[1] >= limit}
