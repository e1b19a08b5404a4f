from supervision.accountability.models.causes import Cause, CauseEvidence, CauseSide
from supervision.accountability.models.measures import Measure, MeasureGround
from supervision.draws.models.draws import Draw, DrawGroup, DrawPick, DrawUnit
from supervision.inspections.models.checklists import Checklist, ChecklistItem, Entry, EntryPhoto, Item
from supervision.inspections.models.findings import Finding, FindingEvidence, Proof
from supervision.inspections.models.inspections import InspectedUnit, Inspection, Member, Outsider
from supervision.inspections.models.papers import InspectionPaper
from supervision.listing.models.listings import Listing, ListingCheck
from supervision.listing.models.rounds import ListingRound, RoundCriterion, RoundResult, RoundUnit
from supervision.orders.models.advice import Advice
from supervision.orders.models.orders import Order, OrderGround, OrderPoint, OrderReport

__all__ = [
    "Advice",
    "Cause",
    "CauseEvidence",
    "CauseSide",
    "Checklist",
    "ChecklistItem",
    "Draw",
    "DrawGroup",
    "DrawPick",
    "DrawUnit",
    "Entry",
    "EntryPhoto",
    "Finding",
    "FindingEvidence",
    "InspectedUnit",
    "Inspection",
    "InspectionPaper",
    "Item",
    "Listing",
    "ListingCheck",
    "ListingRound",
    "Measure",
    "MeasureGround",
    "Member",
    "Order",
    "OrderGround",
    "OrderPoint",
    "OrderReport",
    "Outsider",
    "Proof",
    "RoundCriterion",
    "RoundResult",
    "RoundUnit",
]
