"""Responsibility letters: a year's text, its page with who signed, the acts, and the letter of one unit to print."""

import dataclasses
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from meetings.documents.actions import letters as actions
from meetings.documents.forms.office import LettersForm, LettersTextForm, SignatureForm
from meetings.documents.models.letters import LetterRound
from meetings.documents.queries import letters as queries
from meetings.documents.rules.letters import DOORS, STANDARD_TEXT, LettersFacts
from meetings.permissions import NOTE_SIGNATURE, READ_DRAFT_PAPER, VIEW_LETTERS, WRITE_LETTERS
from records.acts.views.acts import Act, ActPages
from records.acts.views.new import new_page
from records.matters.queries.timeline import timeline
from records.papers.views.flows import flow_acts, paper_context
from township.actors import Actor, OutOfScope
from township.frame.access import requires
from township.frame.responses import pdf_response


def letters_facts(actor: Actor, row: LetterRound) -> LettersFacts:
    """What the doors of a round look at."""
    standing = actions.FLOW.standing(actor, row, rights=(NOTE_SIGNATURE,))
    fields = {one.name: getattr(standing, one.name) for one in dataclasses.fields(standing)}
    rows = queries.rows_of(actor, row)
    unsigned = frozenset(one.pk for one in rows if one.signed_on is None)
    may_note = NOTE_SIGNATURE.code in standing.may
    fields["parts"] = {"sign": unsigned if may_note else frozenset()}
    return LettersFacts(**fields, missing=len(unsigned), in_sight=frozenset(one.pk for one in rows))


LETTERS = ActPages(
    "letters",
    page="meetings:letters",
    id_name="letters_id",
    get=queries.get_letters,
    facts=letters_facts,
    doors=DOORS,
    acts=(
        *(act for act in flow_acts(actions.FLOW, text_form=LettersTextForm) if act.name in DOORS.doors),
        Act(
            "sign",
            actions.note_signature,
            done="已登记签订。",
            form=SignatureForm,
            part="row_id",
            is_free=True,
            verb="登记签订",
            confirm="甲乙双方在纸质责任书上签字盖章以后登记。登记后不能更改。",
        ),
        Act("remind", actions.remind_unsigned, done=lambda reached: reached.sentence, is_free=True),
    ),
)


@requires(WRITE_LETTERS)
@require_http_methods(["GET", "POST"])
def letters_new(request: HttpRequest) -> HttpResponse:
    """The text of a year, from the standard one."""
    year = request.today.year
    sign_by = max(date(year, 3, 31), request.today)
    initial = {"year": year, "title": actions.TITLE, "sign_by": sign_by, "body": STANDARD_TEXT}
    return new_page(
        request,
        LettersForm(request.POST or None, initial=initial),
        lambda form: actions.draft_letters(data=form.data_for_action(), by=request.actor, at=request.at),
        title="起草责任书",
        verb="存为文稿",
        done="文本已存，核对后送审。",
        page="meetings:letters",
        draft="letters-new",
        back_url=reverse("meetings:letters_list"),
        back_label="责任书",
    )


@requires(VIEW_LETTERS)
@require_GET
def letters(request: HttpRequest, letters_id: int) -> HttpResponse:
    """One round: text, who signed, who is missing."""
    row = queries.get_letters(request.actor, letters_id)
    rows = queries.rows_of(request.actor, row)
    is_office = request.actor.may(READ_DRAFT_PAPER)
    context = {
        "letters": row,
        "rows": rows,
        "missing": [one for one in rows if one.signed_on is None],
        "buttons": LETTERS.buttons(request, row),
        "events": timeline(row.matter, request.actor) if is_office else [],
        "is_office": is_office,
        "today": request.today,
        **paper_context(actions.FLOW, row, request.actor),
        "recipients": [],
    }
    return render(request, "meetings/documents/letters/page.html", context)


@requires(VIEW_LETTERS)
@require_GET
def letters_pdf(request: HttpRequest, letters_id: int, row_id: int) -> HttpResponse:
    """One unit's letter, to be printed and signed."""
    found = queries.get_letters(request.actor, letters_id)
    row = next((one for one in queries.rows_of(request.actor, found) if one.pk == row_id), None)
    if row is None:
        raise OutOfScope()
    data = actions.letter_pdf(letters=found, row=row, by=request.actor, at=request.at)
    return pdf_response(data, f"{found.year}年度{found.title}（{row.unit.label}）.pdf")
