"""The petitioner's pages: the right code opens them, nothing personal is on them, and they work without a script."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from petitions.cases.models.deliveries import Evaluation
from petitions.cases.rules.entries import PetitionerData
from petitions.lookup.actions.evaluations import code_holder, evaluate, record_follow_up
from records.notices.models.notices import Notice
from records.papers.models.documents import Document
from tests.cast import TODAY
from township.actors import NotAllowed
from township.journal.models import JournalEntry
from township.refusals import Refused

WORDS = "不动产证"  # stands in the words of the stage's case, and on no public page


@pytest.fixture(autouse=True)
def _now(stand_at):
    stand_at(TODAY, 11)


@pytest.fixture
def holder():
    """A telephone that nobody is logged in on; forms are checked for forgery as in real life."""
    return Client(enforce_csrf_checks=True, REMOTE_ADDR="10.1.1.1")


def token(client, path="/lookup/"):
    page = client.get(path).content.decode()
    return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]


def ask(client, number, code, **extra):
    data = {"number": number, "code": code, "csrfmiddlewaretoken": token(client)}
    return client.post("/lookup/", data, follow=True, **extra)


def grade(client, **values):
    data = {"csrfmiddlewaretoken": token(client, "/lookup/result/"), **values}
    return client.post("/lookup/result/", data, follow=True)


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_the_qr_of_the_slip_fills_in_the_number_and_asks_for_the_code(holder, stage):
    case = stage.register()
    page = holder.get("/lookup/", {"n": case.number})
    assert f'value="{case.number}"' in page.content.decode()
    assert page.templates[0].name == "petitions/lookup/lookup.html"


def test_the_right_code_shows_state_dates_and_next_step_at_an_address_without_anything(holder, stage):
    case = stage.register()
    page = ask(holder, case.number, stage.code)
    assert page.redirect_chain == [("/lookup/result/", 302)]
    shown = text(page)
    assert case.number in shown
    assert "已登记" in shown
    assert "本机关正在审查是否受理，期限至2026年10月7日，决定后告知您。" in shown
    assert "2026年9月22日" in shown


def test_no_name_no_telephone_and_no_word_of_the_complaint_is_shown(holder, stage, quick_print):
    stage.register(title="安置房办证进度")
    stage.to("concluded")
    shown = ask(holder, stage.case.number, stage.code).content.decode()
    for secret in ("张三丰", "张*", "138", WORDS, "安置房办证", "办证时间", "测绘费", "补交资料", "110101"):
        assert secret not in shown, secret


def test_an_answered_case_shows_unit_rights_papers_and_the_course(holder, stage, quick_print):
    stage.register()
    stage.to("delivered")
    shown = text(ask(holder, stage.case.number, stage.code))
    assert "责任单位 村镇建设办" in shown
    assert (
        "请求复查 ：对意见不服的，可以在 2026年10月22日 星期四 以前（含当日）向清川县人民政府书面提出（条例第三十五条）"
        in shown
    )
    assert stage.papers("reply")[0].number in shown
    assert "答复已送达" in shown
    assert "满意度评价" in shown


def test_the_papers_for_the_petitioner_can_be_fetched_and_no_others(holder, stage, quick_print):
    stage.register()
    stage.to("delivered")
    ask(holder, stage.case.number, stage.code)
    reply, letter = stage.papers("reply")[0], stage.papers("assignment")[0]
    answer = holder.get(f"/lookup/paper/{reply.pk}/")
    assert answer.content.startswith(b"%PDF")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert holder.get(f"/lookup/paper/{letter.pk}/").status_code == 404
    assert JournalEntry.objects.filter(action="document.lookup").count() == 1
    denied = JournalEntry.objects.get(action="scope.denied")
    assert (denied.actor_name, denied.subject_id, denied.is_success) == ("信访人（查询码）", stage.case.pk, False)
    other = Client().get(f"/lookup/paper/{reply.pk}/")
    assert other.status_code == 302
    assert other.headers["Location"] == "/lookup/"


def test_papers_of_another_case_cannot_be_fetched_with_this_code(holder, stage, quick_print):
    stage.register()
    stage.accept(path31=6)
    foreign = stage.papers("acceptance")[0]
    stage.register()
    ask(holder, stage.case.number, stage.code)
    assert Document.objects.get(pk=foreign.pk).state == "issued"
    assert holder.get(f"/lookup/paper/{foreign.pk}/").status_code == 404


def test_the_page_can_be_opened_again_for_twenty_minutes_and_then_asks_again(holder, stage, stand_at):
    case = stage.register()
    ask(holder, case.number, stage.code)
    stand_at(TODAY, 11, 19)
    assert case.number in text(holder.get("/lookup/result/"))
    stand_at(TODAY, 11, 21)
    page = holder.get("/lookup/result/", follow=True)
    assert page.redirect_chain[-1][0] == "/lookup/"
    assert case.number not in text(page)


def test_leaving_closes_the_page_at_once(holder, stage):
    case = stage.register()
    ask(holder, case.number, stage.code)
    holder.post("/lookup/leave/", {"csrfmiddlewaretoken": token(holder, "/lookup/result/")})
    assert holder.get("/lookup/result/").status_code == 302


def test_a_new_code_ends_what_the_old_one_opened(holder, stage):
    case = stage.register()
    ask(holder, case.number, stage.code)
    stage.renew_code()
    assert holder.get("/lookup/result/").status_code == 302


def test_the_holder_is_told_that_the_code_was_renewed_and_on_which_day(holder, stage):
    case = stage.register()
    assert "补发" not in text(ask(holder, case.number, stage.code))
    stage.renew_code()
    page = text(ask(holder, case.number, stage.code))
    assert "查询码于 2026年9月22日 补发" in page
    assert "不是您本人要求补发的" in page


def test_a_renewed_code_opens_the_look_up_and_no_evaluation(holder, stage, quick_print):
    stage.register()
    stage.to("delivered")
    stage.renew_code()
    page = ask(holder, stage.case.number, stage.code)
    assert "不能用于网上评价" in text(page)
    assert "提交评价" not in text(page)
    answer = grade(holder, grade_office="good")
    assert "现在不能评价" in text(answer)
    assert not stage.case.evaluations.exists()
    with pytest.raises(Refused, match="不能用于网上评价"):
        evaluate(
            case_id=stage.case.pk,
            about="office",
            grade="good",
            by=code_holder(stage.case.township_id, TODAY),
            at=stage.cast.at(),
        )


def test_what_was_said_on_the_telephone_says_so_everywhere(holder, stage, quick_print):
    stage.register()
    stage.to("delivered")
    give = {"about": "office", "grade": "bad", "comment": "等了太久才有人来看"}
    with pytest.raises(NotAllowed):
        stage.do(record_follow_up, "liaison", **give)
    with pytest.raises(Refused) as refused:
        stage.do(record_follow_up, "clerk2", **give | {"comment": "好"})
    assert refused.value.field == "comment"
    row = stage.do(record_follow_up, "clerk2", **give)
    assert (row.recorded_by, row.way) == (stage.cast.person("clerk2"), "电话回访，周敏记录")
    assert "电话回访，周敏记录" in stage.cast.client("clerk").get(f"/cases/{stage.case.pk}/").content.decode()
    page = text(ask(holder, stage.case.number, stage.code))
    assert "电话回访记录；与您所说不符的，请与本办联系" in page
    assert [line for line in stage.journal() if line in ("case.evaluate", "case.follow_up")] == [
        "case.evaluate",
        "case.follow_up",
    ]
    with pytest.raises(Refused, match="已经评价过"):
        stage.do(record_follow_up, "clerk2", **give)


def test_a_wrong_code_keeps_what_was_typed_except_nothing_secret_goes_back(holder, stage):
    case = stage.register()
    page = ask(holder, case.number, "AAAA-BBBB")
    assert page.status_code == 200
    assert "编号或者查询码不对，请对照凭条核对后再输入。" in text(page)
    assert f'value="{case.number}"' in page.content.decode()


def test_too_many_wrong_codes_say_how_long_to_wait(holder, stage):
    case = stage.register()
    for _ in range(5):
        ask(holder, case.number, "AAAA-BBBB")
    page = ask(holder, case.number, stage.code)
    assert page.status_code == 429
    assert page.headers["Retry-After"] == "30"
    assert "请 30 秒后再试" in text(page)


def test_an_accusation_shows_its_status_and_nothing_else(holder, stage):
    secret = "副主任收受建材商两万元"
    stage.register(
        purpose="accusation",
        case_class="accusation",
        title="",
        words=secret,
        claims=(),
        petitioners=(PetitionerData(name="钱守义", phone="13700002222", address="河湾社区"),),
    )
    shown = text(ask(holder, stage.case.number, stage.code))
    assert "已登记" in shown
    assert "本事项正在按检举控告的规定办理。" in shown
    for hidden in (secret, "钱守义", "责任单位", "文书", "评价", "复查", "办理经过", "检举控告事项"):
        assert hidden not in shown.replace("按检举控告的规定", "")


def test_both_objects_are_graded_apart_and_once(holder, stage, quick_print, cast):
    stage.register()
    stage.to("delivered")
    ask(holder, stage.case.number, stage.code)
    page = grade(holder, grade_office="good", grade_unit="bad", comment_unit="答应的时间又拖了。")
    assert "评价已经提交，谢谢。" in text(page)
    assert list(Evaluation.objects.order_by("about").values_list("about", "grade", "comment")) == [
        ("office", "good", ""),
        ("unit", "bad", "答应的时间又拖了。"),
    ]
    assert "评价已经完成，谢谢。" in text(page)
    assert "提交评价" not in text(page)
    assert "答应的时间" not in text(page)


def test_only_one_may_be_graded_first_and_the_other_later(holder, stage, quick_print):
    stage.register()
    stage.to("delivered")
    ask(holder, stage.case.number, stage.code)
    shown = text(grade(holder, grade_office="fair"))
    assert "信访工作联席办（登记、告知和服务）： 基本满意" in shown
    grade(holder, grade_office="bad", grade_unit="good")  # a page kept open since before: the first grade stands
    assert list(Evaluation.objects.order_by("about").values_list("about", "grade")) == [
        ("office", "fair"),
        ("unit", "good"),
    ]


def test_an_empty_evaluation_says_what_to_choose(holder, stage, quick_print):
    stage.register()
    stage.to("delivered")
    ask(holder, stage.case.number, stage.code)
    assert "请先选择满意、基本满意或者不满意。" in text(grade(holder))
    assert not Evaluation.objects.exists()


def test_dissatisfaction_reaches_clerk_and_director_without_the_words(holder, stage, quick_print, cast):
    stage.register()
    stage.to("delivered")
    ask(holder, stage.case.number, stage.code)
    grade(holder, grade_unit="bad", comment_unit="经办人态度不好")
    told = Notice.objects.filter(kind="case.dissatisfied")
    assert sorted(told.values_list("recipient__name", flat=True)) == sorted(["林晓", "高明"])
    assert "态度" not in told.first().text
    assert stage.events()[-1] == "evaluate"
    assert "case.evaluate" in stage.journal()


def test_a_repeat_case_and_a_suggestion_are_not_evaluated(holder, stage, quick_print):
    first = stage.register()
    stage.register(is_repeat=True, repeat_of_id=first.pk)
    stage.to("delivered")
    assert "满意度评价" not in text(ask(holder, stage.case.number, stage.code))


def test_the_window_closes_on_its_last_day(holder, stage, quick_print, stand_at):
    stage.register()
    stage.to("delivered")
    last = stage.clock("evaluate").rolled_due_on
    stand_at(last, 12)
    assert "提交评价" in text(ask(holder, stage.case.number, stage.code))
    stand_at(last + timedelta(days=1), 9)
    shown = text(ask(holder, stage.case.number, stage.code))
    assert "提交评价" not in shown
    assert f"评价期限到2026年{last.month}月{last.day}日止。" in shown


def test_public_pages_carry_no_script_and_no_inline_style(holder, stage, quick_print):
    stage.register()
    stage.to("delivered")
    ask(holder, stage.case.number, stage.code)
    for path in ("/lookup/", "/lookup/result/", "/office/", "/office/511001001/", "/privacy/"):
        page = holder.get(path).content.decode()
        assert "<script" not in page, path
        assert " style=" not in page, path
        assert not re.search(r" on\w+=", page), path


def test_the_result_is_kept_by_no_cache(holder, stage):
    case = stage.register()
    page = ask(holder, case.number, stage.code)
    assert "no-store" in page.headers["Cache-Control"]


def test_the_page_of_the_office_tells_what_the_rules_ask(holder, cast):
    shown = text(holder.get("/office/511001001/"))
    for needed in (
        "清川县清河镇新街1号",
        "0830-5521234",
        "清河镇群众来访接待室",
        "工作日 9:00—17:00",
        "15 日内书面告知",
        "60 日内办结",
        "向清川县人民政府书面提出",
        "向江州市人民政府书面提出",
    ):
        assert needed in shown, needed
    assert "清河镇" in text(holder.get("/office/"))
    assert "东岭镇" in text(holder.get("/office/"))
    assert holder.get("/office/000/").status_code == 404


def test_the_privacy_notice_says_who_what_why_and_which_rights(holder, cast):
    shown = text(holder.get("/privacy/"))
    for needed in ("清河镇人民政府", "可以不提供", "为履行法定职责所必需", "查阅、复制", "更正"):
        assert needed in shown, needed


def test_the_number_of_statements_of_the_result_is_small(holder, stage, quick_print, django_assert_max_num_queries):
    stage.register()
    stage.to("concluded")
    ask(holder, stage.case.number, stage.code)
    with django_assert_max_num_queries(10):
        holder.get("/lookup/result/")
