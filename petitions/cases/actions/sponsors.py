"""领导包案: one case, one leader, followed to the end. The plan and the five duties stand in petitions/sponsorship.

Source: the sponsorship rules of the profiles (领导包案); the law names no number. A sponsor sees the case, drafts its reply, and it
stands in the leader's record.
"""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from petitions.cases.models.cases import Case
from petitions.permissions import ASSIGN_CASE
from records.acts.actions.turns import finish, take, tell
from records.matters.actions.access import add_handler
from records.matters.models.access import Handler
from township.actors import Actor
from township.directory.queries.recipients import leaders
from township.refusals import Refused

SOURCE = "领导包案制度"
_followers: list[Callable] = []


def on_sponsored(follower: Callable) -> None:
    """Enter what naming a leader leads to: follower(case, person, by=…, at=…), under the case's lock; a second call changes nothing."""
    if follower not in _followers:
        _followers.append(follower)


def name_sponsor(*, case_id: int, revision: int, person_id: int, by: Actor, at: datetime) -> Case:
    """Put a leader in charge of the case, in place of the one before. Refused for an accusation (its list is its own), for who is no
    leader of the township, and for who is complained of, close to an implicated unit or recused."""
    with transaction.atomic():
        turn = take(Case, case_id, revision=revision, capability=ASSIGN_CASE, by=by, at=at)
        if turn.row.is_accusation:
            raise Refused("检举控告只由知悉名单上的同志办理，不指定包案领导。", "信访工作条例第三十条")
        person = leaders(by.township_id, turn.today).filter(pk=person_id or 0).first()
        if person is None:
            raise Refused("请选择本乡镇在任的班子成员。", field="person")
        earlier = Handler.objects.filter(matter=turn.matter, part=Handler.Part.SPONSOR).select_related("person")
        if any(one.person_id == person.pk for one in earlier):
            raise Refused(f"{person.name}已经是这件的包案领导。", field="person")
        before = "、".join(one.person.name for one in earlier)
        earlier.delete()
        add_handler(matter=turn.matter, person=person, part=Handler.Part.SPONSOR, at=at)
        text = f"由{person.name}包案" + (f"，原包案领导{before}" if before else "")
        finish(turn, "name_sponsor", text=text, article=SOURCE, detail={"person": person.pk})
        for follow in _followers:
            follow(turn.row, person, by=by, at=at)
        tell(turn, [person.pk], kind="sponsored", text="由您包案，请掌握情况、牵头化解", key=str(turn.row.revision))
        return turn.row
