"""Quarterly spot checks (随机抽查, F4)."""

from django.urls import reverse

from records.areas import Area, DutyPart, Kind, Tab
from records.duties.models.duties import Duty
from supervision.draws.actions.plans import FLOW
from supervision.draws.demo import load
from supervision.draws.models.draws import Draw
from supervision.draws.queries.draws import draw_of_duty, words_of
from supervision.draws.rules.draws import CLAUSE
from supervision.draws.views.draws import DRAWS
from supervision.permissions import VIEW_DRAW


def draw_link(duty: Duty) -> str:
    """The draw of the duty's quarter; where it is begun when there is none."""
    draw_id = draw_of_duty(duty)
    new = f"{reverse('supervision:draw_new')}?period={duty.period}"
    return reverse("supervision:draw", args=[draw_id]) if draw_id else new


AREA = Area(
    kinds=(
        Kind(
            key="draw",
            label="随机抽查",
            url_name="supervision:draw",
            view=VIEW_DRAW,
            model=Draw,
            work=FLOW.work,
            words=words_of,
        ),
    ),
    tabs=(Tab("supervision", "随机抽查", "supervision:draws", VIEW_DRAW, 15),),
    words={
        "draw.draft": "拟定抽查方案",
        "draw.again": "提出重新抽取",
        "draw.preview": "看方案版式",
        "draw.file": "下载抽查名单或者抽取记录",
        **DRAWS.journal_words,
    },
    notices={"draw.published": "方案公布", "draw.drawn": "被抽中", "draw.done": "结果通报"},
    duties=(DutyPart(CLAUSE, link=draw_link),),
    demo=load,
)
