"""A ledger becomes concluded cases with their true days; a second run changes nothing; a dead worker loses nothing."""

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError

from petitions.cases.models.cases import Case, Claim
from petitions.cases.models.petitioners import Petitioner
from petitions.cases.queries.identities import name_hash
from records.clocks.models import Clock
from records.imports.actions.checking import check_rows
from records.imports.actions.committing import commit_chunk
from records.imports.actions.imports import confirm_import, discard_import, start_import
from records.imports.actions.waiting import failed_rows
from records.imports.models import ImportBatch, ImportRow
from records.jobs.models.jobs import Job
from records.matters.models.access import Holding
from records.matters.models.events import Event
from records.matters.models.matters import Matter
from records.matters.models.search import SearchText
from records.matters.search import matching
from records.papers.models.numbers import NumberSeries
from tests.petitions.ledger.ledgers import LAMP, OWN, messages, own, workbook
from township.actors import NotAllowed, OutOfScope
from township.journal.models import JournalEntry
from township.refusals import Refused

REAL = Path(__file__).resolve().parents[4] / "shared" / "data" / "real" / "messages-with-replies.xlsx"


def bring_in(cast, data, name="台账.xlsx"):
    """Check and import at once; returns the batch."""
    by, at = cast.actor("clerk"), cast.at()
    batch = start_import(kind="cases", name=name, data=data, by=by, at=at, in_background=False, asks=False)
    check_rows(batch.pk, at)
    batch.refresh_from_db()
    if batch.good:
        confirm_import(batch_id=batch.pk, by=by, at=at, in_background=False)
        while commit_chunk(batch.pk, at):
            pass
        batch.refresh_from_db()
    return batch


def test_messages_with_replies_become_concluded_cases_with_their_true_days(cast):
    batch = bring_in(cast, messages())
    assert (batch.state, batch.total, batch.done, batch.bad) == ("done", 3, 3, 0)
    case = Case.objects.get(upper_number="101")
    assert (case.number, case.state, case.channel) == ("清信导〔2019〕1号", "concluded", "online")
    assert (case.raised_on, case.received_on, case.registered_on) == (date(2019, 4, 25),) * 3
    assert (case.outcome_on, case.delivered_on, case.concluded_on) == (date(2019, 5, 10),) * 3
    assert (case.matter.opened_on, case.matter.closed_on) == (date(2019, 4, 25), date(2019, 5, 10))
    assert case.words == "河湾社区三组路灯坏了两个月，\n夜里看不见路。"
    assert case.claims.get().opinion == "已经修好。"
    assert [(event.move, event.on) for event in Event.objects.filter(matter=case.matter)] == [
        ("register", date(2019, 4, 25)),
        ("conclude", date(2019, 5, 10)),
    ]
    assert Event.objects.get(matter=case.matter, move="conclude").note == "已经修好。"
    clock = Clock.objects.get(matter=case.matter)
    assert (clock.code, clock.start_on, clock.due_on, clock.stopped_on) == (
        "conclude_60",
        date(2019, 4, 25),
        date(2019, 6, 24),
        date(2019, 5, 10),
    )
    assert Case.objects.get(upper_number="102").number == "清信导〔2018〕1号"


def test_the_user_of_a_message_is_a_person_found_by_hash_and_shown_masked(cast):
    bring_in(cast, messages())
    person = Petitioner.objects.get(name_hash=name_hash("网民U20001"))
    assert (person.name, person.masked_name, person.case.upper_number) == ("网民U20001", "网*", "101")


def test_a_row_without_a_day_of_reply_is_not_lost_but_open_with_a_word_about_it(cast):
    batch = bring_in(cast, messages())
    case = Case.objects.get(upper_number="103")
    assert (case.state, case.concluded_on, case.claims.get().opinion) == ("registered", None, "正在核实。")
    assert (case.next_due_on, case.next_due_label) == (date(2020, 3, 7), "处理意见（60日）")
    row = batch.rows.get(row=4)
    assert [(p["column"], p["blocking"]) for p in row.problems] == [("答复时间", False)]
    assert "没有可认的答复日期，按未答复导入。答复意见：\n正在核实。" in case.matter.events.get().note


