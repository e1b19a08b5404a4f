"""What may be done with a dispute now: which acts are open to this actor, their forms, and running one of them."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest

from petitions.cases.views.answers import revision_of
from petitions.permissions import REOPEN_DISPUTE, TAKE_UP_DISPUTE, WORK_DISPUTE
from petitions.screening.actions import levels as dispute_levels
from petitions.screening.actions import strikes as dispute_strikes
from petitions.screening.actions.cases import is_convertible
from petitions.screening.actions.disputes import report_progress
from petitions.screening.forms import disputes as forms
from petitions.screening.models.disputes import Dispute
from petitions.screening.rules.disputes import ABOVE, DISPUTES, LEVEL_LABELS
from township.actors import Actor
from township.directory.models.units import UnitKind
from township.permissions import Reach


@dataclass(frozen=True)
class Act:
    """name: move of the state table; title: head of its form; verb: on the button; main: shown open."""

    name: str
    title: str
    verb: str
    form: type[forms.ActForm]
    run: Callable
    main: bool = False
    hint: str = ""


ACTS = (
    Act("take_up", "接收下级上报", "接收", forms.TakeUpForm, dispute_levels.take_up, True),
    Act("send_back", "退回下级", "退回", forms.ReasonForm, dispute_levels.send_back),
    Act("strike_off", "核查销号", "核查属实，销号", forms.CheckForm, dispute_strikes.strike_off, True),
    Act("return_strike", "退回续办", "退回续办", forms.ReturnStrikeForm, dispute_strikes.return_strike),
    Act("report_progress", "报告进展", "报告进展", forms.ProgressForm, report_progress, True),
    Act(
        "propose_strike",
        "申请销号",
        "申请销号",
        forms.StrikeForm,
        dispute_strikes.propose_strike,
        hint="由另一位同志核查以后销号。",
    ),
    Act("escalate", "上报上级", "上报", forms.ReasonForm, dispute_levels.escalate, hint="本级解决不了的，报上一级。"),
    Act("assign", "交办", "交办", forms.AssignForm, dispute_levels.assign),
    Act("reopen", "重新化解", "重新化解", forms.ReopenForm, dispute_strikes.reopen, hint="销号以后又起纠纷的。"),
)
BY_NAME = {act.name: act for act in ACTS}
DONE = {
    "take_up": "已接收。",
    "send_back": "已退回下级。",
    "strike_off": "已销号。",
    "return_strike": "已退回续办。",
    "report_progress": "进展已报告。",
    "propose_strike": "已申请销号，等另一位同志核查。",
    "escalate": "已上报，等上级接收。",
    "assign": "已交办。",
    "reopen": "已重新化解。",
}


def acts_for(row: Dispute, actor: Actor) -> list[Act]:
    """The acts open in this state that the actor has the right to, in the order of the page."""
    return [act for act in ACTS if DISPUTES.allows(act.name, row.state) and _may(act.name, row, actor)]


def dispute_forms(request: HttpRequest, row: Dispute, acts: list[Act], sent: str) -> dict[str, forms.ActForm]:
    """A form for each act; the one that was sent is bound."""
    made = {}
    for act in acts:
        data = (request.POST, request.FILES) if act.name == sent else (None, None)
        made[act.name] = act.form(
            *data, dispute=row, actor=request.actor, today=request.today, auto_id=f"{act.name}-%s"
        )
    return made


def run_act(request: HttpRequest, row: Dispute, name: str, form: forms.ActForm) -> None:
    BY_NAME[name].run(
        dispute_id=row.pk, revision=revision_of(request), by=request.actor, at=request.at, **form.values()
    )


def upper_words(row: Dispute) -> str:
    """村（社区） or 乡镇: where it would be reported to."""
    return LEVEL_LABELS[ABOVE[row.level]] if row.level in ABOVE else ""


def may_mediate(row: Dispute, actor: Actor) -> bool:
    return DISPUTES.allows("mediate", row.state) and actor.may(WORK_DISPUTE) and _in_hand(row, actor)


def may_convert(row: Dispute, actor: Actor) -> bool:
    return is_convertible(row, actor)


def _may(name: str, row: Dispute, actor: Actor) -> bool:
    if name in ("take_up", "send_back"):
        return dispute_levels.is_above(row, actor)
    if name in ("strike_off", "return_strike"):
        return dispute_strikes.may_check(row, actor)
    if name == "reopen":
        return actor.may(REOPEN_DISPUTE)
    if name == "assign":
        is_office = actor.reach(TAKE_UP_DISPUTE) == Reach.TOWNSHIP
        return is_office or (actor.may(TAKE_UP_DISPUTE) and row.unit.kind == UnitKind.VILLAGE and _in_hand(row, actor))
    if name == "report_progress":
        return actor.may(WORK_DISPUTE) and bool(_own_units(row) & actor.unit_ids)
    if name == "escalate" and row.level not in ABOVE:
        return False
    return actor.may(WORK_DISPUTE) and _in_hand(row, actor)


def _own_units(row: Dispute) -> set[int | None]:
    return {row.holder_id, row.unit_id, row.grid_id}


def _in_hand(row: Dispute, actor: Actor) -> bool:
    own = actor.unit_ids - actor.reporting_unit_ids
    return row.holder_id in actor.unit_ids or (row.holder.kind == UnitKind.GRID and row.holder.parent_id in own)
