"""The demonstration loads once, through the actions, on whatever day it is."""

from collections import Counter
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db.models import Q
from django.utils import timezone

from meetings.dispatch.models.dispatches import Dispatch
from meetings.dispatch.models.hearings import Hearing, WorkReport
from petitions.cases.models.cases import Case
from petitions.cases.models.categories import Category
from petitions.cases.models.deliveries import Evaluation
from petitions.ledger.queries.ledger import horizon
from petitions.screening.models.rounds import ScreeningReturn
from records.duties.models.duties import Duty
from records.matters.models.events import Event
from records.matters.models.matters import Secrecy
from records.notices.models.notices import Notice
from records.papers.models.documents import Document
from records.papers.rules.prose import blanks
from records.work.models import OPEN, WorkItem
from supervision.draws.models.draws import Draw
from supervision.listing.models.rounds import ListingRound
from tests.config.states_walk import states_without_work
from tests.loaded_demo import SATURDAY
from township.calendar.models import WorkCalendarYear
from township.directory.demo import PASSWORD, demo_accounts
from township.directory.models.accounts import Account
from township.directory.models.people import Person
from township.directory.models.townships import Township
from township.directory.rules.documents import check_id_number
from township.journal.models import JournalEntry
from township.journal.queries import verify_chain
from township.journal.words import WORDS

OTHER_DAYS = [
    date(2026, 10, 3),  # in a long holiday
    date(2026, 2, 24),  # the first day after the Spring Festival
]

# States that are not closed and in which nobody has anything to do on the thing itself, and why.
NOTHING_OWED = {
    ("topic", "scheduled"): "the session has it: it is owed to hold the session",
    (
        "resolution",
        "waiting",
    ): "its referral has it: what is owed is the answer from above; without a referral one is owed",
    ("dispatch", "opened"): "the duty of its month stands on the desk, with this step as its button",
    ("dispatch", "held"): "the duty of its month stands on the desk until the minutes are issued",
    ("hearing", "opened"): "the duty of its quarter stands on the desk, with this step as its button",
    ("hearing", "arranged"): "the session has it: it is owed to hold the session",
    ("work_points", "submitted"): "its paper has it: it is owed to decide about that",
    ("measure", "in_effect"): "runs until its end, which the daily sweep notes; an objection is a right and no debt",
    ("scheme", "fixed"): "is in force; what is owed hangs on its runs",
}


def load(*options):
    out = StringIO()
    call_command("load_demo", *options, stdout=out)
    return out.getvalue()


@pytest.mark.once  # the day loaded for the tests below runs on both databases
@pytest.mark.parametrize("day", OTHER_DAYS, ids=str)
def test_it_loads_on_any_day_and_shows_every_light(day, db, stand_at, quick_print):
    stand_at(day, 5, 10)  # before the office opens
    load()
    for told in (Notice, Event, JournalEntry):
        assert not told.objects.filter(at__gt=timezone.now()).exists(), "nothing is told that lies ahead"
    first = Township.objects.get(mark="清信")
    assert Case.objects.filter(township=first).count() == 44
    span = horizon(first.pk, day)
    due = list(Case.objects.filter(next_due_on__isnull=False).values_list("next_due_on", flat=True))
    lights = Counter("late" if on < day else "soon" if on <= span.yellow_until else "ok" for on in due)
    assert lights["late"] >= 2
    assert lights["soon"] >= 2
    assert lights["ok"] >= 4


def test_spot_checks_and_evaluations_stand_in_every_state_and_none_was_forgotten(loaded):
    first = Township.objects.get(mark="清信")
    states = set(Draw.objects.filter(township=first).values_list("state", flat=True))
    assert states == {"submitted", "published", "drawn", "done", "replaced", "dropped"}
    rounds = set(ListingRound.objects.filter(township=first).values_list("state", flat=True))
    assert rounds == {"submitted", "published", "evaluated", "done", "dropped"}
    late = WorkItem.objects.filter(OPEN, matter__kind="draw", due_on__lt=SATURDAY - timedelta(days=92))
    assert not late.exists(), "a seed that nobody threw for a year would look like a forgotten office"


def test_a_deployment_with_a_township_is_left_alone(cast):
    assert "已有乡镇" in load()
    assert Case.objects.count() == 0
    assert not Account.objects.filter(username="linxiao").exists()


def test_categories_load_once_and_corrections_take_effect(db):
    out = StringIO()
    call_command("load_categories", stdout=out)
    assert "old.csv：新增 656 项" in out.getvalue()
    assert Category.objects.filter(edition="new").count() == 661
    row = Category.objects.get(code="N0101")
    assert (row.parent.code, row.level, row.name) == ("N01", 2, "草原草场")
    row.name = "写错了"
    row.save()
    again = StringIO()
    call_command("load_categories", stdout=again)
    assert "new.csv：新增 0 项，更正 1 项" in again.getvalue()
    assert Category.objects.get(code="N0101").name == "草原草场"


def test_cases_of_all_kinds_and_in_every_state_are_there(loaded, db):
    assert {
        "registered",
        "assigned",
        "accepted",
        "handling",
        "reply_submitted",
        "reply_approved",
        "delivered",
        "executing",
        "concluded",
        "transferred",
        "refused",
        "archived",
    } - set(Case.objects.values_list("state", flat=True)) <= {"accepted", "executing"}
    assert set(Case.objects.values_list("channel", flat=True)) == {
        "visit",
        "letter",
        "call",
        "online",
        "mailbox",
        "transferred",
        "assigned",
        "reception",
    }
    assert set(Case.objects.values_list("case_class", flat=True)) == {"claim", "suggestion", "accusation"}
    group = Case.objects.get(is_group=True)
    assert (group.visitors, group.petitioners.count(), group.petitioners.filter(role="representative").count()) == (
        7,
        7,
        3,
    )
    assert Case.objects.filter(is_repeat=True).get().repeat_of.title == "安置房迟迟不能办证"
    assert sorted(Evaluation.objects.values_list("about", "grade")) == [
        ("office", "fair"),
        ("office", "good"),
        ("unit", "bad"),
        ("unit", "good"),
    ]


