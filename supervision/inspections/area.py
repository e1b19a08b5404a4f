"""Inspections (F1, F2): proposed, approved, carried out on site, fed back, mended, looked at again, reported."""

from datetime import datetime

from django.urls import reverse

from records.areas import Area, DutyPart, Kind, Tab
from records.duties.models.duties import Duty
from records.papers.models.attachments import Attachment
from records.papers.models.documents import Document
from supervision.inspections.actions.findings import work as finding_work
from supervision.inspections.actions.inspections import FLOW
from supervision.inspections.actions.papers import FLOW as PAPER_FLOW
from supervision.inspections.actions.site import PURPOSE
from supervision.inspections.demo import load
from supervision.inspections.models.checklists import EntryPhoto
from supervision.inspections.models.findings import Finding, FindingEvidence
from supervision.inspections.models.inspections import Inspection
from supervision.inspections.models.papers import InspectionPaper
from supervision.inspections.queries.findings import findings_on, findings_visible_to
from supervision.inspections.queries.inspections import inspection_of_duty, reads_whole
from supervision.inspections.queries.papers import papers_on
from supervision.inspections.rules.inspections import CLAUSE
from supervision.inspections.views.ledgers import CHECKLISTS, FINDINGS, INSPECTIONS
from supervision.permissions import VIEW_FINDING, VIEW_INSPECTION, VIEW_INSPECTION_PAPER
from township.actors import Actor, NotAllowed


def gate(file: Attachment | Document, by: Actor, at: datetime) -> None:
    """Photos of the work on site and the plan are the office's and the team's; a unit gets what a finding put to it rests on. What was
    taken back is nobody's."""
    row, is_photo = Inspection.objects.get(pk=file.matter_id), isinstance(file, Attachment)
    if is_photo and file.purpose == PURPOSE and not EntryPhoto.objects.filter(file=file).exists():
        raise NotAllowed("这张照片已经撤下，不能再打开；理由在督查的办理过程里。")
    if reads_whole(by, row):
        return
    if (
        is_photo
        and FindingEvidence.objects.filter(file=file, finding__in=findings_visible_to(by).values("pk")).exists()
    ):
        return
    raise NotAllowed("督查方案和现场材料由督查组、联席办保管；涉及本单位问题的依据，在问题页面上看。")


def inspection_link(duty: Duty) -> str:
    """The inspection of the duty's period, to bring it to its end; where there is none the form that proposes one in it."""
    inspection_id = inspection_of_duty(duty)
    new = f"{reverse('supervision:inspection_new')}?first={duty.first:%Y-%m-%d}&last={duty.last:%Y-%m-%d}"
    return reverse("supervision:inspection", args=[inspection_id]) if inspection_id else new


AREA = Area(
    kinds=(
        Kind(
            key="inspection",
            label="督查",
            url_name="supervision:inspection",
            view=VIEW_INSPECTION,
            model=Inspection,
            work=FLOW.work,
            gate=gate,
        ),
        Kind(
            key="finding",
            label="督查发现",
            url_name="supervision:finding",
            view=VIEW_FINDING,
            model=Finding,
            work=finding_work,
            rests_on=findings_on,
            words=lambda row: f"{row.unit.name} {row.inspection.title}",
        ),
        Kind(
            key="inspection_paper",
            label="督查文书",
            url_name="supervision:inspection_paper",
            view=VIEW_INSPECTION_PAPER,
            model=InspectionPaper,
            work=PAPER_FLOW.work,
            may_be_restricted=True,
            rests_on=papers_on,
        ),
    ),
    tabs=(
        Tab("supervision", "督查", "supervision:inspections", VIEW_INSPECTION, 44),
        Tab("supervision", "整改清单", "supervision:findings", VIEW_FINDING, 46),
    ),
    words={
        "inspection.draft": "提出督查",
        "inspection.preview": "看督查方案版式",
        "inspection.guest_sheet": "打印外邀人员材料",
        "finding.raise": "提出督查发现",
        "finding.supervise": "提出督办建议",
        "inspection_paper.draft": "拟写督查文书",
        "inspection_paper.receive": "签收督查文书",
        "inspection_paper.remind": "催签督查文书",
        "inspection_paper.preview": "看督查文书版式",
        "checklist.save": "保存检查表模板",
        "checklist.retire": "停用检查表模板",
        **INSPECTIONS.journal_words,
        **FINDINGS.journal_words,
        **CHECKLISTS.journal_words,
    },
    notices={
        "inspection.team": "编入督查组",
        "inspection.begun": "督查开始",
        "inspection.site": "现场督查开始",
        "inspection.recused": "督查成员回避",
        "inspection.assigned": "督查分工",
        "inspection.dropped": "督查撤销",
        "finding.asked": "督查征求意见",
        "finding.stated": "单位说明情况",
        "finding.upheld": "督查发现认定",
        "finding.withdrawn": "督查发现不成立",
        "finding.disposed": "督查整改要求",
        "finding.commended": "督查肯定做法",
        "finding.reported": "整改结果报告",
        "finding.cleared": "整改销号",
        "finding.returned": "整改退回",
        "finding.confirmed": "回头看办结",
        "finding.reopened": "回头看重新整改",
        "finding.extended": "整改延期",
    },
    duties=(DutyPart(CLAUSE, link=inspection_link),),
    demo=load,
)
