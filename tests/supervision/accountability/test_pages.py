"""The pages by persona: proposing, the subject's own view, deciding; and a planted token that appears nowhere else."""

from django.urls import reverse

from records.papers.models.documents import Document
from records.permissions import READ_TRAIL
from supervision.accountability.actions import causes
from supervision.accountability.models.causes import Cause
from supervision.accountability.models.measures import Measure
from tests.supervision.accountability.conftest import scan
from tests.supervision.browser import act, page, text

TOKEN = "密语五一九"


def fields(room, **changes) -> dict:
    data = room.data()
    return {
        "person": data.person_id,
        "form": data.form,
        "grounds": list(data.grounds),
        "facts": data.facts,
        "proportion": data.proportion,
        "days": data.days,
        "contact": data.contact,
    } | changes


def test_a_proposal_in_the_browser_keeps_what_was_typed(room, browse):
    found = room.orders.candidate()
    clerk, unit = browse("clerk"), room.cast.unit("building").pk
    assert "先选单位" in text(clerk.get(reverse("supervision:measure_new")))
    new = f"{reverse('supervision:measure_new')}?unit={unit}&ground=candidate:{found.pk}"
    shown = text(clerk.get(new))
    assert "逾期未办：信访事项逾期未答复" in shown and reverse("records:candidates") in shown and "checked" in shown
    given = fields(room, grounds=[f"candidate:{found.pk}"])
    refused = text(clerk.post(new, given | {"grounds": []}))
    assert "请至少选择一条办理失误记录" in refused and given["facts"] in refused and not Measure.objects.exists()
    made = clerk.post(new, given)
    row = Measure.objects.get()
    assert made.url == page(row)
    shown = text(clerk.get(page(row)))
    assert "送达告知书" in shown and "修改提议" in shown
    changed = text(clerk.get(act(row, "change")))
    assert given["facts"] in changed
    assert clerk.post(act(row, "notify"), {"revision": row.revision}).status_code == 302


def test_the_subject_finds_it_on_the_desk_and_reads_what_is_held_against_it(room, browse):
    row, liaison = room.notified(), browse("liaison")
    assert "陈述申辩" in text(liaison.get(reverse("township:home")))
    shown = text(liaison.get(page(row)))
    assert "应于九月十五日前答复" in shown and "逾期未办" in shown and "撤回提议" not in shown
    assert "已经催办两次" not in shown, "why this form is the office's own note until it is decided"
    assert liaison.get(reverse("records:access", args=[row.pk])).status_code == 403
    assert liaison.get(reverse("supervision:measure_preview", args=[row.pk])).status_code == 403
    given = {"revision": row.revision, "words": "因等待测绘没有答复。", "files": [scan()]}
    assert liaison.post(act(row, "state"), given).status_code == 302
    clerk = browse("clerk")
    assert "因等待测绘没有答复" in text(clerk.get(page(row)))


def test_the_decision_is_written_read_and_taken_in_the_browser(room, browse):
    row, clerk = room.heard(), browse("clerk")
    data = room.decision(row)
    given = {
        "revision": row.revision,
        "version": row.document.version,
        "findings": data.findings,
        "answer": data.answer,
        "demand": data.demand,
        "months": 6,
        "talk_on": data.talk_on.isoformat(),
        "talk_time": "9:30",
        "talk_place": data.talk_place,
        "do": "submit",
    }
    refused = text(clerk.post(act(row, "edit"), given | {"answer": ""}))
    assert "对陈述的意见" in refused and data.demand in refused
    assert clerk.post(act(row, "edit"), given).status_code == 302
    row = room.fresh(row)
    assert row.state == "submitted"
    convenor = browse("convenor")
    shown = text(convenor.get(act(row, "decide")))
    assert "何静" in shown and "陈述情况" in shown and "镇政府二楼会议室" in shown
    assert "不予问责" in text(convenor.get(page(row)))
    decided = {"revision": row.revision, "do": "save", **room.read(row)}
    assert convenor.post(act(row, "decide"), decided).status_code == 302
    assert room.fresh(row).state == "approved"
    liaison = browse("liaison")
    assert "镇政府二楼会议室" not in text(liaison.get(page(row))), "not before it is served"


def test_what_goes_to_another_organ_is_not_handed_to_the_subject(room, browse):
    row = room.served(form="transfer")
    letter = Document.objects.get(matter=row.matter, kind="measure")
    liaison, clerk = browse("liaison"), browse("clerk")
    assert liaison.get(reverse("records:document", args=[letter.pk])).status_code == 403
    assert clerk.get(reverse("records:document", args=[letter.pk])).status_code == 200
    shown = text(liaison.get(page(row)))
    assert reverse("records:document", args=[letter.pk]) not in shown
    assert "不是本办的处理" not in shown


