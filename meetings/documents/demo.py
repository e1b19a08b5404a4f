"""Invented documents, a group, letters and work points of the demonstration, played through the actions of the office."""

from datetime import date, datetime, time, timedelta

from django.utils.timezone import get_current_timezone

from meetings.documents.actions import groups, incoming, letters, papers, plans
from meetings.documents.actions.circulars import open_circular
from meetings.documents.models.groups import WorkingGroup
from meetings.documents.models.incoming import IncomingPaper
from meetings.documents.models.letters import LetterRound
from meetings.documents.models.papers import OfficePaper
from meetings.documents.models.plans import WorkPlan
from meetings.documents.queries.papers import default_copies
from meetings.documents.rules.letters import STANDARD_TEXT
from records.duties.rules.duties import Cadence, period_of
from records.papers.actions.documents import text_hash
from records.papers.actions.recipients import Distribution
from township.directory.models.people import Person, Role
from township.directory.models.townships import Township
from township.directory.troupe import Incomplete, Troupe

NOTICE = (
    "为做好年末矛盾纠纷排查化解工作，现将有关要求通知如下：\n一、工作任务\n各单位、各村（社区）对本辖区、本领域矛盾纠纷逐户逐件排查，"
    "建立台账，明确责任人和化解时限。\n二、时间要求\n请于本月底前完成排查并报联席办，没有发现的实行零报告。\n三、工作要求\n"
    "主要负责人负总责，不得瞒报、漏报；跨单位事项由联席办统一协调。"
)
BULLETIN = (
    "近日，全镇信访工作联席会议成员单位集中开展初次信访事项“回头看”。\n一、主要做法\n逐件核对受理、答复和送达材料，对群众不满意的事项"
    "重新研究办理方案。\n二、取得成效\n|项目|件数|\n|回头看事项|12|\n|补充告知|3|\n|重新研究|2|\n各单位台账更加规范。"
)


def load(township: Township, today: date) -> int:
    """Play two papers, a weekly draft, two incoming documents, a group, letters and points; returns how many."""
    troupe = Troupe.of(township, today)
    if len(troupe.units) < 3:
        raise Incomplete(f"{township} has fewer than three units with a liaison")
    _notice(troupe)
    _bulletin(troupe)
    week = period_of(Cadence.WEEKLY, today - timedelta(days=7))
    open_circular("circular_week", township.pk, week, datetime.combine(today, time(8), tzinfo=get_current_timezone()))
    _incoming(troupe)
    _group(troupe)
    _letters(troupe)
    _points(troupe)
    return 9


def _notice(troupe: Troupe) -> None:
    on = troupe.day(9)
    data = papers.PaperData(title="关于开展年末矛盾纠纷排查化解的通知", body=NOTICE, to=Distribution(troupe.units[:4]))
    row = troupe.do(papers.draft_paper, troupe.clerk(), on, 9, kind="notice", data=data)
    _approved(troupe, row, troupe.person(Role.DIRECTOR), on)
    troupe.do(papers.FLOW.issue_paper, troupe.clerk(), on, 16, row_id=row.pk, revision=_revision(OfficePaper, row.pk))
    for recipient in row.document.recipients.select_related("unit")[:2]:
        liaison = troupe.person(Role.LIAISON, recipient.unit)
        troupe.do(papers.FLOW.receive_paper, liaison, on, 17, row_id=row.pk, recipient_id=recipient.pk)


def _bulletin(troupe: Troupe) -> None:
    """Waits on the director's desk."""
    on = troupe.day(1)
    data = papers.PaperData(
        title="多措并举开展信访事项“回头看”",
        body=BULLETIN,
        to=Distribution(troupe.units[:4], default_copies(troupe.township.pk)),
    )
    row = troupe.do(papers.draft_paper, troupe.clerk(), on, 9, kind="bulletin", data=data)
    troupe.do(papers.FLOW.submit, troupe.clerk(), on, 10, row_id=row.pk, revision=_revision(OfficePaper, row.pk))


def _approved(troupe: Troupe, row: OfficePaper, who: Person, on: date) -> None:
    troupe.do(papers.FLOW.submit, troupe.clerk(), on, 10, row_id=row.pk, revision=_revision(OfficePaper, row.pk))
    document = OfficePaper.objects.select_related("document").get(pk=row.pk).document
    troupe.do(
        papers.FLOW.decide,
        who,
        on,
        11,
        row_id=row.pk,
        approved=True,
        version=document.version,
        text_sha256=text_hash(document.body),
    )


def _incoming(troupe: Troupe) -> None:
    """One in a unit's hands, one that waits for an opinion."""
    on, clerk = troupe.day(6), troupe.clerk()
    data = incoming.IncomingData(
        "清川县信访联席办",
        "关于报送第四季度信访形势分析的通知",
        on,
        "川信联办〔2026〕31号",
        "plain",
        "请于月底前书面报送。",
        on + timedelta(days=20),
    )
    row = troupe.do(incoming.register_incoming, clerk, on, 9, data=data)
    troupe.do(
        incoming.opine,
        clerk,
        on,
        10,
        incoming_id=row.pk,
        revision=_revision(IncomingPaper, row.pk),
        opinion=f"建议由{troupe.units[0].label}汇总本领域情况，联席办统稿后报送。",
    )
    troupe.do(
        incoming.decide,
        troupe.person(Role.DIRECTOR),
        on,
        15,
        incoming_id=row.pk,
        act="assign",
        order="同意拟办意见。",
        revision=_revision(IncomingPaper, row.pk),
        unit_id=troupe.units[0].pk,
    )
    late = troupe.day(1)
    data = incoming.IncomingData(
        "清川县自然资源局", "关于商请提供宅基地争议材料的函", late, "川自然资函〔2026〕77号", "urgent"
    )
    troupe.do(incoming.register_incoming, clerk, late, 11, data=data)


