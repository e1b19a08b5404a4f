from petitions.analysis.models import Analysis
from petitions.cases.models.assignments import Assignment, Objection, Progress
from petitions.cases.models.cases import Case, Claim
from petitions.cases.models.categories import Category
from petitions.cases.models.deliveries import Delivery, Evaluation, OutsideReview
from petitions.cases.models.petitioners import Petitioner
from petitions.cases.models.targets import Target
from petitions.lookup.models import LookupAlarm, LookupFailure
from petitions.plans.models import Plan, PlanItem
from petitions.retention.models import LegalHold, RetentionItem, RetentionList
from petitions.screening.models.disputes import Dispute, DisputeNote, Mediation, ReturnLine
from petitions.screening.models.rounds import Round, ScreeningReturn
from petitions.sponsorship.models import SponsorDuty, Sponsorship, SponsorStep
from petitions.urgent.models import UrgentEntry, UrgentReport

__all__ = [
    "Analysis",
    "Assignment",
    "Case",
    "Category",
    "Claim",
    "Delivery",
    "Dispute",
    "DisputeNote",
    "Evaluation",
    "LegalHold",
    "LookupAlarm",
    "LookupFailure",
    "Mediation",
    "Objection",
    "OutsideReview",
    "Petitioner",
    "Plan",
    "PlanItem",
    "Progress",
    "RetentionItem",
    "RetentionList",
    "ReturnLine",
    "Round",
    "ScreeningReturn",
    "SponsorDuty",
    "SponsorStep",
    "Sponsorship",
    "Target",
    "UrgentEntry",
    "UrgentReport",
]
