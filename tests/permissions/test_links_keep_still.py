"""Need-to-know follows the links: whoever is implicated in a case reads its number and title nowhere, whatever page leads on, and neither
those of what rests on it (plan, order, topic, resolution, 责任倒查, 问责); but for an accountability that was put to them to answer.
"""

import os
from datetime import datetime, time

import pytest
from django.test import Client

from records.matters.actions.exclusions import enter_from_petition
from records.matters.models.matters import Matter, Secrecy
from records.matters.queries.links import with_what_rests_on
from supervision.accountability.queries.resting import causes_to_answer, measures_to_answer
from tests.loaded_demo import SATURDAY
from tests.permissions.fuzzing import Fuzz
from tests.permissions.test_routes import ROUTES
from township.dates import SHANGHAI
from township.directory.models.accounts import Account
from township.directory.queries.actors import actor_for, actors_of

pytestmark = [pytest.mark.once, pytest.mark.slow]
PEOPLE = ("lijian", "hejing", "chenli")
CASES = 3
MOST = int(os.environ.get("LINKS", "180"))  # pages of one reader; 450 take minutes


class Reader(Fuzz):
    """A visitor who looks at everything and notes where one of these words stands."""

    def __init__(self, client: Client, who: str, words: set[str]):
        super().__init__(client, who, 1)
        self.words, self.found, self.looked = words, [], 0

    def _ask(self, method: str, address: str, data: dict):
        answer = super()._ask(method, address, data)
        if answer.status_code == 200 and not answer.streaming:
            self.looked += 1
            text = answer.content.decode(errors="ignore")
            self.found += [(address, word) for word in self.words if word in text]
        return answer


@pytest.mark.parametrize("who", PEOPLE)
def test_who_is_implicated_reads_of_it_nowhere(who, loaded, db, bare_refusals):
    account = Account.objects.get(username=who)
    at = datetime.combine(SATURDAY, time(9), tzinfo=SHANGHAI)
    clerk = next(iter(actors_of([Account.objects.get(username="zhoumin").person_id], account.township_id, at.date())))
    cases = Matter.objects.filter(township=account.township_id, kind="case", secrecy=Secrecy.ORDINARY)
    linked = sorted(cases, key=lambda matter: -len(with_what_rests_on([matter.pk])))[:CASES]
    for matter in linked:
        enter_from_petition(matter=matter, person=account.person, by=clerk, at=at)
    near_ids = with_what_rests_on([matter.pk for matter in linked])
    near = Matter.objects.filter(pk__in=near_ids)
    assert len(near) > CASES, "something rests on them"
    heard = {
        pk
        for answers in (causes_to_answer, measures_to_answer)
        for pk in answers(actor_for(account, on=at.date()), near_ids)
    }
    words = {word for matter in near.exclude(pk__in=heard) for word in (matter.number, matter.title) if len(word) > 6}
    elsewhere = Matter.objects.exclude(pk__in=near).values_list("number", "title")
    others = {word for pair in elsewhere for word in pair}
    client = Client()
    client.force_login(account)
    own = {
        word for word in words if not any(word in other for other in others)
    }  # 督办单（拟稿） is part of another order's title
    reader = Reader(client, who, own)
    reader.look_around(("/", "/?whole=1", "/done/", "/inbox/", "/search/"), ROUTES.items(), most=MOST)
    assert reader.looked > MOST // 5
    assert "\n".join(f"{address}: {word}" for address, word in sorted(set(reader.found))) == ""
