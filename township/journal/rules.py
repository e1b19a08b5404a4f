"""The hash of a journal line: what ties it to the line before, so that no line can be changed or taken out unseen."""

import hashlib
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
    "success",
    "reason",
    "detail",
    "ip",
    "prev_hash",
)


def entry_hash(entry) -> str:
    """sha256 (hex) over the canonical JSON of the entry's fields, its UTC time and the hash before it.

    entry: anything with the attributes of HASHED_FIELDS and an aware datetime `at`.
    """
    body = {name: getattr(entry, name) for name in HASHED_FIELDS}
    body["at"] = f"{entry.at.timestamp():.6f}"
    return hashlib.sha256(json.dumps(body, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
