"""Invented cause analyses and measures of the demonstration, in the states an office meets, played through the actions."""

from datetime import date, time, timedelta

from records.acts.demo import act
from records.matters.models.matters import Matter, Secrecy
from records.matters.queries.access import implicated_places
from records.matters.queries.scope import matters_visible_to
from supervision.accountability.actions import causes, decisions, effects, filling, measures
from supervision.accountability.models.causes import Cause
from supervision.accountability.models.measures import Measure
from supervision.accountability.queries.causes import evidence_lines
from supervision.accountability.queries.failures import failures_of
from supervision.accountability.queries.measures import rungs_of
from township.directory.models.people import Role
from township.directory.models.townships import Township
from township.directory.models.units import Unit
from township.directory.troupe import Incomplete, Troupe

FACTS = "督办单要求的书面答复没有按期出具，退回后仍未补齐送达证明。"
WHY = "此前已经督办、二次督办仍未办结，提醒和通报都没有促成整改，当面约谈更能明确责任和时限。"
LETTER = "随函附督办单和办理记录。"


def load(township: Township, today: date) -> int:
    """Play two cause analyses and the measures that the recorded failures bear; returns how many. Inside a transaction."""
    troupe = Troupe.of(township, today)
    if len(troupe.units) < 3:
        raise Incomplete(f"{township} has fewer than three units with a liaison")
    _causes(troupe)
    _measures(troupe)
    return Measure.objects.filter(township=township).count() + Cause.objects.filter(township=township).count()


def _causes(troupe: Troupe) -> None:
    """One decided, one on which the units are asked."""
    matters = _matters(troupe)[:2]
    for matter, is_decided in zip(matters, (True, False), strict=False):
        handling = matter.holder_unit
        causing = next(unit for unit in troupe.units if unit.pk != handling.pk)
        row = _asked(troupe, matter, causing, handling, 20 if is_decided else 2)
        if is_decided:
            _decided(troupe, row, (causing, handling))


def _matters(troupe: Troupe) -> list[Matter]:
    clerk = troupe.actor(troupe.clerk(), troupe.today)
    held = [unit.pk for unit in troupe.units]
    rows = matters_visible_to(clerk).filter(kind="case", secrecy=Secrecy.ORDINARY, holder_unit__in=held)
    rows = rows.select_related("holder_unit").order_by("pk")[:20]
    return [row for row in rows if not implicated_places(row) and row.opened_on < troupe.today - timedelta(days=25)]


def _asked(troupe: Troupe, matter: Matter, causing: Unit, handling: Unit, ago: int) -> Cause:
    on = troupe.day(ago)
    lines = evidence_lines(troupe.actor(troupe.clerk(), on), matter)
    key = (lines[-1][0],)
    sides = (
        causes.SideData(causing.pk, "policy", "补偿口径前后不一致，没有及时公开说明。", key),
        causes.SideData(handling.pk, "late", "没有在规定期限内出具处理意见。", key),
    )
    row = troupe.do(causes.draft_cause, troupe.clerk(), on, 9, matter_id=matter.pk, data=causes.CauseData(*sides))
    act(troupe, causes.ask, row, troupe.clerk(), on, 10)
    return _fresh(row)


def _decided(troupe: Troupe, row: Cause, units: tuple[Unit, ...]) -> None:
    on = troupe.day((troupe.today - row.due_on).days)
    words = ("口径调整以后已经补发说明。", "等待测绘结果，没有及时申请延期。")
    for side, unit, said in zip(row.sides.order_by("side"), units, words, strict=True):
        liaison = troupe.person(Role.LIAISON, unit)
        act(troupe, causes.tell_side, row, liaison, on, 9, side_id=side.pk, words=said)
    act(troupe, causes.hear, row, troupe.clerk(), on, 10)
    data = causes.FindingData(
        "引发环节口径公开不及时，办理环节超过期限。", "口径调整当日公开；办理期限到期前五日提醒。"
    )
    row = _fresh(row)
    act(troupe, causes.FLOW.submit, row, Role.CLERK, on, 11, body="", data=data)
    act(troupe, causes.FLOW.decide, row, Role.CONVENOR, on, 15, approved=True)


