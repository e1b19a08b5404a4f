"""待阅通知."""

from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from records.actions.notices import mark_read
from records.queries.notices import inbox as inbox_of
from records.views.matters import matter_url
from township.access import any_account
from township.actors import OutOfScope

PAGE = 30


@any_account
@require_GET
def inbox(request):
    """One's notices, newest first; ?unread=1 only the unread ones."""
    rows = inbox_of(request.actor).select_related("matter")
    only_unread = request.GET.get("unread") == "1"
    if only_unread:
        rows = rows.filter(read_at__isnull=True)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(request, "records/inbox.html", {"page": page, "only_unread": only_unread})


@any_account
@require_GET
def notice(request, notice_id: int):
    """Open a notice: it counts as read, and the page it speaks of is shown."""
    row = inbox_of(request.actor).select_related("matter").filter(pk=notice_id).first()
    if row is None:
        raise OutOfScope("没有找到这条通知。")
    mark_read(by=request.actor, at=request.at, notice_ids=[row.pk])
    if row.url and url_has_allowed_host_and_scheme(row.url, allowed_hosts=None):
        return redirect(row.url)
    return redirect(matter_url(row.matter) if row.matter else "records:inbox")


@any_account
@require_POST
def inbox_read(request):
    """Mark one's notices as read: the chosen ones, or all."""
    chosen = [int(value) for value in request.POST.getlist("notice") if value.isdecimal() and len(value) < 19]
    mark_read(by=request.actor, at=request.at, notice_ids=None if "all" in request.POST else chosen)
    return redirect("records:inbox")
