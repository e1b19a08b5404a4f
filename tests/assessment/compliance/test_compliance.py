"""The compliance ledger: figures that add up, the duties behind them, supervision of what is missing, exports."""

import io
from datetime import date

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from assessment.compliance.actions import ask_supervision
from assessment.compliance.queries import DutyFilter, by_clause, by_person, by_unit, duties_behind, total
from assessment.compliance.rules import Tally, after, before, stretch_of, stretches_near
from records.duties.actions.duties import decide_excuse, fulfil, propose_excuse
from records.duties.actions.rounds import open_periods
from records.duties.models.candidates import Candidate
from records.duties.models.duties import Duty
from records.duties.rules.duties import Cadence, period_of
from records.work.models import WorkItem
from tests.cast import moment
from township.actors import NotAllowed, OutOfScope, system_actor
from township.journal.models import JournalEntry
from township.profiles.actions.profiles import adopt_profile
from township.profiles.models.profiles import RuleClause
from township.profiles.rules.profiles import PROFILE_KEYS
from township.refusals import Refused

AUGUST, TODAY = date(2026, 8, 1), date(2026, 9, 22)
SEPTEMBER = period_of(Cadence.MONTHLY, TODAY)


def use(cast, key: str) -> None:
    by = system_actor(cast.township.pk, "测试", AUGUST)
    adopt_profile(key=key, township_id=cast.township.pk, valid_from=AUGUST, by=by, at=moment(AUGUST))
    open_periods(township_id=cast.township.pk, at=moment(TODAY, 6))


@pytest.fixture
def owing(cast, stand_at):
    """Half-monthly screening and weekly reception since August: one unit in time, one late, one excused, the rest not."""
    stand_at(TODAY)
    use(cast, "hengyang")
    by = system_actor(cast.township.pk, "测试", TODAY)
    done = {
        "clause": "screening_half_month",
        "township_id": cast.township.pk,
        "period": "2026-09a",
        "by": by,
        "at": moment(TODAY),
    }
    fulfil(on=date(2026, 9, 14), unit_id=cast.unit("building").pk, text="已报零", **done)
    fulfil(on=date(2026, 9, 18), unit_id=cast.unit("civil").pk, text="迟报", **done)
    duty = Duty.objects.get(clause="screening_half_month", period="2026-09a", unit=cast.unit("farm"))
    propose_excuse(duty_id=duty.pk, reason="合并到综治中心", by=cast.actor("clerk"), at=moment(TODAY))
    decide_excuse(duty_id=duty.pk, approved=True, by=cast.actor("director"), at=moment(TODAY))
    return cast


def missing_one(cast) -> Duty:
    return Duty.objects.get(clause="screening_half_month", period="2026-09a", unit=cast.unit("village"))


@pytest.mark.parametrize(
    ("tally", "owed", "rate", "timely"),
    [
        (Tally(), 0, "—", "—"),
        (Tally(waiting=3, excused=1), 4, "—", "—"),
        (Tally(done=3), 3, "100.0%", "100.0%"),
        (Tally(done=1, late=1, missing=1, waiting=5), 8, "66.7%", "33.3%"),
        (Tally(done=1999, missing=1), 2000, "100.0%", "100.0%"),
    ],
)
def test_rates_have_a_denominator_or_a_dash(tally, owed, rate, timely):
    assert (tally.owed, tally.rate, tally.timely_rate) == (owed, rate, timely)


@pytest.mark.parametrize(
    ("kind", "key", "found"),
    [
        ("month", "2026-02", "2026-02"),
        ("quarter", "2026-Q4", "2026-Q4"),
        ("year", "2025", "2025"),
        ("month", "2026-13", "2026-09"),
        ("quarter", "2026-Qx", "2026-Q3"),
        ("month", "²026-01", "2026-09"),
        ("month", "", "2026-09"),
        ("year", "99999", "2026"),
    ],
)
def test_a_stretch_is_read_or_it_is_the_running_one(kind, key, found):
    assert stretch_of(kind, key, TODAY).key == found


