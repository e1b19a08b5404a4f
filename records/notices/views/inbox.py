"""待阅通知."""

from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from records.matters.views.matters import matter_url
from records.notices.actions.notices import mark_read
from records.notices.queries.notices import inbox as inbox_of
from records.notices.queries.notices import label_of, of_kind, unread_kinds
from township.frame.access import any_account
from township.sight import row_in_sight
from township.words import whole_number

PAGE = 30


@any_account
@require_GET
def inbox(request):
    """One's notices, newest first; ?unread=1 only the unread ones, ?kind= only those of a kind."""
    only_unread = request.GET.get("unread") == "1"
    kind = _code(request.GET.get("kind", ""))
    rows = of_kind(request.actor, kind) if kind else inbox_of(request.actor)
    if only_unread:
        rows = rows.filter(read_at__isnull=True)
    page = Paginator(rows.select_related("matter"), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "only_unread": only_unread,
        "kind": kind,
        "kind_label": label_of(page[0]) if kind and len(page) else "",
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
    """Mark one's notices as read: the chosen ones, those of a kind, or all."""
    kind = _code(request.POST.get("kind", ""))
    if "all" in request.POST:
        mark_read(by=request.actor, at=request.at)
    elif kind:
        mark_read(by=request.actor, at=request.at, kind=kind)
    else:
        chosen = list(filter(None, map(whole_number, request.POST.getlist("notice"))))
        mark_read(by=request.actor, at=request.at, notice_ids=chosen)
    return redirect("records:inbox")


def _code(text: str) -> str:
    """A code that a page of ours put into an address or a button; "" for what cannot be one."""
    return text if len(text) <= 40 and text.isascii() and text.isprintable() else ""
