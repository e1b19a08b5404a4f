"""The three proposals: states, drafting, issue, the organ's written answer, the register of the year, who sees what."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse

from records.matters.queries.scope import matters_visible_to
from records.work.models import OPEN, WorkItem
from supervision.orders.actions import advice as actions
from supervision.orders.models.advice import Advice
from supervision.orders.queries.advice import advice_counts
from supervision.orders.rules import advice as rules
from township.actors import NotAllowed
from township.refusals import Refused

ALLOWED = {
    "draft": {"save": "draft", "submit": "submitted", "drop": "dropped"},
    "submitted": {"take_back": "draft", "return_paper": "draft", "approve": "approved"},
    "approved": {"take_back": "draft", "issue": "sent"},
    "sent": {"answer": "answered"},
    "answered": {},
    "dropped": {},
}


@pytest.mark.parametrize("state", rules.STATE_LABELS)
@pytest.mark.parametrize("move", rules.ADVICE.names)
def test_every_move_from_every_state(state, move):
    if move in ALLOWED[state]:
        assert rules.ADVICE.target(move, state) == ALLOWED[state][move]
    else:
        with pytest.raises(Refused, match=rules.STATE_LABELS[state]):
            rules.ADVICE.target(move, state)


def test_who_owes_the_answer():
    (inside,) = rules.advice_owed("sent", 5, None, is_outside=False)
    (outside,) = rules.advice_owed("sent", 5, None, is_outside=True)
    assert (inside.act, inside.unit, outside.act, outside.right) == ("answer", 5, "note_answer", "advice.issue")
    assert "条例没有规定期限" in inside.clause
    assert [list(rules.advice_owed(state, 5, None, is_outside=False)) for state in ("draft", "answered")] == [[], []]


def data(room, **changes) -> actions.AdviceData:
    given = actions.AdviceData(
        kind="improve",
        unit_id=room.cast.unit("building").pk,
        facts="今年三件督办都因等待测绘没有申请延期。",
        advice="建立到期前五日提醒，等待鉴定、测绘的及时申请延期。",
        contact="林晓，0571-00000000",
    )
    return replace(given, **changes)


def drafted(room, **changes) -> Advice:
    return room.do(actions.draft_advice, "clerk", data=data(room, **changes))


def fresh(row: Advice) -> Advice:
    return Advice.objects.select_related("matter", "document", "unit").get(pk=row.pk)


def on(room, action, row: Advice, who: str = "clerk", **values):
    name = "row_id" if hasattr(action, "__self__") else "advice_id"
    return room.do(action, who, **{name: row.pk}, revision=fresh(row).revision, **values)


def sent(room, row: Advice | None = None, **changes) -> Advice:
    row = row or drafted(room, **changes)
    on(room, actions.FLOW.submit, row)
    document = fresh(row).document
    read = {"version": document.version, "text_sha256": room.sha(document.body)}
    room.do(actions.FLOW.decide, "convenor", row_id=row.pk, approved=True, **read)
    on(room, actions.FLOW.issue_paper, row)
    return fresh(row)


def owed(row) -> set[str]:
    kinds = WorkItem.objects.filter(OPEN, matter_id=row.pk).values_list("kind", flat=True)
    return {kind.partition(".")[2] for kind in kinds}


@pytest.mark.django_db
def test_the_letter_says_what_and_until_when(room):
    order = room.issued()
    row = sent(room, order_id=order.pk)
    assert row.number == "清信建〔2026〕1号" and row.due_on == room.day + timedelta(days=30)
    assert order.number in row.document.body and "改进工作建议" in row.document.body and "本办规定" in row.document.body
    assert owed(row) == {"answer", "receive"}


@pytest.mark.django_db
def test_the_unit_answers_and_says_why_it_did_not_adopt(room):
    row = sent(room)
    with pytest.raises(NotAllowed):
        on(room, actions.answer, row, "clerk", result="not", words="没有必要，现有制度已经够用。")
    for changes, field in (({"result": ""}, "result"), ({"words": "不行"}, "words")):
        given = {"result": "not", "words": "没有必要，现有制度已经够用。"} | changes
        with pytest.raises(Refused) as refused:
            on(room, actions.answer, row, "liaison", **given)
        assert refused.value.field == field
    on(room, actions.answer, row, "liaison", result="partly", words="提醒已经建立，延期由经办人逐件把握。")
    row = fresh(row)
    assert (row.state, row.answered_on, row.matter.closed_on) == ("answered", room.day, room.day)


@pytest.mark.django_db
def test_an_organ_outside_answers_on_paper(room):
    row = sent(room, kind="policy", unit_id=room.cast.unit("land_bureau").pk)
    assert owed(row) == {"note_answer"}
    given = {"result": "adopted", "words": "已修订补偿标准。", "number": "清自然资〔2026〕8号"}
    with pytest.raises(Refused) as refused:
        on(room, actions.note_answer, row, answered_on=room.day + timedelta(days=1), **given)
    assert refused.value.field == "answered_on"
    on(room, actions.note_answer, row, answered_on=room.day, **given)
    (improve, policy, liability) = advice_counts(room.cast.actor("clerk"), room.day, room.day)
    assert (policy.issued, policy.adopted, policy.waiting) == (1, 1, 0)
    assert (improve.issued, liability.issued) == (0, 0)


@pytest.mark.django_db
def test_a_proposal_of_liability_goes_outside_and_few_see_it(room):
    with pytest.raises(Refused, match="问责") as refused:
        drafted(room, kind="liability")
    assert refused.value.field == "unit"
    row = drafted(room, kind="liability", unit_id=room.cast.unit("discipline").pk)
    seen = {who for who in room.cast.accounts if matters_visible_to(room.cast.actor(who)).filter(pk=row.pk).exists()}
    assert row.matter.secrecy == "restricted" and seen == {"clerk", "director", "convenor", "chief"}
    assert sent(room, row).state == "sent"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "fine"}, "kind"),
        ({"unit_id": 0}, "unit"),
        ({"facts": "不好"}, "facts"),
        ({"advice": "改"}, "advice"),
        ({"order_id": 999999}, "order"),
    ],
)
def test_bad_input_is_refused_beside_its_field(room, changes, field):
    with pytest.raises(Refused) as refused:
        drafted(room, **changes)
    assert refused.value.field == field and not Advice.objects.exists()


@pytest.mark.django_db
def test_the_pages(room, cast, stand_at):
    order = room.issued()
    stand_at(room.day, 15)
    clerk, new = cast.client("clerk"), f"{reverse('supervision:advice_new')}?order={order.pk}"
    assert order.number in clerk.get(new).content.decode()
    given = data(room, order_id=order.pk)
    typed = {name: getattr(given, name) for name in ("kind", "facts", "advice", "contact")} | {
        "unit": given.unit_id,
        "order": order.pk,
    }
    refused = clerk.post(new, typed | {"advice": "改"}).content.decode()
    assert "至少写 8 个字" in refused and given.facts in refused
    assert clerk.post(new, typed).status_code == 302
    row = Advice.objects.get()
    page = reverse("supervision:advice", args=[row.pk])
    assert "送审" in clerk.get(page).content.decode()
    assert cast.client("liaison").get(page).status_code == 404, "not before it is issued"
    row = sent(room, row)
    liaison = cast.client("liaison")
    assert "答复建议采纳情况" in liaison.get(reverse("township:home")).content.decode()
    answer = reverse("supervision:advice_act", kwargs={"pk": row.pk, "act": "answer"})
    given = {"revision": row.revision, "result": "adopted", "words": "已经建立提醒。"}
    assert liaison.post(answer, given).status_code == 302
    assert "采纳情况：采纳" in clerk.get(page).content.decode()
    for name in ("advices", "advices_print", "advice_year"):
        assert "改进工作" in clerk.get(reverse(f"supervision:{name}")).content.decode()
    assert cast.client("liaison2").get(page).status_code == 404