def test_stretches_follow_each_other():
    quarter = stretch_of("quarter", "2026-Q1", TODAY)
    assert (before("quarter", quarter).key, after("quarter", quarter).key) == ("2025-Q4", "2026-Q2")
    assert [one.key for one in stretches_near("quarter", quarter)] == ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]
    assert [len(stretches_near(kind, stretch_of(kind, "", TODAY))) for kind in ("month", "year")] == [12, 5]


def test_figures_add_up_by_clause_unit_and_person(owing):
    actor = owing.actor("director")
    clauses = {line.key: line for line in by_clause(actor, SEPTEMBER, TODAY)}
    screening = clauses["screening_half_month"].tally
    assert (screening.owed, screening.done, screening.late, screening.missing) == (8, 1, 1, 1)
    assert (screening.waiting, screening.excused, screening.rate) == (4, 1, "66.7%")
    assert clauses["annual_report"].tally.owed == 0 and clauses["annual_report"].next_on == date(2027, 1, 29)
    units, people = by_unit(actor, SEPTEMBER, TODAY), by_person(actor, SEPTEMBER, TODAY)
    whole = total(list(clauses.values()))
    assert total(units) + total(people) == whole
    assert whole.owed == duties_behind(actor, DutyFilter(period="2026-09"), TODAY).count()
    for standing, n in (
        ("done", whole.done),
        ("late", whole.late),
        ("missing", whole.missing),
        ("excused", whole.excused),
    ):
        assert duties_behind(actor, DutyFilter(period="2026-09", standing=standing), TODAY).count() == n
    months = [period_of(Cadence.MONTHLY, day) for day in (date(2026, 7, 1), AUGUST, TODAY)]
    quarter = stretch_of("quarter", "2026-Q3", TODAY)
    by_month = sum((total(by_clause(actor, month, TODAY)) for month in months), Tally())
    assert by_month == total(by_clause(actor, quarter, TODAY))
    own = {line.label for line in by_unit(owing.actor("liaison"), SEPTEMBER, TODAY)}
    assert own == {"村镇建设办"}
    assert [line.key for line in by_clause(owing.actor("liaison"), SEPTEMBER, TODAY)] == ["screening_half_month"]


def test_the_words_of_the_past_stay_when_the_rules_change(owing):
    RuleClause.objects.filter(key="screening_half_month").update(label="改了名", citation="新依据")
    lines = {line.key: line for line in by_clause(owing.actor("director"), SEPTEMBER, TODAY)}
    assert lines["screening_half_month"].note == "衡阳市意见第14条"


def test_a_missing_duty_is_proposed_for_supervision_once(owing):
    duty, clerk = missing_one(owing), owing.actor("clerk")
    ask_supervision(duty_id=duty.pk, by=clerk, at=moment(TODAY))
    row = Candidate.objects.get(key=f"duty:{duty.pk}")
    assert (row.ground, row.unit) == ("missing_duty", owing.unit("village")) and "逾期未办" in row.text
    assert JournalEntry.objects.filter(action="compliance.ask", subject_id=duty.pk).count() == 1
    with pytest.raises(Refused, match="已经列入"):
        ask_supervision(duty_id=duty.pk, by=clerk, at=moment(TODAY))
    done = Duty.objects.filter(state="done").first()
    with pytest.raises(Refused, match="到期未办"):
        ask_supervision(duty_id=done.pk, by=clerk, at=moment(TODAY))
    with pytest.raises(NotAllowed):
        ask_supervision(duty_id=duty.pk, by=owing.actor("liaison"), at=moment(TODAY))
    with pytest.raises(OutOfScope):
        ask_supervision(duty_id=0, by=clerk, at=moment(TODAY))


