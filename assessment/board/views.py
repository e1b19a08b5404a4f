"""The board on one page, the rows behind its numbers, its paper, and the walls."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from assessment.board import actions
from assessment.board.forms import OutlineForm, WallForm, span_from, wanted_from
from assessment.board.models import Outline, Wall
from assessment.board.papers import board_html, volume_chart
from assessment.board.queries import behind
from assessment.board.queries import board as queries
from assessment.board.rules.board import months_back
from assessment.board.rules.outlines import drawn
from assessment.permissions import DRAW_MAP, OPEN_WALL, VIEW_BOARD
from petitions.analysis.rules.small_cells import shown
from petitions.ledger.rules.ledger import LedgerFilters
from records.papers.pdf import render_pdf
from records.work.models import WorkItem
from township.actors import NotAllowed
from township.directory.models.townships import Township
from township.frame.access import public, requires
from township.frame.forms.refusals import refusals_as_message, refusals_on
from township.frame.handouts import PRINT, Handed, Handout, hand_out
from township.frame.responses import pdf_response
from township.watermark import Watermark

WALL_RATES = (
    "petitions.acceptance",
    "petitions.conclusion",
    "petitions.tasks",
    "petitions.content_unit",
    "meetings.resolutions",
    "records.duties",
)
WALL_LATE = 6
PRIVATE = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"}


def _page(request: HttpRequest) -> dict:
    """What screen and paper show."""
    actor, today = request.actor, request.today
    spans, taken = queries.spans_for(actor.township_id, today)
    chosen = span_from(request.GET, spans)
    as_of = taken.as_of if taken else today
    kept = queries.monthly(
        actor.township_id, min(months_back(as_of, 11), spans.year.first.replace(year=as_of.year - 1))
    )
    months = queries.volume(kept, as_of)
    columns, lines = queries.heat(actor.township_id, chosen)
    lines_of = queries.rate_lines(kept, spans)
    return {
        "spans": spans,
        "taken": taken,
        "chosen": chosen,
        "rates": [line for line in lines_of if line.has_rows],
        "idle": [line.declared.label for line in lines_of if not line.has_rows],
        "columns": columns,
        "lines": lines,
        "classes": queries.ordinary_classes(),
        "months": [(line, shown(line.accusations)) for line in reversed(months)],
        "chart": volume_chart(months),
        "late": behind.late_holders(actor.township_id, today),
        "lights": queries.lights_seen(actor, today),
    }


@requires(VIEW_BOARD)
@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """The township on one page: lights, rates, units, volume, who is late."""
    context = _page(request) | {
        "lights_urls": {light: _light_url(light) for light in ("late", "soon", "open")},
        "may_open_wall": request.actor.may(OPEN_WALL),
    }
    return render(request, "assessment/board/board.html", context)


def _light_url(light: str) -> str:
    filters = LedgerFilters(stage="open") if light == "open" else LedgerFilters(light=light)
    return filters.address(reverse("petitions:ledger"))


@requires(VIEW_BOARD)
@require_GET
def board_rows(request: HttpRequest) -> HttpResponse:
    """The rows behind one number, as far as this reader may open them."""
    actor = request.actor
    _, taken = queries.spans_for(actor.township_id, request.today)
    as_of = taken.as_of if taken else request.today
    wanted = wanted_from(request.GET, as_of)
    found = behind.behind(actor, wanted.figure, wanted.period, wanted.unit, as_of)
    page = found.declared.page
    rows = [
        (
            row,
            reverse("records:matter", args=[row.matter])
            if row.matter
            else reverse(page, args=[row.source])
            if page
            else "",
        )
        for row in found.shown
    ]
    context = {"found": found, "rows": rows, "is_rate": found.declared.kind == "rate", "as_of": as_of}
    return render(request, "assessment/board/rows.html", context)


@requires(VIEW_BOARD)
@require_GET
def board_late(request: HttpRequest, holder: str) -> HttpResponse:
    """What one unit, leader or the office is late with."""
    today = request.today
    items, withheld = behind.late_items(request.actor, holder, today)
    known = {one.holder: one for one in behind.late_holders(request.actor.township_id, today)}
    context = {
        "line": known.get(holder),
        "rows": [(item, _item_url(item), (today - item.due_on).days) for item in items],
        "withheld": withheld,
    }
    return render(request, "assessment/board/late.html", context)


def _item_url(item: WorkItem) -> str:
    name, pk = ("records:matter", item.matter_id) if item.matter_id else ("records:duty", item.duty_id)
    return reverse(name, args=[pk])


@requires(VIEW_BOARD)
@require_http_methods(["GET", "POST"])
def villages(request: HttpRequest) -> HttpResponse:
    """Every village in a table, and on the map of the office's own outlines."""
    actor, today = request.actor, request.today
    form = None
    if actor.may(DRAW_MAP):
        form = OutlineForm(request.POST, request.FILES) if request.method == "POST" else OutlineForm()
    if request.method == "POST":
        if form is None:
            raise NotAllowed("边界由经办人或者主任上传。")
        if form.is_valid():
            with refusals_on(form):
                _, lost = actions.upload_outline(data=form.cleaned_data["file"].read(), by=actor, at=request.at)
                words = f"；没有对上单位、只画轮廓的：{'、'.join(lost[:8])}" if lost else ""
                messages.success(request, f"边界已更新{words}。")
                return redirect("assessment:villages")
    lines = queries.villages(actor, today)
    outline = queries.outline_of(actor.township_id)
    context = {
        "lines": [(line, _village_urls(line.unit.pk, today)) for line in lines],
        "outline": outline,
        "map": _map(outline, lines) if outline else None,
        "form": form,
        "year": today.year,
    }
    return render(request, "assessment/board/villages.html", context)


