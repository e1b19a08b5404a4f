"""The door of what is no ledger and leaves the house all the same: a workbook of scores, figures, a pack, the journal (授权表：导出含个人信息须申请≠批准).

The same door as a ledger's: a number and a line in the journal for each, more than 200 rows or any identity only on a second person's
word, and who, when and number on every page and in the file's properties.
"""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import resolve

from records.ledgers.actions import note_taking_out, take_out
from records.ledgers.models import TakingOut
from records.ledgers.rules.taking_out import needs_approval
from records.ledgers.rules.words import Condition
from records.ledgers.views.second_person import ask_for_second
from township.frame.handouts import HANDOUTS, Handed, Handout


def leave(request: HttpRequest, handout: Handout, handed: Handed) -> HttpResponse:
    """Signed and noted at once, or the page that asks what for."""
    if needs_approval(handed.rows, handed.has_identity):
        return _ask_for(request, handout, handed)
    mark = note_taking_out(
        by=request.actor,
        at=request.at,
        right=handout.right,
        code=handout.code,
        title=handed.title,
        conditions=_conditions(handed),
        columns=handed.columns,
        rows=handed.rows,
        subject=handed.subject,
        detail=handed.detail,
    )
    return handed.make(mark)


def take(request: HttpRequest, row: TakingOut) -> HttpResponse:
    """What was agreed to, as it is today: the address of the request is asked again for the same person."""
    handout, place = HANDOUTS[row.ledger], urlsplit(row.query)
    request.GET = QueryDict(place.query)
    handed = handout.prepare(request, **resolve(place.path).kwargs)
    mark = take_out(
        taking_id=row.pk,
        right=handout.right,
        code=handout.code,
        conditions=_conditions(handed),
        columns=handed.columns,
        rows=handed.rows,
        by=request.actor,
        at=request.at,
        subject=handed.subject,
        detail=handed.detail,
    )
    return handed.make(mark)


def _ask_for(request: HttpRequest, handout: Handout, handed: Handed) -> HttpResponse:
    return ask_for_second(
        request,
        right=handout.right,
        ledger=handout.url_name,
        title=handed.title,
        form=handout.form,
        query=_address(request, handed),
        conditions=_conditions(handed),
        columns=handed.columns,
        rows=handed.rows,
        has_identity=handed.has_identity,
        back=handed.back,
    )


def _address(request: HttpRequest, handed: Handed) -> str:
    query = request.GET.copy()
    query.update(handed.holds)
    return f"{request.path}?{query.urlencode()}"


def _conditions(handed: Handed) -> list[Condition]:
    return [Condition("", words) for words in handed.conditions]
