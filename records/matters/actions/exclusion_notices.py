"""Who is told that somebody was shut out of a matter or let in again: the heads of the office, and the one it is about."""

from collections.abc import Iterable
from datetime import datetime

from records.matters.kinds import KINDS
from records.matters.models.access import Exclusion
from records.matters.models.matters import Matter, Secrecy
from records.matters.queries.deciders import Subject, people_about
from records.notices.actions.notices import notify, notify_person
from records.permissions import IMPLICATE
from records.work.actions.reconcile import reconcile
from township.actors import Actor
from township.directory.queries.recipients import liaisons_of
from township.permissions import CLERK

TO_OBJECT = "如有异议，请书面向召集人提出，并写明登记编号。"


def tell_heads(matter: Matter, by: Actor, text: str, key: str, at: datetime, also: Iterable[int] = ()) -> None:
    """Those of the office who decide about the matter, and who else is named."""
    heads = [one.person_id for one in people_about(matter, at.date()) if one.roles - {CLERK} and one.reach(IMPLICATE)]
    notify(
        matter=matter,
        recipients={*heads, *also} - {by.person_id},
        kind="access.entered",
        text=f"{matter.number} {text}",
        key=key,
        url=f"/matters/{matter.pk}/access/",
        at=at,
    )


def tell_subject(
    matter: Matter, subject: Subject, key: str, number: int, at: datetime, *, is_lifted: bool = False
) -> None:
    """The one it is about learns that a matter is closed to them, not which; nothing at all of an accusation."""
    if matter.secrecy == Secrecy.RESTRICTED:
        return
    who = [subject.person.pk] if subject.person else liaisons_of([subject.unit.pk], at.date())
    what = "您本人" if subject.person else "您所在单位"
    text = (
        f"{what}的涉及对象或者回避登记（编号 {number}）已经解除。"
        if is_lifted
        else f"{what}已登记为一件事项的涉及对象或者回避人（编号 {number}），不能查看、办理该事项。{TO_OBJECT}"
    )
    notify_person(person_ids=who, township_id=matter.township_id, kind="access.shut_out", text=text, key=key, at=at)


def named(row: Exclusion) -> dict:
    """Whom the entry is about, as the journal keeps it."""
    return {"exclusion": row.pk, "person": row.person_id, "unit": row.unit_id}


def reconcile_matter(matter: Matter, by: Actor, at: datetime) -> None:
    """The work items of the thing: whoever has to confirm finds it on the desk."""
    model = KINDS[matter.kind].model
    row = model.objects.select_related("matter").filter(pk=matter.pk).first() if model else None
    if row is not None:
        reconcile(row, by=by, at=at)
