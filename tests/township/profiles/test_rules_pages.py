"""The pages of the rule profile, as each persona meets them."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import moment
from township.actors import system_actor
from township.profiles.actions.profiles import adopt_profile
from township.profiles.models.profiles import AdoptedProfile, ClauseChange, RuleClause
from township.profiles.queries.profiles import clauses_in_force

FORM = {
    "label": "每月视频调度", "cadence": "monthly", "basis": "day", "day": "25", "shift": "back", "before": "3、1", "on": "on",
    "after": "1", "escalate_after": "3", "valid_from": "2026-10-01", "reason": "县里月底前一天调度",
}  # fmt: skip


@pytest.fixture
def ruled(cast, stand_at):
    stand_at(cast.today)
    start = date(2026, 8, 1)
    by = system_actor(cast.township.pk, "测试", start)
    adopt_profile(key="wulingshan", township_id=cast.township.pk, valid_from=start, by=by, at=moment(start))
    return cast


def page(cast, who: str, address: str, status: int = 200) -> str:
    answer = cast.client(who).get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def test_an_office_without_rules_is_told_what_to_do(cast, stand_at):
    stand_at(cast.today)
    assert "选用方案" in page(cast, "clerk", "/rules/")
    assert "本镇没有" in page(cast, "auditor", "/rules/profiles/xiji/")
    page(cast, "liaison", "/rules/", 403)
    form = {"valid_from": "2026-09-22", "reason": ""}
    answer = cast.client("clerk").post("/rules/profiles/hengyang/adopt/", form | {"submit": "1"})
    row = AdoptedProfile.objects.get()
    assert answer.url == f"/rules/adoptions/{row.pk}/"
    assert "另一位同志" in page(cast, "clerk", answer.url)
    assert "采用衡阳市意见方案" in page(cast, "director", "/")
    cast.client("director").post(answer.url, {"decision": "confirm"})
    assert clauses_in_force(cast.township.pk, cast.today).count() == 13
    assert "已确认" in page(cast, "clerk", "/rules/history/")


def test_the_pages_show_clause_source_and_what_is_not_adopted(ruled):
    listed = page(ruled, "convenor", "/rules/")
    assert "武陵山乡规则第十二条（四）" in listed and "本办规定" in listed
    cards = page(ruled, "auditor", "/rules/profiles/")
    assert cards.count("逐条对照") == 5 and "现行" in cards
    compared = page(ruled, "director", "/rules/profiles/xiji/")
    assert "每人每次100元" in compared and "乡镇文件不能设定罚款" in compared and "只取这一条" in compared
    assert "只取这一条" not in page(ruled, "auditor", "/rules/profiles/xiji/")
    one = page(ruled, "clerk", "/rules/clauses/dispatch_month/")
    assert "2026年9月30日 星期三" in one and "乡信访联席办每月定期视频调度" in one
    page(ruled, "clerk", "/rules/clauses/unheard_of/", 404)
    page(ruled, "clerk", "/rules/profiles/unheard-of/", 404)


def test_a_clause_is_changed_with_a_preview_and_a_second_person(ruled):
    clerk, address = ruled.client("clerk"), "/rules/clauses/dispatch_month/change/"
    answer = clerk.post(address, FORM | {"preview": "1"}).content.decode()
    assert "2026年10月23日 星期五" in answer and "每月25日" in answer  # 25 October is a Sunday
    assert not ClauseChange.objects.exists()
    wrong = clerk.post(address, FORM | {"submit": "1", "day": "", "before": "x", "valid_from": "2026-09-01"})
    assert "请填几日" in wrong.content.decode() and "用顿号隔开" in wrong.content.decode()
    late = clerk.post(address, FORM | {"submit": "1", "valid_from": "2026-09-01"}).content.decode()
    assert "今天以后" in late and "县里月底前一天调度" in late
    change = clerk.post(address, FORM | {"submit": "1"}).url
    assert "修改：每月视频调度" in page(ruled, "director", "/")
    assert "由另一位同志" in page(ruled, "clerk", change)
    assert clerk.post(change, {"decision": "confirm"}).status_code == 403
    director = ruled.client("director")
    assert "退回要写明原因" in director.post(change, {"decision": "return"}).content.decode()
    director.post(change, {"decision": "confirm"})
    assert RuleClause.objects.get(key="dispatch_month", valid_to=None).due == {"day": 25, "shift": "back"}
    assert "已定、未到日子" in page(ruled, "auditor", "/rules/")


def test_a_clause_is_taken_from_another_profile_or_given_up(ruled):
    clerk = ruled.client("clerk")
    add = "/rules/profiles/xincheng/spot_check_quarter/"
    assert "2026年12月31日" in page(ruled, "clerk", add)
    made = clerk.post(add, {"valid_from": "2026-10-01", "reason": "区里要求抽查"}).url
    ruled.client("convenor").post(made, {"decision": "confirm"})
    assert RuleClause.objects.get(key="spot_check_quarter").profile == "xincheng"
    end = clerk.post("/rules/clauses/topical_period/end/", {"valid_from": "2026-10-01", "reason": "并入全体会议"}).url
    assert "不再开出" in page(ruled, "director", end)


def test_a_meeting_kind_is_edited_with_a_second_person(ruled):
    assert "提前 3 日通知" in page(ruled, "auditor", "/rules/values/")
    address, base = "/rules/values/sessions/1/", AdoptedProfile.objects.get().pk
    form = {
        "label": "全体会议",
        "notice_days": "5",
        "attended_by": "全体成员",
        "valid_from": "2026-10-01",
        "base": base,
    }
    assert "理由" in ruled.client("clerk").post(address, form).content.decode()
    made = ruled.client("clerk").post(address, form | {"reason": "提前五天便于准备"}).url
    assert "提前几日通知" in page(ruled, "director", made) and "修改武陵山乡方案" in page(ruled, "director", "/")
    ruled.client("director").post(made, {"decision": "confirm"})
    assert "另有规定" in page(ruled, "clerk", "/rules/values/")
    page(ruled, "clerk", "/rules/values/clauses/1/", 404)


def test_the_list_asks_as_much_for_thirty_clauses_as_for_one(ruled):
    client = ruled.client("director")
    client.get("/rules/")

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get("/rules/").status_code == 200
        return len(queries)

    many = asked()
    RuleClause.objects.exclude(key="dispatch_month").delete()
    assert asked() == many
