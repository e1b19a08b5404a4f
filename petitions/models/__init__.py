from .analyses import Analysis
from .assignments import Assignment, Objection, Progress
from .cases import Case, Claim
from .categories import Category
from .deliveries import Delivery, Evaluation, OutsideReview
from .disputes import Dispute, DisputeImport, DisputeNote, Mediation, ReturnLine
from .imports import ImportBatch, ImportRow
from .lookups import LookupFailure
from .petitioners import Petitioner
from .plans import Plan, PlanItem
from .screenings import Round, ScreeningReturn
from .targets import Target
from .urgent import UrgentEntry, UrgentReport

__all__ = [
    "Analysis",
    "Assignment",
    "Case",
    "Category",
    "Claim",
    "Delivery",
    "Dispute",
    "DisputeImport",
    "DisputeNote",
    "Evaluation",
    "ImportBatch",
    "ImportRow",
    "LookupFailure",
    "Mediation",
    "Objection",
    "OutsideReview",
    "Petitioner",
    "Plan",
    "PlanItem",
    "Progress",
    "ReturnLine",
    "Round",
    "ScreeningReturn",
    "Target",
    "UrgentEntry",
    "UrgentReport",
]