def _village_urls(unit_id: int, today: date) -> dict[str, str]:
    """The lists behind the numbers of one village."""
    ledger = reverse("petitions:ledger")
    common = {"place": unit_id, "ordinary": True}
    year = {"registered_from": date(today.year, 1, 1), "registered_to": date(today.year, 12, 31)}
    return {
        "registered": LedgerFilters(**common, **year).address(ledger),
        "open": LedgerFilters(**common, stage="open").address(ledger),
        "late": LedgerFilters(**common, light="late").address(ledger),
    }


def _map(outline: Outline, lines: list[queries.VillageLine]) -> dict:
    """The picture with what stands in each shape."""
    picture = drawn(outline.shapes)
    known = {line.unit.pk: line for line in lines}
    shapes = [
        {"drawn": shape, "name": kept["name"], "line": known.get(kept["unit"])}
        for shape, kept in zip(picture.shapes, outline.shapes, strict=True)
    ]
    return {"picture": picture, "shapes": shapes}


@requires(VIEW_BOARD)
@require_POST
def board_take(request: HttpRequest) -> HttpResponse:
    """Take the figures now instead of waiting for the night."""
    actions.take_now(by=request.actor, at=request.at)
    messages.success(request, "数字已按现在的数据重新提取。")
    return redirect("assessment:board")


def _paper(request: HttpRequest) -> Handed:
    """The board as a paper."""
    actor = request.actor
    organ = Township.objects.get(pk=actor.township_id).office_name
    page = _page(request) | {"organ": organ, "printed_on": request.today, "printed_by": actor.name}

    def make(mark: Watermark) -> HttpResponse:
        pdf = render_pdf(board_html(page), title=f"{organ}看板", mark=mark)
        return pdf_response(pdf, f"board-{request.today}.pdf")

    return Handed("看板", len(page["lines"]), make, back=reverse("assessment:board"))


board_pdf = hand_out(Handout("assessment:board_pdf", VIEW_BOARD, "board.print", _paper, PRINT))


@requires(OPEN_WALL)
@require_http_methods(["GET", "POST"])
def walls(request: HttpRequest) -> HttpResponse:
    """The big screens of the township, and a new address, shown this once."""
    form, address = WallForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            _, token = actions.open_wall(place=form.cleaned_data["place"], by=request.actor, at=request.at)
            address, form = request.build_absolute_uri(reverse("assessment:wall", args=[token])), WallForm()
    rows = Wall.objects.filter(township_id=request.actor.township_id).select_related("opened_by")[:60]
    return render(request, "assessment/board/walls.html", {"form": form, "rows": rows, "address": address})


@requires(OPEN_WALL)
@require_POST
def wall_revoke(request: HttpRequest, wall_id: int) -> HttpResponse:
    """The address stops working."""
    with refusals_as_message(request):
        actions.revoke_wall(wall_id=wall_id, by=request.actor, at=request.at)
        messages.success(request, "已停用，原地址不能再打开。")
    return redirect("assessment:walls")


def _wall_page(request: HttpRequest, token: str) -> dict:
    known = Wall.objects.select_related("township").filter(
        token_hash=actions.token_hash(token[:100]), revoked_at__isnull=True, township__is_active=True
    )
    wall = known.first()
    if wall is None:
        raise Http404
    township, today = wall.township, request.today
    spans, taken = queries.spans_for(township.pk, today)
    rates = {
        line.declared.key: line for line in queries.rate_lines(queries.monthly(township.pk, spans.year.first), spans)
    }
    kept = queries.monthly(township.pk, spans.now.first)
    return {
        "township": township,
        "token": token,
        "at": request.at,
        "taken": taken,
        "spans": spans,
        "lights": queries.lights_of(township.pk, today),
        "registered": sum(queries.over(kept, one.key, spans.now).n for one in queries.ordinary_classes()),
        "rates": [rates[key] for key in WALL_RATES if key in rates],
        "late": behind.late_holders(township.pk, today, with_people=False)[:WALL_LATE],
    }


def _shown(request: HttpRequest, template: str, token: str) -> HttpResponse:
    return HttpResponse(render_to_string(template, _wall_page(request, token), request), headers=PRIVATE)


@public
@require_safe
def wall(request: HttpRequest, token: str) -> HttpResponse:
    """The big screen behind its private address: numbers and names of units, nothing of a person. 404 once it is revoked."""
    return _shown(request, "assessment/board/wall.html", token)


@public
@require_safe
def wall_part(request: HttpRequest, token: str) -> HttpResponse:
    """Its inner part, which the screen asks for every minute."""
    return _shown(request, "assessment/board/_wall.html", token)
