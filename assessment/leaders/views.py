"""Leaders' records: the list of a year, one record, Excel."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from assessment.leaders import queries
from assessment.leaders.actions import comment, note_reading
from assessment.leaders.forms import CommentForm, year_from
from assessment.leaders.papers import record_html
from assessment.leaders.sheets import leaders_xlsx
from assessment.permissions import COMMENT_LEADER_RECORD, EXPORT_LEADER_RECORDS, VIEW_LEADER_RECORD
from records.papers.pdf import render_pdf
from township.actors import NotAllowed
from township.directory.models.townships import Township
from township.frame.access import requires
from township.frame.forms.refusals import refusals_on
from township.frame.handouts import PRINT, Handed, Handout, hand_out
from township.frame.responses import pdf_response, xlsx_response
from township.watermark import Watermark


@requires(VIEW_LEADER_RECORD)
@require_GET
def leaders(request: HttpRequest) -> HttpResponse:
    """Every leader in sight with the figures of the year."""
    actor, this_year = request.actor, request.today.year
    year = year_from(request.GET, this_year)
    context = {
        "year": year,
        "years": range(this_year, this_year - 3, -1),
        "lines": queries.leaders(actor, year, request.today),
        "may_export": actor.may(EXPORT_LEADER_RECORDS),
    }
    return render(request, "assessment/leaders/list.html", context)


@requires(VIEW_LEADER_RECORD)
@require_http_methods(["GET", "POST"])
def leader(request: HttpRequest, person_id: int) -> HttpResponse:
    """One record; a look at somebody else's stands in the journal. The leader adds a remark to the own one."""
    actor = request.actor
    year = year_from(request.GET, request.today.year)
    record = queries.leader_record(actor, person_id, year, request.today)
    is_own = person_id == actor.person_id
    if not is_own:
        note_reading(person=record.line.person, year=year, by=actor, at=request.at)
    form = CommentForm(request.POST or None) if is_own and actor.may(COMMENT_LEADER_RECORD) else None
    if request.method == "POST" and form is None:
        raise NotAllowed("说明由本人写，您只能查看。")
    if form is not None and form.is_valid():
        with refusals_on(form):
            comment(year=year, text=form.cleaned_data["text"], by=actor, at=request.at)
            messages.success(request, "说明已写入档案。")
            return redirect(f"{reverse('assessment:leader', args=[person_id])}?year={year}")
    context = {"year": year, "record": record, "today": request.today, "form": form}
    return render(request, "assessment/leaders/record.html", context)


def _record(request: HttpRequest, person_id: int) -> Handed:
    """One record as a paper."""
    actor = request.actor
    year = year_from(request.GET, request.today.year)
    record = queries.leader_record(actor, person_id, year, request.today)
    person = record.line.person

    def make(mark: Watermark) -> HttpResponse:
        organ = Township.objects.get(pk=actor.township_id).office_name
        html = record_html(record, organ=organ, year=year, printed_on=request.today, printed_by=actor.name)
        pdf = render_pdf(html, title=f"{person.name}{year}年实绩档案", mark=mark)
        return pdf_response(pdf, f"leader-{year}-{person.pk}.pdf")

    back = f"{reverse('assessment:leader', args=[person.pk])}?year={year}"
    title = f"{person.name} {year}年实绩档案"
    return Handed(title, 1, make, back=back, subject=("person", person.pk), detail={"year": year})


def _list(request: HttpRequest) -> Handed:
    """The list as Excel."""
    year = year_from(request.GET, request.today.year)
    lines = queries.leaders(request.actor, year, request.today)

    def make(mark: Watermark) -> HttpResponse:
        data = leaders_xlsx(year, lines, queries.remarks(request.actor, year), mark)
        return xlsx_response(data, f"leaders-{year}.xlsx")

    back = f"{reverse('assessment:leaders')}?year={year}"
    return Handed(f"领导实绩档案 {year}年", len(lines), make, back=back, detail={"year": year})


leader_pdf = hand_out(Handout("assessment:leader_pdf", VIEW_LEADER_RECORD, "leader.print", _record, PRINT))
leaders_sheet = hand_out(Handout("assessment:leaders_sheet", EXPORT_LEADER_RECORDS, "leader.export", _list))
