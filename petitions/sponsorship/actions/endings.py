"""The five duties of the leader (五包), and the end of a sponsorship."""

from datetime import date, datetime

from django.db import transaction

from petitions.cases.rules.cases import CLOSED_STATES
from petitions.permissions import LIFT_SPONSORSHIP, WRITE_SPONSORSHIP
from petitions.sponsorship import queries
from petitions.sponsorship.models import SponsorDuty, Sponsorship
from petitions.sponsorship.rules import DUTIES, FIVE, SOURCE, check_conclude, why_not_concluded
from records.acts.actions.turns import finish, take, tell
from records.matters.models.access import Handler
from township.actors import Actor, OutOfScope
from township.dates import check_not_future
from township.refusals import Refused
from township.words import check_title, check_words


def tick(
    *, sponsorship_id: int, duty: int, on: date, text: str, event_id: int | None, by: Actor, at: datetime
) -> Sponsorship:
    """One of the five duties: when, what, and the event of the case that shows it. Ticked again it is corrected."""
    with transaction.atomic():
        turn = take(Sponsorship, sponsorship_id, revision=None, capability=WRITE_SPONSORSHIP, by=by, at=at)
        move, row = turn.move("tick"), turn.row
        if duty not in DUTIES:
            raise OutOfScope("没有找到这一项。")
        check_not_future("日期", on, today=turn.today, field="on")
        words = check_words("做了什么", text, field="text", least=6, most=500)
        if event_id and event_id not in {event.pk for event in queries.events_of_case(by, row)}:
            raise Refused("没有找到这条记录，请重新选择。", field="event")
        given = {"done_on": on, "text": words, "event_id": event_id, "by_id": by.person_id}
        SponsorDuty.objects.update_or_create(sponsorship=row, duty=duty, defaults=given)
        finish(turn, move, text=f"{DUTIES[duty][0]}：已登记", detail={"duty": duty})
        return row


def conclude(*, sponsorship_id: int, revision: int, reason: str, by: Actor, at: datetime) -> Sponsorship:
    """The end, after the case's own: five duties and steps done, or the reason why not."""
    with transaction.atomic():
        turn = take(Sponsorship, sponsorship_id, revision=revision, capability=WRITE_SPONSORSHIP, by=by, at=at)
        move, row = turn.move("conclude"), turn.row
        if why := why_not_concluded(row.case.state in CLOSED_STATES):
            raise Refused(why, SOURCE)
        done = set(row.duties.values_list("duty", flat=True))
        check_conclude(done, row.steps.filter(done_on__isnull=True).count(), reason)
        row.ending = check_title("说明", reason, field="reason", least=0, most=500)
        finish(turn, move, text=f"办结包案，五包完成{len(done)}项", article=FIVE)
        tell(turn, [row.sponsor_id], kind="over", text="包案已办结", key="conclude")
        return row


def lift(*, sponsorship_id: int, revision: int, reason: str, by: Actor, at: datetime) -> Sponsorship:
    """No leader follows the case any more, for a reason (the matter went to another organ, it was entered twice)."""
    with transaction.atomic():
        turn = take(Sponsorship, sponsorship_id, revision=revision, capability=LIFT_SPONSORSHIP, by=by, at=at)
        move, row = turn.move("lift"), turn.row
        row.ending = check_title("理由", reason, field="reason", least=6, most=500)
        Handler.objects.filter(matter_id=row.case_id, part=Handler.Part.SPONSOR, person=row.sponsor_id).delete()
        finish(turn, move, text="解除包案")
        tell(turn, [row.sponsor_id], kind="over", text="包案已解除", key="lift")
        return row
