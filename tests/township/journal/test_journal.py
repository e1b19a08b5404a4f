"""The journal: append-only in the database, hash-chained, verified, and read by few."""

import io
from contextlib import contextmanager
from datetime import date
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from openpyxl import load_workbook

from township.actors import NotAllowed
from township.crypto import seal_key
from township.journal.actions import write_entry
from township.journal.models import JournalEntry, JournalHead
from township.journal.queries import JournalFilter, filtered, journal_visible_to, verify_chain
from township.journal.rules import entry_hash
from township.triggers import protect, release

TABLE = "township_journalentry"


def write(cast, key="clerk", action="case.accept", township=None, **more) -> JournalEntry:
    return write_entry(by=cast.actor(key), at=cast.at(), action=action, **more)


@contextmanager
def trigger_lifted():
    """What a forger with the database password would do first; inside the test's own transaction."""
    with connection.cursor() as cursor:
        editor = SimpleNamespace(connection=connection, execute=cursor.execute)
        release(editor, TABLE)
        yield cursor
        protect(editor, TABLE)


@pytest.fixture
def five(cast):
    return [write(cast, subject_label=f"清信〔2026〕{n}号", detail={"字": n, "甲": None}) for n in range(1, 6)]


def test_each_line_carries_the_hash_of_the_one_before(cast, five):
    stored = list(JournalEntry.objects.filter(township=cast.township).order_by("seq"))
    assert [line.seq for line in stored] == [1, 2, 3, 4, 5]
    assert stored[0].prev_hash == "0" * 64
    assert [line.prev_hash for line in stored[1:]] == [line.hash for line in stored[:-1]]
    verdict = verify_chain(cast.township.pk)
    assert (verdict.is_complete, verdict.checked_to, verdict.head_hash) == (True, 5, stored[-1].hash)


def test_townships_have_chains_of_their_own(cast, five):
    other = write(cast, "east_clerk")
    assert (other.seq, other.prev_hash) == (1, "0" * 64)
    assert verify_chain(cast.east.pk).is_complete


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_itself_refuses_change_and_removal(cast, five, change):
    rows = JournalEntry.objects.filter(pk=five[2].pk)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.update(actor_name="别人") if change == "update" else rows._raw_delete(rows.db)
    assert JournalEntry.objects.get(pk=five[2].pk).actor_name == "林晓"


@pytest.mark.parametrize(
    ("tamper", "broken", "reason"),
    [
        ("UPDATE township_journalentry SET actor_name = '别人' WHERE seq = 3", 3, "内容被改动过"),
        ("UPDATE township_journalentry SET at = '2026-09-01 00:00:00+00:00' WHERE seq = 2", 2, "内容被改动过"),
        ("DELETE FROM township_journalentry WHERE seq = 2", 2, "第 2 条不见了"),
        ("DELETE FROM township_journalentry WHERE seq = 5", 5, "末尾被删或被加过"),
        ("UPDATE township_journalentry SET hash = prev_hash WHERE seq = 1", 1, "内容被改动过"),
    ],
)
def test_a_tampered_copy_stops_at_the_first_broken_line(cast, five, tamper, broken, reason, capsys):
    with trigger_lifted() as cursor:
        cursor.execute(tamper)
    verdict = verify_chain(cast.township.pk)
    assert (verdict.broken_seq, verdict.is_complete) == (broken, False)
    assert reason in verdict.reason
    with pytest.raises(SystemExit) as end:
        call_command("verify_journal", "--township", cast.township.code)
    assert end.value.code == 1
    assert f"第 {broken} 条" in capsys.readouterr().err


def test_a_forged_line_that_fits_itself_breaks_the_next(cast, five):
    """Whoever changes a line and recomputes its hash is found at the line after it."""
    forged = JournalEntry.objects.get(seq=3)
    forged.actor_name = "别人"

    with trigger_lifted():
        JournalEntry.objects.filter(pk=forged.pk).update(
            actor_name="别人", hash=entry_hash(forged, seal_key("journal"))
        )
    assert verify_chain(cast.township.pk).broken_seq == 4


