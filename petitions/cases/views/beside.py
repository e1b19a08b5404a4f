"""What stands beside the form of an act on a case: clocks and paper, what was asked for, what a text was returned with."""

from datetime import date

from django.http import HttpRequest

from petitions.cases.actions.replies import REPLY
from petitions.cases.forms import acts as forms
from petitions.cases.forms import intake
from petitions.cases.forms.replies import ReplyForm
from petitions.cases.models.cases import Case
from petitions.cases.queries.assignments import pending_objection
from petitions.cases.queries.clock_words import clock_words
from petitions.cases.rules.papers import PAPER_KINDS
from records.matters.models.events import Event
from records.papers.models.approvals import Approval
from records.papers.models.attachments import Attachment
from records.papers.queries.approvals import pending_approval
from records.papers.queries.flows import last_return
from records.papers.views.flows import writing
from township.dates import full_date, full_time
from township.signing import signed_by


def clocks_and_paper(request: HttpRequest, case: Case, form: forms.CaseForm, *, act: str) -> dict:
    """Clocks and paper, said before the act is made; they follow what was typed."""
    given = form.given()
    due_on = given.get("lead_due_on")
    chosen = {name: given.get(name) for name in ("on", "path31", "track", "days")} | {"unit_due_on": due_on}
    return {
        "case": case,
        "clocks": clock_words(case, act, chosen, request.today),
        "paper": PAPER_KINDS.get(getattr(form, "paper", "")),
    }


def objected(request: HttpRequest, case: Case, form: intake.ObjectionForm) -> dict:
    """The objection that is verified, in full."""
    objection = pending_objection(case)
    if objection is None:
        return {}
    said = [
        ("单位", objection.assignment.unit.name),
        ("提出", f"{signed_by(objection, 'raised')}，{full_date(objection.raised_on)}"),
        ("理由", objection.reason),
        ("职责依据", objection.basis),
        ("建议承办", objection.suggested),
    ]
    return {"facts_shown": [(label, value) for label, value in said if value]}


def _proposed(asked: Approval, word: str = "提出") -> tuple[str, str]:
    return word, f"{signed_by(asked, 'proposed')}，{full_time(asked.proposed_at)}"


def asked(request: HttpRequest, case: Case, form: forms.RemarkForm, kind: str = "unseal") -> dict:
    """Who asks to see what is sealed, or for a new look-up code."""
    asked = pending_approval(case.pk, kind)
    return {"facts_shown": [("申请", asked.summary), _proposed(asked)]} if asked else {}


def asked_with_reason(request: HttpRequest, case: Case, form: forms.RemarkForm, *, kind: str) -> dict:
    """What is proposed, by whom and why."""
    asked = pending_approval(case.pk, kind)
    if asked is None:
        return {}
    why = Event.objects.filter(matter_id=case.pk, move=f"propose_{kind}").order_by("-pk").first()
    files = len(asked.detail.get("evidence") or ())
    shown = [
        ("申请", asked.summary),
        _proposed(asked),
        ("理由", why.note if why else ""),
        ("凭据", f"{files} 个文件，在本件“附件”里查看" if files else ""),
    ]
    return {"facts_shown": [(label, value) for label, value in shown if value]}


def entered(request: HttpRequest, case: Case, form: forms.RemarkForm) -> dict:
    """What was written down later, of which day and by which evidence."""
    asked = pending_approval(case.pk, "entry")
    if asked is None:
        return {}
    said = asked.detail
    kept = Attachment.objects.filter(pk=said["attachment"], matter_id=case.pk).first()
    shown = [
        ("补录事项", said["what"]),
        ("所称日期", full_date(date.fromisoformat(said["on"]))),
        _proposed(asked, "登记"),
        ("凭据", said["evidence"]),
    ]
    return {"facts_shown": [*shown, ("凭据文件", f"{kept.name}（在本件“附件”里查看）")] if kept else shown}


def replying(request: HttpRequest, case: Case, form: ReplyForm) -> dict:
    """Beside the reply: what it was returned with, and the other text where somebody else saved meanwhile."""
    return clocks_and_paper(request, case, form, act="draft_reply") | writing(REPLY, request, case, form)


def proposing(flow, act: str):
    """Beside a proposal that came back: the remark of who decided."""

    def beside(request: HttpRequest, case: Case, form: forms.CaseForm) -> dict:
        document = flow.document(case)
        returned = last_return(document, flow.kind) if document else None
        return clocks_and_paper(request, case, form, act=act) | {"returned": returned}

    return beside