def test_the_pages_by_persona(owing, client):
    clerk, duty = owing.client("clerk"), missing_one(owing)
    ledger = clerk.get("/compliance/").content.decode()
    assert "衡阳市意见第14条" in ledger and "66.7%" in ledger and "2027年1月29日到期" in ledger
    for view in ("units", "people"):
        assert clerk.get(f"/compliance/?view={view}&kind=quarter").status_code == 200
    behind = "/compliance/duties/?kind=month&period=2026-09&clause=screening_half_month"
    rows = clerk.get(behind + "&standing=missing").content.decode()
    assert "河湾社区" in rows and "提请督办" in rows and f"/duties/{duty.pk}/" in rows
    answer = clerk.post(
        f"/compliance/duties/{duty.pk}/ask/", {"kind": "month", "period": "2026-09", "standing": "missing"}, follow=True
    )
    assert "已列入督办建议" in answer.content.decode()
    assert "已报零" in clerk.get(behind + "&standing=done").content.decode()
    assert "合并到综治中心" in clerk.get(behind + "&standing=excused").content.decode()
    liaison = owing.client("liaison").get("/compliance/duties/").content.decode()
    assert "村镇建设办" in liaison and "民政办" not in liaison and "提请督办" not in liaison
    assert "本月制度执行" in owing.client("auditor").get("/?whole=1").content.decode()
    assert owing.client("sysadmin").get("/compliance/").status_code == 403
    assert clerk.get("/compliance/duties/?clause=<b>&debtor=unit:x&standing=zz&kind=q&period=%00").status_code == 200


def test_exports_are_noted_and_hold_the_figures(owing):
    auditor = owing.client("auditor")
    book = openpyxl.load_workbook(io.BytesIO(auditor.get("/compliance/sheet/?period=2026-09").content))
    rows = [[cell.value for cell in row] for row in book.active.iter_rows()]
    line = next(row for row in rows if row[2] == "半月排查矛盾纠纷")
    assert line[4:10] == [8, 1, 1, 1, 4, 1] and rows[-1][2] == "合计"
    detail = auditor.get("/compliance/duties/sheet/?period=2026-09&standing=late").content
    assert [row[9].value for row in openpyxl.load_workbook(io.BytesIO(detail)).active.iter_rows(min_row=2)] == ["迟报"]
    pdf = auditor.get("/compliance/pdf/?period=2026-09")
    pages = PdfReader(io.BytesIO(pdf.content)).pages
    assert pages[0].mediabox.width > pages[0].mediabox.height
    text = "".join(page.extract_text() for page in pages)
    assert "制度执行台账" in text and "河湾社区" in text
    number = JournalEntry.objects.filter(action="compliance.export").latest("seq").detail["number"]
    assert all(number in page.extract_text().replace(" ", "") for page in pages)
    assert PdfReader(io.BytesIO(pdf.content)).metadata.author == owing.person("auditor").name
    assert JournalEntry.objects.filter(action="compliance.export").count() == 3
    assert owing.client("liaison").get("/compliance/pdf/").status_code == 403


@pytest.mark.parametrize("address", ["/compliance/", "/compliance/?view=units", "/compliance/duties/"])
def test_a_page_asks_as_much_for_many_duties_as_for_one(owing, address):
    client = owing.client("director")
    client.get(address)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    many = asked()
    kept = Duty.objects.filter(state="open", due_on__gte=TODAY, due_on__lte=SEPTEMBER.last).first().pk
    WorkItem.objects.exclude(duty_id=kept).delete()
    Duty.objects.exclude(pk=kept).delete()
    assert asked() == many


@pytest.mark.once
@pytest.mark.parametrize("key", PROFILE_KEYS)
def test_every_profile_runs_through_the_same_half_year(cast, key):
    use(cast, key)
    open_periods(township_id=cast.township.pk, at=moment(date(2027, 2, 15), 6))
    actor, year = cast.actor("director"), period_of(Cadence.YEARLY, TODAY)
    lines = {line.key: line for line in by_clause(actor, year, date(2027, 2, 15))}
    assert set(lines) == set(RuleClause.objects.values_list("key", flat=True))
    tally = total(list(lines.values()))
    assert tally.owed == tally.missing > 0
    assert all(row.due_on >= AUGUST for row in Duty.objects.all())
