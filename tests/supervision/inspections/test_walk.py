"""Random walks over the tables of inspections: whatever is tried in whatever order, no forbidden move, and the work stays right."""

import random
from datetime import timedelta

import pytest
from django.db import transaction

from records.work.actions.reconcile import owed_by
from records.work.actions.verify import differences_of
from records.work.queries.plans import Plans
from supervision.inspections.actions import corrections, findings, inspections, papers, site, teams
from supervision.inspections.models.checklists import EntryPhoto
from supervision.inspections.models.findings import Finding
from supervision.inspections.models.inspections import Inspection
from supervision.inspections.models.papers import InspectionPaper
from supervision.inspections.queries.findings import findings_visible_to
from supervision.inspections.rules.checklists import split_items
from tests.supervision.inspections.conftest import ITEMS, photo
from township.actors import OutOfScope
from township.journal.models import JournalEntry
from township.refusals import Refused

pytestmark = pytest.mark.django_db
PEOPLE = ("clerk", "clerk2", "director", "convenor", "chief", "liaison", "liaison2", "leader")
VERDICT = {"way": "documents", "verdict": "逐件核对材料。"}


def whole_tries(room, row) -> dict:
    """Every act on the whole somebody might try now, with sensible values."""
    team = [room.cast.person(who) for who in ("liaison2", "clerk2")]
    owners = {item.pk: row.members.filter(recused_on__isnull=True).first() for item in row.items.all()}
    unit = room.cast.unit("building").pk
    return {
        "submit": (inspections.FLOW.submit, {}),
        "take_back": (inspections.FLOW.take_back, {}),
        "team": (teams.set_team, {"leader": room.cast.person("director"), "members": team}),
        "checklist": (inspections.set_checklist, {"items": split_items(ITEMS)}),
        "declare": (teams.declare, {}),
        "recuse": (teams.recuse, {"reason": "与被督查单位有近亲属关系"}),
        "assign": (inspections.assign, {"owners": owners}),
        "start": (inspections.begin, {}),
        "end_site": (inspections.end_site, {}),
        "settle": (inspections.settle, {}),
        "feedback": (papers.draft_feedback, {"unit_id": unit, "revision": None}),
        "report": (papers.draft_report, {}),
        "conclude": (inspections.conclude, {}),
        "drop": (inspections.drop_inspection, {"reason": "与上级督查重复"}),
    }


def part_tries(room, row) -> dict:
    """The same for a finding."""
    day = room.day + timedelta(days=15)
    return {
        "change": (findings.change, {"data": room.finding_data()}),
        "put": (findings.put, {"days": 3}),
        "tell": (findings.state, {"words": "情况属实，已经着手。"}),
        "note_statement": (
            findings.note_statement,
            {"words": "书面说明：情况属实。", "on": room.day, "files": [photo()]},
        ),
        "uphold": (findings.uphold, {"answer": "予以认定。"}),
        "withdraw": (findings.withdraw, {"reason": "材料在另一卷"}),
        "rectify": (corrections.rectify, {"due_on": day, "demand": "补齐证明"}),
        "urge": (corrections.urge, {"due_on": day, "demand": "抓紧办理"}),
        "transfer": (papers.draft_transfer, {"organ": room.cast.unit("land_bureau"), "words": "属于县级部门职责。"}),
        "commend": (corrections.commend, {"words": "请各单位参照"}),
        "plan": (findings.plan, {"origin": "没有登记", "measures": "建立登记簿", "in_charge": "何静"}),
        "progress": (findings.report_progress, {"text": "正在补齐"}),
        "report": (findings.report, {"result": "两件回证已经补齐。", "files": [photo()]}),
        "accept": (corrections.accept, VERDICT | {"look_back": 30}),
        "give_back": (corrections.give_back, VERDICT),
        "confirm": (corrections.confirm, {"words": "抽看五件，没有反弹。"}),
        "reopen": (corrections.reopen, {"words": "又有一件没有回证。", "due_on": day}),
        "extend": (corrections.extend, {"until": (row.due_on or day) + timedelta(days=5), "reason": "材料在外单位"}),
        "supervise": (corrections.supervise, {}),
    }


