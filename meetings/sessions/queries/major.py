"""Major matters: what is marked, whether a decision has freed it, the referrals in sight and their standing."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from meetings.permissions import VIEW_REFERRAL, WRITE_REFERRAL
from meetings.sessions.models.minutes import MinutesItem
from meetings.sessions.models.referrals import MajorMark, Referral
from meetings.sessions.models.resolutions import Resolution
from meetings.sessions.models.topics import Topic
from meetings.sessions.queries.scope import barred_topics, resolutions_visible_to, topics_visible_to
from meetings.sessions.rules.referrals import DECIDED, FREEING, LIVE
from records.matters.queries.scope import visible_to
from records.papers.models.recipients import Recipient
from township.actors import Actor
from township.dates import full_date
from township.sight import row_in_sight


@dataclass(frozen=True)
class MajorState:
    """What the page of a topic or resolution says about it. is_free: a decision lets the work go on."""

    mark: MajorMark | None
    referrals: list[Referral]
    is_free: bool

    @property
    def live(self) -> Referral | None:
        return next((row for row in self.referrals if row.state in LIVE), None)

    @property
    def decided(self) -> Referral | None:
        """The latest decision."""
        return next((row for row in self.referrals if row.state == DECIDED), None)

    @property
    def may_refer(self) -> bool:
        """Whether another 请示 may be drafted: marked, none under way, and not freed yet."""
        return self.mark is not None and self.live is None and not self.is_free


def major_state(*, topic_id: int | None = None, resolution_id: int | None = None) -> MajorState:
    """The mark of a topic, or of a resolution or the topic it came of (two queries at most). Ask for sight first."""
    mark = mark_of(topic_id=topic_id, resolution_id=resolution_id)
    if mark is None:
        return MajorState(None, [], True)
    rows = list(mark.referrals.select_related("matter", "document", "approved_by").order_by("-matter_id"))
    decided = next((row for row in rows if row.state == DECIDED), None)
    return MajorState(mark, rows, decided is not None and decided.verdict in FREEING)


def mark_of(*, topic_id: int | None = None, resolution_id: int | None = None) -> MajorMark | None:
    """The mark that holds; a resolution's own goes before that of its topic."""
    wanted = Q(pk__in=[])
    if topic_id:
        wanted |= Q(topic_id=topic_id)
    if resolution_id:
        wanted |= Q(resolution_id=resolution_id)
    rows = MajorMark.objects.filter(wanted, lifted_on__isnull=True).select_related(
        "topic__matter", "resolution__matter", "marked_by"
    )
    return sorted(rows, key=lambda row: row.resolution_id is None)[0] if rows else None


def is_blocked(topic_id: int | None) -> bool:
    """Whether resolutions of this topic have to wait for the decision of the party committee or the government."""
    return topic_id is not None and not major_state(topic_id=topic_id).is_free


def resolutions_of(mark: MajorMark) -> QuerySet[Resolution]:
    """The resolutions that stand or fall with the mark."""
    rows = Resolution.objects.select_related("matter", "unit", "session__matter")
    return rows.filter(topic_id=mark.topic_id) if mark.topic_id else rows.filter(pk=mark.resolution_id)


def referrals_visible_to(actor: Actor) -> QuerySet[Referral]:
    """Referrals in reach whose topic the actor is not shut out of."""
    rows = visible_to(actor, Referral.objects.all(), VIEW_REFERRAL)
    return rows.exclude(topic_id__in=barred_topics(actor).values("pk"))


@dataclass(frozen=True)
class ReferralFilter:
    """What narrows the list. state: a state, or "live" for what is under way."""

    state: str = ""
    ground: str = ""
    organ: str = ""


def register(actor: Actor, wanted: ReferralFilter, today: date) -> QuerySet[Referral]:
    """Referrals in sight, latest first."""
    rows = referrals_visible_to(actor)
    if wanted.state == "live":
        rows = rows.filter(state__in=LIVE)
    elif wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.ground:
        rows = rows.filter(mark__ground=wanted.ground)
    if wanted.organ:
        rows = rows.filter(organ=wanted.organ)
    return rows.select_related("matter", "mark").order_by("-pk")


def get_referral(actor: Actor, referral_id: int) -> Referral:
    """The referral, or OutOfScope."""
    related = (
        "matter",
        "mark__topic",
        "mark__resolution",
        "topic",
        "resolution",
        "document__drafted_by",
        "approved_by",
        "recorded_by",
        "township",
    )
    return row_in_sight(referrals_visible_to(actor).select_related(*related), pk=referral_id)


def copies_of(row: Referral) -> list[str]:
    """The organs a 请示 is copied to, as it stands."""
    return list(row.document.recipients.filter(part=Recipient.Part.COPY).values_list("name", flat=True))


def marks_without_referral(actor: Actor) -> QuerySet[MajorMark]:
    """Marked matters in sight for which no 请示 was drafted yet."""
    if not actor.may(WRITE_REFERRAL):
        return MajorMark.objects.none()
    topics, rows = topics_visible_to(actor), resolutions_visible_to(actor)
    seen = Q(topic_id__in=topics.values("pk")) | Q(resolution_id__in=rows.values("pk"))
    marks = MajorMark.objects.filter(seen, lifted_on__isnull=True, referrals__isnull=True)
    return marks.select_related("topic", "resolution").order_by("pk")


def topic_words(topic: Topic) -> tuple[str, list[str]]:
    """(how the joint meeting dealt with it, the tasks it decided), for the text of the 请示."""
    item = MinutesItem.objects.filter(topic=topic).select_related("minutes__session").first()
    if item is None:
        return "", []
    session = item.minutes.session
    heard = f"{full_date(session.day)}，联席会议{session.get_kind_display()}研究讨论了上述事项。"
    return heard + " ".join(item.decided.split()), [task.text for task in item.tasks.order_by("seq")]