def test_a_cause_in_the_browser(room, browse, stage):
    stage.register()
    matter = stage.case.matter
    clerk, new = browse("clerk"), reverse("supervision:cause_new")
    assert "没有找到" in text(clerk.get(new, {"number": "没有的编号"}))
    assert "引发原因" in text(clerk.get(new, {"number": matter.number}))
    event = matter.events.first()
    given = {
        "causing_unit": room.cast.unit("farm").pk,
        "causing_kind": "inaction",
        "causing_words": "补偿标准没有按规定公示。",
        "causing_evidence": [f"event:{event.pk}"],
        "handling_unit": room.cast.unit("building").pk,
        "handling_kind": "late",
        "handling_words": "六十日内没有出具处理意见。",
        "handling_evidence": [],
        "days": 5,
    }
    address = f"{new}?matter={matter.pk}"
    refused = text(clerk.post(address, given))
    assert "请勾选这个环节所依据的记录" in refused and "补偿标准没有按规定公示" in refused
    assert clerk.post(address, given | {"handling_evidence": [f"event:{event.pk}"]}).status_code == 302
    row = Cause.objects.select_related("matter").get()
    assert "补偿标准没有按规定公示" in text(clerk.get(act(row, "change")))
    clerk.post(act(row, "ask"), {"revision": row.revision})
    liaison = browse("liaison")
    shown = text(liaison.get(page(row)))
    assert "六十日内没有出具" in shown and "补偿标准没有" not in shown, "each unit its own side"
    side = row.sides.get(side="handling")
    assert liaison.post(act(row, "tell", part=side.pk), {"words": "等待测绘。"}).status_code == 302
    assert "等待测绘" in text(clerk.get(page(row)))
    assert "查拟" in text(clerk.get(reverse("supervision:causes"))) and "农业服务中心" in text(
        clerk.get(reverse("supervision:causes"))
    )


def test_figures_by_cause(room, browse, stage):
    stage.register()
    clerk = browse("clerk")
    assert "还没有审定的责任倒查" in text(clerk.get(reverse("supervision:cause_figures")))
    row = room.cause_decided(stage.case.matter)
    clerk = browse("clerk")
    shown = text(clerk.get(reverse("supervision:cause_figures")))
    assert "应当作为而不作为" in shown and "1 件" in shown
    assert browse("liaison").get(reverse("records:document", args=[row.document_id])).status_code == 403


def test_the_registers_print_and_export_what_one_sees(room, browse):
    row = room.standing()
    for who, seen in (("clerk", True), ("liaison", True), ("clerk2", False), ("auditor", False)):
        client = browse(who)
        for name in ("measures", "measures_print"):
            assert (row.number in text(client.get(reverse(f"supervision:{name}")))) == seen, (who, name)
    assert browse("clerk").get(reverse("supervision:measures_sheet")).status_code == 403
    assert browse("director").get(reverse("supervision:measures_sheet")).status_code == 200


PLACES = (
    "township:home", "records:search", "records:inbox", "records:done", "records:approvals", "records:candidates",
    "supervision:orders", "supervision:board", "supervision:measures", "supervision:causes", "township:journal",
    "township:me", "petitions:ledger",
)  # fmt: skip


def test_a_token_planted_in_a_measure_appears_nowhere_for_who_is_not_on_its_list(room, browse, cast):
    """Facts, statement, decision and a served number: in every list, on the desk, in search, journal and trail."""
    row = room.served(room.decided(room.submitted(room.heard(facts=f"{TOKEN}一事应在九月十五日前答复。"))))
    assert TOKEN in text(browse("clerk").get(page(row)))
    marks = (TOKEN, row.number, "问责事项", "等待测绘")
    for who in sorted(set(cast.accounts) - {"clerk", "director", "convenor", "chief", "liaison"}):
        client = browse(who)
        assert client.get(page(row)).status_code == 404, who
        for document in Document.objects.filter(matter=row.matter):
            assert client.get(reverse("records:document", args=[document.pk])).status_code == 404, who
        for name in ("records:matter", "records:access"):
            assert client.get(reverse(name, args=[row.pk])).status_code == 404, (who, name)
        trail = client.get(reverse("records:trail", args=[row.pk]))
        assert trail.status_code == (404 if cast.actor(who).may(READ_TRAIL) else 403), who
        for place in PLACES:
            answer = client.get(reverse(place), follow=True)
            for mark in marks:
                if who == "auditor" and place == "township:journal":
                    assert TOKEN not in text(answer)
                else:
                    assert mark not in text(answer), (who, place, mark)
        for words in (TOKEN, row.number):
            found = text(client.post(reverse("records:search"), {"q": words}, follow=True))
            assert page(row) not in found, (who, words)


def test_a_restricted_measure_of_another_township_is_not_there(room, browse):
    row = room.propose()
    assert browse("east_clerk").get(page(row)).status_code == 404


def test_a_draft_of_a_cause_is_not_the_units(room, browse, stage):
    stage.register()
    row = room.cause(stage.case.matter)
    assert browse("liaison").get(page(row)).status_code == 404
    room.on(causes.ask, row)
    assert browse("liaison").get(page(row)).status_code == 200
    assert browse("liaison2").get(page(row)).status_code == 404
