"""The registration page: everything typed is kept, every fault is a sentence beside its field, a double click is one case."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from petitions.cases.models.cases import Case
from petitions.cases.models.petitioners import Petitioner
from records.acts.models import Draft
from records.papers.models.attachments import Attachment
from records.papers.models.documents import Document
from tests.cast import TODAY
from tests.petitions.cases.pages.browser import form_fields

NEW = "/cases/new/"
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS\xde"
    b"\x00\x00\x00\x0cIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\xa75\x81\x84\x00\x00\x00\x00IEND\xaeB`\x82"
)


@pytest.fixture
def clerk(cast):
    return cast.client("clerk")


def only_case() -> Case:
    return Case.objects.get()


def test_a_visit_is_registered_and_the_code_is_shown_with_the_slip(clerk, typed):
    answer = clerk.post(NEW, typed())
    case = only_case()
    assert answer.url == f"/cases/{case.pk}/registered/"
    assert (case.channel, case.state, case.visitors, case.title) == (
        "visit",
        "registered",
        1,
        "三组机耕道排水沟堵了半年，一下雨就淹田，请求疏通",
    )
    page = clerk.get(answer.url).content.decode()
    assert case.number in page and "打印查询凭条" in page
    assert 'class="secret"' not in page  # the code is the petitioner's: printed unseen
    slip = clerk.get(f"/cases/{case.pk}/slip.pdf")
    assert (slip.status_code, slip["Content-Type"]) == (200, "application/pdf")
    assert only_case().may_rate_by_code
    shown = clerk.post(answer.url, {"do": "show"}).content.decode()
    assert 'class="secret"' in shown
    assert not only_case().may_rate_by_code
    clerk.post(answer.url)
    assert "打印查询凭条" not in clerk.get(answer.url).content.decode()
    assert clerk.get(f"/cases/{case.pk}/slip.pdf").status_code == 409


def test_the_code_is_gone_after_ten_minutes(clerk, typed, stand_at):
    clerk.post(NEW, typed())
    stand_at(TODAY, hour=10, minute=11)
    assert "打印查询凭条" not in clerk.get(f"/cases/{only_case().pk}/registered/").content.decode()
    assert 'class="secret"' not in clerk.post(f"/cases/{only_case().pk}/registered/", {"do": "show"}).content.decode()


def test_a_double_click_makes_one_case(clerk, typed):
    first, second = clerk.post(NEW, typed()), clerk.post(NEW, typed())
    assert first.url == second.url == f"/cases/{only_case().pk}/registered/"


def test_a_wrong_check_digit_is_told_beside_the_field_and_the_text_is_kept(clerk, typed):
    people = [{"name": "张三丰", "id_type": "111", "id_number": "110101199003074478"}]
    page = clerk.post(NEW, typed(people)).content.decode()
    assert (
        page.count("身份证号最后一位与前 17 位对不上，请对照证件逐位核对。") == 2
    )  # beside the field and in the list above
    assert "110101199003074478" in page and "三组机耕道排水沟堵了半年" in page
    assert Case.objects.count() == 0


def test_full_width_digits_are_taken_as_digits(clerk, typed):
    people = [
        {
            "name": "张三丰",
            "id_type": "111",
            "id_number": "１１０１０１１９９００３０７４４７７",
            "phone": "１３８１２３４１２３４",
        }
    ]
    clerk.post(NEW, typed(people, visitors="７"))
    row = Petitioner.objects.get()
    assert (row.id_number, row.phone, row.case.visitors, row.case.is_group) == (
        "110101199003074477",
        "13812341234",
        7,
        True,
    )


def test_a_date_in_the_future_is_refused(clerk, typed):
    page = clerk.post(NEW, typed(received_on=TODAY + timedelta(days=1))).content.decode()
    assert "收到日期不能晚于今天（2026年9月22日）。" in page
    assert Case.objects.count() == 0


def test_six_representatives_are_refused_and_all_six_stay_on_the_page(clerk, typed):
    people = [{"name": f"代表{word}", "role": "representative"} for word in "一二三四五六"]
    page = clerk.post(NEW, typed(people, visitors="20")).content.decode()
    assert "代表不得超过5人，现在是6人；其余的人请登记为联名人（条例第二十条）。" in page
    assert all(f"代表{word}" in page for word in "一二三四五六")
    assert Case.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [("现场.jpg", b"MZ\x90\x00 this is a program", "附件"), ("空.pdf", b"", "文件是空的，请重新选择。")],
)
def test_a_disguised_or_empty_file_is_refused_and_nothing_is_saved(clerk, typed, name, content, sentence):
    file = SimpleUploadedFile(name, content, content_type="image/jpeg")
    page = clerk.post(NEW, {**typed(), "attachments": [file]}).content.decode()
    assert sentence in page and "请重新选择附件" in page
    assert (Case.objects.count(), Attachment.objects.count()) == (0, 0)


def test_a_200_mb_file_is_refused_without_reading_it(clerk, typed, settings):
    settings.RECORDING_MAX_BYTES = 1000
    file = SimpleUploadedFile("录像.mp4", b"x" * 2000)
    page = clerk.post(NEW, {**typed(), "attachments": [file]}).content.decode()
    assert "第1个附件：文件超过" in page
    assert Case.objects.count() == 0


def test_pictures_are_attached_with_the_case(clerk, typed):
    clerk.post(NEW, {**typed(), "attachments": [SimpleUploadedFile("沟.png", PNG), SimpleUploadedFile("沟2.png", PNG)]})
    assert [row.name for row in Attachment.objects.filter(matter_id=only_case().pk)] == ["沟.png", "沟2.png"]


def test_without_script_another_person_is_added_and_nothing_is_judged_yet(clerk, typed):
    page = clerk.post(NEW, typed(do="add", words="")).content.decode()
    assert 'name="p-1-name"' in page and "张三丰" in page and "is-invalid" not in page
    page = clerk.post(NEW, typed([{"name": "甲"}, {"name": "乙"}, {"name": "丙"}], do="drop-1")).content.decode()
    assert 'value="甲"' in page and 'value="丙"' in page and 'value="乙"' not in page and 'name="p-2-name"' not in page


def test_a_blank_row_is_no_person(clerk, typed):
    clerk.post(NEW, typed([{"name": "张三丰"}, {"role": "representative"}, {"name": "李四光"}], visitors="2"))
    assert [row.name for row in Petitioner.objects.order_by("seq")] == ["张三丰", "李四光"]


def test_a_fault_of_the_third_row_stands_there_although_the_second_is_blank(clerk, typed):
    people = [{"name": "张三丰"}, {}, {"name": "李四光", "phone": "123"}]
    page = clerk.post(NEW, typed(people, visitors="2")).content.decode()
    assert "第3人：电话号码不对" in page


def test_earlier_matters_of_the_same_person_are_shown_and_the_clerk_decides(stage, typed):
    earlier = stage.register()
    clerk = stage.cast.client("clerk")
    part = clerk.post(f"{NEW}earlier/", {"p-0-name": "", "p-0-phone": "13812341234"}).content.decode()
    assert earlier.number in part and "已登记" in part and "这件还在办理期限内" in part
    page = clerk.post(NEW, typed()).content.decode()
    assert "此人以前有信访事项，请看“以前的信访”，确认这次是初次还是重复。" in page and earlier.number in page
    assert Case.objects.count() == 1
    clerk.post(NEW, typed(repeat="repeat", repeat_of=str(earlier.pk)))
    case = Case.objects.latest("pk")
    assert (case.is_repeat, case.repeat_of_id) == (True, earlier.pk)


def test_a_matter_closed_by_final_review_says_so_before_saving(stage):
    stage.register()
    Case.objects.filter(pk=stage.case.pk).update(is_final=True)
    part = stage.cast.client("clerk").post(f"{NEW}earlier/", {"p-3-phone": "138-1234-1234"}).content.decode()
    assert "复核终结：同一事实和理由不再受理（条例第三十六条第三款）。" in part


def test_an_earlier_accusation_is_not_shown_to_who_is_not_on_its_list(stage):
    stage.register(channel="letter", purpose="accusation")
    part = stage.cast.client("clerk2").post(f"{NEW}earlier/", {"p-0-phone": "13812341234"}).content.decode()
    assert stage.case.number not in part


def test_proposals_come_with_reasons(clerk):
    call_command("load_categories", verbosity=0)
    part = clerk.post(f"{NEW}proposals/", {"words": "自来水经常停水，请求解决"}).content.decode()
    assert "城乡建设 / 城市建设和市政管理 / 自来水供应" in part and "陈述中有“自来水”，与分类名称相同" in part
    assert "自来水经常停水，请求解决" in part and "求决" in part


def test_the_category_is_found_by_its_path_or_its_own_name(clerk, typed):
    call_command("load_categories", verbosity=0)
    page = clerk.post(NEW, typed(category="没有这一类")).content.decode()
    assert "没有这个内容分类，请从列表中选择。" in page
    clerk.post(NEW, typed(category="自来水供应"))
    assert only_case().category.name == "自来水供应"


@pytest.mark.parametrize(
    ("step", "state", "papers"),
    [
        ({"now": "answer", "answer": "明天派人疏通。"}, "concluded", ["direct_answer"]),
        ({"now": "accept", "path31": "6"}, "accepted", ["acceptance"]),
        ({"now": "simple", "path31": "6", "scope": "clear"}, "accepted", ["acceptance"]),
        ({"now": "assign", "lead_unit": "building", "requirement": "尽快疏通"}, "assigned", ["assignment"]),
        (
            {"now": "accept_assign", "path31": "6", "lead_unit": "building", "requirement": "尽快疏通"},
            "handling",
            ["acceptance", "assignment"],
        ),
        (
            {"now": "transfer", "to_unit": "land_bureau", "reason": "属于该局职权范围"},
            "transferred",
            ["transfer", "destination_notice"],
        ),
    ],
)
def test_the_next_step_is_taken_with_the_registration(cast, typed, step, state, papers):
    units = {name: str(cast.unit(step[name]).pk) for name in ("lead_unit", "to_unit") if name in step}
    cast.client("clerk").post(NEW, typed(title="三组机耕道排水沟疏通", **{**step, **units}))
    case = only_case()
    assert case.state == state
    assert [row.kind for row in Document.objects.filter(matter_id=case.pk).order_by("pk")] == papers


def test_a_step_that_is_refused_registers_nothing(clerk, typed):
    page = clerk.post(NEW, typed(title="三组机耕道排水沟疏通", now="accept_assign", path31="6")).content.decode()
    assert "请选择主办单位。" in page
    assert (Case.objects.count(), Document.objects.count()) == (0, 0)


def test_a_leader_registers_at_his_reception(cast, typed):
    leader = cast.client("leader")
    page = leader.get(NEW).content.decode()
    assert 'value="reception" ' in page and "上级交办" not in page.split("信访形式")[1].split("</fieldset>")[0]
    answer = leader.post(NEW, typed(channel="reception", leader=str(cast.person("leader").pk), session_on=TODAY))
    case = only_case()
    assert answer.url == f"/cases/{case.pk}/registered/"
    assert (case.channel, case.channel_detail["leader"]) == ("reception", "陈立")


def test_a_grid_member_reports_on_one_short_page(cast, typed):
    grid = cast.client("grid")
    page = grid.get(NEW).content.decode()
    assert "报告一件事" in page and "办理途径" not in page
    answer = grid.post(NEW, typed(place=str(cast.unit("grid").pk), repeat="first"))
    assert only_case().place_unit == cast.unit("grid")
    assert grid.get(answer.url).status_code == 200


def test_what_was_typed_comes_back_from_the_draft_and_is_dropped_after_saving(cast, clerk, typed):
    payload = {name: [value] for name, value in typed(words="写到一半").items()}
    name = f"case-new-{typed()['key'][:16]}"
    clerk.post(f"/drafts/{name}/", payload, content_type="application/json")
    assert "还没有提交的登记 1 份" in clerk.get(NEW).content.decode()
    page = clerk.get(f"{NEW}?draft={name}").content.decode()
    assert "写到一半" in page and "张三丰" in page and "is-invalid" not in page
    clerk.post(NEW, typed())
    assert not Draft.objects.filter(account=cast.account("clerk"), form__startswith="case-new").exists()


def test_corrections_keep_the_people_masked_until_a_reason_is_given(stage):
    case = stage.register()
    clerk, url = stage.cast.client("clerk"), f"/cases/{case.pk}/edit/"
    page = clerk.get(url).content.decode()
    assert "张三丰" not in page and "张*" in page
    fields = form_fields(page)
    clerk.post(url, {**fields, "title": "安置房办证", "do": "save"})
    stage.again()
    assert (stage.case.title, stage.case.petitioners.get().name) == ("安置房办证", "张三丰")
    opened = clerk.post(url, {"do": "people", "reason": "信访人更正电话"}).content.decode()
    assert "张三丰" in opened and "identity.reveal" in stage.journal()
    fields = form_fields(opened)
    clerk.post(url, {**fields, "p-0-phone": "13900001111", "do": "save"})
    assert stage.again().petitioners.get().phone == "13900001111"


@pytest.mark.parametrize("rows", ["abc", "-3", "1e9", "99999999999"])
def test_a_senseless_number_of_rows_is_no_fault(clerk, typed, rows):
    for asked in ("add", "drop-0"):
        answer = clerk.post(NEW, typed() | {"do": asked, "p-TOTAL_FORMS": rows})
        assert answer.status_code == 200
    assert not Case.objects.exists()


def test_the_place_is_read_from_the_address(cast, clerk):
    typed = {"words": "路灯不亮三个月了", "p-0-address": "清河镇河湾社区二组12号"}
    page = clerk.post(f"{NEW}proposals/", typed).content.decode()
    village = cast.unit("village")
    assert f'data-fill="place" data-auto data-value="{village.pk}"' in page
    assert "住址或陈述中有“河湾社区”" in page


def test_the_steps_show_the_days_the_clocks_will_really_have(clerk):
    given = {"channel": "assigned", "received_on": "2026-9-12", "source_due_on": "2026-10-8"}
    page = clerk.post(f"{NEW}dates/", given).content.decode()
    only, accept = page.split('id="due-accept"')[0], page.split('id="due-accept"')[1]
    assert "书面告知受理（15日），至" in only and "2026年9月27日" in only  # counted from the receipt, not from today
    assert (
        "交办反馈（指定期限），至" in accept and "2026年10月8日" in accept
    )  # the sender's limit is nearer than the 60 days


def test_the_usual_way_in_stands_chosen_and_enter_has_no_button(clerk):
    page = clerk.get(NEW).content.decode()
    for name, value in (("channel", "visit"), ("purpose", "demand")):
        radio = page.split(f'name="{name}" value="{value}"')[1].split(">")[0]
        assert "checked" in radio
    assert "autofocus" in page.split('name="p-0-name"')[1].split(">")[0]
    first = page.split('id="register"')[1].split("<button")[1].split(">")[0]
    assert "disabled" in first  # a form whose first button is disabled is not handed in by Enter


def test_handed_in_without_leaving_the_page_the_answer_says_where_to_go(clerk, typed):
    answer = clerk.post(NEW, typed(), headers={"X-In-Place": "1"})
    assert (answer.status_code, answer["X-Goes-To"]) == (204, f"/cases/{only_case().pk}/registered/")
    assert "已登记：" in clerk.get(answer["X-Goes-To"]).content.decode()  # the sentence waits for the page that is seen
    clerk.logout()
    assert clerk.post(NEW, typed(), headers={"X-In-Place": "1"})["X-Goes-To"].startswith("/login/")
