"""What stands where a number should: digits without end, beyond 64 bits, or that are none; a page or a sentence, never a fault."""

import pytest

from records.imports.models import ImportBatch
from township.words import whole_number

NUMBERS = ("9" * 4400, "9" * 25, "²", "٣", "-1", "1.0", "\0")
PAGES = (
    ("auditor", "post", "/journal/verify/", "after"),
    ("auditor", "get", "/journal/export/", "upto"),
    ("auditor", "post", "/journal/sheet/", "seq"),
    ("liaison", "get", "/changes/new/", "again"),
    ("clerk", "post", "/cases/new/proposals/", "target_units"),
    ("clerk", "post", "/inbox/read/", "notice"),
)


@pytest.mark.parametrize("typed", NUMBERS, ids=lambda text: text[:3])
def test_a_senseless_number_is_no_fault(cast, stand_at, typed, bare_frame, bare_refusals):
    stand_at(cast.today)
    batch = ImportBatch.objects.create(
        township=cast.township, name="x.xlsx", blob="", state="checked", by=cast.person("clerk"), at=cast.at()
    )
    pages = (*PAGES, ("clerk", "post", f"/imports/{batch.pk}/decide/", "seq"), ("clerk", "post", "/cases/new/", "rows"))
    for who, method, address, name in pages:
        client = cast.client(who)
        answer = getattr(client, method)(address, {name: typed})
        assert answer.status_code in (200, 302), (who, address, answer.status_code)
    assert cast.client("clerk").post("/cases/new/", {"rows": f"drop-{typed}"}).status_code == 200


def test_what_is_a_whole_number():
    assert [whole_number(text) for text in ("0", "12", "9" * 18, "9" * 19, "", "²", "٣", "１", "-1")] == [
        0,
        12,
        999999999999999999,
        None,
        None,
        None,
        None,
        None,
        None,
    ]
