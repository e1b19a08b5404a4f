from .assignments import Assignment, Objection, Progress
from .cases import Case, Claim
from .categories import Category
from .deliveries import Delivery, Evaluation, OutsideReview
from .imports import ImportBatch, ImportRow
from .lookups import LookupFailure
from .petitioners import Petitioner
from .targets import Target

__all__ = [
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
    "Progress",
    "Target",
]
