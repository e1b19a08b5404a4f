"""A scheme from the delivered one or the last version to its confirmation by a second person (G1)."""

import hashlib
import json
from collections.abc import Mapping
from copy import deepcopy
from datetime import date, datetime

from django.db import transaction

from assessment.permissions import FIX_SCHEME, WRITE_SCHEME
from assessment.schemes.files import delivered
from assessment.schemes.models.schemes import Scheme
from assessment.schemes.queries.schemes import has_next
from assessment.schemes.rules.schemes import DECIMALS, GROUPS, check_scheme, read_scheme
from assessment.schemes.rules.states import DROPPED, FIXED, OWN_SCHEME, SOURCE
from records.acts.actions.turns import Turn, finish, start, take, tell
from records.figures.declared import scorable
from records.papers.actions.numbers import issue_number
from records.papers.rules.numbers import declare_series
from township.actors import Actor, ensure_may
from township.directory.queries.recipients import people_with
from township.profiles.queries.profiles import adopted_profile
from township.refusals import Refused
from township.words import check_words

declare_series("scheme", "考办", own=True)
PLAIN_PROFILE = "wulingshan"


def draft_scheme(*, year: int, group: str, key: str = "", by: Actor, at: datetime) -> Scheme:
    """The scheme of a year and group from the delivered one of the township's rule profile; key: of another profile.

    Refused where the year has one already (edit it, or prepare a new version)."""
    with transaction.atomic():
        ensure_may(by, WRITE_SCHEME)
        if group not in GROUPS:
            raise Refused("请选择考核对象。", field="group")
        if not at.year - 1 <= year <= at.year + 1:
            raise Refused("年度只能是去年、今年或者明年。", field="year")
        rows = Scheme.objects.filter(township_id=by.township_id, year=year, group=group).exclude(state=DROPPED)
        if rows.exists():
            raise Refused(f"{year}年已有{GROUPS[group]}的考核办法，请打开它修改或者起草新版。", SOURCE, "group")
        adopted = adopted_profile(by.township_id, at.date())
        content = delivered(key or (adopted.key if adopted else PLAIN_PROFILE))[group]
        return _make(year, group, deepcopy(dict(content)), None, by, at)


def renew_scheme(*, scheme_id: int, revision: int, by: Actor, at: datetime) -> Scheme:
    """A new version of a scheme in force, to be edited; the old one stays in force until the new one is confirmed."""
    with transaction.atomic():
        turn = take(Scheme, scheme_id, revision=revision, capability=WRITE_SCHEME, by=by, at=at)
        move, row = turn.move("renew"), turn.row
        if has_next(row):
            raise Refused("新版已经在拟定，请打开它修改。")
        made = _make(row.year, row.group, deepcopy(row.content), row, by, at)
        finish(turn, move, text="起草新版", detail={"scheme": made.pk})
        return made


def edit_scheme(
    *, scheme_id: int, revision: int, name: str, values: Mapping[str, Mapping[str, object]], by: Actor, at: datetime
) -> Scheme:
    """Change weights, lines and words of the leaves. values: leaf key → column → value; others stay. The weights may sum to
    anything while it is a draft."""
    with transaction.atomic():
        turn = take(Scheme, scheme_id, revision=revision, capability=WRITE_SCHEME, by=by, at=at)
        move, row = turn.move("edit"), turn.row
        row.name = check_words("名称", name, field="name", least=4, most=60)
        row.content["name"] = row.name
        for part in row.content["parts"]:
            for leaf in part["items"]:
                _edit(leaf, values.get(leaf["key"], {}))
        read_scheme(row.content)
        row.edited_by_id = by.person_id
        turn.matter.title = _title(row)
        turn.matter.save(update_fields=["title"])
        finish(turn, move, text="修改考核办法")
        return row


def _edit(leaf: dict, changes: Mapping[str, object]) -> None:
    for name, value in changes.items():
        leaf[name] = f"{value.normalize():f}" if name in DECIMALS else value


