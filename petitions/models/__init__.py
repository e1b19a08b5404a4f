from .assignments import Assignment, Objection, Progress
from .cases import Case, Claim
from .categories import Category
from .deliveries import Delivery, Evaluation, OutsideReview
from .disputes import Dispute, DisputeImport, DisputeNote, Mediation, ReturnLine
from .imports import ImportBatch, ImportRow
from .lookups import LookupFailure
from .petitioners import Petitioner
from .screenings import Round, ScreeningReturn
from .targets import Target

__all__ = [
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
    "Progress",
    "ReturnLine",
    "Round",
    "ScreeningReturn",
    "Target",
]
