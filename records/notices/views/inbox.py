"""待阅通知."""

from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from records.matters.views.matters import matter_url
from records.notices.actions.notices import mark_read
from records.notices.queries.notices import InboxLine, in_lines, label_of, lines_of, unread_kinds
from records.notices.queries.notices import inbox as inbox_of
from township.frame.access import any_account
from township.sight import row_in_sight
from township.words import whole_number

PAGE = 30


@any_account
@require_GET
def inbox(request):
    """One's notices, newest first; ?unread=1 only the unread ones, ?kind= and ?sweep= only those, each by itself."""
    only_unread = request.GET.get("unread") == "1"
    kind, sweep = _code(request.GET, "kind"), _code(request.GET, "sweep")
    rows = inbox_of(request.actor)
    if only_unread:
        rows = rows.filter(read_at__isnull=True)
    if kind:
        rows = rows.filter(kind=kind)
    if sweep:
        rows = rows.filter(sweep=sweep)
    shown = rows if kind or sweep else in_lines(rows)
    page = Paginator(shown.select_related("matter"), PAGE).get_page(request.GET.get("page"))
    lines = [InboxLine(row, label_of(row)) for row in page] if kind or sweep else lines_of(page, rows)
    context = {
        "page": page,
        "lines": lines,
        "only_unread": only_unread,
        "kind": kind,
        "kind_label": lines[0].label if kind and lines else "",
        "sweep": sweep,
        "kinds": unread_kinds(request.actor),
    }
    return render(request, "records/notices/inbox.html", context)


@any_account
@require_GET
def notice(request, notice_id: int):
    """Open a notice: it counts as read, and the page it speaks of is shown."""
    row = row_in_sight(inbox_of(request.actor).select_related("matter"), "没有找到这条通知。", pk=notice_id)
    mark_read(by=request.actor, at=request.at, notice_ids=[row.pk])
    if row.url and url_has_allowed_host_and_scheme(row.url, allowed_hosts=None):
        return redirect(row.url)
    return redirect(matter_url(row.matter) if row.matter else "records:inbox")


@any_account
@require_POST
def inbox_read(request):
    """Mark one's notices as read: the chosen ones, those of a kind (and sweep), or all."""
    kind, sweep = _code(request.POST, "kind"), _code(request.POST, "sweep")
    if "all" in request.POST:
        mark_read(by=request.actor, at=request.at)
    elif kind:
        mark_read(by=request.actor, at=request.at, kind=kind, sweep=sweep)
    else:
        chosen = list(filter(None, map(whole_number, request.POST.getlist("notice"))))
        mark_read(by=request.actor, at=request.at, notice_ids=chosen)
    return redirect("records:inbox")


def _code(values, name: str) -> str:
    """A code that a page of ours put into an address or a hidden field; "" for what cannot be one."""
    text = values.get(name, "")
    return text if len(text) <= 40 and text.isascii() and text.isprintable() else ""