def test_rounds_and_ledger_say_the_same_of_every_unit(loaded, db):
    """Returned or not, late or not: the board of a round and the compliance ledger are two views of one judgement."""
    duties = {(row.township_id, row.clause, row.period, row.unit_id): row for row in Duty.objects.all()}
    compared = 0
    for row in ScreeningReturn.objects.select_related("round"):
        duty = duties.get((row.round.township_id, row.round.clause, row.round.period, row.unit_id))
        if duty is None:
            continue
        compared += 1
        assert (duty.state == "done", bool(duty.done_on and duty.done_on > duty.due_on)) == (
            row.state != "missing",
            row.is_late,
        ), (row.round.title, row.unit_id)
    assert compared > 60
    done = {(row.township_id, row.clause, row.period) for row in duties.values() if row.state == "done"}
    open_things = [("dispatch_month", one) for one in Dispatch.objects.exclude(state="closed")]
    open_things += [("hearing_quarter", one) for one in Hearing.objects.exclude(state="recorded")]
    open_things += [("work_report", one) for one in WorkReport.objects.exclude(state="issued")]
    assert [one for clause, one in open_things if (one.township_id, clause, one.period) in done] == []


def test_a_unit_that_handed_in_its_part_is_not_late(loaded, db):
    case = Case.objects.get(title="石桥村漫水桥改建占地补偿")
    assert (case.next_due_label, case.next_due_on - SATURDAY > timedelta(days=10)) == ("处理意见（60日）", True)


def test_no_issued_paper_of_any_institution_has_a_place_left_to_fill_in(loaded, db):
    issued = Document.objects.filter(state__in=["issued", "void"])
    assert {(row.kind, tuple(blanks(row.body))) for row in issued if blanks(row.body)} == set()
    assert issued.exclude(body="").values("kind").distinct().count() >= 8


def test_accusations_are_sealed_like_any_other(loaded, db):
    for case in Case.objects.filter(case_class="accusation").select_related("matter"):
        assert (case.words, case.matter.secrecy, case.title) == ("", Secrecy.RESTRICTED, "检举控告事项")
        assert set(case.matter.access_list.values_list("person__name", flat=True)) == {"林晓", "李建"}


def test_the_journals_are_whole(loaded, db):
    for township in Township.objects.all():
        verdict = verify_chain(township.pk)
        assert not verdict.broken_seq


def test_a_second_run_changes_nothing(loaded, db):
    before = [
        model.objects.count() for model in (Township, Person, Account, Case, Category, Document, WorkCalendarYear)
    ]
    assert "已有乡镇，不再载入演示数据" in load()
    after = [model.objects.count() for model in (Township, Person, Account, Case, Category, Document, WorkCalendarYear)]
    assert after == before


def test_accounts_are_printed_and_marked_as_demonstration(loaded, db):
    said = load("--print-accounts")
    assert said.startswith("演示账号（仅供试用")
    assert PASSWORD in said
    for word in ("linxiao", "林晓　经办人·联席办", "gaoming", "hejing", "何静　联络员·村镇建设办", "platform"):
        assert word in said, word
    assert all(account.check_password(PASSWORD) for account in demo_accounts()[:2])


def test_accounts_that_changed_their_password_are_no_longer_printed(loaded, db):
    account = Account.objects.get(username="linxiao")
    account.set_password("something of her own 7")
    account.save()
    assert "linxiao" not in load("--print-accounts")


def test_nobody_real_is_in_it(loaded, db):
    """Telephones of a series kept free here, identity numbers of a county that does not exist."""
    for case in Case.objects.prefetch_related("petitioners"):
        for person in case.petitioners.all():
            assert not person.phone or person.phone.startswith("1990000")
            if person.id_number:
                assert check_id_number(person.id_number, today=date(2026, 11, 21)).startswith("511099")


def test_few_enough_papers_to_start_within_a_minute(loaded, db):
    assert Document.objects.exclude(blob="").count() <= 90  # some 150 ms each


def test_in_every_state_of_every_institution_somebody_owes_the_next_step(loaded):
    assert states_without_work(Township.objects.get(mark="清信")) == set(NOTHING_OWED)


def test_what_a_duty_carries_stands_on_the_desk_as_that_duty(loaded):
    township = Township.objects.get(mark="清信")
    for model, clause in ((Dispatch, "dispatch_month"), (Hearing, "hearing_quarter")):
        carried = set(
            Duty.objects.filter(township=township, clause=clause, state="open").values_list("period", flat=True)
        )
        rows = model.objects.filter(township=township, period__in=carried).exclude(state__in=model.TABLE.closed)
        assert rows.exists()
        for row in rows:
            owed = Q(matter_id=row.pk) | Q(duty__clause=clause, duty__period=row.period)
            assert WorkItem.objects.filter(OPEN, owed).exists(), row.matter.number


def test_the_journal_of_the_demonstration_speaks_chinese(loaded):
    assert set(JournalEntry.objects.values_list("action", flat=True)) <= set(WORDS)
