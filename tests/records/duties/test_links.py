"""Whoever follows a duty lands in its period: on the thing of that period, or on a form that is dated in it."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils.html import strip_tags

from records.duties.models.duties import Duty
from records.duties.openers import LINKS, link_of
from tests.loaded_demo import SATURDAY
from township.directory.models.accounts import Account
from township.profiles.models.profiles import RuleClause
from township.profiles.rules.periods import Cadence, period_of

pytestmark = [pytest.mark.once, pytest.mark.slow]

CHOSEN = re.compile(r'<option[^>]*?value="([^"]+)"[^>]*?selected', re.S)
DAY = re.compile(r"(20\d\d)-(\d\d)-(\d\d)")


def people(duty: Duty) -> list[str]:
    """Accounts that may owe it: of the leader, of the unit, of the office."""
    accounts = Account.objects.filter(township_id=duty.township_id, is_active=True)
    if duty.person_id:
        return list(accounts.filter(person_id=duty.person_id).values_list("username", flat=True))
    if duty.unit_id:
        names = accounts.filter(person__posts__unit_id=duty.unit_id).values_list("username", flat=True)
        return list(names) or ["linxiao"]
    return ["linxiao", "gaoming"]


def speaks_of(page: str, duty: Duty) -> bool:
    """Whether the page is of the duty's period: its words stand there, or a date or period is filled in that lies in it."""
    text = "".join(strip_tags(page).split())
    names = {duty.period_label, f"{duty.first.year}年{duty.first.month}月", f"{duty.first.year}年度"}
    if any("".join(name.split()) in text for name in names):
        return True
    filled = [*re.findall(r'<input[^>]*type="date"[^>]*value="([^"]+)"', page), *CHOSEN.findall(page)]
    filled += re.findall(r'<input[^>]*value="([^"]+)"[^>]*type="date"', page)
    days = [date(*map(int, found.groups())) for one in filled if (found := DAY.fullmatch(one))]
    return duty.period in filled or any(duty.first <= day <= max(duty.last, duty.due_on) for day in days)


def one_of_each(township_id: int) -> list[Duty]:
    """Of every clause with a link the latest open duty and the earliest, or one of its present period that nobody opened yet."""
    found = []
    for clause in sorted(LINKS):
        rows = Duty.objects.filter(township_id=township_id, clause=clause).order_by("-first", "pk")
        found += [row for row in {rows.first(), rows.filter(state="open").last()} if row]
        rule = RuleClause.objects.filter(township_id=township_id, key=clause, valid_to__isnull=True).first()
        if not found or found[-1].clause != clause:
            found += _imagined(township_id, clause, rule)
    return found


def _imagined(township_id: int, clause: str, rule: RuleClause | None) -> list[Duty]:
    if rule is None or rule.cadence not in {one.value for one in Cadence}:
        return []
    period = period_of(Cadence(rule.cadence), SATURDAY)
    given = {
        "label": rule.label,
        "period": period.key,
        "period_label": period.label,
        "first": period.first,
        "last": period.last,
    }
    return [Duty(township_id=township_id, clause=clause, due_on=period.last + timedelta(days=3), **given)]


def test_every_duty_leads_into_its_period(loaded, db, quick_print):
    township_id = Account.objects.get(username="linxiao").township_id
    wrong, looked_at = [], set()
    for duty in one_of_each(township_id):
        link = link_of(duty) or f"/duties/{duty.pk}/"
        looked_at.add(duty.clause)
        answers = []
        for who in people(duty)[:2]:
            client = Client()
            client.force_login(Account.objects.get(username=who))
            answer = client.get(link, follow=True)
            answers.append((answer.status_code, answer.content.decode()))
        if not any(code == 200 and speaks_of(page, duty) for code, page in answers):
            wrong.append(f"{duty.clause} {duty.period}: {link} {[code for code, _ in answers]}")
    assert wrong == []
    assert len(looked_at) >= 14, looked_at
