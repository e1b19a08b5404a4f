"""What many read names nobody: agendas, reports to the dispatch, titles, circulars; telephone numbers of offices may stand."""

import pytest

from meetings.sessions.actions.topics import TopicData, propose_topic
from records.acts.actions.turns import start
from records.matters.actions.public_words import check_public
from records.matters.models.matters import Secrecy
from records.matters.queries.people import linked_to, open_with, people_of
from township.refusals import Refused

pytestmark = pytest.mark.usefixtures("quick_print")


def test_a_topic_does_not_name_the_petitioner_of_its_matter(stage, cast):
    case = stage.register()
    name = case.petitioners.first().name
    clerk, at = cast.actor("clerk"), cast.at()
    for field, text in (("title", f"{name}要求办证一事"), ("background", f"请{name}到会说明，电话见登记表。")):
        words = {"title": "关于3号楼办证进度", "ask": "明确首批办证的完成时间"} | {field: text}
        with pytest.raises(Refused, match="信访人的姓名") as refused:
            propose_topic(data=TopicData(**words, linked=(case.number,)), by=clerk, at=at)
        assert refused.value.field == field
    # Without a link nobody knows that it is a petitioner's name; a number is refused all the same.
    propose_topic(data=TopicData(title=f"{name}要求办证一事", ask="明确完成时间"), by=clerk, at=at)
    with pytest.raises(Refused, match="电话"):
        propose_topic(data=TopicData(title="办证一事，电话13812345678", ask="明确完成时间"), by=clerk, at=at)


def test_who_is_asked_for(stage, cast):
    stage.register()
    case = stage.to("handling")
    names = [row.name for row in case.petitioners.all() if row.name]
    assert set(names) <= set(people_of(linked_to(case.pk)))
    assert case.pk in open_with(cast.unit("building").pk)
    sealed = stage.register(purpose="accusation")
    assert sealed.matter.secrecy == Secrecy.RESTRICTED
    assert people_of([sealed.pk]) == []  # a refusal would tell who accuses


def test_numbers_of_offices_may_stand_and_those_of_people_not(cast):
    given = {"field": "body", "township_id": cast.township.pk}
    office = f"请于周五前报送，联系电话：{cast.township.office_phone}。"
    assert check_public("正文", office, **given) == office
    with pytest.raises(Refused, match="正文里不写个人电话、证件号码"):
        check_public("正文", office + "村民电话0830-5529999。", **given)
    local = f"联系电话：{cast.township.office_phone.rpartition('-')[2]}。"  # as people of the place write it
    assert check_public("正文", local, **given) == local
    with pytest.raises(Refused, match="正文里不写个人电话"):
        check_public("正文", local + "村民电话5529999。", **given)


def test_no_title_of_any_thing_carries_a_number_of_a_person(cast):
    with pytest.raises(Refused, match="标题里不写") as refused:
        start(kind="group", number="组1", title="专班 13812345678", by=cast.actor("clerk"), at=cast.at())
    assert refused.value.field == "title"
