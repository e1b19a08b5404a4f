"""Whether a closed case has a ground to be taken up again."""

from petitions.cases.models.cases import Case
from petitions.cases.models.deliveries import Evaluation, OutsideReview
from petitions.cases.rules.closing import ReopenFacts
from records.matters.models.events import Event


def reopen_facts(case: Case) -> ReopenFacts:
    """A ground counts once: what came up before the last reopening has been dealt with."""
    since = Event.objects.filter(matter_id=case.pk, move="reopen").order_by("-pk").values_list("at", flat=True).first()
    reviews = OutsideReview.objects.filter(case=case)
    decided = reviews.filter(decided_on__isnull=False, result__in=("annulled", "changed"))
    bad = Evaluation.objects.filter(case=case, grade=Evaluation.Grade.BAD)
    if since:
        decided, bad = decided.filter(recorded_at__gt=since), bad.filter(at__gt=since)
    return ReopenFacts(
        was_concluded=case.concluded_on is not None,
        is_final=case.is_final,
        was_annulled=decided.exists(),
        is_dissatisfied=bad.exists(),
        has_open_review=reviews.filter(decided_on__isnull=True).exists(),
    )
