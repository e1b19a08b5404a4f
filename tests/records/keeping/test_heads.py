"""The ends of the journals leave the machine; whoever makes a whole chain anew is found by them."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from records.keeping.actions.heads import carry_heads_away
from tests.cast import TODAY
from township.crypto import seal_key
from township.journal.actions import write_entry
from township.journal.models import JournalEntry, JournalHead
from township.journal.queries import difference, heads, read_heads, verify_chain
from township.journal.rules import entry_hash
from township.triggers import suspended

TOMORROW = TODAY + timedelta(days=1)
GUIDE = (Path(__file__).resolve().parents[3] / "docs" / "deployment.md").read_text()
RUNNING_ROLE = [
    line.rstrip(";")
    for line in GUIDE.splitlines()
    if line.startswith(("GRANT ", "ALTER DEFAULT ")) and "township_run" in line
]


def lines(cast, count: int = 5) -> None:
    for n in range(count):
        write_entry(by=cast.actor("clerk"), at=cast.at(minute=n), action="identity.reveal", reason=f"第{n}次查看")


def test_they_are_written_once_a_day_and_sent(cast, settings, tmp_path):
    lines(cast)
    settings.BACKUP_DIR, settings.EMAIL_CONFIGURED, settings.JOURNAL_HEADS_TO = (
        str(tmp_path),
        True,
        ["jw@example.gov.cn"],
    )
    assert (carry_heads_away(cast.at()), carry_heads_away(cast.at(hour=15))) == (1, 0)
    text = (tmp_path / "journal-heads" / "heads-20260922.txt").read_text()
    assert read_heads(text) == heads() and len(mail.outbox) == 1
    assert read_heads(mail.outbox[0].body) == heads()


def test_a_chain_made_anew_with_the_key_passes_the_walk_and_not_the_comparison(cast, tmp_path, capsys):
    lines(cast)
    kept = tmp_path / "heads.txt"
    kept.write_text("\n".join(head.line for head in heads()), encoding="utf-8")
    lines(cast, 2)
    call_command("journal_heads", compare=str(kept))
    assert "0 个不同" in capsys.readouterr().out
    with suspended("township_journalentry"):
        before = "0" * 64
        for row in JournalEntry.objects.filter(township=cast.township).order_by("seq"):
            row.reason = "改过的理由" if row.seq == 3 else row.reason
            row.prev_hash = before
            row.hash = before = entry_hash(row, seal_key("journal"))
            row.save()
        JournalHead.objects.filter(township=cast.township).update(last_hash=before)
    assert verify_chain(cast.township.pk).is_complete
    with pytest.raises(SystemExit):
        call_command("journal_heads", compare=str(kept))
    assert "记录被整个重写过" in capsys.readouterr().err
    assert [bool(difference(head)) for head in read_heads(kept.read_text())] == [True]


@pytest.mark.parametrize(
    "harm", ["written anew", "cut off"], ids=["a chain made anew", "an end cut off with its head put back"]
)
def test_the_next_day_what_was_carried_away_no_longer_fits_and_is_said_until_it_is_cleared_up(
    cast, settings, tmp_path, harm, caplog
):
    lines(cast)
    settings.BACKUP_DIR, settings.EMAIL_CONFIGURED, settings.JOURNAL_HEADS_TO = str(tmp_path), True, ["jw@example.cn"]
    carry_heads_away(cast.at())
    with suspended("township_journalentry"):
        rows = JournalEntry.objects.filter(township=cast.township).order_by("seq")
        if harm == "cut off":
            rows.filter(seq__gt=3).delete()
            before = rows.get(seq=3).hash
        else:
            before = "0" * 64
            for row in rows:
                row.reason, row.prev_hash = f"改过的{row.reason}", before
                row.hash = before = entry_hash(row, seal_key("journal"))
                row.save()
        last = rows.last().seq
        JournalHead.objects.filter(township=cast.township).update(last_seq=last, last_hash=before)
    assert verify_chain(cast.township.pk).is_complete  # by itself the chain is whole
    sentence = "第 5 条不见了" if harm == "cut off" else "记录被整个重写过"

    carry_heads_away(cast.at(TOMORROW))
    assert sentence in mail.outbox[-1].body and "不一致" in mail.outbox[-1].subject
    assert sentence in (tmp_path / "journal-heads" / "differs-20260923.txt").read_text()
    assert sentence in caplog.text
    lines(cast, 1)
    carry_heads_away(cast.at(TOMORROW + timedelta(days=1)))  # the new chain fits itself; what was found stays
    assert "不一致" not in mail.outbox[-1].subject
    home = cast.client("sysadmin").get("/?whole=1").content.decode()
    assert "与以前带出的链尾不一致" in home and "differs-20260923.txt" in home
    (tmp_path / "journal-heads" / "differs-20260923.txt").unlink()
    assert "链尾不一致" not in cast.client("sysadmin").get("/?whole=1").content.decode()


def test_a_file_without_heads_is_said(tmp_path):
    (tmp_path / "x.txt").write_text("nothing here")
    with pytest.raises(CommandError, match="没有链尾"):
        call_command("journal_heads", compare=str(tmp_path / "x.txt"))


@pytest.mark.postgres
@pytest.mark.django_db
def test_the_running_role_cannot_empty_change_or_unlock_the_journal(cast):
    """docs/deployment.md, section 3: one role migrates and owns, another runs."""
    lines(cast)
    forbidden = (
        "TRUNCATE township_journalentry",
        "UPDATE township_journalentry SET reason = 'x'",
        "DELETE FROM township_journalentry",
        "ALTER TABLE township_journalentry DISABLE TRIGGER ALL",
        "DROP TRIGGER township_journalentry_append_only ON township_journalentry",
    )
    with connection.cursor() as cursor:
        cursor.execute("DROP ROLE IF EXISTS township_run_test")
        cursor.execute("CREATE ROLE township_run_test NOLOGIN")
        for statement in RUNNING_ROLE:
            cursor.execute(statement.replace("township_run", "township_run_test"))
        cursor.execute("SET LOCAL ROLE township_run_test")
        cursor.execute("SELECT count(*) FROM township_journalentry")
        assert cursor.fetchone() == (5,)
    for statement in forbidden:
        with (
            pytest.raises(Exception, match="denied|owner|append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    write_entry(by=cast.actor("clerk"), at=cast.at(hour=16), action="identity.reveal", reason="照常写入")
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute("DROP OWNED BY township_run_test")
        cursor.execute("DROP ROLE township_run_test")


def test_a_printed_sheet_is_compared_by_code_or_by_hand(cast, stand_at):
    stand_at(cast.today)
    lines(cast)
    auditor = cast.client("auditor")
    page = auditor.get("/journal/sheet/").content.decode()
    head = next(one for one in heads() if one.code == cast.township.code)
    kept = JournalEntry.objects.get(township=cast.township, seq=head.seq - 1)  # the sheet itself is a line after it
    assert " ".join(kept.hash[at : at + 4] for at in range(0, 64, 4)) in page and "<svg" in page
    whole = f"{head.code} {kept.seq} {kept.hash} {head.name}"
    assert "一致" in auditor.post("/journal/sheet/", {"line": whole}).content.decode()
    typed = {"seq": str(kept.seq), "digits": f"{kept.hash[:8].upper()} {kept.hash[8:16]}"}
    assert "一致" in auditor.post("/journal/sheet/", typed).content.decode()
    assert "至少抄录" in auditor.post("/journal/sheet/", typed | {"digits": kept.hash[:15]}).content.decode()
    assert "请填写纸上的序号" in auditor.post("/journal/sheet/", {"line": "9" * 90}).content.decode()
    wrong = auditor.post("/journal/sheet/", typed | {"seq": "1"}).content.decode()
    assert "第 1 条的校验值与纸上的不同" in wrong
    assert "第 999 条不见了" in auditor.post("/journal/sheet/", typed | {"seq": "999"}).content.decode()
    noted = JournalEntry.objects.filter(action="journal.compare").order_by("seq").values_list("is_success", flat=True)
    assert list(noted) == [True, True, False, False]
    assert cast.client("sysadmin").get("/journal/sheet/").status_code == 403
