"""Invented documents, a group, letters and work points of the demonstration, played through the actions of the office."""

from datetime import date, timedelta

from meetings.documents.actions import groups, incoming, letters, papers, plans
from meetings.documents.actions.circulars import open_circular
from meetings.documents.models.letters import LetterRound
from meetings.documents.models.papers import OfficePaper
from meetings.documents.queries.papers import default_copies
from meetings.documents.rules.letters import STANDARD_TEXT
from records.acts.demo import act, play, sign_for
from records.duties.rules.duties import Cadence, period_of
from records.papers.actions.recipients import Distribution
from township.directory.models.people import Role
from township.directory.models.townships import Township
from township.directory.troupe import Incomplete, Troupe, moment

NOTICE = (
    "为做好年末矛盾纠纷排查化解工作，现将有关要求通知如下：\n一、工作任务\n各单位、各村（社区）对本辖区、本领域矛盾纠纷逐户逐件排查，"
    "建立台账，明确责任人和化解时限。\n二、时间要求\n请于本月底前完成排查并报联席办，没有发现的实行零报告。\n三、工作要求\n"
    "主要负责人负总责，不得瞒报、漏报；跨单位事项由联席办统一协调。"
)
BULLETIN = (
    "近日，全镇信访工作联席会议成员单位集中开展初次信访事项“回头看”。\n一、主要做法\n逐件核对受理、答复和送达材料，对群众不满意的事项"
    "重新研究办理方案。\n二、取得成效\n|项目|件数|\n|回头看事项|12|\n|补充告知|3|\n|重新研究|2|\n各单位台账更加规范。"
)
POINTS = (
    ("健全领导接访和包案制度", "接访安排按周公示，包案事项逐件有方案"),
    ("开展信访积案集中化解", "台账内积案化解率达到八成"),
    ("规范村（社区）矛盾纠纷半月排查", "排查报表按期报送，逐案销号"),
)
REPORTS = ((100, "接访安排已按周公示，包案事项全部制定方案。"), (60, "已化解三件，其余正在协调。"))


def load(township: Township, today: date) -> int:
    """Play two papers, a weekly draft, two incoming documents, a group, letters and points; returns how many."""
    troupe = Troupe.of(township, today)
    if len(troupe.units) < 3:
        raise Incomplete(f"{township} has fewer than three units with a liaison")
    _notice(troupe)
    _bulletin(troupe)
    week = period_of(Cadence.WEEKLY, today - timedelta(days=7))
    open_circular("circular_week", township.pk, week, moment(today, 8))
    _incoming(troupe)
    _group(troupe)
    _letters(troupe)
    _points(troupe)
    return 9


def _notice(troupe: Troupe) -> None:
    on = troupe.day(9)
    data = papers.PaperData(title="关于开展年末矛盾纠纷排查化解的通知", body=NOTICE, to=Distribution(troupe.units[:4]))
    row = troupe.do(papers.draft_paper, troupe.clerk(), on, 9, kind="notice", data=data)
    scenes = (
        (on, 10, Role.CLERK, papers.FLOW.submit, {}),
        (on, 11, Role.DIRECTOR, papers.FLOW.decide, {"approved": True}),
        (on, 16, Role.CLERK, papers.FLOW.issue_paper, {}),
    )
    play(troupe, row, scenes)
    sign_for(troupe, papers.FLOW.receive_paper, row, on, 17, but=1)


def _bulletin(troupe: Troupe) -> None:
    """Waits on the director's desk."""
    on, to = troupe.day(1), Distribution(troupe.units[:4], default_copies(troupe.township.pk))
    data = papers.PaperData(title="多措并举开展信访事项“回头看”", body=BULLETIN, to=to)
    row = troupe.do(papers.draft_paper, troupe.clerk(), on, 9, kind="bulletin", data=data)
    act(troupe, papers.FLOW.submit, row, Role.CLERK, on, 10)


