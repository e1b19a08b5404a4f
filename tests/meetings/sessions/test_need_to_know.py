"""Who is shut out of a linked matter sees neither the item nor a word of its minutes: page, PDF, notices, search, lists."""

import json

import pytest
from django.urls import reverse

from meetings.sessions.actions import issuing, minutes, sessions, topics
from meetings.sessions.queries.scope import get_minutes, items_visible_to, resolutions_visible_to, topics_visible_to
from records.matters.models.access import Access
from records.matters.models.matters import Secrecy
from records.matters.queries.scope import matters_visible_to
from records.notices.models.notices import Notice
from records.papers.queries.approvals import approvals_waiting
from tests.exclusions import implicate, recuse
from tests.records.papers.pdf_reading import text_of
from township.actors import OutOfScope
from township.refusals import Refused

SECRET = "砂石场扬尘整治"


@pytest.fixture
def told(hall):
    """A session of two items: one about a case that 民政办 is complained of in, one about something else."""
    case = hall.case(title=SECRET)
    implicate(matter=case, unit=hall.cast.unit("civil"), reason="被反映单位", by=hall.actor("clerk"), at=hall.at())
    hall.plan(title="九月工作会议")
    hall.invite("building", "civil")
    hall.sealed["case"] = case
    hall.sealed["topic"] = hall.propose("clerk", title=SECRET, linked=[case.number])
    hall.agree()
    hall.schedule()
    hall.propose(title="关于3号楼办证进度")
    hall.agree()
    hall.schedule()
    hall.on_session(sessions.convene)
    return hall


def written(hall):
    hall.begun()
    hall.write(order=1, heard="会议听取了砂石场扬尘情况。", held="", decided="会议同意立即停工。")
    hall.task("building", order=1, text="砂石场立即停工整改")
    hall.write(order=2)
    hall.task("building", order=2)


def test_the_implicated_unit_does_not_see_the_item(told):
    civil, building = told.actor("liaison2"), told.actor("liaison")
    assert told.sealed["topic"] not in topics_visible_to(civil)
    assert told.sealed["topic"] in topics_visible_to(building)
    assert told.sealed["topic"].matter not in matters_visible_to(civil)


def test_pages_and_pdf_leave_the_item_out(told, stand_at):
    written(told)
    told.issued()
    stand_at(told.day, 20)
    client = told.cast.client("liaison2")
    pages = [
        reverse("meetings:session", args=[told.session.pk]) + "?step=before",
        reverse("meetings:session", args=[told.session.pk]) + "?step=after",
        reverse("meetings:minutes", args=[told.minutes.pk]),
        reverse("meetings:topics"),
        reverse("meetings:resolutions"),
        "/inbox/",
        "/",
    ]
    for url in pages:
        page = client.get(url).content.decode()
        assert "砂石场" not in page, url
    pdf = client.get(reverse("meetings:minutes_pdf", args=[told.minutes.pk])).content
    words = text_of(pdf)
    assert "砂石场" not in words
    assert "仅供阅览，以印发原件为准" in words
    assert "关于3号楼办证进度" in words
    whole = text_of(told.cast.client("liaison").get(reverse("meetings:minutes_pdf", args=[told.minutes.pk])).content)
    assert "砂石场立即停工整改" in whole
    assert "仅供阅览" not in whole


def test_the_sealed_document_has_no_other_door(told, stand_at):
    written(told)
    told.issued()
    stand_at(told.day, 20)
    for who in ("clerk", "director", "convenor", "chief", "liaison", "leader"):
        client = told.cast.client(who)
        assert client.get(f"/documents/{told.minutes.document_id}/").status_code == 404
        assert client.get(f"/matters/{told.minutes.pk}/").status_code == 404


def test_an_implication_entered_after_the_meeting_still_holds(told):
    written(told)
    told.issued()
    case = told.sealed["case"]
    assert len(items_visible_to(told.actor("leader"), told.minutes)) == 2
    recuse(matter=case, person=told.cast.person("convenor"), reason="亲属经营", by=told.actor("clerk"), at=told.at(20))
    convenor = told.actor("convenor")
    assert [item.title for item in items_visible_to(convenor, told.minutes)] == ["关于3号楼办证进度"]
    assert [row.planned.item.order for row in resolutions_visible_to(convenor)] == [2]


def test_nobody_shut_out_is_told(told):
    written(told)
    told.issued()
    about = Notice.objects.filter(recipient=told.cast.person("liaison2"))
    kinds = {row.matter.kind for row in about if row.kind != "access.shut_out"}
    assert kinds == {"session"}
    assert not any("砂石场" in row.text for row in Notice.objects.all())
    assert not any(json.dumps(row.text, ensure_ascii=False).count("扬尘") for row in about)


def test_a_recused_convenor_cannot_approve_and_is_not_asked(told):
    written(told)
    case = told.sealed["case"]
    recuse(matter=case, person=told.cast.person("convenor"), reason="亲属经营", by=told.actor("clerk"), at=told.at())
    told.submitted()
    with pytest.raises(Refused, match="另一位召集人审定"):
        told.decide("convenor")
    told.decide("chief")
    assert told.minutes.state == "approved"


def test_a_topic_that_waits_is_kept_from_a_recused_convenor(hall):
    case = hall.case(title=SECRET)
    recuse(matter=case, person=hall.cast.person("convenor"), reason="亲属经营", by=hall.actor("clerk"), at=hall.at())
    hall.propose("clerk", title=SECRET, linked=[case.number])
    hall.on_topic(topics.opine, "director", opinion="建议上会")
    assert list(approvals_waiting(hall.actor("convenor"))) == []
    assert len(approvals_waiting(hall.actor("chief"))) == 1
    assert [text for text in hall.inbox("convenor") if "议题" in text or case.number in text] == []


def test_a_clerk_who_is_shut_out_does_not_write_the_minutes(told):
    told.held()
    case = told.sealed["case"]
    recuse(matter=case, person=told.cast.person("clerk"), reason="亲属经营", by=told.actor("clerk2"), at=told.at())
    with pytest.raises(Refused, match="由另一位经办人拟写"):
        told.begun("clerk")
    told.begun("clerk2")
    item = told.item(1)
    with pytest.raises(OutOfScope):
        told.do(
            minutes.save_item,
            "clerk",
            item_id=item.pk,
            revision=item.revision,
            words=minutes.ItemWords("一", "二", "三"),
        )


def test_an_accusation_is_never_laid_before_a_meeting(hall):
    case = hall.case("清信〔2026〕9号", title="检举控告事项", secrecy=Secrecy.RESTRICTED)
    Access.objects.create(matter=case, person=hall.cast.person("clerk"), granted_at=hall.at())
    with pytest.raises(Refused, match="不能列入联席会议议题"):
        hall.propose("clerk", title="关于某事项", linked=[case.number])
    with pytest.raises(Refused, match="没有找到编号"):
        hall.propose("clerk2", title="关于某事项", linked=[case.number])


def test_no_task_for_the_unit_complained_of(told):
    told.begun()
    with pytest.raises(Refused, match="就是被反映的单位"):
        told.task("civil", order=1)
    told.task("civil", order=2)


def test_reading_is_in_the_journal(told):
    written(told)
    told.issued()
    row = get_minutes(told.actor("liaison2"), told.minutes.pk)
    issuing.read_minutes(minutes=row, by=told.actor("liaison2"), at=told.at(21))
    assert told.journal(told.session.matter)[-1] == "minutes.read"