def _group(troupe: Troupe) -> None:
    first, second, third = troupe.units[:3]
    on, clerk = troupe.day(25), troupe.clerk()
    data = groups.GroupData(
        name="安置小区办证问题专项工作小组",
        ground="many_people",
        lead_id=first.pk,
        rhythm="half_month",
        mandate="查清安置小区未办证的户数和原因，协调规划、不动产登记等部门分类处理，首批户办证后撤销。",
        unit_ids=(second.pk, third.pk),
    )
    row = troupe.do(groups.propose_group, clerk, on, 9, data=data)
    troupe.do(
        groups.decide_group,
        troupe.person(Role.CONVENOR),
        on,
        15,
        group_id=row.pk,
        agreed=True,
        revision=_revision(WorkingGroup, row.pk),
    )
    troupe.do(
        groups.report_group,
        troupe.person(Role.LIAISON, first),
        troupe.day(11),
        10,
        group_id=row.pk,
        revision=_revision(WorkingGroup, row.pk),
        text="已完成全部住户摸底，资料齐全的首批户正在申报，其余分三类研究处理意见。",
    )


def _letters(troupe: Troupe) -> None:
    on, clerk = troupe.day(20), troupe.clerk()
    data = letters.LettersData(troupe.today.year, "信访工作责任书", troupe.today + timedelta(days=10), STANDARD_TEXT)
    known = LetterRound.objects.filter(township=troupe.township, year=data.year).first()
    row = known or troupe.do(letters.draft_letters, clerk, on, 9, data=data)
    troupe.do(letters.FLOW.submit, clerk, on, 10, row_id=row.pk, revision=_revision(LetterRound, row.pk))
    document = LetterRound.objects.select_related("document").get(pk=row.pk).document
    troupe.do(
        letters.FLOW.decide,
        troupe.person(Role.DIRECTOR),
        on,
        15,
        row_id=row.pk,
        approved=True,
        version=document.version,
        text_sha256=text_hash(document.body),
    )
    head = troupe.person(Role.CONVENOR).name
    for signature in row.rows.filter(unit__in=troupe.units[:2]).select_related("unit"):
        liaison = troupe.person(Role.LIAISON, signature.unit)
        troupe.do(
            letters.note_signature,
            clerk,
            troupe.day(15),
            10,
            letters_id=row.pk,
            row_id=signature.pk,
            signed_on=troupe.day(16),
            party_a=head,
            party_b=liaison.name,
        )


def _points(troupe: Troupe) -> None:
    """Issued and under way."""
    on, clerk, year = troupe.day(30), troupe.clerk(), troupe.today.year
    plan = troupe.do(plans.start_plan, clerk, on, 9, year=year)
    troupe.do(
        plans.save_preface,
        clerk,
        on,
        9,
        plan_id=plan.pk,
        revision=_revision(WorkPlan, plan.pk),
        preface="坚持依法分类处理，推动信访问题化解在基层、解决在当地，全年重点抓好以下工作：",
    )
    wanted = (
        ("健全领导接访和包案制度", troupe.units[0], "接访安排按周公示，包案事项逐件有方案"),
        ("开展信访积案集中化解", troupe.units[1], "台账内积案化解率达到八成"),
        ("规范村（社区）矛盾纠纷半月排查", troupe.units[2], "排查报表按期报送，逐案销号"),
    )
    for text, unit, done_when in wanted:
        data = plans.PointData(text, unit.pk, date(year, 12, 31), done_when)
        troupe.do(plans.add_point, clerk, on, 10, plan_id=plan.pk, revision=_revision(WorkPlan, plan.pk), data=data)
    troupe.do(plans.submit_plan, clerk, on, 11, plan_id=plan.pk, revision=_revision(WorkPlan, plan.pk))
    paper = OfficePaper.objects.select_related("document").get(work_plan=plan)
    troupe.do(
        papers.FLOW.decide,
        troupe.person(Role.CONVENOR),
        on,
        15,
        row_id=paper.pk,
        approved=True,
        version=paper.document.version,
        text_sha256=text_hash(paper.document.body),
    )
    troupe.do(papers.FLOW.issue_paper, clerk, on, 16, row_id=paper.pk, revision=_revision(OfficePaper, paper.pk))
    first, second, _ = plan.points.order_by("seq")
    _report(troupe, first, 100, "接访安排已按周公示，包案事项全部制定方案。")
    _report(troupe, second, 60, "已化解三件，其余正在协调。")


def _report(troupe: Troupe, point, percent: int, text: str) -> None:
    liaison = troupe.person(Role.LIAISON, point.unit)
    troupe.do(
        plans.report_point,
        liaison,
        troupe.day(8),
        10,
        plan_id=point.plan_id,
        point_id=point.pk,
        percent=percent,
        text=text,
    )


def _revision(model, pk: int) -> int:
    return model.objects.values_list("revision", flat=True).get(pk=pk)
