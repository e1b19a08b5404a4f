"""审批: what waits for me, and what I have proposed. Deciding happens on the page of the matter, where the text is read."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_GET

from records.matters.views.matters import matter_url
from records.papers.queries.approvals import approvals_waiting, proposals_of
from township.frame.access import any_account
from township.permissions import CAPABILITIES

PAGE = 30


@any_account
@require_GET
def approvals(request):
    """Two lists; each row leads to its matter."""
    page = Paginator(approvals_waiting(request.actor), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "waiting": [_shown(row) for row in page],
        "proposed": [_shown(row) for row in proposals_of(request.actor)[:PAGE]],
    }
    return render(request, "records/papers/approvals.html", context)


def _shown(approval) -> dict:
    return {
        "row": approval,
        "label": CAPABILITIES[approval.capability].label,
        "url": matter_url(approval.matter),
    }