def _measures(troupe: Troupe) -> None:
    """With the rungs of the profile: a talk that waits to be held, a proposal to an organ that was answered, one that hears."""
    rungs = {rung.key: rung for rung in rungs_of(troupe.township.pk, troupe.today)}
    talk = next((rung for rung in rungs.values() if rung.is_talk and not rung.is_organ), None)
    organ = next((rung for rung in rungs.values() if rung.is_organ), None)
    lightest = next((rung for rung in rungs.values() if not rung.is_organ), None)
    plays = ((talk, _called, 8), (organ, _answered, 18), (lightest, _hearing, 1), (talk, _talked, 25))
    for unit, (rung, play, ago) in zip(troupe.units, plays, strict=False):
        keys = _failures(troupe, unit, ago)
        if rung is not None and keys:
            play(troupe, unit, keys[:2], rung.key, ago)


def _failures(troupe: Troupe, unit: Unit, ago: int) -> list[str]:
    """Keys of what was on record on that day."""
    on = troupe.day(ago)
    return [one.key for one in failures_of(troupe.actor(troupe.clerk(), on), unit, on)]


def _proposed(troupe: Troupe, unit: Unit, keys: list[str], form: str, ago: int) -> Measure:
    person = troupe.person(Role.LIAISON, unit)
    data = filling.MeasureData(
        unit_id=unit.pk,
        person_id=person.pk,
        form=form,
        grounds=keys,
        facts=FACTS,
        proportion=WHY,
        contact=troupe.contact,
    )
    row = troupe.do(measures.propose, troupe.clerk(), troupe.day(ago), 9, data=data)
    act(troupe, measures.notify, row, Role.CLERK, troupe.day(ago), 10)
    return row


def _hearing(troupe: Troupe, unit: Unit, keys: list[str], form: str, ago: int) -> None:
    _proposed(troupe, unit, keys, form, ago)


def _served(troupe: Troupe, unit: Unit, keys: list[str], form: str, ago: int) -> Measure:
    row = _proposed(troupe, unit, keys, form, ago)
    liaison = troupe.person(Role.LIAISON, unit)
    words = "材料已经备齐，因等待测绘结果没有及时答复，愿意限期整改。"
    act(troupe, measures.state, row, liaison, troupe.day(ago - 2), 9, words=words)
    row, on = _fresh(row), troupe.day(ago - 3)
    talk = row.rung.is_talk
    data = decisions.DecisionData(
        findings=FACTS,
        answer="等待测绘属实，但没有申请延期，不能采纳为不答复的理由。",
        demand=LETTER if row.organ else "十个工作日内出具答复并送达，逐件核对在办事项。",
        months=6,
        talk_on=troupe.today + timedelta(days=2) if talk and ago < 20 else on if talk else None,
        talk_time=time(9, 30) if talk else None,
        talk_place="镇政府二楼会议室" if talk else "",
    )
    act(troupe, decisions.FLOW.submit, row, Role.CLERK, on, 9, body="", data=data)
    act(troupe, decisions.FLOW.decide, row, Role.CONVENOR, on, 10, approved=True)
    act(troupe, decisions.FLOW.issue_paper, row, Role.CLERK, troupe.day(ago - 3), 11)
    return _fresh(row)


def _called(troupe: Troupe, unit: Unit, keys: list[str], form: str, ago: int) -> None:
    """The talk lies two days ahead; the subject has receipted."""
    row = _served(troupe, unit, keys, form, ago)
    liaison = troupe.person(Role.LIAISON, unit)
    act(troupe, effects.receive, row, liaison, troupe.day(4), 9)


def _answered(troupe: Troupe, unit: Unit, keys: list[str], form: str, ago: int) -> None:
    row = _served(troupe, unit, keys, form, ago)
    given = {
        "result": "partly",
        "number": "",
        "words": "已约请本人说明情况，予以提醒，不作处分。",
        "answered_on": troupe.day(3),
    }
    act(troupe, effects.answer, row, Role.CLERK, troupe.day(2), 10, **given)


def _talked(troupe: Troupe, unit: Unit, keys: list[str], form: str, ago: int) -> None:
    """Held, written down; the record waits for its signatures."""
    row = _served(troupe, unit, keys, form, ago)
    given = {
        "present": "党政办 王某",
        "words": "指出逾期答复的问题，明确整改时限。",
        "said": "接受，马上整改。",
        "promise": "十日内答复。",
    }
    act(troupe, effects.hold_talk, row, Role.CLERK, troupe.day(21), 10, held_on=row.talk_on, **given)


def _fresh(row):
    return type(row).objects.select_related("document", "unit" if isinstance(row, Measure) else "about").get(pk=row.pk)
