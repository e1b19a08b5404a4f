"""Accountability (F5, F6, F7): cause analyses, measures from recorded failures, and what became of them."""

from datetime import datetime

from records.areas import Area, Kind, Sweep, Tab
from records.papers.models.attachments import Attachment
from records.papers.models.documents import Document
from supervision.accountability.actions.causes import FLOW as CAUSE_FLOW
from supervision.accountability.actions.decisions import FLOW as MEASURE_FLOW
from supervision.accountability.actions.effects import expire, townships_running_out
from supervision.accountability.demo import load
from supervision.accountability.models.causes import Cause
from supervision.accountability.models.measures import Measure
from supervision.accountability.queries import resting
from supervision.accountability.queries.measures import is_subject
from supervision.accountability.views.ledgers import CAUSES, MEASURES
from supervision.accountability.views.measures import may_read_file
from supervision.permissions import VIEW_CAUSE, VIEW_MEASURE
from township.actors import Actor, NotAllowed
from township.permissions import Reach


def gate(file: Attachment | Document, by: Actor, at: datetime) -> None:
    """What goes to another organ and what comes from it is not handed to the subject."""
    row = Measure.objects.select_related("unit").get(pk=file.matter_id)
    if is_subject(by, row) and not may_read_file(row, file):
        raise NotAllowed("报送有权机关的材料不在这里提供。")


def cause_gate(file: Attachment | Document, by: Actor, at: datetime) -> None:
    """A unit reads its own side on the page; the report and the other unit's material stay with the office."""
    if by.reach(VIEW_CAUSE) != Reach.TOWNSHIP and getattr(file, "uploaded_by_id", None) != by.person_id:
        raise NotAllowed("责任倒查报告和对方单位的材料由联席办保管，需要的请联系联席办。")


def sees_register(actor: Actor) -> bool:
    """The office; whoever a measure is about finds it on the desk and under 我的."""
    return actor.reach(VIEW_MEASURE) == Reach.TOWNSHIP


AREA = Area(
    kinds=(
        Kind(
            key="measure",
            label="问责",
            url_name="supervision:measure",
            view=VIEW_MEASURE,
            model=Measure,
            work=MEASURE_FLOW.work,
            gate=gate,
            rests_on=resting.measures_on,
            about=resting.matters_of_measures,
            answers=resting.measures_to_answer,
            arranges=lambda actor, row: not is_subject(actor, row),
            may_be_restricted=True,
        ),
        Kind(
            key="cause",
            label="责任倒查",
            url_name="supervision:cause",
            view=VIEW_CAUSE,
            model=Cause,
            work=CAUSE_FLOW.work,
            gate=cause_gate,
            rests_on=resting.causes_on,
            about=resting.matters_of_causes,
            answers=resting.causes_to_answer,
        ),
    ),
    tabs=(
        Tab("supervision", "责任倒查", "supervision:causes", VIEW_CAUSE, 60),
        Tab("supervision", "问责", "supervision:measures", sees_register, 70),
    ),
    mine=(("与我有关的问责", "supervision:measures"),),
    words={
        "measure.propose": "提出问责",
        "measure.receive": "签收问责决定",
        "measure.preview": "看决定版式",
        "cause.draft": "提出责任倒查",
        "cause.preview": "看报告版式",
        **MEASURES.journal_words,
        **CAUSES.journal_words,
    },
    sweeps=(Sweep(townships_running_out, expire, "问责期满"),),
    demo=load,
)
