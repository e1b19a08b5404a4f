"""The working calendar: a year, the yearly import in two steps, a township's own days."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from township.calendar.actions import add_local_day, import_year, remove_local_day
from township.calendar.forms import ImportYearForm, LocalDayForm
from township.calendar.models import WorkCalendarDay
from township.calendar.queries.days import missing_year_banners
from township.calendar.queries.year_pages import year_page
from township.calendar.rules.holiday_csv import HolidayTable, parse_holiday_csv
from township.calendar.sheets import table_text
from township.directory.queries.scope import of_township
from township.frame.access import platform_only, requires
from township.frame.forms.refusals import refusals_on
from township.frame.forms.typed import typed
from township.permissions import EDIT_CALENDAR, VIEW_CALENDAR

FIRST_YEAR, LAST_YEAR = 2000, 2099


@requires(VIEW_CALENDAR)
def calendar(request: HttpRequest, year: int | None = None) -> HttpResponse:
    year = min(max(year or request.today.year, FIRST_YEAR), LAST_YEAR)
    context = {
        "page": year_page(request.actor.township_id, year, today=request.today),
        "previous": year - 1,
        "next": year + 1,
        "may_edit": request.actor.may(EDIT_CALENDAR),
        "banners": missing_year_banners(request.actor, request.today),
    }
    return render(request, "township/calendar/year.html", context)


@requires(EDIT_CALENDAR)
def calendar_import(request: HttpRequest) -> HttpResponse:
    """An office brings in a year that is missing."""
    return _import_page(request)


@platform_only
def platform_calendar_import(request: HttpRequest) -> HttpResponse:
    """The platform administrator brings in a year, or replaces one that was wrong, for every township."""
    return _import_page(request)


def _import_page(request: HttpRequest) -> HttpResponse:
    """First the check with a sentence for each bad row, then the table as read, then the confirmation."""
    form = ImportYearForm(typed(request), request.FILES if request.method == "POST" else None)
    table = None
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            table = _read(form)
            if table.errors:
                for sentence in table.errors:
                    form.add_error("file" if form.cleaned_data["file"] else "text", sentence)
            elif request.POST.get("confirmed") == "yes":
                return _import(request, table)
    context = {
        "form": form,
        "table": table if table and not table.errors else None,
        "as_text": _as_text(table) if table and not table.errors else "",
    }
    return render(request, "township/calendar/import.html", context)


def _read(form: ImportYearForm) -> HolidayTable:
    upload = form.cleaned_data["file"]
    return parse_holiday_csv(table_text(upload.read()) if upload else form.cleaned_data["text"])


def _import(request: HttpRequest, table: HolidayTable) -> HttpResponse:
    moved = import_year(table=table, by=request.actor, at=request.at)
    words = f"，{moved} 个期限已按新安排重新计算" if moved else ""
    messages.success(request, f"已导入 {table.year} 年放假安排 {len(table.rows)} 天{words}。")
    if request.actor.is_platform_admin:
        return redirect("township:townships")
    return redirect("township:calendar_year", table.year)


def _as_text(table: HolidayTable) -> str:
    """The table written out again: what the confirmation sends back."""
    rows = [f"{row.date.isoformat()},{row.kind.value},{row.name},{row.source}" for row in table.rows]
    return "\n".join(["date,kind,name,source", *rows])


@requires(EDIT_CALENDAR)
def local_day_new(request: HttpRequest) -> HttpResponse:
    form = LocalDayForm(typed(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            moved = add_local_day(by=request.actor, at=request.at, **form.cleaned_data)
            messages.success(request, f"已添加，{moved} 个期限重新计算。" if moved else "已添加。")
            return redirect("township:calendar_year", form.cleaned_data["day"].year)
    page = {
        "form": form,
        "title": "添加本地放假（补班）日",
        "verb": "添加",
        "list": "township:calendar",
        "list_label": "工作日历",
        "hint": "只影响本乡镇。依据《全国年节及纪念日放假办法》第四条由民族自治地方等规定的日子，或本地政府的临时安排。",
    }
    return render(request, "township/frame/form.html", page)


@requires(EDIT_CALENDAR)
def local_day_remove(request: HttpRequest, day_id: int) -> HttpResponse:
    row = of_township(WorkCalendarDay.objects, request.actor, day_id)
    if request.method == "POST":
        moved = remove_local_day(day_id=day_id, by=request.actor, at=request.at)
        messages.success(request, f"已删除，{moved} 个期限重新计算。" if moved else "已删除。")
        return redirect("township:calendar_year", row.date.year)
    page = {
        "title": "删除本地日",
        "question": f"确定删除 {row.date.isoformat()}（{row.get_kind_display()}，{row.name}）吗？",
        "warning": "相关期限会立即重新计算。",
        "verb": "删除",
        "cancel_url": reverse("township:calendar_year", args=[row.date.year]),
    }
    return render(request, "partials/confirm.html", page)
