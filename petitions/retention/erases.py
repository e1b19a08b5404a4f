"""What of the tables of the petitions goes with a case whose time of keeping is over (records.keeping.erasing)."""

from petitions.cases.models.assignments import Assignment, Objection, Progress, SenderObjection
from petitions.cases.models.cases import Case, Claim
from petitions.cases.models.deliveries import Delivery, Evaluation, OutsideReview
from petitions.cases.models.petitioners import Petitioner
from petitions.cases.models.targets import Target
from petitions.plans.models import PlanItem
from petitions.retention.models import LegalHold, RetentionItem
from petitions.screening.models.disputes import Dispute, DisputeNote, Mediation
from petitions.screening.queries.disputes import FROM_DISPUTE
from records.keeping.erasing import GONE, Erase

NUMBERS = "a number of a paper or a register"
SIGNS = "a code or key of this system"
ORGANS = "the name of an organ"

ERASES = (
    Erase(
        Case,
        "pk",
        gone=("words", "sealed_words", "sealed_place", "caller_number", "place_text", "channel_detail", "lookup_hash"),
        masked=("title",),
        stamp="erased_on",
        stays={"number": NUMBERS, "upper_number": NUMBERS, "source_number": NUMBERS, "source_organ": ORGANS}
        | {"import_key": SIGNS, "submission_key": SIGNS, "next_due_label": "the name of a term"},
    ),
    Erase(
        Petitioner,
        "case",
        gone=("name", "name_hash", "gender", "id_type", "id_number", "id_hash", "phone", "phone_hash", "address")
        + ("domicile", "occupation"),
        instead={"masked_name": GONE},
    ),
    Erase(Target, "case", gone=("name",)),
    Erase(Claim, "case", gone=("finding", "opinion", "basis", "execution"), instead={"text": GONE}),
    Erase(Assignment, "case", gone=("requirement",)),
    Erase(Objection, "assignment__case", gone=("basis", "suggested", "remark"), instead={"reason": GONE}),
    Erase(
        SenderObjection,
        "case",
        gone=("suggested", "remark"),
        instead={"reason": GONE, "basis": GONE},
        stays={"answer_number": NUMBERS},
    ),
    Erase(Progress, "case", instead={"text": GONE}),
    Erase(Delivery, "case", gone=("place", "receiver", "refusal_reason", "witnesses")),
    Erase(Evaluation, "case", gone=("comment",)),
    Erase(OutsideReview, "case", stays={"organ": ORGANS, "number": NUMBERS}),
    Erase(LegalHold, instead={"reason": GONE}),
    Erase(RetentionItem, "case", stays={"skipped": "one of the words of the rule"}),
    Erase(PlanItem, "target", gone=("progress",), instead={"next_step": GONE}),
    Erase(
        Dispute,
        "pk",
        gone=("situation", "parties", "risk", "measures", "evidence_text", "check_text"),
        instead={"place": GONE},
        masked=("title",),
        stays={"number": NUMBERS, "person_name": "the official who was in charge"},
    ),
    Erase(DisputeNote, "dispute", gone=("text",), stays={"move": SIGNS}),
    Erase(
        Mediation,
        "dispute",
        gone=("facts", "terms"),
        stays={"mediators": "officials and mediators, not parties", "helpers": SIGNS},
    ),
)
ERASED_WITH = (FROM_DISPUTE,)
