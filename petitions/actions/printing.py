"""Papers that are printed and not issued: the registration form for the petitioner to check, the slip with the code."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from petitions.actions.issuing import render_paper
from petitions.actions.moves import Turn, journal
from petitions.models import Case
from petitions.permissions import NEW_LOOKUP_CODE, REGISTER_CASE, REVEAL_IDENTITY, VIEW_CASE
from petitions.queries.paper_facts import paper_facts, registration_facts
from petitions.rules.lookup_codes import printed
from records.queries.scope import ensure
from township.actors import Actor, NotAllowed, OutOfScope


def print_registration_form(*, case_id: int, by: Actor, at: datetime) -> bytes:
    """登记表 as PDF, identity data in full: the petitioner checks and signs it (网上办理工作规程 5). Journaled as a reading."""
    with transaction.atomic():
        turn = _turn(case_id, by, at)
        ensure(by, REVEAL_IDENTITY, turn.matter, view=VIEW_CASE)
        data = render_paper("registration", registration_facts(turn.case, clerk_name=by.name))
        journal(turn, "case.print_registration", reason="打印登记表，交信访人核对")
    return data


def print_slip(*, case_id: int, code: str, lookup_address: str, by: Actor, at: datetime) -> bytes:
    """查询凭条 with number, code and QR. code: as it was just issued; lookup_address: site root, as in https://…"""
    with transaction.atomic():
        turn = _turn(case_id, by, at)
        ensure(by, VIEW_CASE, turn.matter, view=VIEW_CASE)
        if not (by.may(NEW_LOOKUP_CODE) or by.may(REGISTER_CASE)):
            raise NotAllowed("查询凭条由登记人打印。")
        facts = paper_facts(
            turn.case,
            with_names=False,
            lookup_url=f"{lookup_address.rstrip('/')}{reverse('petitions:lookup')}",
            lookup_code=printed(code),
        )
        data = render_paper("slip", facts)
        journal(turn, "case.print_slip")
    return data


def _turn(case_id: int, by: Actor, at: datetime) -> Turn:
    """The case as it is; nothing of it is changed, so no lock is taken."""
    row = Case.objects.select_related("matter", "township", "place_unit", "category")
    case = row.filter(pk=case_id, township_id=by.township_id).first()
    if case is None:
        raise OutOfScope("没有找到这个事项。")
    return Turn(case, by, at)
