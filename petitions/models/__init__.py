from .analyses import Analysis
from .assignments import Assignment, Objection, Progress
from .cases import Case, Claim
from .categories import Category
from .deliveries import Delivery, Evaluation, OutsideReview
from .imports import ImportBatch, ImportRow
from .lookups import LookupFailure
from .petitioners import Petitioner
from .plans import Plan, PlanItem
from .targets import Target
from .urgent import UrgentEntry, UrgentReport

__all__ = [
    "Analysis",
    "Assignment",
    "Case",
    "Category",
    "Claim",
    "Delivery",
    "Evaluation",
    "ImportBatch",
    "ImportRow",
    "LookupFailure",
    "Objection",
    "OutsideReview",
    "Petitioner",
    "Plan",
    "PlanItem",
    "Progress",
    "Target",
    "UrgentEntry",
    "UrgentReport",
]
