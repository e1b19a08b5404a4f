"""A reception: every visit ends in a case, an answer or a reason; joint receptions; liaison points; who sees what."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from meetings.receptions.actions import feeds, joint_receptions, liaison_points, receptions, visitors
from meetings.receptions.actions.reveal import reveal_visitor
from meetings.receptions.models.receptions import Visitor
from meetings.receptions.origin import linked, prefill
from meetings.receptions.queries import receptions as queries
from meetings.receptions.queries.liaison_points import PointFilter, points, quarter, unvisited, with_visits
from meetings.receptions.queries.rosters import duty_days
from records.duties.actions.duties import fulfil
from records.duties.models.duties import Duty
from records.duties.on_duty import on_duty
from records.matters.models.events import Event
from records.matters.models.matters import Matter, Secrecy
from tests.cast import add_post
from tests.records.duties.duty_stage import CLAUSES, clause, sweep
from township.actors import NotAllowed, OutOfScope
from township.directory.actions.accounts import change_own_password
from township.directory.actions.resets import ask_reset, hand_over
from township.journal.models import JournalEntry
from township.refusals import Refused


def test_every_visit_gets_an_outcome_before_the_reception_is_closed(duty, cast):
    clause(cast, "reception_week", duty.monday - timedelta(days=7))
    sweep(cast, duty.day)
    row = duty.reception()
    assert (
        Duty.objects.get(clause="reception_week", person=cast.person("leader"), period="2026-W46").evidence
        == row.matter
    )
    first, second = duty.visitor(row), duty.visitor(row, name="", phone="", words="咨询低保政策。", headcount=1)
    assert duty.fresh(row).headcount == 3 and first.masked_name == "孙*"

    def given():
        return {"revision": duty.fresh(row).revision}

    with pytest.raises(Refused, match="还有 2 批来访没有结果"):
        duty.do(receptions.close_reception, "leader", reception_id=row.pk, **given())
    with pytest.raises(Refused, match="承诺的期限"):
        duty.do(
            visitors.answer_visitor,
            "leader",
            reception_id=row.pk,
            visitor_id=first.pk,
            answer="已现场答复。",
            promise="疏通排水沟",
            **given(),
        )
    due_on = duty.day + timedelta(days=10)
    duty.do(
        visitors.answer_visitor,
        "leader",
        reception_id=row.pk,
        visitor_id=first.pk,
        answer="已现场答复。",
        promise="疏通排水沟",
        promise_due_on=due_on,
        **given(),
    )
    with pytest.raises(Refused, match="已有处理结果"):
        duty.do(
            visitors.record_visitor,
            "leader",
            reception_id=row.pk,
            visitor_id=first.pk,
            reason="重复登记的。",
            **given(),
        )
    duty.do(
        visitors.record_visitor,
        "leader",
        reception_id=row.pk,
        visitor_id=second.pk,
        reason="政策咨询，已告知。",
        **given(),
    )
    duty.do(receptions.close_reception, "leader", reception_id=row.pk, **given())
    assert duty.fresh(row).state == "closed" and duty.fresh(row.matter).closed_on == duty.day
    with pytest.raises(Refused, match="已办结的接访不再改动"):
        duty.visitor(row)
    assert [one.pk for one in queries.open_promises(cast.actor("leader", on=duty.day))] == [first.pk]
    duty.do(visitors.keep_promise, "leader", reception_id=row.pk, visitor_id=first.pk, result="排水沟已疏通。")
    assert not queries.open_promises(cast.actor("leader", on=duty.day)).exists()
    words = " ".join(Event.objects.filter(matter=row.matter).values_list("text", flat=True))
    assert "孙桂香" not in words and "排水沟" not in words, "no names, no words in the timeline"
    quiet = duty.reception()
    duty.do(receptions.close_reception, "leader", reception_id=quiet.pk, revision=duty.fresh(quiet).revision)


def test_a_visit_becomes_a_case_and_its_words_go_with_it(duty, cast):
    row = duty.reception()
    visitor, secret = duty.visitor(row), duty.visitor(row, words="举报某人收受好处。", name="吴某")
    leader = cast.actor("leader", on=duty.day)
    known = prefill(leader, row.pk, str(visitor.pk))
    assert known["people"][0]["name"] == "孙桂香" and known["channel"] == "reception" and known["visitors"] == 2
    assert JournalEntry.objects.filter(action="identity.reveal", reason="登记为信访事项").exists()
    for who in ("liaison", "east_clerk"):
        with pytest.raises(OutOfScope):
            prefill(cast.actor(who, on=duty.day), row.pk, str(visitor.pk))
    with pytest.raises(OutOfScope):
        prefill(leader, row.pk, "x")

    def case(secrecy=Secrecy.ORDINARY) -> Matter:
        n = Matter.objects.count()
        return Matter.objects.create(
            township=cast.township, kind="case", number=f"C{n}", title="排水沟", opened_on=duty.day, secrecy=secrecy
        )

    one, two = case(), case(Secrecy.RESTRICTED)
    duty.do(linked, "leader", matter_id=row.pk, ref=str(visitor.pk), case=one)
    duty.do(linked, "leader", matter_id=row.pk, ref=str(secret.pk), case=two)
    assert duty.fresh(visitor).outcome == "case" and duty.fresh(visitor).case == one
    assert duty.fresh(secret).words == "" and duty.fresh(secret).name == "", "nothing of an accusation stays here"
    with pytest.raises(Refused, match="已有处理结果"):
        duty.do(linked, "leader", matter_id=row.pk, ref=str(visitor.pk), case=two)
    with pytest.raises(OutOfScope):
        queries.get_visitor(cast.actor("convenor", on=duty.day), secret.pk)


def test_forms_ask_for_what_they_need(duty, cast):
    with pytest.raises(Refused, match="选择所到的村"):
        duty.reception(form="village")
    with pytest.raises(Refused, match="所带事项"):
        duty.reception(form="with_case", unit_id=cast.unit("village").pk)
    with pytest.raises(Refused, match="没有找到这个编号"):
        duty.reception(form="with_case", unit_id=cast.unit("village").pk, case_number="无此号", by="clerk")
    with pytest.raises(NotAllowed):
        duty.reception(who="leader", by="convenor")
    along = Matter.objects.create(township=cast.township, kind="case", number="C1", title="办证", opened_on=duty.day)
    row = duty.reception(form="with_case", unit_id=cast.unit("village").pk, case_number="C1", by="clerk")
    assert queries.taken_along(cast.actor("clerk", on=duty.day), row) == [along]
    assert Event.objects.filter(matter=along, move="taken_along").exists()


def test_a_joint_reception_says_who_came_when_and_what_came_of_it(duty, cast):
    row = duty.reception(is_joint=True)
    building = cast.unit("building")
    called = duty.do(
        joint_receptions.call_unit,
        "leader",
        reception_id=row.pk,
        revision=duty.fresh(row).revision,
        unit_id=building.pk,
        called_at=cast.at(duty.day, 9),
    )
    assert any("联合接访" in text for text in duty.inbox("liaison"))
    assert queries.get_reception(cast.actor("liaison", on=duty.day), row.pk)
    note = {"reception_id": row.pk, "called_id": called.pk, "revision": duty.fresh(row).revision, "who": "何静"}
    with pytest.raises(Refused, match="到场时间"):
        duty.do(joint_receptions.note_unit, "leader", came_at=cast.at(duty.day, 8), **note)
    duty.do(joint_receptions.note_unit, "leader", came_at=cast.at(duty.day, 9, 30), result="三日内现场勘查。", **note)
    assert duty.fresh(called).who == "何静"
    with pytest.raises(NotAllowed):
        duty.do(receptions.close_reception, "liaison", reception_id=row.pk, revision=duty.fresh(row).revision)


def test_names_are_seen_with_a_reason_only(duty, cast):
    visitor = duty.visitor(duty.reception())
    visitor = Visitor.objects.select_related("reception__matter").get(pk=visitor.pk)
    with pytest.raises(Refused, match="理由"):
        duty.do(reveal_visitor, "clerk", visitor=visitor, reason="看")
    assert duty.do(reveal_visitor, "clerk", visitor=visitor, reason="电话告知进展")["phone"] == "13900001111"
    assert "identity.reveal" in duty.journal()


def test_liaison_points_are_visited_every_quarter(duty, cast, stand_at):
    CLAUSES.setdefault("liaison_point_quarter", ("联系点走访", "quarterly", "leaders", {"at": "end"}))
    clause(cast, "liaison_point_quarter", date(2026, 10, 1))
    sweep(cast, duty.day)
    leader = cast.person("leader")
    given = [
        duty.do(
            liaison_points.assign_point, "clerk", person_id=leader.pk, unit_id=cast.unit(key).pk, since=date(2026, 1, 1)
        )
        for key in ("village", "farm")
    ]
    owed = Duty.objects.filter(clause="liaison_point_quarter", person=leader)
    visit = {"on": duty.day, "text": "查看网格台账。"}
    with pytest.raises(NotAllowed):
        duty.do(liaison_points.visit_point, "convenor", point_id=given[0].pk, **visit)
    duty.do(liaison_points.visit_point, "leader", point_id=given[0].pk, **visit)
    assert owed.get().state == "open" and unvisited(leader.pk, duty.day).count() == 1
    actor = cast.actor("clerk", on=duty.day)
    rows = with_visits(points(actor, PointFilter(), duty.day), quarter(duty.day), duty.day)
    assert [bool(row.visits) for row in rows] == [False, True], "missing ones first"
    assert points(actor, PointFilter(missing=True), duty.day).count() == 1
    earlier = with_visits(points(actor, PointFilter("2026-Q3"), duty.day), quarter(date(2026, 7, 1)), duty.day)
    assert [row.is_open or bool(row.visits) for row in earlier] == [False, False], "another quarter is only read"
    duty.do(liaison_points.visit_point, "clerk", point_id=given[1].pk, **visit)
    assert owed.get().state == "done"
    stand_at(duty.day)
    page = cast_page(cast, "clerk", "/liaison-points/?quarter=2026-Q4")
    assert "查看网格台账。" in page and "/visit/" in page
    assert "/visit/" not in cast_page(cast, "clerk", "/liaison-points/?quarter=2026-Q3")
    duty.do(liaison_points.end_point, "director", point_id=given[1].pk)


def test_coverage_by_leader_and_week(duty, cast):
    duty.published()
    duty.day = duty.slot_of("leader").day
    duty.visitor(duty.reception())
    rows = {
        row.person.pk: row for row in queries.coverage(cast.township.pk, [duty.monday], duty.monday + timedelta(days=7))
    }
    cell = rows[cast.person("leader").pk].cells[0]
    assert (cell.receptions, cell.people, cell.is_kept) == (1, 2, True)
    assert rows[cast.person("chief").pk].kept == 0


def test_turns_are_named_to_others_once_they_are_published(duty, cast):
    span = (cast.township.pk, duty.monday, duty.monday + timedelta(days=6))
    assert on_duty(*span) == []
    duty.published()
    turns = on_duty(*span)
    assert {one.day for one in turns} == set(duty_days(cast.township.pk, duty.monday)) and all(one.a for one in turns)


def test_the_page_and_the_ledger_judge_the_same_weeks(duty, cast):
    """Owed without a roster too, kept by a reception, excused by the office; a week of holidays only owes nothing."""
    clause(cast, "reception_week", date(2026, 2, 9))
    for day in (date(2026, 2, 9), date(2026, 2, 16), date(2026, 2, 24)):
        sweep(cast, day)
    mondays = [date(2026, 2, day) for day in (9, 16, 23)]
    owed = Duty.objects.filter(clause="reception_week")
    assert set(owed.values_list("first", flat=True)) == {mondays[0], mondays[2]}
    leader = cast.person("leader")
    fulfil(
        clause="reception_week",
        township_id=cast.township.pk,
        on=date(2026, 2, 10),
        person_id=leader.pk,
        by=cast.actor("clerk"),
        at=cast.at(date(2026, 2, 10)),
        text="接访",
    )
    owed.filter(person=cast.person("chief"), first=mondays[0]).update(
        state="excused",
        excuse_reason="病假",
        excused_by=cast.person("director"),
        excuse_proposed_by=cast.person("clerk"),
    )
    rows = {row.person.pk: row for row in queries.coverage(cast.township.pk, mondays, mondays[-1] + timedelta(days=7))}
    assert [(cell.is_owed, cell.is_kept) for cell in rows[leader.pk].cells] == [
        (True, True),
        (False, False),
        (True, False),
    ]
    assert (rows[leader.pk].kept, rows[leader.pk].owed) == (1, 2)
    assert (rows[cast.person("chief").pk].kept, rows[cast.person("chief").pk].owed) == (0, 1)


def test_a_feed_is_private_and_revocable(duty, cast, client, stand_at):
    duty.published()
    stand_at(duty.monday)
    feed, token = duty.do(feeds.open_feed, "leader", is_whole=False)
    answer = client.get(f"/feeds/{token}.ics")
    text = answer.content.decode()
    mine = duty.slot_of("leader")
    assert answer["Content-Type"].startswith("text/calendar") and f"UID:slot-{mine.pk}@" in text.replace("\r\n ", "")
    assert f"DTSTART:{mine.day:%Y%m%d}T010000Z" in text and "孙桂香" not in text
    assert token not in str(feed.__dict__), "only a hash is kept"
    with pytest.raises(OutOfScope):
        duty.do(feeds.revoke_feed, "east_clerk", feed_id=feed.pk)
    duty.do(feeds.revoke_feed, "leader", feed_id=feed.pk)
    assert client.get(f"/feeds/{token}.ics").status_code == 404


def test_a_feed_ends_with_the_post_that_gave_the_right_to_it(duty, cast, client, stand_at):
    stand_at(duty.day)
    _, token = duty.do(feeds.open_feed, "clerk", is_whole=True)
    assert client.get(f"/feeds/{token}.ics").status_code == 200
    clerk = cast.person("clerk")
    clerk.posts.update(ends_on=duty.day - timedelta(days=1))
    add_post(cast, clerk, "grid_member", "grid")
    assert client.get(f"/feeds/{token}.ics").status_code == 404


@pytest.mark.parametrize("way", ["own", "handed over"])
def test_a_feed_ends_with_the_password_under_which_it_was_opened(duty, cast, client, stand_at, way):
    """Whoever was in the account with the old password must not read on with an address he made."""
    stand_at(duty.day)
    _, token = duty.do(feeds.open_feed, "clerk", is_whole=True)
    _, others = duty.do(feeds.open_feed, "leader", is_whole=False)
    by, at = cast.actor("clerk"), cast.at()
    if way == "own":
        change_own_password(password="Xin-Mima-2026", by=by, at=at)
    else:
        asked = ask_reset(account_id=by.account_id, reason="本人当面提出", by=cast.actor("sysadmin"), at=at)
        assert client.get(f"/feeds/{token}.ics").status_code == 200, "the old password still holds"
        hand_over(reset_id=asked.reset.pk, by=cast.actor("director"), at=at)
    assert client.get(f"/feeds/{token}.ics").status_code == 404
    assert client.get(f"/feeds/{others}.ics").status_code == 200


def test_a_leader_whose_post_has_ended_leaves_the_public_roster_and_the_feeds_at_once(duty, cast, client, stand_at):
    duty.published()
    stand_at(duty.monday)
    leader, mine = cast.person("leader"), duty.slot_of("leader")
    _, whole = duty.do(feeds.open_feed, "clerk", is_whole=True)
    _, own = duty.do(feeds.open_feed, "leader", is_whole=False)

    def read() -> list[str]:
        addresses = (f"/duty/{cast.township.code}/", f"/feeds/{whole}.ics")
        return [client.get(address).content.decode().replace("\r\n ", "") for address in addresses]

    assert all(leader.name in text for text in read())
    leader.posts.update(ends_on=duty.monday - timedelta(days=1))
    page, feed = read()
    assert leader.name not in page and leader.name not in feed
    assert f"UID:slot-{mine.pk}@" in feed and "空缺" in feed  # the turn is there, and nobody stands on it
    assert client.get(f"/feeds/{own}.ics").status_code == 404


def test_an_open_record_stands_on_its_writers_desk_and_a_promise_on_the_leaders(duty, cast):
    row = duty.reception(by="clerk")
    visitor = duty.visitor(row, by="clerk")
    assert ("reception.close", duty.day) in duty.owed("clerk") and duty.owed("leader") == []
    due_on = duty.day + timedelta(days=10)
    given = {"reception_id": row.pk, "visitor_id": visitor.pk}
    duty.do(
        visitors.answer_visitor,
        "clerk",
        revision=duty.fresh(row).revision,
        answer="已现场答复。",
        promise="疏通排水沟",
        promise_due_on=due_on,
        **given,
    )
    assert duty.owed("leader") == [("reception.keep_promise", due_on)]
    duty.do(receptions.close_reception, "clerk", reception_id=row.pk, revision=duty.fresh(row).revision)
    assert duty.owed("clerk") == [] and duty.owed("leader") == [("reception.keep_promise", due_on)]
    page = cast_page(cast, "leader", f"/receptions/{row.pk}/")
    assert f"/receptions/{row.pk}/keep_promise/{visitor.pk}/" in page
    duty.do(visitors.keep_promise, "leader", result="排水沟已疏通。", **given)
    assert duty.owed("leader") == []


def test_a_visit_of_another_reception_is_not_found(duty, cast):
    row, other = duty.reception(), duty.reception()
    visitor = duty.visitor(row)
    with pytest.raises(OutOfScope):
        duty.do(
            visitors.answer_visitor,
            "leader",
            reception_id=other.pk,
            visitor_id=visitor.pk,
            revision=duty.fresh(other).revision,
            answer="已现场答复。",
        )


def cast_page(cast, who: str, url: str) -> str:
    answer = cast.client(who).get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_was_recorded_wrongly_is_corrected_with_its_reason_and_nothing_is_lost(duty, cast):
    row = duty.reception()
    visitor = duty.visitor(row)
    fresh = {"reception_id": row.pk, "visitor_id": visitor.pk}

    def correct(**changes):
        data = visitors.VisitorData(
            **{"words": visitor.words, "name": "孙桂香", "phone": "13900001111", "headcount": 2} | changes
        )
        return duty.do(
            visitors.correct_visitor,
            "leader",
            data=data,
            reason="当时听错了地点",
            result="已现场答复并说明。",
            revision=duty.fresh(row).revision,
            **fresh,
        )

    with pytest.raises(Refused, match="没有改动"):
        correct()
    old = visitor.words
    correct(words="反映四组排水沟堵塞，不是三组。", headcount=5)
    answer = {"answer": "已现场答复。", "revision": duty.fresh(row).revision}
    duty.do(visitors.answer_visitor, "leader", **fresh, **answer)
    duty.do(receptions.close_reception, "leader", reception_id=row.pk, revision=duty.fresh(row).revision)
    correct(words="反映四组排水沟堵塞，不是三组。", headcount=5, name="孙桂芳")
    visitor = duty.fresh(visitor)
    assert (visitor.headcount, visitor.masked_name, visitor.result) == (5, "孙*", "已现场答复并说明。")
    assert duty.fresh(row).state == "closed" and duty.fresh(row).headcount == 5
    kept = list(visitor.corrections.all())
    assert [one.what for one in kept] == ["人数、反映情况", "姓名、答复或原因"]
    assert old in kept[0].before and "孙桂香" in kept[1].before
    assert [one.names_people for one in kept] == [False, True]
    words = " ".join(Event.objects.filter(matter=row.matter).values_list("text", flat=True))
    assert "更正第 1 批来访的姓名、答复或原因" in words and "孙桂" not in words
    page = cast.client("clerk").get(f"/receptions/{row.pk}/")
    assert (page.status_code, "孙桂香" in page.content.decode()) == (200, False)
    assert cast.client("liaison").get(f"/receptions/{row.pk}/").status_code == 404
    looks = JournalEntry.objects.filter(action="identity.reveal")
    before, reveal = looks.count(), reverse("meetings:visitor_reveal", args=[visitor.pk])
    assert "孙桂香" not in cast.client("clerk").get(reveal).content.decode(), "not without a reason"
    shown = cast.client("clerk").post(reveal, {"reason": "核对原来的登记"}).content.decode()
    assert "孙桂香" in shown and looks.count() == before + 1


def test_a_correction_through_the_browser_shows_no_name_and_keeps_it(duty, cast, stand_at):
    row = duty.reception()
    visitor = duty.visitor(row)
    stand_at(duty.day, 15)
    leader = cast.client("leader")
    page = leader.get(f"/receptions/{row.pk}/").content.decode()
    address = reverse("meetings:reception_act", kwargs={"pk": row.pk, "part": visitor.pk, "act": "correct"})
    assert address in page, [part for part in page.split('"') if "correct" in part]
    form = leader.get(address).content.decode()
    assert "孙桂香" not in form and "13900001111" not in form and "（不变）" in form
    typed = {
        "name": "（不变）",
        "phone": "（不变）",
        "headcount": "3",
        "words": "反映四组排水沟堵塞，不是三组。",
        "revision": duty.fresh(row).revision,
    }
    assert "更正理由" in leader.post(address, typed).content.decode()
    leader.post(address, typed | {"reason": "当时听错了地点"})
    visitor = duty.fresh(visitor)
    assert (visitor.name, visitor.headcount) == ("孙桂香", 3)
    assert "当时听错了地点" in leader.get(f"/receptions/{row.pk}/").content.decode()


def test_a_visit_that_became_a_case_is_corrected_there(duty, cast):
    row = duty.reception()
    visitor = duty.visitor(row)
    case = Matter.objects.create(township=cast.township, kind="case", number="C9", title="排水沟", opened_on=duty.day)
    duty.do(linked, "leader", matter_id=row.pk, ref=str(visitor.pk), case=case)
    data = visitors.VisitorData("另外的话语", "某人", "", 1)
    with pytest.raises(Refused, match="在信访事项里更正"):
        duty.do(
            visitors.correct_visitor,
            "leader",
            reception_id=row.pk,
            visitor_id=visitor.pk,
            data=data,
            reason="写错了地点",
            revision=duty.fresh(row).revision,
        )


def test_a_visit_with_a_case_is_closed_only_when_it_says_what_became_of_the_case(duty, cast):
    along = Matter.objects.create(township=cast.township, kind="case", number="C1", title="办证", opened_on=duty.day)
    row = duty.reception(form="with_case", unit_id=cast.unit("village").pk, case_number="C1", by="clerk")
    given = {"reception_id": row.pk}
    with pytest.raises(Refused, match="先写明所带事项怎样了"):
        duty.do(receptions.close_reception, "clerk", revision=duty.fresh(row).revision, **given)
    told = "与两户当面核对了面积，十日内由村里出具证明。"
    duty.do(receptions.tell_case, "clerk", text=told, revision=duty.fresh(row).revision, **given)
    assert Event.objects.get(matter=along, move="told").note == told
    duty.do(receptions.close_reception, "clerk", revision=duty.fresh(row).revision, **given)
    assert duty.fresh(row).state == "closed"
    other = duty.reception()
    with pytest.raises(Refused, match="没有带事项"):
        duty.do(receptions.tell_case, "leader", reception_id=other.pk, text=told, revision=duty.fresh(other).revision)
