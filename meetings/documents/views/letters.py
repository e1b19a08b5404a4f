"""Responsibility letters: the years, the text, signing, and the letter of one unit to print."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from meetings.documents.actions import letters as actions
from meetings.documents.forms.office import LettersForm, SignatureForm
from meetings.documents.models.letters import LetterRound, LetterSignature
from meetings.documents.queries import letters as queries
from meetings.documents.rules.letters import DONE, LETTERS, SIGNING, STANDARD_TEXT
from meetings.permissions import APPROVE_LETTERS, NOTE_SIGNATURE, READ_DRAFT_PAPER, VIEW_LETTERS, WRITE_LETTERS
from meetings.sessions.views.acts import attempt, button, form_page, page_of, revision_of
from meetings.sessions.views.deciding import Reading, decision_page
from records.acts.actions.drafts import drop_draft
from records.matters.queries.timeline import timeline
from records.papers.rules.tables import blocks
from township.actors import OutOfScope
from township.frame.access import requires
from township.frame.forms.typed import typed
from township.frame.responses import pdf_response

BUTTONS = {
    "submit": (actions.submit_letters, "已送审。"),
    "take_back": (actions.take_back_letters, "已撤回，可以修改。"),
}


@requires(VIEW_LETTERS)
@require_GET
def letters_list(request: HttpRequest) -> HttpResponse:
    """The years, each with how many signed."""
    context = {
        "page": page_of(request, queries.letter_list(request.actor)),
        "may_write": request.actor.may(WRITE_LETTERS),
        "today": request.today,
    }
    return render(request, "meetings/documents/letters/list.html", context)


@requires(WRITE_LETTERS)
@require_http_methods(["GET", "POST"])
def letters_new(request: HttpRequest) -> HttpResponse:
    """The text of a year, from the standard one."""
    year = request.today.year
    initial = {
        "year": year,
        "title": "信访工作责任书",
        "sign_by": max(date(year, 3, 31), request.today),
        "body": STANDARD_TEXT,
    }
    form = LettersForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        made: list[LetterRound] = []
        data = form.data_for_action()
        if attempt(form, lambda: made.append(actions.draft_letters(data=data, by=request.actor, at=request.at))):
            drop_draft(request.user.pk, "letters-new")
            messages.success(request, "文本已存，核对后送审。")
            return redirect("meetings:letters", made[0].pk)
    context = {
        "form": form,
        "title": "起草责任书",
        "verb": "存为文稿",
        "draft": "letters-new",
        "back_url": reverse("meetings:letters_list"),
        "back_label": "责任书",
    }
    return render(request, "meetings/documents/papers/edit.html", context)


@requires(WRITE_LETTERS)
@require_http_methods(["GET", "POST"])
def letters_edit(request: HttpRequest, letters_id: int) -> HttpResponse:
    """Change the text while it is a draft; the year stays."""
    row = queries.get_letters(request.actor, letters_id)
    form = LettersForm(request.POST or None, initial=LettersForm.initial_of(row))
    draft = f"letters-{row.pk}"

    def save(filled: LettersForm) -> None:
        actions.save_letters(
            letters_id=letters_id,
            revision=revision_of(request),
            data=filled.data_for_action(),
            by=request.actor,
            at=request.at,
        )
        drop_draft(request.user.pk, draft)

    return form_page(
        request,
        form,
        save,
        title="修改责任书",
        verb="保存",
        done="已保存。",
        back=("meetings:letters", letters_id),
        back_label=row.title,
        draft=draft,
        revision=row.revision,
        template="meetings/documents/papers/edit.html",
    )


@requires(VIEW_LETTERS)
@require_http_methods(["GET", "POST"])
def letters(request: HttpRequest, letters_id: int) -> HttpResponse:
    """One round: text, who signed, who is missing."""
    row = queries.get_letters(request.actor, letters_id)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    given = {"letters_id": letters_id, "by": request.actor, "at": request.at}
    if act in BUTTONS:
        action, done = BUTTONS[act]
        return button(
            request, lambda: action(revision=revision_of(request), **given), done, "meetings:letters", letters_id
        )
    if act == "remind":
        return button(
            request,
            lambda: actions.remind_unsigned(**given),
            "已提醒尚未签订的单位（每天一次）。",
            "meetings:letters",
            letters_id,
        )
    rows = queries.rows_of(request.actor, row)
    missing = [one for one in rows if one.signed_on is None]
    is_office = request.actor.may(READ_DRAFT_PAPER)
    context = {
        "letters": row,
        "text": blocks(row.document.body),
        "rows": rows,
        "missing": missing,
        "events": timeline(row.matter, request.actor) if is_office else [],
        "moves": _moves(request, row),
        "is_open": row.state in (SIGNING, DONE),
        "may_sign": request.actor.may(NOTE_SIGNATURE) and row.state == SIGNING,
        "is_office": is_office,
        "today": request.today,
    }
    return render(request, "meetings/documents/letters/page.html", context)


def _moves(request: HttpRequest, row: LetterRound) -> set[str]:
    names, mine = {move.name for move in LETTERS.moves_from(row.state)}, set()
    if request.actor.may(WRITE_LETTERS):
        mine |= {"save", "submit", "take_back"}
    if request.actor.may(APPROVE_LETTERS) and row.document.drafted_by_id != request.actor.person_id:
        mine.add("approve")
    return names & mine


@requires(APPROVE_LETTERS)
@never_cache
@require_http_methods(["GET", "POST"])
def letters_approve(request: HttpRequest, letters_id: int) -> HttpResponse:
    """Read the whole text, then approve or return it."""
    row = queries.get_letters(request.actor, letters_id)
    closed = (
        ""
        if "approve" in _moves(request, row)
        else (f"文本现在是“{row.get_state_display()}”，或者由您拟稿：拟稿人不能审批自己的文稿。")
    )
    reading = Reading(
        document=row.document,
        title=f"{row.year}年度{row.title}",
        closed=closed,
        back=("meetings:letters", letters_id),
        back_label=row.title,
        facts=[("签订期限", f"{row.sign_by:%Y-%m-%d}")],
        sub=f"{row.document.drafted_by.name}拟稿 · 第 {row.document.version} 稿",
    )
    return decision_page(
        request,
        reading,
        lambda **given: actions.decide_letters(letters_id=letters_id, by=request.actor, at=request.at, **given),
    )


@requires(NOTE_SIGNATURE)
@require_http_methods(["GET", "POST"])
def letters_sign(request: HttpRequest, letters_id: int, row_id: int) -> HttpResponse:
    """Note who signed for both parties, with a scan if there is one."""
    found, row = _row(request, letters_id, row_id)
    form = SignatureForm(typed(request), request.FILES or None, initial={"signed_on": request.today})
    return form_page(
        request,
        form,
        lambda filled: actions.note_signature(row_id=row_id, by=request.actor, at=request.at, **filled.cleaned_data),
        title=f"登记签订：{row.unit.name}",
        verb="登记签订",
        done="已登记签订。",
        back=("meetings:letters", letters_id),
        back_label=f"{found.year}年度{found.title}",
        template="meetings/documents/papers/edit.html",
        intro="甲乙双方在纸质责任书上签字盖章以后登记。登记后不能更改。",
    )


@requires(VIEW_LETTERS)
@require_GET
def letters_pdf(request: HttpRequest, letters_id: int, row_id: int) -> HttpResponse:
    """One unit's letter, to be printed and signed."""
    found, row = _row(request, letters_id, row_id)
    data = actions.letter_pdf(letters=found, row=row, by=request.actor, at=request.at)
    return pdf_response(data, f"{found.year}年度{found.title}（{row.unit.label}）.pdf")


def _row(request: HttpRequest, letters_id: int, row_id: int) -> tuple[LetterRound, LetterSignature]:
    found = queries.get_letters(request.actor, letters_id)
    row = next((one for one in queries.rows_of(request.actor, found) if one.pk == row_id), None)
    if row is None:
        raise OutOfScope()
    return found, row
