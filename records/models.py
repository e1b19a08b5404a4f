from records.acts.models import Draft
from records.clocks.models import Clock, ClockPause
from records.duties.models.candidates import Candidate
from records.duties.models.duties import DoneEarly, Duty, DutyLook, DutyPeriod
from records.imports.models import ColumnMemory, ImportBatch, ImportRow
from records.jobs.models.jobs import Job
from records.jobs.models.runs import Run
from records.keeping.models import KeyMark, KeyRing, Waste
from records.ledgers.models import TakingOut
from records.matters.models.access import Access, Exclusion, Handler, Holding, Implication, Recusal, StandIn
from records.matters.models.events import Event
from records.matters.models.matters import Matter, Reference, Secrecy
from records.matters.models.search import SearchText
from records.notices.models.channels import NoticeChoice, Webhook
from records.notices.models.deliveries import Delivery
from records.notices.models.digests import Digest
from records.notices.models.notices import Notice
from records.papers.models.approvals import Approval
from records.papers.models.attachments import Attachment
from records.papers.models.documents import Document, DocumentVersion
from records.papers.models.glyphs import GlyphStandIn
from records.papers.models.numbers import NumberSeries
from records.papers.models.recipients import Recipient
from records.work.models import ReminderRule, WorkItem

__all__ = [
    "Access",
    "Approval",
    "Attachment",
    "Candidate",
    "Clock",
    "ClockPause",
    "ColumnMemory",
    "Delivery",
    "Digest",
    "Document",
    "DoneEarly",
    "DocumentVersion",
    "Draft",
    "GlyphStandIn",
    "KeyMark",
    "KeyRing",
    "Duty",
    "DutyLook",
    "DutyPeriod",
    "Event",
    "Exclusion",
    "Handler",
    "Holding",
    "Implication",
    "ImportBatch",
    "ImportRow",
    "Job",
    "KeyMark",
    "Matter",
    "Notice",
    "NoticeChoice",
    "NumberSeries",
    "Recipient",
    "Recusal",
    "Reference",
    "ReminderRule",
    "Run",
    "SearchText",
    "Secrecy",
    "StandIn",
    "TakingOut",
    "Webhook",
    "Waste",
    "WorkItem",
]
