"""Townships, units, people, posts, accounts and changes of members."""

from datetime import date

from township.actors import Actor
from township.directory.demo import demo_accounts  # noqa: F401 - the cast of the demonstration belongs to this area
from township.directory.models.changes import MemberChange
from township.directory.queries.accounts import resets_open
from township.directory.queries.changes import changes_visible_to, waiting_for_record, waiting_to_be_seen
from township.directory.queries.people import posts_waiting_for
from township.directory.queries.setup import still_to_set_up
from township.frame.areas import Area, Aside, Tab, Waiting
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


def keeps_accounts(actor: Actor) -> bool:
    """Whoever proposes or confirms accounts."""
    return actor.may(PROPOSE_PEOPLE) or actor.may(CONFIRM_POST)


def waiting(actor: Actor, today: date) -> list[Waiting]:
    """Posts to confirm, changes to record, to see, or returned and not reported again."""
    found = []
    if actor.may(CONFIRM_POST):
        found += [
            Waiting(
                "确认任职", f"{post.person.name}　{post.get_role_display()}", "township:post", post.pk, post.unit.label
            )
            for post in posts_waiting_for(actor)
        ]
    found += _resets(actor)
    if actor.may(RECORD_CHANGE):
        found += [_change("备案", row) for row in waiting_for_record(actor.township_id).select_related("unit")]
    if actor.may(SEE_CHANGE):
        found += [_change("阅知", row) for row in waiting_to_be_seen(actor.township_id).select_related("unit")]
    if actor.may(REPORT_CHANGE):
        found += [_change("重新报告", row, f"已退回：{row.remark}") for row in _returned(actor)]
    return found


def _resets(actor: Actor) -> list[Waiting]:
    """New passwords that this person may hand over, and log-ins after a reset that he may confirm."""
    if not actor.may(HAND_OVER_PASSWORD):
        return []
    rows = [
        row for row in resets_open(actor.township_id) if actor.person_id not in (row.asked_by_id, row.account.person_id)
    ]
    return [
        Waiting(
            "交付密码" if row.done_at is None else "确认登录",
            f"账号 {row.account.username}",
            "township:reset",
            row.pk,
            "密码已申请重置，请另一人交付" if row.done_at is None else "密码重置后限知事项暂不可见，请核实本人后确认",
        )
        for row in rows
        if row.done_at is None or actor.may(CONFIRM_POST)
    ]


def _change(verb: str, row: MemberChange, why: str = "") -> Waiting:
    return Waiting(verb, f"{row.unit.label} {row.get_kind_display()}", "township:change", row.pk, why or row.new_name)


def _returned(actor: Actor) -> list[MemberChange]:
    """Returned reports that the unit has not reported again under the same name."""
    visible = changes_visible_to(actor)
    again = visible.exclude(state=MemberChange.State.RETURNED).values("new_name")
    return list(
        visible.select_related("unit").filter(state=MemberChange.State.RETURNED).exclude(new_name__in=again)[:3]
    )


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
    waiting=waiting,
    words=WORDS,
)
