"""What the look-up shows of one case: made from its state, its days, its clocks and the lines written for the petitioner.

No name, no word of the complaint: neither petitioners nor the words, the title, the claims or the internal text of an
event are read here. Whoever calls has checked the look-up code. Five queries.
"""

from dataclasses import dataclass
from datetime import date

from petitions.cases.models.cases import Case
from petitions.cases.models.deliveries import Evaluation
from petitions.cases.rules import cases as states
from petitions.cases.rules.papers import PAPER_KINDS
from petitions.lookup.rules.public_status import TAKEN_BACK, PublicFacts, Stage, next_step, stage_line, status_label
from records.clocks.models import Clock
from records.matters.models.events import Event
from records.papers.models.documents import Document

DECIDE_CODES = ("notice_direct_15", "notice_referred_15", "simple_accept")
ANSWER_CODES = ("conclude_60", "simple_close")
REVIEW_CODES = {"ask_review_30": "请求复查", "ask_final_review_30": "请求复核"}
EVALUATE_CODE = "evaluate"
UNSHOWN_KINDS = ("slip", "registration")  # the slip holds the code, the form is the office's own file


@dataclass(frozen=True)
class PublicRight:
    """A right with its last day (rolled over days off, 民法典 203). standing: open | used | past."""

    name: str
    organ: str
    last_on: date
    article: str
    standing: str


@dataclass(frozen=True)
class PublicPaper:
    """A document addressed to the petitioner. name: of its kind, since its title names the matter."""

    id: int
    name: str
    number: str
    issued_on: date
    size: int


@dataclass(frozen=True)
class PublicLine:
    """One line of the course of the matter."""

    on: date
    text: str


@dataclass(frozen=True)
class PublicGrade:
    """One object of the evaluation, with the grade it got ("" = not yet); way: by telephone and who wrote it down."""

    about: str
    label: str
    grade: str
    way: str = ""


@dataclass(frozen=True)
class PublicEvaluation:
    """The evaluation after the answer: both objects apart, once each, until last_on."""

    grades: tuple[PublicGrade, ...]
    last_on: date
    is_open: bool
    may_rate_by_code: bool = True

    @property
    def is_complete(self) -> bool:
        """Every object has its grade."""
        return all(grade.grade for grade in self.grades)


@dataclass(frozen=True)
class PublicOffice:
    """Where to ask."""

    name: str
    phone: str
    address: str
    hours: str


@dataclass(frozen=True)
class PublicView:
    """Everything the page of the look-up shows."""

    number: str
    status: str
    stages: tuple[Stage, ...]
    dates: tuple[tuple[str, date], ...]
    unit: str
    next_step: str
    rights: tuple[PublicRight, ...]
    papers: tuple[PublicPaper, ...]
    lines: tuple[PublicLine, ...]
    evaluation: PublicEvaluation | None
    office: PublicOffice
    code_renewed_on: date | None = None


def public_view(case_id: int, today: date) -> PublicView:
    """The page of one case on the day `today` (Asia/Shanghai). Case.DoesNotExist when there is none."""
    case = Case.objects.select_related("township", "unit").defer("words", "sealed_words", "title").get(pk=case_id)
    township = case.township
    office = PublicOffice(
        township.office_name, township.office_phone, township.office_address, township.reception_hours
    )
    if case.is_accusation:
        return _of_accusation(case, office)
    clocks = list(Clock.objects.filter(matter_id=case_id).order_by("round", "pk"))
    facts = _facts(case, clocks)
    return PublicView(
        number=case.number,
        status=status_label(facts),
        stages=stage_line(facts),
        dates=_dates(case, facts),
        unit=case.unit.name if case.unit else "",
        next_step=next_step(facts),
        rights=_rights(clocks, township, today),
        papers=public_papers(case_id),
        lines=tuple(
            PublicLine(on, text)
            for on, text in Event.objects.filter(matter_id=case_id)
            .exclude(public_text="")
            .order_by("on", "pk")
            .values_list("on", "public_text")
        ),
        evaluation=_evaluation(case, clocks, today),
        office=office,
        code_renewed_on=case.code_renewed_on,
    )


def public_papers(case_id: int) -> tuple[PublicPaper, ...]:
    """The issued documents addressed to the petitioner; none of an accusation."""
    rows = (
        Document.objects.filter(matter_id=case_id, state=Document.State.ISSUED, is_for_petitioner=True)
        .exclude(matter__secrecy="restricted")
        .exclude(kind__in=UNSHOWN_KINDS)
        .order_by("issued_on", "pk")
    )
    return tuple(
        PublicPaper(row.pk, PAPER_KINDS[row.kind].name, row.number, row.issued_on, row.size)
        for row in rows.only("kind", "number", "issued_on", "size")
    )


