"""What an office has to make public (条例第十八条): address, telephone, reception, how to look up, the procedure; and how
identity data is treated (个人信息保护法第十七条、第三十五条).
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from township.directory.models.townships import Township
from township.frame.access import public


@public
@require_safe
def office(request: HttpRequest, code: str = "") -> HttpResponse:
    """One office, or the list where this site serves several."""
    townships = Township.objects.filter(is_active=True)
    if code:
        townships = townships.filter(code=code)
    found = list(townships[:200])
    if code and not found:
        raise Http404
    if len(found) == 1:
        return render(request, "petitions/lookup/office.html", {"office": found[0]})
    return render(request, "petitions/lookup/offices.html", {"offices": found})


@public
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """The notice on the processing of identity data; printed at registration in short."""
    return render(
        request, "petitions/lookup/privacy.html", {"offices": list(Township.objects.filter(is_active=True)[:200])}
    )
