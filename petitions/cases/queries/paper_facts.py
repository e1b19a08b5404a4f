"""What a case document is written from, gathered once and frozen with the document."""

from datetime import date

from petitions.cases.models.cases import Case
from petitions.cases.queries.assignments import live_assignments
from petitions.cases.queries.categories import category_paths
from petitions.cases.queries.identities import addressees_of
from petitions.cases.rules.channels import CHANNELS, CLASSES, ID_TYPES, PURPOSES
from petitions.cases.rules.clock_moves import ACCEPTANCE
from petitions.cases.rules.papers import PaperFacts, PaperPerson
from petitions.cases.rules.terms import ASSIGNED_LIMIT, CONCLUDE, SIMPLE_CLOSE
from records.clocks.models import Clock
from records.papers.models.attachments import Attachment

# Stands for the petitioners' names in a text that is still being edited: names are put in at issue, never on the page.
NAME_PLACE = "【信访人】"


def paper_facts(case: Case, *, clerk_name: str = "", with_names: bool = True, **more) -> PaperFacts:
    """Facts of the case with those of the move (`more`). with_names=False: for a text shown on a page.

    Four queries (township, petitioners, claims, place) unless prefetched.
    """
    township = case.township
    people = addressees_of(list(case.petitioners.all()))
    source_on = case.channel_detail.get("source_on")
    values = {
        "township_name": township.short_name,
        "organ_name": township.name,
        "office_name": township.office_name,
        "office_phone": township.office_phone,
        "office_address": township.office_address,
        "review_organ": township.review_organ,
        "clerk_name": clerk_name,
        "case_number": case.number,
        "upper_number": case.upper_number,
        "case_title": case.title,
        "case_class": case.case_class,
        "class_label": CLASSES[case.case_class],
        "channel_label": CHANNELS[case.channel].label,
        "purpose_label": PURPOSES[case.purpose],
        "place": place_of(case),
        "claims": [claim.text for claim in case.claims.all()],
        "petitioner_names": list(people.names) if with_names else [NAME_PLACE] * bool(people.names),
        "representatives": list(people.representatives) if with_names else [],
        "agent": people.agent if with_names else "",
        "visitors": case.visitors,
        "involved": case.involved,
        "raised_on": case.raised_on,
        "received_on": case.received_on,
        "registered_on": case.registered_on,
        "accepted_on": case.accepted_on,
        "is_simple": case.track == "simple",
        "path31": case.path31,
        "source_organ": case.source_organ,
        "source_number": case.source_number,
        "source_on": date.fromisoformat(source_on) if source_on else None,
        "source_is_assignment": case.received_via == "assigned",
    }
    return PaperFacts(**(values | more))


def registration_facts(case: Case, *, clerk_name: str) -> PaperFacts:
    """Facts of the registration form (登记表): identity data in full, for the office's own file and the petitioner's check."""
    people = [_person(row) for row in case.petitioners.all()]
    targets = [row.unit.name if row.unit else row.person.name if row.person else row.name for row in case.targets.all()]
    return paper_facts(
        case,
        clerk_name=clerk_name,
        words=case.words,
        petitioners=people,
        category_label=" / ".join(category_paths().get(case.category_id, ())),
        repeat_label="重复" if case.is_repeat else "初次",
        complained_of="、".join(targets),
        attachments=attachment_names(case),
        raw_due_on=handling_limit(case),
        hotline_number=case.channel_detail.get("hotline_number", ""),
    )


def attachment_names(case: Case) -> list[str]:
    """What the petitioner brought, in order; receipts and files of the handling are not listed."""
    return [row.name for row in Attachment.objects.filter(matter_id=case.pk, purpose="evidence").order_by("pk")]


def handling_limit(case: Case) -> date | None:
    """限办日期: the nearest limit of the whole matter; before acceptance the day by which acceptance is decided."""
    clocks = Clock.objects.filter(matter_id=case.pk, unit__isnull=True, stopped_on__isnull=True)
    due = dict(clocks.values_list("code", "due_on"))
    final = [due[code] for code in (CONCLUDE.code, SIMPLE_CLOSE.code, ASSIGNED_LIMIT.code) if code in due]
    return min(final, default=None) or min((due[t.code] for t in ACCEPTANCE if t.code in due), default=None)


def copies_of(case: Case) -> list[str]:
    """抄送 of an answer: the organ it came from, and the units that have it in hand."""
    units = [row.unit.name for row in live_assignments(case)]
    return [*([case.source_organ] if case.received_via != "direct" and case.source_organ else []), *units]


def place_of(case: Case) -> str:
    """问题属地 in words."""
    text = case.sealed_place if case.is_accusation else case.place_text
    return " ".join(part for part in (case.place_unit.name if case.place_unit else "", text) if part)


def _person(row) -> PaperPerson:
    return PaperPerson(
        name=row.name,
        role=row.get_role_display(),
        sex=row.gender,
        id_kind=ID_TYPES.get(row.id_type, ""),
        id_number=row.id_number,
        phone=row.phone,
        household=row.domicile,
        address=row.address,
        occupation=row.occupation,
    )