def _incoming(troupe: Troupe) -> None:
    """One in a unit's hands, one that waits for an opinion."""
    on, late, unit = troupe.day(6), troupe.day(1), troupe.units[0]
    asked = ("关于报送第四季度信访形势分析的通知", on, "川信联办〔2026〕31号", "plain", "请于月底前书面报送。")
    data = incoming.IncomingData("清川县信访联席办", *asked, on + timedelta(days=20))
    row = troupe.do(incoming.register_incoming, troupe.clerk(), on, 9, data=data)
    opinion = f"建议由{unit.label}汇总本领域情况，联席办统稿后报送。"
    order = {"act": "assign", "order": "同意拟办意见。", "unit_id": unit.pk}
    scenes = (
        (on, 10, Role.CLERK, incoming.opine, {"opinion": opinion}),
        (on, 15, Role.DIRECTOR, incoming.decide, order),
    )
    play(troupe, row, scenes)
    asked = ("关于商请提供宅基地争议材料的函", late, "川自然资函〔2026〕77号", "urgent")
    data = incoming.IncomingData("清川县自然资源局", *asked)
    troupe.do(incoming.register_incoming, troupe.clerk(), late, 11, data=data)


def _group(troupe: Troupe) -> None:
    first, second, third = troupe.units[:3]
    on, liaison = troupe.day(25), troupe.person(Role.LIAISON, first)
    data = groups.GroupData(
        name="安置小区办证问题专项工作小组",
        ground="many_people",
        lead_id=first.pk,
        rhythm="half_month",
        mandate="查清安置小区未办证的户数和原因，协调规划、不动产登记等部门分类处理，首批户办证后撤销。",
        unit_ids=(second.pk, third.pk),
    )
    row = troupe.do(groups.propose_group, troupe.clerk(), on, 9, data=data)
    text = "已完成全部住户摸底，资料齐全的首批户正在申报，其余分三类研究处理意见。"
    scenes = (
        (on, 15, Role.CONVENOR, groups.decide_group, {"agreed": True}),
        (troupe.day(11), 10, liaison, groups.report_group, {"text": text}),
    )
    play(troupe, row, scenes)


def _letters(troupe: Troupe) -> None:
    on, year = troupe.day(20), troupe.today.year
    data = letters.LettersData(year, "信访工作责任书", troupe.today + timedelta(days=10), STANDARD_TEXT)
    known = LetterRound.objects.filter(township=troupe.township, year=year).first()
    row = known or troupe.do(letters.draft_letters, troupe.clerk(), on, 9, data=data)
    act(troupe, letters.FLOW.submit, row, Role.CLERK, on, 10)
    act(troupe, letters.FLOW.decide, row, Role.DIRECTOR, on, 15, approved=True)
    signed = {"signed_on": troupe.day(16), "party_a": troupe.person(Role.CONVENOR).name}
    for line in row.rows.filter(unit__in=troupe.units[:2]).select_related("unit"):
        given = signed | {"row_id": line.pk, "party_b": troupe.person(Role.LIAISON, line.unit).name}
        act(troupe, letters.note_signature, row, Role.CLERK, troupe.day(15), 10, **given)


def _points(troupe: Troupe) -> None:
    """Issued and under way."""
    on, year = troupe.day(30), troupe.today.year
    plan = troupe.do(plans.start_plan, troupe.clerk(), on, 9, year=year)
    preface = "坚持依法分类处理，推动信访问题化解在基层、解决在当地，全年重点抓好以下工作："
    act(troupe, plans.save_preface, plan, Role.CLERK, on, 9, preface=preface)
    for (text, done_when), unit in zip(POINTS, troupe.units, strict=False):
        data = plans.PointData(text, unit.pk, date(year, 12, 31), done_when)
        act(troupe, plans.add_point, plan, Role.CLERK, on, 10, data=data)
    act(troupe, plans.submit_plan, plan, Role.CLERK, on, 11)
    paper = OfficePaper.objects.get(work_plan=plan)
    act(troupe, papers.FLOW.decide, paper, Role.CONVENOR, on, 15, approved=True)
    act(troupe, papers.FLOW.issue_paper, paper, Role.CLERK, on, 16)
    sign_for(troupe, papers.FLOW.receive_paper, paper, on, 17, but=1)
    for point, (percent, text) in zip(plan.points.order_by("seq"), REPORTS, strict=False):
        liaison, given = (
            troupe.person(Role.LIAISON, point.unit),
            {"point_id": point.pk, "percent": percent, "text": text},
        )
        act(troupe, plans.report_point, plan, liaison, troupe.day(8), 10, **given)
