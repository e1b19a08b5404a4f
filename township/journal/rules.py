"""The seal of a journal line: what ties it to the line before, so that no line can be changed or taken out unseen.

The key is outside the database: who may write everything there, and hashes the whole chain anew, is noticed all the same.
"""

import hashlib
import hmac
import json

HASHED_FIELDS = (
    "township_id",
    "seq",
    "action",
    "actor_name",
    "account_id",
    "person_id",
    "subject_kind",
    "subject_id",
    "subject_label",
    "reason",
    "detail",
    "ip",
    "prev_hash",
)


def entry_hash(entry, key: bytes) -> str:
    """HMAC-SHA256 (hex) under the key over the canonical JSON of the entry's fields, its UTC time and the hash before it.

    entry: anything with the attributes of HASHED_FIELDS, is_success and an aware datetime `at`; key: township.crypto.seal_key.
    """
    body = {name: getattr(entry, name) for name in HASHED_FIELDS}
    body |= {"success": entry.is_success, "at": f"{entry.at.timestamp():.6f}"}
    said = json.dumps(body, ensure_ascii=False, sort_keys=True).encode()
    return hmac.new(key, said, hashlib.sha256).hexdigest()
