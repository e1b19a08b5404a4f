"""Two tabs, a double click, a page from before somebody else acted: a sentence, never an error — for every act of every area."""

import re
from collections import defaultdict

import pytest
from django.db import transaction
from django.test import Client

from petitions.cases.views.acts import CASE
from records.acts.actions.turns import STALE, table_of
from records.acts.views.acts import PAGES
from records.matters.kinds import KINDS
from tests.petitions import doors
from tests.petitions.stage import stage  # noqa: F401 - the fixture
from township.actors import OutOfScope
from township.directory.models.accounts import Account

DEMO_PEOPLE = ("linxiao", "gaoming", "hejing")  # clerk, director, liaison
STATES_OF_ONE_KIND = 4


def said(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_a_proposal_is_withdrawn_in_two_tabs(stage, quick_print):  # noqa: F811
    stage.register()
    stage.do(doors.propose_refusal, "clerk", ground="not_competent", reason="", where_to_go="县人社局")
    client, revision = stage.cast.client("clerk"), stage.case.revision
    address = f"/cases/{stage.case.pk}/withdraw_proposal/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"revision": revision}).status_code == 302
    second = client.post(address, {"revision": revision}, follow=True)
    assert second.status_code == 200
    assert "您刚刚在这里（或者在另一个页面）办理过" in said(second)
    assert stage.journal().count("case.withdraw_refusal") == 1


def test_whatever_trips_over_a_thing_that_has_moved_on_is_said(stage, monkeypatch):  # noqa: F811
    """A form or an action that reads what is gone: a sentence when the thing has changed, an error when it has not."""
    case = stage.register()
    client, address = stage.cast.client("clerk"), f"/cases/{case.pk}/accept/"

    def trips(*args, **kwargs):
        raise AttributeError("what it looks at is gone")

    monkeypatch.setattr(CASE.acts["accept"].form, "is_valid", trips)
    with pytest.raises(AttributeError):
        client.post(address, {"revision": case.revision})
    answer = client.post(address, {"revision": case.revision - 1}, follow=True)
    assert answer.status_code == 200
    assert STALE[:12] in said(answer)
    stage.accept()
    answer = client.post(address, {"revision": stage.case.revision}, follow=True)  # not open any more
    assert STALE[:12] in said(answer)


def rows_by_state(pages) -> list:
    """Things of this kind in different states, as far as the demonstration has them."""
    model = KINDS[pages.kind].model
    found = defaultdict(list)
    for row in model.objects.select_related("matter").order_by("pk")[:400]:
        found[row.state].append(row)
    return [rows[0] for rows in list(found.values())[:STATES_OF_ONE_KIND]]


def parts_of(pages, actor, row, act) -> list[int | None]:
    if not act.part:
        return [None]
    facts = pages.facts(actor, row)
    return [*sorted(getattr(facts, "parts", {}).get(act.name, ()))[:1], 10**9]


def posted_twice(client, url, row) -> bool:
    """Posts the act as the page has it, again where something was done, and from a page of another state; False when it is not this
    person's to do, in whatever state."""
    first = client.post(url, {"revision": row.revision})
    answers = [first]
    if first.status_code == 302:
        answers.append(client.post(url, {"revision": row.revision}))
    if first.status_code not in (403, 404):
        answers.append(client.post(url, {"revision": row.revision + 7}))
    assert all(answer.status_code < 500 for answer in answers), (url, client.session.get("_auth_user_id"), row.state)
    return first.status_code != 403


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.parametrize("kind", sorted(PAGES))
def test_every_act_posted_twice_ends_without_an_error(kind, loaded, db, quick_print, bare_frame, bare_refusals):
    pages, asked = PAGES[kind], False
    if KINDS.get(kind) is None or KINDS[kind].model is None:
        pytest.skip("no table of its own")
    rows = rows_by_state(pages)
    if not rows:
        pytest.skip("the demonstration has none of these")
    for username in DEMO_PEOPLE:
        account = Account.objects.select_related("person").get(username=username)
        client = Client()
        client.force_login(account)
        actor, not_his = client.get("/").wsgi_request.actor, set()
        for row in rows:
            try:
                row = pages.get(actor, row.pk)
            except OutOfScope:
                continue
            assert table_of(row) is not None
            for act in [act for act in pages.acts.values() if act.name not in not_his]:
                for part in parts_of(pages, actor, row, act):
                    url = pages.url(row, act.name, part)
                    with transaction.atomic():
                        if not posted_twice(client, url, row):
                            not_his.add(act.name)
                        transaction.set_rollback(True)
                    asked = True
    assert asked
