"""The pages of a paper flow: edit, hand in, read and decide, issue, distribute, receipt, remind; and the preview.

```python
PAPER = ActPages("paper", …, doors=PAPER_DOORS, acts=(*flow_acts(PAPERS_FLOW, TextForm=PaperTextForm), Act("drop", …)))
urlpatterns = [*PAPER.urls("papers/"), preview_url("papers/", PAPERS_FLOW, get_paper)]
```
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_GET

from records.acts.forms import ActForm
from records.acts.views.acts import Act, ActPages, Verb
from records.matters.queries.closed import words_kept_from
from records.matters.queries.timeline import timeline
from records.papers import forms
from records.papers.actions.flows import Flow
from records.papers.queries.flows import PaperRows, last_return, recipients_of, text_read
from records.papers.rules.closed import without_closed
from records.papers.rules.compare import two_sides
from records.papers.rules.tables import blocks
from township.actors import Actor, NotAllowed
from township.frame.access import requires
from township.frame.responses import pdf_response
from township.permissions import Capability, Reach
from township.signing import signed_by


def flow_acts(
    flow: Flow,
    *,
    text_form: type[forms.TextForm] = forms.TextForm,
    approvers: tuple[Capability, ...] = (),
    verbs: tuple[Verb, ...] = (),
) -> tuple[Act, ...]:
    """The acts of a flow, by the names of records.papers.rules.flows.paper_doors.

    text_form: with what else the page holds; approvers: every right that may approve a text of this flow, where that
    depends on the text; verbs: more buttons on the page of the text (fill in the standard text).
    """
    form = _bound(text_form, flow)
    acts = [
        deciding_act(flow, approvers=approvers),
        Act(
            "edit",
            flow.save,
            done="已保存。",
            form=form,
            verb="保存",
            template="records/papers/edit.html",
            verbs=(
                Verb("submit", "保存并送审", flow.submit, flow.handed_in),
                Verb("preview", "预览", partial(_typed_preview, flow), kind="preview"),
                *verbs,
            ),
            beside=partial(writing, flow),
        ),
        Act("submit", flow.submit, done=flow.handed_in),
        Act("take_back", flow.take_back, done="已撤回，可以修改。"),
        Act("distribute", flow.distribute, done="收文单位已修改。", form=_bound(forms.DistributionForm, flow)),
    ]
    if flow.issue:
        acts.append(
            Act(
                "issue",
                flow.issue_paper,
                done=f"已编号{flow.issue_word}，请关注签收。",
                verb=f"编号{flow.issue_word}",
                beside=partial(_issuing, flow),
                confirm=f"{flow.issue_word}后文号、日期和正文不能再改，收文单位会收到签收通知。",
            )
        )
    if flow.receive:
        acts += [
            Act(
                "receive",
                flow.receive_paper,
                done="已签收。",
                form=_bound(forms.ReceiveForm, flow),
                part="recipient_id",
                is_free=True,
            ),
            Act("remind", flow.remind, done=lambda reached: reached.sentence, is_free=True),
        ]
    return tuple(replace(act, id_name="row_id") for act in acts)


def deciding_act(flow: Flow, *, name: str = "decide", approvers: tuple[Capability, ...] = ()) -> Act:
    """Reading a text and deciding about that very text. name: of its door, where a thing has several texts."""
    return Act(
        name,
        partial(flow.decide, approved=True),
        done=_approved(flow),
        form=_bound(forms.DecisionForm, flow),
        verb="同意",
        verbs=(Verb("return", "退回", partial(flow.decide, approved=False), "已退回，意见已告知拟稿人。"),),
        template="records/papers/decide.html",
        beside=partial(_reading, flow),
        is_free=True,
        open_to=approvers or (flow.approve,),
        id_name="row_id",
    )


# Where the draft of a flow is seen as it would print: kind of the flow → address for a request and a row.
PREVIEWS: dict[str, Callable[[HttpRequest, Model], str]] = {}


def preview_url(prefix: str, flow: Flow, get: Callable[[Actor, int], Model], *rights: Capability) -> URLPattern:
    """…/preview/: the draft as it would print, for who writes or decides it. Named "<kind>_preview"."""

    @requires(*(rights or (flow.write, flow.approve)))
    @require_GET
    def preview(request: HttpRequest, pk: int) -> HttpResponse:
        row = get(request.actor, pk)
        return pdf_response(flow.preview(row, by=request.actor, at=request.at), "draft.pdf")

    PREVIEWS[flow.kind] = lambda request, row: preview_address(request.resolver_match.namespace, flow, row)
    preview.__doc__ = "The draft as it would print, without number and date."
    return path(f"{prefix}<number:pk>/preview/", preview, name=f"{flow.kind}_preview")


def paper_context(flow: Flow, row: Model, actor: Actor, read: PaperRows | None = None) -> dict:
    """What the page of the row shows of its text: {% include "records/papers/_paper.html" %}. read: where it is read anyway."""
    document = flow.document(row)
    if document is None:
        return {"document": None}
    return {
        "document": document,
        "text": blocks(without_closed(document.body, words_kept_from(actor))),
        "returned": last_return(document, flow.kind, read) if actor.may(flow.write) else None,
        "recipients": read.recipients if read else recipients_of(document),
    }


def paper_page(
    flow: Flow, pages: ActPages, view: Capability, *, register: str, template: str = "records/papers/page.html"
) -> Callable[..., HttpResponse]:
    """The page of a paper: its text with the remark it was returned with, receipts, and what may be done now. view: who may
    open it; whose right reaches only their own sees the receipts of the own units. register: url name of the list it is in.
    """

    @requires(view)
    @require_GET
    def page(request: HttpRequest, pk: int) -> HttpResponse:
        row = pages.get(request.actor, pk)
        context = paper_context(flow, row, request.actor) | {
            "row": row,
            "name": flow.name(row),
            "about": flow.about(row),
            "register": register,
            "preview_url": PREVIEWS[flow.kind](request, row) if flow.kind in PREVIEWS else "",
            "buttons": pages.buttons(request, row),
            "events": timeline(row.matter, request.actor),
        }
        if request.actor.reach(view) == Reach.OWN:
            context["recipients"] = [one for one in context["recipients"] if one.unit_id in request.actor.unit_ids]
        return render(request, template, context)

    page.__doc__ = f"One {flow.kind}."
    return page


def _bound(form: type[ActForm], flow: Flow) -> type[ActForm]:
    return type(form.__name__, (form,), {"flow": flow})


def _approved(flow: Flow) -> str:
    return "已批准，可以编号印发。" if flow.issue else f"已批准{flow.issue_word}。"


def _reading(flow: Flow, request: HttpRequest, row: Model, form: ActForm) -> dict:
    """The text that is decided about; both texts where it changed since it was read. NotAllowed for whom something in it shuts out."""
    reason = flow.bars(request.actor, row)
    if reason:
        raise NotAllowed(reason)
    document = flow.document(row)
    if document is None:
        return {"name": flow.name(row)}
    context = {
        "document": document,
        "text": blocks(flow.shown(row, document.body)),
        "name": flow.name(row),
        "facts_shown": flow.reading(row) + flow.warnings(row, request.today),
    }
    if flow.kind in PREVIEWS:
        context["preview_url"] = PREVIEWS[flow.kind](request, row)
    if getattr(form, "conflict", None) is None:
        return context
    typed = form.cleaned_data
    read = text_read(form.conflict, typed.get("version"), typed.get("text_sha256", ""))
    if read is not None:
        texts = (flow.shown(row, body) for body in (read, form.conflict.body))
        context["older"], context["newer"] = two_sides(*texts)
    return context


def writing(flow: Flow, request: HttpRequest, row: Model, form: ActForm) -> dict:
    """Beside the text: what it was returned with, and the other text where somebody else saved meanwhile."""
    document = flow.document(row)
    conflict = getattr(form, "conflict", None)
    returned = last_return(document, flow.kind) if document else None
    context = {"document": document, "returned": returned, "name": flow.name(row)}
    if conflict is not None:
        present = flow.shown(row, conflict.body)
        context["older"], context["newer"] = two_sides(form.cleaned_data.get("body", ""), present)
    return context


def _issuing(flow: Flow, request: HttpRequest, row: Model, form: ActForm) -> dict:
    units, copies = flow.addressees(row)
    document = flow.document(row)
    return {
        "facts_shown": [
            ("文种", flow.name(row)),
            ("标题", document.title),
            ("主送", "、".join(units) or "无"),
            ("抄送", "、".join(copies) or "无"),
            ("批准", signed_by(document, "approved", right=flow.approver(row), blank="尚未批准")),
            *flow.warnings(row, request.today),
        ]
    }


def _typed_preview(flow: Flow, form: ActForm, row: Model, request: HttpRequest) -> bytes:
    return flow.preview(row, by=request.actor, at=request.at, body=form.cleaned_data["body"])


def preview_address(app: str, flow: Flow, row: Model) -> str:
    """Where the draft is previewed."""
    return reverse(f"{app}:{flow.kind}_preview", args=[row.pk])
