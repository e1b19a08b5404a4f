"""Townships, units, people, posts, accounts and changes of members."""

from datetime import date

from django.db.models import F, QuerySet

from township.actors import Actor
from township.directory.demo import demo_accounts  # noqa: F401 - the cast of the demonstration belongs to this area
from township.directory.models.changes import MemberChange
from township.directory.models.logins import PasswordReset
from township.directory.models.people import Role
from township.directory.queries.accounts import resets_open
from township.directory.queries.changes import changes_visible_to, waiting_for_record, waiting_to_be_seen
from township.directory.queries.people import posts_waiting_for
from township.directory.queries.setup import still_to_set_up
from township.directory.queries.units import label_of
from township.frame.areas import Area, Aside, Tab, Waiting
from township.frame.slips import Rows, Slips, slip
from township.permissions import (
    CONFIRM_POST,
    HAND_OVER_PASSWORD,
    PROPOSE_PEOPLE,
    RECORD_CHANGE,
    REPORT_CHANGE,
    SEE_CHANGE,
    SYSADMIN,
    VIEW_CHANGES,
    VIEW_DIRECTORY,
)

WORDS = {
    "account.hand_over": "交付一次性密码",
    "account.reset_by_factor": "用动态验证码重设密码",
    "account.cancel_reset": "撤销密码重置",
    "account.confirm_reset": "确认重置后的登录",
    "factor.enrol": "启用动态验证码",
    "factor.remove": "停用动态验证码",
    "factor.renew_codes": "更换备用码",
    "session.revoke": "结束一次登录",
}

CHANGE_VERBS = {"record": "备案", "see": "阅知", "again": "重新报告"}
RESET_ASKED = ("交付密码", "密码已申请重置，请另一人交付")
RESET_DONE = ("确认登录", "密码重置后限知事项暂不可见，请核实本人后确认")
RETURNED_SHOWN = 3


def keeps_accounts(actor: Actor) -> bool:
    """Whoever proposes or confirms accounts."""
    return actor.may(PROPOSE_PEOPLE) or actor.may(CONFIRM_POST)


def _asked(actor: Actor, today: date) -> list[QuerySet]:
    """Posts to confirm, passwords to hand over, changes to record, to see, or returned and not reported again."""
    found, township = [], actor.township_id
    if actor.may(CONFIRM_POST):
        posts = posts_waiting_for(actor).select_related(None)
        found.append(slip("post", posts, pk=F("pk"), who=F("person__name"), role=F("role"), unit=label_of("unit")))
    if actor.may(HAND_OVER_PASSWORD):
        found.append(slip("reset", _resets(actor), pk=F("pk"), who=F("account__username"), done=F("done_at")))
    if actor.may(RECORD_CHANGE):
        found.append(_changes("record", waiting_for_record(township)))
    if actor.may(SEE_CHANGE):
        found.append(_changes("see", waiting_to_be_seen(township)))
    if actor.may(REPORT_CHANGE):
        found.append(_changes("again", _returned(actor)))
    return found


def _waiting(actor: Actor, today: date, rows: Rows) -> list[Waiting]:
    found = [
        Waiting("确认任职", f"{row['who']}　{Role(row['role']).label}", "township:post", row["pk"], row["unit"])
        for row in rows.get("post", ())
    ]
    for row in rows.get("reset", ()):
        verb, why = RESET_DONE if row["done"] else RESET_ASKED
        found.append(Waiting(verb, f"账号 {row['who']}", "township:reset", row["pk"], why))
    kinds = dict(MemberChange.Kind.choices)
    for name, verb in CHANGE_VERBS.items():
        for row in rows.get(f"change_{name}", ()):
            why = f"已退回：{row['remark']}" if name == "again" else row["who"]
            found.append(Waiting(verb, f"{row['unit']} {kinds[row['kind']]}", "township:change", row["pk"], why))
    return found


def _resets(actor: Actor) -> QuerySet[PasswordReset]:
    """New passwords that this person may hand over, and log-ins after a reset that they may confirm."""
    rows = resets_open(actor.township_id).exclude(asked_by_id=actor.person_id)
    rows = rows.exclude(account__person_id=actor.person_id).select_related(None)
    return rows if actor.may(CONFIRM_POST) else rows.filter(done_at__isnull=True)


def _changes(name: str, rows: QuerySet[MemberChange]) -> QuerySet:
    fields = {"pk": F("pk"), "kind": F("kind"), "unit": label_of("unit"), "who": F("new_name"), "remark": F("remark")}
    return slip(f"change_{name}", rows.select_related(None), **fields)


def _returned(actor: Actor) -> QuerySet[MemberChange]:
    """The last returned reports that the unit has not reported again under the same name."""
    visible = changes_visible_to(actor)
    again = visible.exclude(state=MemberChange.State.RETURNED).order_by().values("new_name")
    last = visible.filter(state=MemberChange.State.RETURNED).exclude(new_name__in=again).values("pk")[:RETURNED_SHOWN]
    return MemberChange.objects.filter(pk__in=last)


AREA = Area(
    tabs=(
        Tab("settings", "人员", "township:people", VIEW_DIRECTORY, 10),
        Tab("settings", "任职名册", "township:posts", VIEW_DIRECTORY, 11),
        Tab("settings", "单位", "township:units", VIEW_DIRECTORY, 12),
        Tab("settings", "变更备案", "township:changes", VIEW_CHANGES, 13),
        Tab("settings", "账号", "township:accounts", keeps_accounts, 14),
        Tab("settings", "本乡镇资料", "township:own_data", VIEW_DIRECTORY, 60),
        Tab("desk", "乡镇", "township:townships", lambda actor: actor.is_platform_admin, 1),
    ),
    asides=(Aside((SYSADMIN,), 84, "township/directory/homes/setup.html", still_to_set_up),),
    waiting=Slips(_asked, _waiting),
    words=WORDS,
)
