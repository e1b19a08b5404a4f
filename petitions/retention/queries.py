"""Which filed cases have outlived their time, and what holds them back."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from petitions.cases.models.cases import Case
from petitions.cases.models.deliveries import OutsideReview
from petitions.retention.models import LegalHold, RetentionItem, RetentionList
from petitions.retention.rules import ANSWERED, DRAWN, OTHER, YEARS_SETTINGS, Kept, ends_on, term_of
from records.matters.models.matters import Matter
from records.matters.queries.links import with_what_rests_on
from records.papers.models.attachments import Attachment
from records.papers.models.documents import Document
from township.actors import Actor
from township.profiles.queries.settings import settings_of


def outlived(township_id: int, today: date) -> QuerySet[Case]:
    """Filed cases not yet erased, filed longest ago first, the oldest term that may be over (a first sieve)."""
    values = settings_of(township_id)
    years = min(values[YEARS_SETTINGS[term]] for term in (ANSWERED, OTHER))
    rows = Case.objects.filter(township_id=township_id, archived_on__isnull=False, erased_on__isnull=True)
    return rows.filter(archived_on__lt=ends_on(today, -years)).order_by("archived_on", "pk")


def kept_of(cases: Iterable[Case], township_id: int) -> Iterator[tuple[Case, Kept]]:
    """Each case with what holds it back; a few statements for all, more only where something that rests on one is open."""
    cases, values = list(cases), settings_of(township_id)
    ids = [case.pk for case in cases]
    held = set(LegalHold.objects.filter(matter_id__in=ids, lifted_at__isnull=True).values_list("matter_id", flat=True))
    reviews = OutsideReview.objects.filter(case_id__in=ids, decided_on__isnull=True)
    open_reviews = set(reviews.values_list("case_id", flat=True))
    followers = Case.objects.filter(repeat_of_id__in=ids, archived_on__isnull=True)
    followed = set(followers.values_list("repeat_of_id", flat=True))
    linked = _with_open_links(ids)
    for case in cases:
        years = values[YEARS_SETTINGS[term_of(bool(case.conclusion))]]
        last = ends_on(case.archived_on, years)
        yield case, Kept(last, case.pk in held, case.pk in open_reviews, case.pk in followed, case.pk in linked)


def _with_open_links(ids: list[int]) -> set[int]:
    """Those of the cases on which something rests that is not closed: an order, a topic, an analysis of causes."""

    def is_open(matter_ids: Iterable[int]) -> bool:
        resting = with_what_rests_on(matter_ids) - set(matter_ids)
        return Matter.objects.filter(pk__in=resting, closed_on__isnull=True).exists() if resting else False

    return {pk for pk in ids if is_open([pk])} if is_open(ids) else set()


def lists_of(actor: Actor) -> QuerySet[RetentionList]:
    """The lists of the township, newest first, with how many cases stand on each."""
    return RetentionList.objects.filter(township_id=actor.township_id).select_related("drawn_by", "witness")


def items_of(row: RetentionList) -> QuerySet[RetentionItem]:
    """What stands on the list, each with how many papers and files go with it."""
    papers = Document.objects.filter(matter_id=OuterRef("case_id"), issued_on__isnull=False)
    files = Attachment.objects.filter(matter_id=OuterRef("case_id"))
    return row.items.select_related("case").annotate(n_papers=_count(papers), n_files=_count(files))


def _count(rows: QuerySet) -> Coalesce:
    return Coalesce(Subquery(rows.order_by().values("matter").annotate(n=Count("pk")).values("n")), 0)


def waiting_lists(actor: Actor) -> QuerySet[RetentionList]:
    """Those that wait for a witness who did not draw them."""
    return lists_of(actor).filter(state=DRAWN).exclude(drawn_by_id=actor.person_id)


def held_cases(township_id: int) -> QuerySet[LegalHold]:
    """What is held back at present."""
    rows = LegalHold.objects.filter(matter__township_id=township_id, lifted_at__isnull=True)
    return rows.select_related("matter", "placed_by").order_by("-pk")