def test_an_open_row_with_name_and_address_owes_its_answer_from_the_true_day(cast):
    bring_in(cast, workbook(OWN, [own(信访日期="2026-09-10", 答复日期="", 答复意见="", 处理结论="")]))
    case = Case.objects.get()
    assert (case.state, case.next_due_on, case.next_due_label) == (
        "registered",
        date(2026, 9, 25),
        "告知受理情况（15日）",
    )
    assert case.matter.next_due_on == date(2026, 9, 25)


def test_the_own_template_brings_unit_place_conclusion_and_the_units_sight(cast):
    bring_in(cast, workbook(OWN, [own()]))
    case = Case.objects.get()
    assert (case.unit, case.place_unit, case.conclusion) == (cast.unit("building"), cast.unit("village"), "support")
    assert Holding.objects.get(matter=case.matter).unit == cast.unit("building")
    person = case.petitioners.get()
    assert (person.name, person.phone, person.address) == ("赵桂兰", "13900001111", "清河镇河湾社区")


def test_the_words_are_searchable(cast):
    bring_in(cast, messages())
    assert (
        matching(Case.objects.all(), "路灯", township_id=Case.objects.first().township_id).get().upper_number == "101"
    )
    assert SearchText.objects.count() == 3


def test_a_second_run_changes_nothing(cast):
    bring_in(cast, messages())
    before = counts()
    batch = bring_in(cast, messages())
    assert (batch.state, batch.good, batch.known, batch.done) == ("checked", 0, 3, 0)
    assert counts() == before


def counts():
    models = (Matter, Case, Petitioner, Claim, Event, SearchText)
    return [model.objects.count() for model in models] + list(NumberSeries.objects.values_list("series", "last"))


def test_rows_without_a_number_are_known_again_by_their_content(cast):
    rows = [own(原编号=""), own(原编号="", 内容="另一件事。")]
    assert bring_in(cast, workbook(OWN, rows)).done == 2
    again = bring_in(cast, workbook(OWN, [*rows, own(原编号="", 内容="第三件事。")]))
    assert (again.known, again.done) == (2, 1)


def test_the_same_row_twice_in_one_file_comes_in_once(cast):
    batch = bring_in(cast, messages(LAMP, LAMP))
    assert (batch.done, batch.bad) == (1, 1)
    assert "与第 2 行完全相同" in batch.rows.get(row=3).problems[0]["message"]


def test_bad_rows_stay_out_and_can_be_taken_home_to_be_mended(cast):
    batch = bring_in(cast, workbook(OWN, [own(), own(原编号="2024-018", 信访日期="去年", 信访形式="飞鸽")]))
    assert (batch.done, batch.bad) == (1, 1)
    _, ((number, cells, words),) = failed_rows(batch_id=batch.pk, by=cast.actor("clerk"))
    assert (number, cells["原编号"]) == ("第 3 行", "2024-018")
    assert "信访日期：看不出是哪一天" in words
    assert "信访形式：不认识" in words
    mended = bring_in(cast, workbook(OWN, [own(**cells | {"信访日期": "2023-05-01", "信访形式": "来信"})]))
    assert mended.done == 1


def test_what_was_imported_does_not_stay_in_the_waiting_room(cast):
    batch = bring_in(cast, messages())
    assert list(batch.rows.values_list("state", flat=True)) == ["done"] * 3
    assert all(row.data == "" for row in batch.rows.all())


def test_numbers_of_the_running_series_are_not_touched(cast):
    bring_in(cast, messages())
    assert sorted(NumberSeries.objects.values_list("series", "year", "last")) == [
        ("case_import", 2018, 1),
        ("case_import", 2019, 1),
        ("case_import", 2020, 1),
    ]


def test_nothing_is_imported_before_somebody_confirms(cast):
    batch = start_import(
        kind="cases",
        name="台账.xlsx",
        data=messages(),
        by=cast.actor("clerk"),
        at=cast.at(),
        in_background=False,
        asks=False,
    )
    with pytest.raises(Refused, match="还在检查"):
        confirm_import(batch_id=batch.pk, by=cast.actor("clerk"), at=cast.at())
    check_rows(batch.pk, cast.at())
    assert commit_chunk(batch.pk, cast.at()) is False
    assert Case.objects.count() == 0
    discard_import(batch_id=batch.pk, by=cast.actor("clerk"), at=cast.at())
    assert ImportRow.objects.count() == 0
    with pytest.raises(Refused, match="已放弃"):
        confirm_import(batch_id=batch.pk, by=cast.actor("clerk"), at=cast.at())


