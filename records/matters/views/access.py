"""知悉与回避 of one matter: whom it complains of, who stays out, who alone may see it, which units hold it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from records.matters.actions.access import admit, ensure_arranges
from records.matters.actions.exclusion_decisions import decide_exclusion
from records.matters.actions.exclusions import propose_implication, propose_lift, propose_recusal, step_back
from records.matters.actions.stand_ins import name_deputy
from records.matters.forms import AdmitForm, DecideForm, ImplicateForm, LiftForm, ReasonForm, RecuseForm, StandInForm
from records.matters.kinds import KINDS
from records.matters.models.access import Exclusion, Holding, Implication, Recusal, StandIn
from records.matters.models.matters import Matter, Secrecy
from records.matters.queries.confirmers import why_not_confirmed
from records.matters.queries.deciders import people_about, rights_without_anybody
from records.matters.queries.exclusions import waiting_on
from records.matters.queries.scope import is_visible
from records.matters.views.matters import matter_url, seen_matter
from records.papers.models.approvals import Approval
from records.permissions import IMPLICATE, RECUSE_OTHERS
from township.actors import NotAllowed, OutOfScope
from township.directory.queries.people import people_in_office
from township.directory.queries.units import active_units
from township.frame.access import any_account
from township.permissions import CAPABILITIES, Reach
from township.refusals import Refused

FORMS = {
    "implicate": ImplicateForm,
    "recuse": RecuseForm,
    "recuse_self": ReasonForm,
    "admit": AdmitForm,
    "lift": LiftForm,
    "decide": DecideForm,
    "stand_in": StandInForm,
}
# Two buttons of one form.
SAME_FORM = {"confirm": "decide", "decline": "decide"}


@any_account
@require_http_methods(["GET", "POST"])
def access(request, matter_id: int):
    """Whoever sees the matter may leave it to others here (回避); the rest is by right."""
    matter = seen_matter(request.actor, matter_id)
    ensure_arranges(request.actor, matter)
    pressed = request.POST.get("act", "") if request.method == "POST" else ""
    act = SAME_FORM.get(pressed, pressed)
    units = active_units(matter.township_id).order_by("order", "pk")
    people = people_in_office(matter.township_id)
    forms = {
        name: form(request.POST if name == act else None, prefix=name, units=units, people=people, on=request.today)
        for name, form in FORMS.items()
    }
    if pressed in RUNS and forms[act].is_valid() and _done(request, matter, pressed, forms[act]):
        # After a recusal of one's own, or the implication of one's own unit, the matter is out of sight.
        still_seen = is_visible(request.actor, matter.pk, KINDS[matter.kind].view)
        return redirect(request.path if still_seen else "/")
    return render(request, "records/matters/access.html", _page(request, matter, forms, act))


def _done(request, matter: Matter, act: str, form) -> bool:
    """Run the action; a refusal goes beside its field."""
    try:
        messages.success(request, _run(act, matter, form.cleaned_data, {"by": request.actor, "at": request.at}))
        return True
    except (NotAllowed, OutOfScope):
        raise
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return False


def _run(act: str, matter: Matter, data: dict, who: dict) -> str:
    """Returns the sentence that says what was done."""
    return RUNS[act](matter, data, who)


def _implicate(matter: Matter, data: dict, who: dict) -> str:
    propose_implication(
        matter=matter,
        person=data["person"],
        unit=data["unit"],
        reason=data["reason"],
        stand_in=data["stand_in"],
        basis=data["basis"],
        **who,
    )
    return "已提出，由本单位以外的同志确认以后生效。"


def _recuse(matter: Matter, data: dict, who: dict) -> str:
    values = {name: data[name] for name in ("person", "reason", "stand_in", "basis")}
    propose_recusal(matter=matter, **values, **who)
    return "已提出，由本单位以外的同志确认以后生效。"


def _step_back(matter: Matter, data: dict, who: dict) -> str:
    step_back(matter=matter, reason=data["reason"], **who)
    return "您已回避这个事项。"


def _admit(matter: Matter, data: dict, who: dict) -> str:
    admit(matter=matter, person=data["person"], **who)
    return f"{data['person'].name}已列入知悉名单。"


def _lift(matter: Matter, data: dict, who: dict) -> str:
    of_here = {
        "implication": Implication.objects.filter(pk=data["implication"], matter=matter),
        "recusal": Recusal.objects.filter(pk=data["recusal"], matter=matter),
    }
    found = {f"{name}_id": data[name] for name, rows in of_here.items() if data[name] is not None and rows.exists()}
    if len(found) != 1:
        raise OutOfScope("没有找到这条登记。")
    propose_lift(**found, reason=data["reason"], **who)
    return "已提出解除，等待另一人确认。"


def _decide(agreed: bool):
    def run(matter: Matter, data: dict, who: dict) -> str:
        if not Exclusion.objects.filter(pk=data["exclusion"], matter=matter).exists():
            raise OutOfScope("没有找到这条登记。")
        values = {name: data[name] for name in ("remark", "stand_in", "basis")}
        decide_exclusion(exclusion_id=data["exclusion"], agreed=agreed, **values, **who)
        return "已确认。" if agreed else "没有同意，已告知提出人。"

    return run


def _stand_in(matter: Matter, data: dict, who: dict) -> str:
    rows = name_deputy(matter=matter, person=data["person"], basis=data["basis"], **who)
    names = "、".join(dict.fromkeys(row.person.name for row in rows if row))
    return f"已确定由{names}代行审批。" if names else "已确定代行审批人。"


RUNS = {
    "implicate": _implicate,
    "recuse": _recuse,
    "recuse_self": _step_back,
    "admit": _admit,
    "lift": _lift,
    "confirm": _decide(True),
    "decline": _decide(False),
    "stand_in": _stand_in,
}


def _page(request, matter: Matter, forms: dict, act: str) -> dict:
    actor = request.actor
    is_restricted = matter.secrecy == Secrecy.RESTRICTED
    may_lift = actor.reach(IMPLICATE) == Reach.TOWNSHIP
    waiting = waiting_on(matter, actor)
    about = ("person", "added_by", "lift_proposed_by", "lifted_by")
    implications = Implication.objects.filter(matter=matter).select_related("unit", *about)
    return {
        "matter": matter,
        "matter_url": matter_url(matter),
        "forms": forms,
        "act": act,
        "waiting": [(row, why_not_confirmed(row, actor, request.at)) for row in waiting],
        "lifting": {row.implication_id or -row.recusal_id for row in waiting if row.act == Exclusion.Act.LIFT},
        "implications": implications.order_by("lifted_at", "pk"),
        "recusals": Recusal.objects.filter(matter=matter).select_related(*about).order_by("lifted_at", "pk"),
        "stand_ins": [
            (row, CAPABILITIES[row.right].label)
            for row in StandIn.objects.filter(matter=matter).select_related("person", "named_by").order_by("pk")
        ],
        "holdings": Holding.objects.filter(matter=matter).select_related("unit").order_by("ended_on", "pk"),
        "listed": matter.access_list.select_related("person", "granted_by").order_by("pk") if is_restricted else (),
        "is_restricted": is_restricted,
        "may_implicate": actor.may(IMPLICATE),
        "may_lift": may_lift,
        "may_recuse": actor.may(RECUSE_OTHERS),
        "stuck": _stuck(matter, actor) if may_lift else (),
        "person_id": actor.person_id,
    }


def _stuck(matter: Matter, actor) -> list:
    """What waits on the matter and can be decided by nobody: asked only while something waits."""
    if not Approval.objects.filter(matter=matter, state=Approval.State.PENDING).exists():
        return []
    return rights_without_anybody(matter, people_about(matter, actor.on))
