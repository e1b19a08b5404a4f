"""The pages by persona: proposing, preparing, on site from a phone, the unit's own view, papers, ledgers, counts of queries."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from records.papers.actions.attachments import read_attachment
from supervision.inspections.actions import inspections, papers
from supervision.inspections.models.checklists import Checklist, Entry
from supervision.inspections.models.findings import Finding
from supervision.inspections.models.inspections import Inspection
from tests.supervision.browser import act, page, text
from tests.supervision.inspections.conftest import ITEMS, photo
from township.actors import NotAllowed
from township.journal.models import JournalEntry

TOKEN = "密语六二三"


def posted(client, row, name: str, part: int | None = None, **given):
    address = act(row, name, **({} if part is None else {"part": part}))
    return client.post(address, {"revision": row.revision} | given)


def fields(room, **changes) -> dict:
    data = room.data()
    words = {name: getattr(data, name) for name in ("title", "kind", "form", "purpose", "focus", "contact")}
    dates = {"first_on": f"{data.first_on}", "last_on": f"{data.last_on}"}
    return words | dates | {"units": [unit.pk for unit in data.units]} | changes


def test_a_proposal_in_the_browser_keeps_what_was_typed(room, browse):
    clerk, new = browse("clerk"), reverse("supervision:inspection_new")
    unit = room.cast.unit("farm").pk
    asked = clerk.get(f"{new}?unit={unit}").context["form"]
    assert [row.pk for row in asked.initial["units"]] == [unit]
    assert clerk.get(f"{new}?unit=x").status_code == 200
    assert "还没有督查" in text(clerk.get(reverse("supervision:inspections")))
    refused = text(clerk.post(new, fields(room, units=[])))
    assert "请勾选被督查单位" in refused and "首办责任" in refused and not Inspection.objects.exists()
    refused = text(clerk.post(new, fields(room, last_on="2026-09-01")))
    assert "结束日期不能早于开始日期" in refused
    made = clerk.post(new, fields(room))
    row = Inspection.objects.get()
    assert made.url == page(row)
    shown = text(clerk.get(page(row)))
    assert "送审" in shown and "督查方案" in shown and "召集人批准以后编组" in shown
    edit = text(clerk.get(act(row, "edit")))
    assert "首办责任" in edit and 'name="body"' not in edit
    assert clerk.post(act(row, "edit"), fields(room, revision=row.revision, version=1, do="submit")).status_code == 302
    assert "审批督查方案" in text(browse("convenor").get(reverse("township:home")))
    assert "答复是否送达" in text(browse("convenor").get(act(row, "decide")))


def test_the_preparation_from_the_page(room, browse):
    row, clerk = room.approved(), browse("clerk")
    people = {name: room.cast.person(name).pk for name in ("director", "liaison", "liaison2")}
    refused = text(posted(clerk, row, "team", leader=people["director"], members=[people["liaison"]]))
    assert "应当回避，请另选" in refused and row.members.count() == 0
    assert posted(clerk, row, "team", leader=people["director"], members=[people["liaison2"]]).status_code == 302
    row = room.fresh(row)
    form = text(clerk.get(act(row, "checklist")))
    assert "一行一项" in form
    refused = text(posted(clerk, row, "checklist", own=""))
    assert "检查表还没有内容" in refused
    refused = text(posted(clerk, row, "checklist", own="一｜二｜三｜四"))
    assert "第1行超过三栏" in refused
    assert posted(clerk, row, "checklist", own=ITEMS).status_code == 302
    row = room.fresh(row)
    assert "抽看五件答复" in text(clerk.get(act(row, "checklist"))), "what stands is there to change"
    guests = {"name_0": "周某", "kind_0": "deputy", "organ_0": "镇人大", "sight_0": ""}
    assert "要选身份和可以看的范围" in text(posted(clerk, row, "invite", **guests))
    assert posted(clerk, row, "invite", **guests | {"sight_0": "plan"}).status_code == 302
    guest = row.outsiders.get()
    sheet = text(clerk.get(reverse("supervision:inspection_guest", args=[row.pk, guest.pk])))
    assert "抽看登记簿" in sheet and "现场记录" not in sheet.split("可以看")[1].split("检查表</h2>")[1]
    assert JournalEntry.objects.filter(action="inspection.guest_sheet").exists()
    row = room.fresh(row)
    owners = {f"item_{item.pk}": row.members.first().pk for item in row.items.all()}
    assert posted(clerk, row, "assign", **owners).status_code == 302
    member = browse("liaison2")
    assert "确认回避情况" in text(member.get(reverse("township:home")))
    shown = text(member.get(page(row)))
    assert "确认无须回避" in shown and "申明回避" in shown
    row = room.fresh(row)
    assert posted(member, row, "declare").status_code == 302
    assert "还没有确认是否需要回避" in text(clerk.get(page(row))), "why it cannot begin"


def test_on_site_from_a_phone(room, browse):
    row = room.started()
    member, site = browse("liaison2"), reverse("supervision:inspection_site", args=[row.pk])
    assert "现场填写" in text(member.get(page(row)))
    shown = text(member.get(site))
    assert "您分工 2 格，还有 2 格没有完成" in shown and "高明：完成 0 格，共 2 格" in shown
    mine = next(one for one in room.entries(row) if room.who(one) == "liaison2")
    form = text(member.get(act(row, "rate", part=mine.pk)))
    assert "送达有证为好" in form and 'type="file"' in form and f"inspection-{row.pk}-rate-{mine.pk}" in form
    given = {"version": 0, "rating": "", "words": "只看了三件", "files": [photo()]}
    answer = posted(member, row, "rate", mine.pk, **given)
    assert answer.status_code == 302 and answer.url == f"{site}#e{mine.pk}"
    assert "暂存" in text(member.get(site)) and "照片 1 张" in text(member.get(site))
    refused = text(posted(member, row, "rate", mine.pk, version=0, words="又写一遍", do="done"))
    assert "另一台设备上保存过" in refused and "又写一遍" in refused
    refused = text(posted(member, row, "rate", mine.pk, version=1, words="五件", do="done"))
    assert "请选择评价" in refused
    done = posted(member, row, "rate", mine.pk, version=1, rating="poor", words="两件没有回证", do="done")
    assert done.status_code == 302 and Entry.objects.get(pk=mine.pk).is_done
    find = text(member.get(act(row, "find", part=mine.pk)))
    assert "两件没有回证" in find and "现场.png" in find
    file = mine.photos.get().file
    given = {"nature": "problem", "text": "五件里两件没有送达回证。", "evidence": "存档卷第三号", "photos": [file.pk]}
    made = posted(member, row, "find", mine.pk, **given)
    found = Finding.objects.get()
    assert made.url == page(found) and "存档卷第三号" in text(member.get(page(found)))
    for who, status in (("liaison", 403), ("clerk", 403), ("grid", 404), ("east_clerk", 404)):
        assert browse(who).get(site).status_code == status, who
    other = next(one for one in room.entries(row) if room.who(one) == "director")
    assert posted(member, row, "rate", other.pk, version=0, rating="good", do="done").status_code == 403


def test_an_inspected_unit_reads_what_concerns_itself(room, browse):
    row = room.started()
    entry = room.entries(row)[0]
    room.rate(row, entry, rating="poor", words=TOKEN, files=[photo()])
    mine = room.put(room.found(row, photos=(entry.photos.get().file,)))
    room.found(row, n=2, text=f"{TOKEN}另一个单位的问题。")
    liaison = browse("liaison")
    shown = text(liaison.get(page(row)))
    assert "五件答复意见书" in shown and TOKEN not in shown and "检查表" not in shown and "农业服务中心" not in shown
    assert "督查方案" not in shown.split("督查组")[0]
    assert "说明督查发现的情况" in text(liaison.get(reverse("township:home")))
    shown = text(liaison.get(page(mine)))
    assert "说明情况" in shown and TOKEN not in shown
    answer = posted(liaison, mine, "tell", words="情况属实，正在补齐。")
    assert answer.status_code == 302
    file = entry.photos.get().file
    actor = room.cast.actor("liaison", on=room.day)
    assert read_attachment(attachment=file, by=actor, at=room.cast.at(room.day))
    other = room.entries(row)[1]
    room.rate(row, other, rating="poor", words="没有登记", files=[photo("另一张.png")])
    with pytest.raises(NotAllowed, match="督查组"):
        read_attachment(attachment=other.photos.get().file, by=actor, at=room.cast.at(room.day))
    for who, status in (("grid", 404), ("auditor", 403), ("sysadmin", 403), ("east_clerk", 404)):
        assert browse(who).get(page(row)).status_code == status, who
        assert browse(who).get(page(mine)).status_code == status, who


def test_the_correction_and_the_later_look_in_the_browser(room, browse):
    row, unit = room.rectifying(), browse("liaison")
    assert "整改督查问题" in text(unit.get(reverse("township:home")))
    plan = {"origin": "没有统一登记", "measures": "建立登记簿，补齐回证", "in_charge": "何静"}
    refused = text(posted(unit, row, "plan", **plan | {"origin": "无"}))
    assert "问题成因" in refused and "至少写 4 个字" in refused and "建立登记簿" in refused
    assert posted(unit, row, "plan", **plan).status_code == 302
    row = room.fresh(row)
    assert "请选择证明材料" in text(posted(unit, row, "report", result="两件回证已补齐，登记簿已建立。"))
    given = {"result": "两件回证已补齐，登记簿已建立。", "files": [photo("回证.png")]}
    assert posted(unit, row, "report", **given).status_code == 302
    clerk, row = browse("clerk"), room.fresh(row)
    shown = text(clerk.get(page(row)))
    assert all(word in shown for word in ("没有统一登记", "建立登记簿", "何静", "回证.png", "核实销号"))
    verify = text(clerk.get(act(row, "accept")))
    assert "回证.png" in verify and "存档卷" in verify, "the proof lies beside what is decided about it"
    assert "请选择核实方式" in text(posted(clerk, row, "accept", verdict="已核对", look_back="30"))
    given = {"way": "on_site", "verdict": "现场核对无误", "look_back": "30"}
    assert posted(clerk, row, "accept", **given).status_code == 302
    row = room.fresh(row)
    refused = text(posted(clerk, row, "confirm", words="抽看五件没有反弹。"))
    assert "还没有到回头看的日期" in refused
    given = {"words": "又有一件没有回证。", "due_on": "2026-10-20"}
    assert posted(clerk, row, "reopen", **given).status_code == 302
    assert "重新整改1次" in text(clerk.get(page(row)))


def test_papers_and_the_topic_in_one_click(room, browse):
    row, clerk = room.settled(), browse("clerk")
    shown = text(clerk.get(page(row)))
    assert "给村镇建设办" in shown and "拟写督查报告" in shown
    topic = f"{reverse('meetings:topic_new')}?linked="
    assert topic in shown and "提请联席会议研究" in shown
    address = shown.split(topic)[1].split('"')[0].replace("&amp;", "&")
    form = text(clerk.get(f"{topic}{address}"))
    assert row.number in form and "关于初信初访办理专项督查情况的报告" in form
    made = posted(clerk, row, "feedback", room.cast.unit("building").pk)
    paper = row.papers.get()
    assert made.url == page(paper)
    shown = text(clerk.get(page(paper)))
    assert "五件答复意见书" in shown and "看版式" in shown and "督查 初信初访" in shown
    preview = reverse("supervision:inspection_paper_preview", args=[paper.pk])
    for who in ("clerk", "director", "convenor"):
        reader = browse(who)
        assert (preview in text(reader.get(page(paper)))) is (reader.get(preview).status_code == 200), who
    assert clerk.get(preview).status_code == 200
    assert browse("liaison").get(page(paper)).status_code == 404, "a draft"
    room.issued(paper)
    assert "签收督查反馈意见书" in text(browse("liaison").get(reverse("township:home")))
    assert browse("liaison2").get(page(paper)).status_code == 404, "another unit's"
    report = room.on(papers.draft_report, row)
    assert "初信初访办理专项督查情况的报告" in report.document.title


def test_a_restricted_letter_leaks_nowhere(room, browse):
    row = room.rated()
    found = room.upheld(room.told(room.put(room.found(row))))
    words = f"{TOKEN}属于有权机关职责，现予移送。"
    paper = room.on(papers.draft_transfer, found, organ=room.cast.unit("land_bureau"), words=words)
    for who in ("liaison", "liaison2", "leader", "clerk2"):
        client = browse(who)
        assert client.get(page(paper)).status_code == 404, who
        for address in (page(row), page(found), reverse("township:home"), reverse("supervision:findings")):
            shown = text(client.get(address))
            assert TOKEN not in shown and "移送函" not in shown and "自然资源局" not in shown, (who, address)
    assert "移送函" in text(browse("clerk").get(page(found)))


def test_templates_are_kept_in_versions(room, browse):
    clerk, new = browse("clerk"), reverse("supervision:checklist_new")
    assert "还没有模板" in text(clerk.get(reverse("supervision:checklists")))
    assert clerk.post(new, {"topic": "初信初访", "items": ITEMS}).status_code == 302
    row = Checklist.objects.get()
    assert clerk.post(new, {"topic": "初信初访", "items": ITEMS}).url.endswith(f"/{row.pk}/"), (
        "the same again made nothing"
    )
    assert "已经有这个主题" in text(clerk.post(new, {"topic": "初信初访", "items": f"{ITEMS}\n再加一项"}))
    edit = reverse("supervision:checklist_edit", args=[row.pk])
    assert "抽看登记簿" in text(clerk.get(edit))
    made = clerk.post(edit, {"topic": "初信初访", "items": "只看登记", "version": 1})
    second = Checklist.objects.get(version=2)
    assert made.url == reverse("supervision:checklist", args=[second.pk]) and "只看登记" in text(clerk.get(made.url))
    assert "旧版" in text(clerk.get(reverse("supervision:checklist", args=[row.pk])))
    inspection = room.approved()
    assert "初信初访（第2版）" in text(clerk.get(act(inspection, "checklist")))
    assert posted(clerk, inspection, "checklist", templates=[second.pk], own="自己加一项").status_code == 302
    assert [one.source for one in inspection.items.all()] == ["初信初访（第2版）", "自拟"]
    assert clerk.post(reverse("supervision:checklist_retire", args=[second.pk])).status_code == 302
    assert not Checklist.objects.filter(is_current=True).exists()
    assert browse("liaison").get(reverse("supervision:checklists")).status_code == 403


def test_ledgers_on_page_paper_and_file(room, browse):
    row = room.planned()
    clerk = browse("clerk")
    for name, word in (("inspections", "初信初访办理专项督查"), ("findings", "五件答复意见书")):
        shown = text(clerk.get(reverse(f"supervision:{name}")))
        assert word in shown, name
    assert "没有统一登记" not in text(clerk.get(reverse("supervision:findings"))), (
        "the origin stands on paper and in the file"
    )
    unit = browse("liaison")
    assert "本单位的督查发现和整改" in text(unit.get(reverse("supervision:findings")))
    assert row.matter.number in text(unit.get(reverse("supervision:findings")))
    overdue = reverse("supervision:findings") + "?state=overdue"
    assert row.matter.number not in text(clerk.get(overdue))
    room.later(40)
    assert row.matter.number in text(browse("clerk").get(overdue))
    assert "自己提交" not in text(browse("grid").get(reverse("supervision:findings")))


@pytest.mark.parametrize("name", ["inspections", "findings"])
def test_the_count_of_queries_does_not_grow_with_the_rows(room, browse, django_assert_max_num_queries, name):
    row = room.started()
    entries = room.entries(row)
    room.found(row)
    clerk, address = browse("clerk"), reverse(f"supervision:{name}")
    clerk.get(address)
    with django_assert_max_num_queries(20) as few:
        clerk.get(address)
    for n in range(30):
        if name == "findings":
            room.found(row, n=n % len(entries))
        else:
            room.draft(title=f"第{n + 1}次专项督查")
    with django_assert_max_num_queries(20) as many:
        assert "30" in text(clerk.get(address))
    assert len(many) <= len(few) + 1


def test_the_page_and_the_site_do_not_ask_more_for_more_rows(room, browse, django_assert_max_num_queries):
    row = room.started()
    member, site = browse("liaison2"), reverse("supervision:inspection_site", args=[row.pk])
    room.found(row)
    for address in (page(row), site):
        member.get(address)
        with django_assert_max_num_queries(40) as few:
            member.get(address)
        for n in range(10):
            room.found(row, n=n % 4)
        with django_assert_max_num_queries(40) as many:
            member.get(address)
        assert len(many) <= len(few), address


def test_a_member_who_steps_back_sees_nothing_more(room, browse):
    row = room.team(room.approved())
    member = browse("liaison2")
    assert member.get(page(row)).status_code == 200
    answer = posted(member, row, "recuse", reason="与农业服务中心负责人是近亲属")
    assert answer.status_code == 302 and member.get(page(row)).status_code == 404
    shown = text(browse("clerk").get(page(row)))
    assert "申明回避：与农业服务中心负责人是近亲属" in shown
    assert room.on(inspections.drop_inspection, row, reason="没有合适人员").state == "dropped"


def test_the_rectification_list_as_a_workbook_and_on_paper(room, browse):
    row = room.reported()
    clerk = browse("clerk")
    sheet = load_workbook(BytesIO(clerk.get(reverse("supervision:findings_sheet")).content)).active
    cells = [str(cell.value) for line in sheet.iter_rows() for cell in line if cell.value is not None]
    for word in ("成因", "措施", "责任人", "时限", "进展", "销号", "没有统一登记。", "建立登记簿，补齐回证。", "何静"):
        assert any(word in cell for cell in cells), word
    printed = text(clerk.get(reverse("supervision:findings_print")))
    assert "没有统一登记" in printed and row.text in printed
    assert "初信初访办理专项督查" in text(clerk.get(reverse("supervision:inspections_print")))
    assert load_workbook(BytesIO(clerk.get(reverse("supervision:inspections_sheet")).content)).active.max_row > 1
    taken = set(JournalEntry.objects.values_list("action", flat=True))
    assert {"finding.export", "finding.print", "inspection.export", "inspection.print"} <= taken
    assert browse("liaison").get(reverse("supervision:findings_sheet")).status_code == 403


def test_the_one_search_box_finds_them_in_sight(room, browse):
    row = room.put()
    find = reverse("records:search")
    assert row.matter.number in text(browse("clerk").get(find, {"q": "初信初访办理"}, follow=True))
    shown = text(browse("liaison").get(find, {"q": row.inspection.number}, follow=True))
    assert row.matter.number in shown
    assert row.matter.number not in text(browse("grid").get(find, {"q": row.inspection.number}, follow=True))


def test_a_photo_taken_by_mistake_is_taken_back_with_its_reason(room, browse):
    row = room.started()
    mine = next(
        one for one in room.entries(row) if room.who(one) == "liaison2" and one.unit == room.cast.unit("building")
    )
    room.rate(row, mine, rating="poor", words="没有回证", files=[photo("甲.png"), photo("乙.png"), photo("丙.png")])
    first, second, third = mine.photos.order_by("pk")
    n = room.entries(row).index(mine)
    found = room.put(room.found(row, n=n, photos=(first.file, second.file)))
    member, row = browse("liaison2"), room.fresh(row)
    assert act(row, "unphoto", part=third.pk) in text(member.get(act(row, "rate", part=mine.pk)))
    assert act(row, "unphoto", part=first.pk) in text(member.get(page(found)))
    assert "至少写" in text(posted(member, row, "unphoto", third.pk, reason="错"))
    why = "拍到了与督查无关的人"
    for one in (first, third):
        assert posted(member, row, "unphoto", one.pk, reason=why).status_code == 302
    assert [one.file.name for one in mine.photos.all()] == ["乙.png"]
    assert [one.text for one in found.evidence.all() if one.file_id] == ["照片：乙.png"]
    assert why in text(member.get(page(found))), "the unit and the team read why the evidence is gone"
    lines = JournalEntry.objects.filter(action="inspection.unphoto").order_by("pk")
    assert [(one.detail["attachment"], one.detail["sha256"], one.detail["reason"]) for one in lines] == [
        (one.file_id, one.file.blob, why) for one in (first, third)
    ]
    for who in ("clerk", "liaison2", "liaison"):
        with pytest.raises(NotAllowed, match="已经撤下"):
            read_attachment(attachment=first.file, by=room.cast.actor(who, on=room.day), at=room.cast.at(room.day))
    assert posted(member, row, "unphoto", first.pk, reason=why).status_code == 404
    assert posted(browse("clerk"), row, "unphoto", second.pk, reason=why).status_code == 403
    room.upheld(room.told(found))
    assert act(row, "unphoto", part=second.pk) not in text(member.get(page(found)))
    assert "已经认定，不能撤下" in text(posted(browse("director"), row, "unphoto", second.pk, reason=why))
    assert mine.photos.count() == 1


def test_what_a_unit_says_on_paper_is_written_down_with_its_scan(room, browse):
    row = room.put()
    clerk, unit = browse("clerk"), browse("liaison")
    assert "代录书面说明" in text(clerk.get(page(row))) and "代录书面说明" not in text(unit.get(page(row)))
    given = {"words": "情况属实，回证在邮局。", "on": room.day.isoformat()}
    assert "盖章的书面说明" in text(posted(clerk, row, "note_statement", **given)) and room.fresh(row).stated_on is None
    scan = {"files": [photo("说明.png")]}
    early = given | {"on": (row.raised_on - timedelta(days=1)).isoformat()}
    assert "收到日期不能早于" in text(posted(clerk, row, "note_statement", **early, files=[photo("说明.png")]))
    assert posted(unit, row, "note_statement", **given, files=[photo("说明.png")]).status_code == 403
    given["on"], room.day = (
        room.day.isoformat(),
        row.statement_due_on + timedelta(days=1),
    )  # the paper came in time, the office writes it down a day later
    clerk = browse("clerk")
    late = given | {"on": room.day.isoformat()}
    assert "期限已过" in text(posted(clerk, row, "note_statement", **late, files=[photo("说明.png")]))
    assert posted(clerk, row, "note_statement", **given, **scan).status_code == 302
    row = room.fresh(row)
    assert row.state == "told" and row.stated_on.isoformat() == given["on"]
    shown = text(clerk.get(page(row)))
    assert "情况属实，回证在邮局。" in shown and "代录" in shown and "说明.png" in shown