def test_who_holds_the_database_alone_cannot_make_the_chain_anew(cast, five):
    """A superuser changes a line and hashes everything after it and the head again, with any key but the office's."""
    with trigger_lifted():
        before = ""
        for row in JournalEntry.objects.filter(township=cast.township).order_by("seq"):
            row.prev_hash = before or row.prev_hash
            row.actor_name = "别人" if row.seq == 3 else row.actor_name
            before = entry_hash(row, b"somebody else's key")
            JournalEntry.objects.filter(pk=row.pk).update(
                actor_name=row.actor_name, prev_hash=row.prev_hash, hash=before
            )
        JournalHead.objects.filter(township=cast.township).update(last_hash=before)
    assert verify_chain(cast.township.pk).broken_seq == 1


def test_a_long_chain_is_walked_in_steps(cast, five):
    first = verify_chain(cast.township.pk, limit=2)
    assert (first.checked_to, first.is_complete, first.broken_seq) == (2, False, None)
    second = verify_chain(cast.township.pk, after=first.checked_to, limit=3)
    assert (second.checked_to, second.is_complete) == (5, True)


def test_the_command_says_how_many_and_the_last_hash(cast, five, capsys):
    call_command("verify_journal")
    out = capsys.readouterr().out
    assert f"511001001 清河镇：5 条完好，链尾 {JournalHead.objects.get(township=cast.township).last_hash}" in out
    assert "511001002 东岭镇：0 条完好" in out
    with pytest.raises(CommandError):
        call_command("verify_journal", "--township", "999")


def test_the_auditor_sees_all_the_director_only_the_reveals_of_his_own_unit(cast):
    write(cast, "clerk", "case.accept")
    own = write(cast, "clerk", "identity.reveal", reason="电话回访")
    write(cast, "liaison", "identity.reveal", reason="联系信访人")
    assert journal_visible_to(cast.actor("auditor")).count() == 3
    assert list(journal_visible_to(cast.actor("director"))) == [own]
    for key in ("clerk", "convenor", "sysadmin", "liaison"):
        with pytest.raises(NotAllowed):
            journal_visible_to(cast.actor(key))


def test_filters(cast, five):
    lines = journal_visible_to(cast.actor("auditor"))
    write(cast, "liaison", "scope.denied", is_success=False)

    def count(**wanted) -> int:
        return filtered(lines, JournalFilter(**wanted)).count()

    assert count(action="scope.denied") == 1
    assert count(person="林晓") == 5
    assert count(subject="3号") == 1
    assert count(denied=True) == 1
    assert (count(first=date(2026, 9, 22)), count(first=date(2026, 9, 23))) == (6, 0)
    assert (count(last=date(2026, 9, 22)), count(last=date(2026, 9, 21))) == (6, 0)


def test_the_page_lists_exports_exactly_its_view_and_notes_the_export(cast, five):
    client = cast.client("auditor")
    page = client.get("/journal/", {"subject": "3号"}).content.decode()
    assert "清信〔2026〕3号" in page
    assert "清信〔2026〕2号" not in page
    reply = client.get("/journal/export/", {"subject": "3号"})
    rows = list(load_workbook(io.BytesIO(reply.content)).active.iter_rows(values_only=True))
    assert [row[4] for row in rows] == ["对象", "清信〔2026〕3号"]
    assert JournalEntry.objects.order_by("-seq").first().detail["lines"] == 1


def test_a_formula_in_a_line_stays_text_in_the_export(cast):
    write(cast, subject_label='=HYPERLINK("http://x","y")')
    reply = cast.client("auditor").get("/journal/export/")
    cell = load_workbook(io.BytesIO(reply.content)).active.cell(2, 5)
    assert (cell.value, cell.data_type) == ('=HYPERLINK("http://x","y")', "s")


def test_the_verify_button_answers_on_the_page(cast, five):
    client = cast.client("auditor")
    assert "开始校验" in client.get("/journal/verify/").content.decode()
    assert "5 条记录全部完好" in client.post("/journal/verify/").content.decode()
    assert JournalEntry.objects.order_by("-seq").first().action == "journal.verify"
    with trigger_lifted():
        JournalEntry.objects.filter(seq=2).update(reason="补的理由")
    assert "第 2 条起对不上" in client.post("/journal/verify/").content.decode()
    assert cast.client("director").post("/journal/verify/").status_code == 403