def submit_scheme(*, scheme_id: int, revision: int, by: Actor, at: datetime) -> Scheme:
    """Hand the scheme to a second person. Refused unless it can be used (weights sum to 100 …)."""
    with transaction.atomic():
        turn = take(Scheme, scheme_id, revision=revision, capability=WRITE_SCHEME, by=by, at=at)
        move, row = turn.move("submit"), turn.row
        check_scheme(read_scheme(row.content), scorable())
        finish(turn, move, text="送确认")
        deciders = people_with(FIX_SCHEME, row.township_id, turn.today)
        tell(turn, deciders, kind="approval", text="考核办法请确认", key=str(row.revision))
        return row


def fix_scheme(*, scheme_id: int, revision: int, decision: str = "", by: Actor, at: datetime) -> Scheme:
    """A second person confirms it; the version before is replaced. decision: the recorded decision (meeting, number) that is
    needed once the year has begun."""
    with transaction.atomic():
        turn = take(Scheme, scheme_id, revision=revision, capability=FIX_SCHEME, by=by, at=at)
        move, row = turn.move("fix"), turn.row
        if by.person_id is None or by.person_id == row.edited_by_id:
            raise Refused(OWN_SCHEME + "。", SOURCE)
        decision = decision.strip()
        if turn.today >= date(row.year, 1, 1):
            words = "考核年度已经开始，写明依据的决定（哪次会议、文号）"
            decision = check_words(words, decision, field="decision", least=4, most=200)
        check_scheme(read_scheme(row.content), scorable())
        row.decision, row.sha256 = decision, content_hash(row.content)
        row.fixed_by_id, row.fixed_on = by.person_id, turn.today
        if row.earlier_id:
            _replace(row.earlier_id, by, at)
        finish(turn, move, text="确认施行", detail={"sha256": row.sha256})
        tell(turn, [row.edited_by_id], kind="decided", text="考核办法已确认施行", key=str(row.revision))
        return row


def give_back_scheme(*, scheme_id: int, revision: int, remark: str, by: Actor, at: datetime) -> Scheme:
    """Back to its author with a remark."""
    with transaction.atomic():
        turn = take(Scheme, scheme_id, revision=revision, capability=FIX_SCHEME, by=by, at=at)
        move = turn.move("give_back")
        note = check_words("修改意见", remark, field="remark", least=2, most=300)
        finish(turn, move, text="退回修改", note=note)
        tell(turn, [turn.row.edited_by_id], kind="returned", text="考核办法退回修改", key=str(turn.row.revision))
        return turn.row


def drop_scheme(*, scheme_id: int, revision: int, by: Actor, at: datetime) -> Scheme:
    """Give a draft up."""
    with transaction.atomic():
        turn = take(Scheme, scheme_id, revision=revision, capability=WRITE_SCHEME, by=by, at=at)
        finish(turn, turn.move("drop"), text="撤销考核办法文稿")
        return turn.row


def content_hash(content: Mapping) -> str:
    """sha256 of the canonical JSON."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _replace(scheme_id: int, by: Actor, at: datetime) -> None:
    old = take(Scheme, scheme_id, revision=None, capability=FIX_SCHEME, by=by, at=at)
    if old.row.state == FIXED:
        finish(old, old.move("replace"), text="由新版代替")


def _make(year: int, group: str, content: dict, earlier: Scheme | None, by: Actor, at: datetime) -> Scheme:
    rows = Scheme.objects.filter(township_id=by.township_id, year=year, group=group)
    version = 1 + max(rows.values_list("version", flat=True), default=0)
    number = issue_number("scheme", township_id=by.township_id, on=at.date())
    row = Scheme(
        township_id=by.township_id,
        year=year,
        group=group,
        version=version,
        name=content["name"],
        content=content,
        earlier=earlier,
        edited_by_id=by.person_id,
        revision=0,
    )
    row.matter = start(kind="scheme", number=number, title=_title(row), by=by, at=at)
    finish(Turn(row, by, at), "draft", text="起草考核办法", detail={"year": year, "group": group, "version": version})
    return row


def _title(row: Scheme) -> str:
    return f"{row.year}年{GROUPS[row.group]}{row.name}（第{row.version}版）"
