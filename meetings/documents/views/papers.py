"""The register of outgoing documents, writing one, its page, approval, issue and receipts."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from meetings.documents.actions import circulars
from meetings.documents.actions import issuing as paper_issuing
from meetings.documents.actions import papers as actions
from meetings.documents.actions.exports import note_export
from meetings.documents.forms.papers import PaperFilterForm, PaperForm
from meetings.documents.models.papers import OfficePaper
from meetings.documents.papers import official_html
from meetings.documents.queries import papers as queries
from meetings.documents.rules.papers import DRAFT, FIGURE_KINDS, ISSUED, KINDS, PAPERS
from meetings.documents.sheets import outgoing_xlsx
from meetings.permissions import (
    APPROVE_CIRCULAR,
    APPROVE_PAPER,
    EXPORT_PAPERS,
    ISSUE_PAPER,
    READ_DRAFT_PAPER,
    RECEIVE_PAPER,
    VIEW_PAPER,
    WRITE_PAPER,
)
from meetings.sessions.views.acts import attempt, button, form_page, page_of, revision_of
from meetings.sessions.views.deciding import Reading, decision_page
from records.acts.actions.drafts import drop_draft
from records.matters.queries.timeline import timeline
from records.papers.pdf import render_pdf
from records.papers.rules.tables import blocks
from township.frame.access import requires
from township.frame.forms.typed import typed_number
from township.frame.places import remembers_place
from township.frame.responses import pdf_response, xlsx_response
from township.permissions import Reach

BUTTONS = {
    "submit": (actions.submit_paper, "已送审。"),
    "take_back": (actions.take_back_paper, "已撤回，可以修改。"),
    "drop": (actions.drop_paper, "已废止，文稿留在登记簿里。"),
    "rewrite": (circulars.rewrite_circular, "已按最新数据重新起草，原来的文字保留在历次文稿里。"),
}


@requires(VIEW_PAPER)
@require_GET
@remembers_place("meetings:papers")
def papers(request: HttpRequest) -> HttpResponse:
    """The register of this view; a liaison sees what was sent to his unit."""
    form = PaperFilterForm(request.GET, township_id=request.actor.township_id)
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "page": page_of(request, queries.register(request.actor, form.wanted())),
        "query": query.urlencode(),
        "may_write": request.actor.may(WRITE_PAPER),
        "may_export": request.actor.may(EXPORT_PAPERS),
        "is_own": request.actor.reach(VIEW_PAPER) == Reach.OWN,
    }
    return render(request, "meetings/documents/papers/list.html", context)


@requires(EXPORT_PAPERS)
@require_GET
def papers_sheet(request: HttpRequest) -> HttpResponse:
    """The same view as an Excel file; noted in the journal before it is handed out."""
    wanted = PaperFilterForm(request.GET, township_id=request.actor.township_id).wanted()
    rows = queries.register(request.actor, wanted)
    note_export(by=request.actor, at=request.at, register="发文登记", rows=rows.order_by().count())
    return xlsx_response(outgoing_xlsx(rows.iterator(chunk_size=500)), f"papers-{request.today:%Y%m%d}.xlsx")


@requires(WRITE_PAPER)
@require_http_methods(["GET", "POST"])
def paper_new(request: HttpRequest) -> HttpResponse:
    """First the kind, then the paper with its standard text."""
    kind = request.GET.get("kind", "")
    if kind not in KINDS or not KINDS[kind].is_written_by_hand:
        kinds = [one for one in KINDS.values() if one.is_written_by_hand]
        return render(request, "meetings/documents/papers/kinds.html", {"kinds": kinds})
    township_id, rule = request.actor.township_id, KINDS[kind]
    form = PaperForm(request.POST or None, township_id=township_id, initial=PaperForm.initial_for(kind, township_id))
    draft = f"paper-{kind}"
    if request.method == "POST" and form.is_valid():
        made: list[OfficePaper] = []
        data = form.data_for_action()
        if attempt(
            form, lambda: made.append(actions.draft_paper(kind=kind, data=data, by=request.actor, at=request.at))
        ):
            drop_draft(request.user.pk, draft)
            messages.success(request, f"{rule.label}已存为文稿，核对后送审。")
            return redirect("meetings:paper", made[0].pk)
    context = {
        "form": form, "title": f"起草{rule.label}", "verb": "存为文稿", "draft": draft, "kind": rule,
        "back_url": reverse("meetings:papers"), "back_label": "文电登记",
    }  # fmt: skip
    return render(request, "meetings/documents/papers/edit.html", context)


@requires(WRITE_PAPER)
@require_http_methods(["GET", "POST"])
def paper_edit(request: HttpRequest, paper_id: int) -> HttpResponse:
    """Change a draft; kept on the server while it is typed."""
    row = queries.get_paper(request.actor, paper_id)
    initial = PaperForm.initial_of(row)
    form = PaperForm(request.POST or None, township_id=row.township_id, initial=initial)
    draft = f"paper-{row.pk}"

    def save(filled: PaperForm) -> None:
        actions.save_paper(
            paper_id=paper_id, revision=revision_of(request), data=filled.data_for_action(), by=request.actor,
            at=request.at,
        )  # fmt: skip
        drop_draft(request.user.pk, draft)

    return form_page(
        request, form, save, title=f"修改{row.kind_rule.label}", verb="保存", done="已保存。",
        back=("meetings:paper", paper_id), back_label=row.title, draft=draft, revision=row.revision,
        template="meetings/documents/papers/edit.html",
    )  # fmt: skip


@requires(VIEW_PAPER)
@require_http_methods(["GET", "POST"])
def paper(request: HttpRequest, paper_id: int) -> HttpResponse:
    """One paper: its text, who receipted, and what this actor may do with it now."""
    row = queries.get_paper(request.actor, paper_id)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    given = {"by": request.actor, "at": request.at}
    if act in BUTTONS:
        action, done = BUTTONS[act]
        return button(
            request, lambda: action(paper_id=paper_id, revision=revision_of(request), **given), done,
            "meetings:paper", paper_id,
        )  # fmt: skip
    if act == "remind":
        return button(
            request, lambda: paper_issuing.remind_receipts(paper_id=paper_id, **given),
            "已提醒尚未签收的单位（每天一次）。", "meetings:paper", paper_id,
        )  # fmt: skip
    if act == "receive":
        receipt_id, note = typed_number(request, "receipt"), request.POST.get("note", "")
        return button(
            request, lambda: paper_issuing.receive_paper(receipt_id=receipt_id, note=note, **given), "已签收。",
            "meetings:paper", paper_id,
        )  # fmt: skip
    return render(request, "meetings/documents/papers/page.html", _context(request, row))


def _context(request: HttpRequest, row: OfficePaper) -> dict:
    actor, is_office = request.actor, request.actor.may(READ_DRAFT_PAPER)
    receipts = queries.receipts_of(row)
    missing = any(one.received_at is None for one in receipts)
    return {
        "paper": row,
        "text": blocks(row.document.body),
        "units": row.units.all(),
        "copies": row.copies.all(),
        "receipts": [one for one in receipts if is_office or one.unit_id in actor.unit_ids],
        "events": timeline(row.matter, actor) if is_office else [],
        "moves": _moves(request, row),
        "is_office": is_office,
        "own_units": actor.unit_ids if actor.may(RECEIVE_PAPER) else frozenset(),
        "may_receive_all": actor.reach(RECEIVE_PAPER) == Reach.TOWNSHIP,
        "may_remind": missing and row.state == ISSUED and actor.may(ISSUE_PAPER),
    }


def _moves(request: HttpRequest, row: OfficePaper) -> set[str]:
    """The moves open in this state that the actor has the right to."""
    names = {move.name for move in PAPERS.moves_from(row.state)}
    mine = set()
    if request.actor.may(WRITE_PAPER):
        mine |= {"save", "submit", "take_back", "drop"}
    if queries.may_approve(request.actor, row):
        mine |= {"approve"}
    if request.actor.may(ISSUE_PAPER):
        mine.add("issue")
    moves = names & mine
    if row.kind == "work_points":
        moves -= {"save", "submit", "drop"}
    if row.kind in FIGURE_KINDS and row.state == DRAFT and "save" in moves:
        moves.add("rewrite")
    return moves


@requires(APPROVE_PAPER, APPROVE_CIRCULAR)
@never_cache
@require_http_methods(["GET", "POST"])
def paper_approve(request: HttpRequest, paper_id: int) -> HttpResponse:
    """Read the whole text, then approve or return it."""
    row = queries.get_paper(request.actor, paper_id)
    page = paper_issuing.page_of(row, row.township)
    closed = "" if queries.may_approve(request.actor, row) else (
        f"文稿现在是“{row.get_state_display()}”，或者应由{row.kind_rule.approver_words}（非拟稿人）审批。"
    )  # fmt: skip
    drafter = row.document.drafted_by.name if row.document.drafted_by_id else "系统按数据"
    reading = Reading(
        document=row.document, title=row.title, closed=closed, back=("meetings:paper", paper_id), back_label=row.title,
        sub=f"{row.kind_rule.label} · {drafter}拟稿 · 第 {row.document.version} 稿",
        facts=[("主送", "、".join(page.units) or "无"), ("抄送", "、".join(page.copies) or "无")],
    )  # fmt: skip
    return decision_page(
        request, reading,
        lambda **given: actions.decide_paper(paper_id=paper_id, by=request.actor, at=request.at, **given),
    )  # fmt: skip


@requires(ISSUE_PAPER)
@require_http_methods(["GET", "POST"])
def paper_issue(request: HttpRequest, paper_id: int) -> HttpResponse:
    """Ask once more, then number and send out: it cannot be taken back."""
    row = queries.get_paper(request.actor, paper_id)
    if request.method == "POST":
        return button(
            request,
            lambda: paper_issuing.issue_paper(
                paper_id=paper_id, revision=revision_of(request), by=request.actor, at=request.at
            ),
            "已编号印发，请关注签收。", "meetings:paper", paper_id,
        )  # fmt: skip
    page = paper_issuing.page_of(row, row.township)
    context = {
        "title": f"印发{row.kind_rule.label}",
        "question": f"编号印发“{row.title}”？",
        "facts": [
            ("主送", "、".join(page.units) or "无"),
            ("抄送", "、".join(page.copies) or "无"),
            ("批准", row.approved_by.name if row.approved_by_id else "尚未批准"),
        ],
        "warning": "印发后文号、日期和正文不能再改，收文单位会收到签收通知。",
        "verb": "编号印发",
        "cancel_url": reverse("meetings:paper", args=[paper_id]),
        "hidden": {"revision": row.revision},
    }
    return render(request, "partials/confirm.html", context)


@requires(READ_DRAFT_PAPER)
@require_GET
def paper_preview(request: HttpRequest, paper_id: int) -> HttpResponse:
    """How the draft will look on paper, without number and date."""
    row = queries.get_paper(request.actor, paper_id)
    page = paper_issuing.page_of(row, row.township)
    data = render_pdf(official_html(page, row.kind_rule, row.document.body), title=row.title)
    return pdf_response(data, "draft.pdf")