def check(row, before: str | None = None) -> None:
    """The state came by a move of the table; what is owed is what the rules say; closed exactly where the table says so."""
    row = type(row).objects.select_related("matter", "township").get(pk=row.pk)
    if before is not None:
        assert row.state in {before, *(move.target for move in row.TABLE.moves_from(before))}
    assert not list(differences_of([row], Plans(row.township_id)))
    for owed in owed_by([row])[row.pk].values():
        assert owed.day is not None or owed.act in ("edit", "decide", "issue", "conclude"), owed
    assert (row.matter.closed_on is not None) == (row.state in row.TABLE.closed)


def check_all() -> None:
    for model in (Inspection, Finding, InspectionPaper):
        for row in model.objects.all():
            check(row)


def walk(room, row, tries, draw, steps: int, extra=None) -> tuple[int, int]:
    """Try acts by chance; returns how many were done and how many refused."""
    done, refused = 0, 0
    for _ in range(steps):
        room.later(draw.choice([0, 0, 0, 1, 5]))
        row = room.fresh(row)
        before, lines = row.state, JournalEntry.objects.count()
        choices = tries(room, row)
        likely = [move.name for move in row.TABLE.moves_from(row.state) if move.name in choices]
        name = draw.choice([*choices, *likely * 6, *(["*"] * 4 if extra else [])])
        who = draw.choice(PEOPLE)
        try:
            with transaction.atomic():
                if name == "*":
                    extra(row, who)
                else:
                    action, values = choices[name]
                    _act(room, action, row, who, values)
            done += 1
            assert JournalEntry.objects.count() > lines, f"{name} leaves a line"
        except (Refused, OutOfScope) as refusal:
            refused += 1
            assert str(refusal)
            assert JournalEntry.objects.count() == lines, "nothing half-done"
        check(row, before)
        check_all()
    return done, refused


def _act(room, action, row, who, values) -> None:
    if values.get("revision", 0) is None:
        given = {name: value for name, value in values.items() if name != "revision"}
        room.do(action, who, inspection_id=row.pk, **given)
    else:
        room.on(action, row, who, **values)


@pytest.mark.parametrize("seed", range(3))
def test_a_walk_through_an_inspection(room, seed):
    draw = random.Random(seed)  # noqa: S311 - a walk, not a secret
    row = room.draft() if seed else room.prepared()

    def extra(row, who):
        if row.state == "submitted":
            room.decide(row, who, approved=draw.random() < 0.8, remark="范围再小一些")
            return
        entries = room.entries(row)
        if not entries:
            raise Refused("还没有开始")
        for entry in entries:
            if room.who(entry) == who:
                room.rate(row, entry, files=[photo()] if draw.random() < 0.2 else [])
        if taken := EntryPhoto.objects.filter(entry__item__inspection=row).order_by("pk").first():
            given = {"inspection_id": row.pk, "photo_id": taken.pk, "reason": "拍错了地方"}
            if draw.random() < 0.5:
                room.do(site.take_photo_back, who, **given)
        data = room.finding_data()
        room.do(site.find, who, inspection_id=row.pk, entry_id=draw.choice(entries).pk, data=data)

    done, refused = walk(room, row, whole_tries, draw, 60, extra)
    assert done and refused


@pytest.mark.parametrize("seed", range(4))
def test_a_walk_through_a_finding(room, seed):
    draw = random.Random(seed + 10)  # noqa: S311 - a walk, not a secret
    row = room.found(nature="practice" if seed == 3 else "problem")
    done, refused = walk(room, row, part_tries, draw, 60)
    assert done and refused
    row = room.fresh(row)
    for who in ("grid", "auditor", "east_clerk"):
        assert not findings_visible_to(room.cast.actor(who)).filter(pk=row.pk).exists()
