"""Title and claims are settled by a person before the first paper; what stood before stays in the timeline."""

import pytest

from petitions.cases.actions.wording import Wording
from tests.petitions import doors
from township.refusals import Refused

WORDS = "我是河湾社区的，2023年搬进来，找过社保所。要求明确3号楼不动产证的办理时间。"
SETTLED = Wording("河湾社区3号楼不动产证办理", ["明确3号楼不动产证的办理时间", "书面答复办理进度"])


def test_what_nobody_settled_makes_no_paper(stage):
    stage.register(title="", claims=(), words=WORDS)
    assert stage.case.title == "明确3号楼不动产证的办理时间"  # proposed from the sentence that asks
    assert not stage.case.is_title_settled
    with pytest.raises(Refused, match="还没有人核定") as refused:
        stage.accept()
    assert refused.value.field == "title"
    stage.accept(wording=SETTLED)
    notice = stage.papers("acceptance")[0]
    assert "河湾社区3号楼不动产证办理" in notice.body and "2. 书面答复办理进度" in notice.body
    assert stage.case.title == stage.case.matter.title == SETTLED.title


def test_the_earlier_words_stay_in_the_timeline(stage):
    stage.register(title="", claims=(), words=WORDS)
    stage.accept(wording=SETTLED)
    event = stage.case.matter.events.get(move="settle_wording")
    assert "原标题：明确3号楼不动产证的办理时间" in event.note


def test_a_title_that_names_the_petitioner_is_refused(stage):
    stage.register(title="", claims=(), words=WORDS)
    with pytest.raises(Refused, match="不要写信访人的姓名"):
        stage.accept(wording=Wording("张三丰要求办证", ["办证"]))


def test_the_page_of_the_act_asks_for_them(stage):
    stage.register(title="", claims=(), words=WORDS)
    page = stage.cast.client("clerk").get(f"/cases/{stage.case.pk}/accept/").content.decode()
    assert 'name="title"' in page and 'name="claims"' in page
    stage.accept(wording=SETTLED)
    page = stage.cast.client("clerk").get(f"/cases/{stage.case.pk}/assign/").content.decode()
    assert 'name="claims"' not in page


def test_oral_answers_make_no_paper_and_ask_for_nothing(stage):
    stage.register(title="", claims=(), words=WORDS)
    stage.do(doors.answer_directly, "clerk", text="已当面说明办理时间", manner="oral")
    assert stage.case.state == "concluded"