def test_only_the_office_imports_and_only_its_own_batches(cast):
    with pytest.raises(NotAllowed):
        start_import(kind="cases", name="台账.xlsx", data=messages(), by=cast.actor("liaison"), at=cast.at())
    batch = bring_in(cast, messages())
    with pytest.raises(OutOfScope):
        discard_import(batch_id=batch.pk, by=cast.actor("east_clerk"), at=cast.at())


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.4 not a workbook", workbook(["甲", "乙"], [["1", "2"]]), workbook(OWN, [])]
)
def test_a_file_that_is_no_ledger_is_refused_at_the_door(cast, data):
    with pytest.raises(Refused) as refused:
        start_import(kind="cases", name="台账.xlsx", data=data, by=cast.actor("clerk"), at=cast.at())
    assert refused.value.field == "file"
    assert not ImportBatch.objects.exists()


def test_a_worker_killed_in_the_middle_loses_the_chunk_it_was_on_and_nothing_else(cast, monkeypatch):
    monkeypatch.setattr("records.imports.actions.committing.COMMIT_ROWS", 2)
    by, at = cast.actor("clerk"), cast.at()
    rows = [own(原编号=f"2024-{n:03d}", 标题=f"反映{n}号路灯不亮", 内容=f"{n}号路灯坏了。") for n in range(5)]
    batch = start_import(
        kind="cases", name="台账.xlsx", data=workbook(OWN, rows), by=by, at=at, in_background=False, asks=False
    )
    check_rows(batch.pk, at)
    confirm_import(batch_id=batch.pk, by=by, at=at, in_background=False)
    assert commit_chunk(batch.pk, at) is True
    with monkeypatch.context() as broken:
        broken.setattr(
            "petitions.ledger.actions.import_rows.index_matters", lambda rows: (_ for _ in ()).throw(DatabaseError)
        )
        with pytest.raises(DatabaseError):
            commit_chunk(batch.pk, at)
    batch.refresh_from_db()
    assert (Case.objects.count(), batch.done, batch.state) == (2, 2, "committing")
    while commit_chunk(batch.pk, at):
        pass
    batch.refresh_from_db()
    assert (Case.objects.count(), batch.done, batch.state) == (5, 5, "done")
    assert NumberSeries.objects.get(series="case_import").last == 5


def test_the_check_goes_over_the_file_in_pieces_and_may_be_repeated(cast, monkeypatch):
    monkeypatch.setattr("records.imports.actions.checking.CHECK_ROWS", 2)
    by, at, beats = cast.actor("clerk"), cast.at(), []
    batch = start_import(kind="cases", name="台账.xlsx", data=messages(), by=by, at=at, in_background=False, asks=False)
    check_rows(batch.pk, at, lambda: beats.append(1))  # a worker that lost its job after the first piece
    assert (len(beats), batch.rows.count()) == (1, 2)
    check_rows(batch.pk, at)
    batch.refresh_from_db()
    assert (batch.state, batch.good, batch.rows.count()) == ("checked", 3, 3)
    check_rows(batch.pk, at)  # and once more, when all is done
    assert batch.rows.count() == 3


def test_the_journal_has_a_line_for_each_step_and_none_of_the_words(cast):
    bring_in(cast, messages())
    lines = JournalEntry.objects.filter(action__startswith="import.").order_by("seq")
    assert [line.action for line in lines] == ["import.upload", "import.confirm", "import.rows"]
    assert lines[2].detail == {"rows": 3, "first": 1, "last": 3}
    assert "路灯" not in "".join(str(line.detail) + line.subject_label for line in lines)


