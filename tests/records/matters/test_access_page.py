"""知悉与回避, 流转与查阅记录: pages of one matter."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from records.matters.models.access import Access, Exclusion, Implication, Recusal
from records.notices.models.notices import Notice
from records.work.actions.verify import differences
from tests.petitions.stage import Stage
from township.directory.models.people import Person
from township.journal.actions import write_entry
from township.journal.models import JournalEntry


def post(cast, key, matter, act, **values):
    data = {"act": act, **{f"{act}-{name}": value for name, value in values.items()}}
    return cast.client(key).post(f"/matters/{matter.pk}/access/", data)


def press(cast, key, matter, button, **values):
    """A button of the form that decides."""
    data = {"act": button, **{f"decide-{name}": value for name, value in values.items()}}
    return cast.client(key).post(f"/matters/{matter.pk}/access/", data)


@pytest.fixture
def stage_matter(cast):
    """A matter with a case on it: work items hang on things."""
    return Stage(cast).register().matter


def text(answer) -> str:
    return answer.content.decode()


def test_the_clerk_enters_what_the_matter_complains_of(matter, cast):
    answer = post(cast, "clerk", matter, "implicate", unit=cast.unit("civil").pk, reason="反映拖延")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/matters/{matter.pk}/access/")
    page = text(cast.client("clerk").get(f"/matters/{matter.pk}/access/"))
    assert "民政办" in page
    assert "反映拖延" in page


@pytest.mark.parametrize("chosen", [{}, {"unit": "civil", "person": "leader"}])
def test_one_of_unit_and_person_is_asked_beside_the_field_and_the_reason_stays(matter, cast, chosen):
    values = {k: (cast.unit(v) if k == "unit" else cast.person(v)).pk for k, v in chosen.items()}
    answer = post(cast, "clerk", matter, "implicate", reason="打好的理由", **values)
    assert answer.status_code == 200
    assert "请在单位和人员中选一个" in text(answer)
    assert "打好的理由" in text(answer)
    assert not Implication.objects.exists()


def test_a_refusal_of_the_rule_stands_beside_its_field(matter, cast, give):
    give(matter, "building")
    answer = post(cast, "clerk", matter, "implicate", unit=cast.unit("building").pk, reason="反映不作为")
    assert answer.status_code == 200
    assert "正在承办这个事项" in text(answer)
    assert "反映不作为" in text(answer)


def test_nobody_of_another_township_can_be_chosen(matter, cast):
    answer = post(cast, "clerk", matter, "implicate", unit=cast.unit("east_office").pk)
    assert answer.status_code == 200
    assert not Implication.objects.exists()
    assert "冯涛" not in text(cast.client("clerk").get(f"/matters/{matter.pk}/access/"))


def test_who_recuses_himself_is_led_away_and_sees_it_no_more(matter, cast):
    answer = post(cast, "clerk", matter, "recuse_self", reason="信访人是我表叔")
    assert answer.headers["Location"] == "/"
    assert Recusal.objects.get().person == cast.person("clerk")
    assert cast.client("clerk").get(f"/matters/{matter.pk}/access/").status_code == 404


def test_an_entry_takes_two_people_on_the_page(matter, cast):
    post(cast, "clerk", matter, "implicate", unit=cast.unit("civil").pk)
    row = Exclusion.objects.get()
    assert not Implication.objects.exists()
    own = text(cast.client("clerk").get(f"/matters/{matter.pk}/access/"))
    assert "等待另一人确认" in own
    assert 'value="confirm"' not in own
    assert "不能自己确认" in text(press(cast, "clerk", matter, "confirm", exclusion=row.pk))
    assert 'value="confirm"' in text(cast.client("convenor").get(f"/matters/{matter.pk}/access/"))
    told = Notice.objects.get(recipient=cast.person("convenor"))
    assert (told.kind, told.url) == ("access.asked", f"/matters/{matter.pk}/access/")
    of_the_unit = text(cast.client("clerk2").get(f"/matters/{matter.pk}/access/"))
    assert 'value="confirm"' not in of_the_unit and "由提出人所在单位以外的同志确认" in of_the_unit
    press(cast, "convenor", matter, "confirm", exclusion=row.pk)
    assert Implication.objects.get().unit == cast.unit("civil")


def test_lifting_takes_two_people_on_the_page_as_well(matter, cast):
    row = Implication.objects.create(matter=matter, unit=cast.unit("civil"), added_at=cast.at())
    assert "至少写 4 个字" in text(post(cast, "clerk", matter, "lift", implication=row.pk, reason="无"))
    post(cast, "clerk", matter, "lift", implication=row.pk, reason="查明无关")
    lift = Exclusion.objects.get()
    press(cast, "director", matter, "decline", exclusion=lift.pk, remark="再查")
    post(cast, "clerk", matter, "lift", implication=row.pk, reason="查明无关")
    press(cast, "director", matter, "confirm", exclusion=Exclusion.objects.latest("pk").pk)
    row.refresh_from_db()
    assert row.lifted_by == cast.person("director")


def test_a_recusal_is_lifted_from_the_page(matter, cast):
    row = Recusal.objects.create(matter=matter, person=cast.person("chief"), reason="亲属", added_at=cast.at())
    post(cast, "clerk", matter, "lift", recusal=row.pk, reason="查明并非亲属")
    press(cast, "convenor", matter, "confirm", exclusion=Exclusion.objects.get().pk)
    assert cast.client("chief").get(f"/matters/{matter.pk}/access/").status_code == 200


def test_who_is_asked_finds_it_on_the_desk(stage_matter, cast):
    matter = stage_matter
    post(cast, "clerk", matter, "recuse", person=cast.person("director").pk, reason="亲属")
    desk = text(cast.client("convenor").get("/"))
    assert "确认回避登记" in desk
    assert f"/matters/{matter.pk}/access/" in desk
    assert "确认回避登记" not in text(cast.client("director").get("/"))
    assert list(differences(cast.township.pk)) == []
    press(cast, "convenor", matter, "confirm", exclusion=Exclusion.objects.get().pk)
    assert "确认回避登记" not in text(cast.client("convenor").get("/"))
    assert list(differences(cast.township.pk)) == []


def test_an_implication_of_another_matter_is_not_lifted_through_this_page(matter, make_matter, cast):
    other = make_matter("2号")
    row = Implication.objects.create(matter=other, unit=cast.unit("civil"), added_at=cast.at())
    assert post(cast, "clerk", matter, "lift", implication=row.pk, reason="查明无关").status_code == 404


def test_the_list_of_an_accusation(accusation, cast):
    page = text(cast.client("clerk").get(f"/matters/{accusation.pk}/access/"))
    assert "知悉名单" in page
    post(cast, "clerk", accusation, "admit", person=cast.person("director").pk)
    assert Access.objects.filter(person=cast.person("director")).count() == 1
    assert JournalEntry.objects.filter(action="access.grant").count() == 1


def test_rights_decide_what_the_page_offers(matter, cast, give):
    give(matter, "building")
    leader = text(cast.client("leader").get(f"/matters/{matter.pk}/access/"))
    assert "本人回避" in leader
    assert "登记涉及对象</h2>" not in leader
    assert "登记他人回避" not in leader
    assert post(cast, "leader", matter, "implicate", unit=cast.unit("civil").pk).status_code == 403


@pytest.mark.parametrize("key", ["liaison", "liaison2", "grid", "auditor", "sysadmin", "east_clerk"])
def test_out_of_sight_is_404(matter, cast, key):
    for page in ("access/", "trail/", ""):
        expected = 404 if page != "trail/" or key == "east_clerk" else 403
        assert cast.client(key).get(f"/matters/{matter.pk}/{page}").status_code == expected


def test_an_unknown_act_changes_nothing(matter, cast):
    assert cast.client("clerk").post(f"/matters/{matter.pk}/access/", {"act": "rule_the_world"}).status_code == 200


def test_the_trail_says_who_did_and_who_looked(matter, cast):
    write_entry(
        by=cast.actor("director"),
        at=cast.at(),
        action="identity.reveal",
        subject_kind="case",
        subject_id=matter.pk,
        subject_label=matter.number,
        reason="电话告知进展",
    )
    write_entry(
        by=cast.actor("director"), at=cast.at(), action="case.accept", subject_kind="case", subject_id=matter.pk + 1
    )
    page = text(cast.client("clerk").get(f"/matters/{matter.pk}/trail/"))
    assert page.count('data-label="行为"') == 1
    for words in ("查看身份信息", "高明", "电话告知进展", "成功"):
        assert words in page


def test_queries_do_not_grow_with_the_rows(matter, cast):
    clients = {"access/": cast.client("clerk"), "trail/": cast.client("director")}
    counts = {page: [] for page in clients}
    for n in range(30):
        someone = Person.objects.create(township=cast.township, name=f"人员{n}")
        Implication.objects.create(matter=matter, person=someone, added_at=cast.at(), added_by=cast.person("clerk"))
        write_entry(by=cast.actor("clerk"), at=cast.at(), action="x", subject_kind="case", subject_id=matter.pk)
        if n in (0, 29):
            for page, client in clients.items():
                client.get(f"/matters/{matter.pk}/{page}")
                with CaptureQueriesContext(connection) as queries:
                    client.get(f"/matters/{matter.pk}/{page}")
                counts[page].append(len(queries))
    for first, last in counts.values():
        assert first == last <= 16
