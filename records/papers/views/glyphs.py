"""生僻字代用: what the office prints for a character that no font has; decided by the director or a convenor, ended when a font comes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from records.papers.actions import glyphs as actions
from records.papers.forms import GlyphForm
from records.papers.queries.glyphs import glyph_stand_ins
from records.permissions import DECIDE_GLYPHS
from township.frame.access import requires
from township.frame.forms.refusals import refusals_as_message, refusals_on
from township.frame.forms.typed import typed
from township.permissions import VIEW_SETTINGS


@requires(VIEW_SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def glyphs(request: HttpRequest) -> HttpResponse:
    """Every decision with who and when, and for those who may, the form for another."""
    form = GlyphForm(typed(request), initial={"sign": request.GET.get("sign", "")})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            row = actions.decide_stand_in(**form.cleaned_data, by=request.actor, at=request.at)
            messages.success(request, f"从现在起，U+{ord(row.sign):04X} 印作〔{row.words}〕，每页下面注明。")
            return redirect("records:glyphs")
    context = {
        "rows": glyph_stand_ins(request.actor.township_id),
        "form": form,
        "may_decide": request.actor.may(DECIDE_GLYPHS),
    }
    return render(request, "records/papers/glyphs.html", context)


@requires(DECIDE_GLYPHS)
@require_POST
def glyph_end(request: HttpRequest, row_id: int) -> HttpResponse:
    """End one."""
    with refusals_as_message(request):
        actions.end_stand_in(row_id=row_id, by=request.actor, at=request.at)
        messages.success(request, "已停用。以前印发的文书不变。")
    return redirect("records:glyphs")