def test_a_row_with_the_same_key_from_another_file_meanwhile_becomes_a_known_one(cast):
    by, at = cast.actor("clerk"), cast.at()
    early = start_import(kind="cases", name="一.xlsx", data=messages(), by=by, at=at, in_background=False, asks=False)
    check_rows(early.pk, at)
    bring_in(cast, messages())
    confirm_import(batch_id=early.pk, by=by, at=at, in_background=False)
    while commit_chunk(early.pk, at):
        pass
    early.refresh_from_db()
    assert (early.state, early.done, early.known, Case.objects.count()) == ("done", 0, 3, 3)


def run(file, *options):
    out = StringIO()
    call_command("import_cases", str(file), "--township", "511001001", *options, stdout=out)
    return out.getvalue()


def test_the_command_line_dry_run_tells_everything_and_changes_nothing(cast, tmp_path):
    file = tmp_path / "台账.xlsx"
    file.write_bytes(workbook(OWN, [own(), own(原编号="2", 信访日期="去年")]))
    said = run(file, "--dry-run")
    assert "有误　第 3 行　信访日期：看不出是哪一天" in said
    assert "共 2 行：可导入 1，有误 1，已有 0。" in said
    models = (Case, ImportBatch, ImportRow, JournalEntry, Job, NumberSeries)
    assert [model.objects.count() for model in models] == [0] * 6


def test_the_command_line_imports_and_names_itself_in_the_journal(cast, tmp_path):
    file = tmp_path / "台账.xlsx"
    file.write_bytes(messages())
    assert "导入完毕：新增 3 件，未导入 0 行" in run(file)
    assert "新增 0 件，未导入 0 行，原有 3 件没有改动" in run(file)
    assert JournalEntry.objects.get(action="import.rows").actor_name == "命令行·台账导入"


def test_the_command_line_says_what_is_missing(cast, tmp_path):
    with pytest.raises(CommandError, match="没有找到文件"):
        run(tmp_path / "没有.xlsx")
    with pytest.raises(CommandError, match="现有：511001001"):
        call_command("import_cases", "x.xlsx", "--township", "000")


@pytest.mark.skipif(not REAL.exists(), reason="the public messages with replies are not at ../shared/data/real")
def test_the_public_ledger_comes_in_whole_and_a_second_run_changes_nothing(cast):
    assert bring_in(cast, REAL.read_bytes()).done == 1408
    assert Case.objects.filter(state="concluded", concluded_on__isnull=False).count() == 1408
    assert Case.objects.exclude(words="").count() == Claim.objects.exclude(opinion="").count() == 1408
    case = Case.objects.get(upper_number="2549")
    assert (case.raised_on, case.concluded_on) == (date(2019, 4, 25), date(2019, 5, 10))
    before = counts()
    again = bring_in(cast, REAL.read_bytes())
    assert (again.known, again.good, again.bad, again.done) == (1408, 0, 0, 0)
    assert counts() == before


def test_a_title_of_the_ledger_shows_no_petitioner(cast):
    row = own(标题="赵桂兰（电话13900001111）反映路灯不亮", 内容="赵桂兰反映：三组的路灯坏了。")
    bring_in(cast, workbook(OWN, [row]))
    case = Case.objects.get()
    assert (case.title, case.matter.title) == ("赵*（电话****）反映路灯不亮",) * 2
    assert case.claims.get().text == case.title
    assert case.words == "赵桂兰反映：三组的路灯坏了。"
    assert bring_in(cast, workbook(OWN, [row])).known == 1


def test_papers_of_people_from_elsewhere_come_in_by_their_form_or_their_column(cast):
    numbers = ["KAZ110090123105", "H12345678", "E12345678", "11010519491231002X"]
    header = (*OWN, "证件类型")
    rows = [
        (*own(原编号=str(at), 信访人=f"人{sign}", 证件号码=number), "")
        for at, (sign, number) in enumerate(zip("甲乙丙丁", numbers, strict=True))
    ]
    rows.append((*own(原编号="9", 信访人="人戊", 证件号码="01234567", 电话="+886 912 345 678"), "台胞证"))
    batch = bring_in(cast, workbook(header, rows))
    assert (batch.done, batch.bad) == (5, 0)
    kinds = list(Petitioner.objects.order_by("pk").values_list("id_type", flat=True))
    assert kinds == ["foreigner", "home", "passport", "111", "taiwan"]
    assert Petitioner.objects.get(name_hash=name_hash("人戊")).phone == "+886912345678"