def evaluation_clock(clocks: list[Clock]) -> Clock | None:
    """The window in which the petitioner may evaluate: that of the latest answer; None before an answer."""
    return next((clock for clock in reversed(clocks) if clock.code == EVALUATE_CODE), None)


def evaluated_objects(case: Case) -> tuple[tuple[str, str], ...]:
    """The objects to be graded apart: the office, and the responsible unit where that is another one."""
    objects = [("office", "信访工作联席办（登记、告知和服务）")]
    if case.unit_id and not case.unit.is_office:
        objects.append(("unit", f"责任单位：{case.unit.name}"))
    return tuple(objects)


def _of_accusation(case: Case, office: PublicOffice) -> PublicView:
    """Status only (条例第三十条第三款): no unit, no papers, no course, no rights that this office could tell."""
    facts = PublicFacts(
        case_class=case.case_class,
        state=case.state,
        registered_on=case.registered_on,
        was_transferred=case.state != states.REGISTERED,
    )
    return PublicView(
        case.number,
        status_label(facts),
        stage_line(facts),
        (("登记日期", case.registered_on),),
        "",
        next_step(facts),
        (),
        (),
        (),
        None,
        office,
        case.code_renewed_on,
    )


def _facts(case: Case, clocks: list[Clock]) -> PublicFacts:
    refused = case.state in (states.REFUSED, states.REFUSED_FINAL)
    archived = case.state == states.ARCHIVED
    was_transferred = case.transferred_to_id is not None or case.state == states.TRANSFERRED
    never_answered = case.concluded_on is None and case.delivered_on is None
    return PublicFacts(
        case_class=case.case_class,
        state=case.state,
        registered_on=case.registered_on,
        accepted_on=case.accepted_on,
        delivered_on=case.delivered_on,
        concluded_on=case.concluded_on,
        ended_on=case.outcome_on,
        was_transferred=was_transferred,
        was_refused=refused or (archived and never_answered and not was_transferred and not case.ended_as),
        was_taken_back=TAKEN_BACK.get(case.ended_as, ""),
        answered_directly=case.concluded_on is not None and case.accepted_on is None,
        decide_by=_running_due(clocks, DECIDE_CODES),
        answer_by=_running_due(clocks, ANSWER_CODES),
    )


def _running_due(clocks: list[Clock], codes: tuple[str, ...]) -> date | None:
    """The raw due day, which is the organ's own last day."""
    return next((clock.due_on for clock in clocks if clock.code in codes and clock.stopped_on is None), None)


def _dates(case: Case, facts: PublicFacts) -> tuple[tuple[str, date], ...]:
    answered = "回复送达日期" if case.case_class == "suggestion" else "答复送达日期"
    rows = (
        ("信访日期", case.raised_on),
        ("收到日期", case.received_on),
        ("登记日期", case.registered_on),
        ("受理日期", case.accepted_on),
        ("答复期限", facts.answer_by),
        (answered, case.delivered_on),
        ("办结日期", case.concluded_on),
    )
    return tuple((label, day) for label, day in rows if day)


def _rights(clocks: list[Clock], township, today: date) -> tuple[PublicRight, ...]:
    """复查 and 复核, each by the clock of its latest round."""
    latest = {clock.code: clock for clock in clocks if clock.code in REVIEW_CODES}
    organs = {"ask_review_30": township.review_organ, "ask_final_review_30": township.final_review_organ}
    return tuple(
        PublicRight(
            name=REVIEW_CODES[code],
            organ=organs[code],
            last_on=clock.rolled_due_on,
            article=clock.article,
            standing=_standing(clock, today),
        )
        for code, clock in latest.items()
    )


def _standing(clock: Clock, today: date) -> str:
    if clock.stopped_on is not None:
        return "used"
    return "open" if today <= clock.rolled_due_on else "past"


def _evaluation(case: Case, clocks: list[Clock], today: date) -> PublicEvaluation | None:
    clock = evaluation_clock(clocks)
    if clock is None:
        return None
    rows = Evaluation.objects.filter(case_id=case.pk).select_related("recorded_by")
    given = {row.about: (row.get_grade_display(), "电话回访记录" if row.recorded_by_id else "") for row in rows}
    grades = tuple(PublicGrade(about, label, *given.get(about, ("",))) for about, label in evaluated_objects(case))
    is_running = clock.stopped_on is None and today <= clock.rolled_due_on  # stopped: the matter was taken up again
    is_open = is_running and not all(grade.grade for grade in grades)
    return PublicEvaluation(grades, clock.rolled_due_on, is_open, case.may_rate_by_code)
