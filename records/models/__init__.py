from .access import Access, Handler, Holding, Implication, Recusal
from .approvals import Approval
from .attachments import Attachment
from .candidates import Candidate
from .channels import NoticeChoice, Webhook
from .clocks import Clock, ClockPause
from .deliveries import Delivery
from .digests import Digest
from .documents import Document, DocumentVersion
from .drafts import Draft
from .duties import Duty, DutyPeriod
from .events import Event
from .jobs import Job
from .matters import Matter, Reference, Secrecy
from .notices import Notice
from .numbers import NumberSeries
from .runs import Run
from .search import SearchText

__all__ = [
    "Access",
    "Approval",
    "Attachment",
    "Candidate",
    "Clock",
    "ClockPause",
    "Delivery",
    "Digest",
    "Document",
    "DocumentVersion",
    "Draft",
    "Duty",
    "DutyPeriod",
    "Event",
    "Handler",
    "Holding",
    "Implication",
    "Job",
    "Matter",
    "Notice",
    "NoticeChoice",
    "NumberSeries",
    "Recusal",
    "Reference",
    "Run",
    "SearchText",
    "Secrecy",
    "Webhook",
]
