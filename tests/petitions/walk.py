"""A random walk through the actions on the real database, rolled back at its end."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from hypothesis import strategies as st

from petitions.cases.actions.back_entries import Proof
from petitions.cases.actions.replies import current_draft
from petitions.cases.models.assignments import Objection
from petitions.cases.models.deliveries import Evaluation, OutsideReview
from petitions.cases.queries.case_page import case_page
from petitions.cases.queries.cases import get_case
from petitions.cases.rules.cases import CLOSED_STATES, table_for
from records.clocks.models import Clock
from records.papers.models.approvals import Approval
from records.papers.models.documents import Document
from records.work.actions.verify import differences_of
from records.work.models import OPEN, WorkItem
from records.work.queries.plans import Plans
from tests.petitions import doors
from tests.petitions.stage import Stage
from township.actors import NotAllowed, OutOfScope
from township.journal.models import JournalEntry
from township.refusals import Refused

PEOPLE = ("clerk", "clerk2", "director", "convenor", "liaison", "liaison2", "leader")
DECIDERS = ("refusal", "extension", "reply", "route")


class RollBack(Exception):
    pass


class Walk:
    """`run` registers one case and lets people do things to it; every step is checked against table, clocks and journal."""

    def __init__(self, stage: Stage, data):
        self.stage, self.data = stage, data
        self.day = stage.cast.today

    def run(self, steps: int) -> None:
        try:
            with transaction.atomic():
                self.walk(steps)
                raise RollBack
        except RollBack:
            self.stage.case = None

    def walk(self, steps: int) -> None:
        stage = self.stage
        stage.day = self.day
        purpose = self.draw(["demand", "demand", "demand", "suggestion", "accusation"], "purpose")
        above = {"source_organ": "清川县信访局", "source_number": "县信转〔2026〕9号"}
        way = self.draw([{}, {}, {"channel": "transferred", **above}], "way") if purpose != "accusation" else {}
        named = (stage.cast.person("convenor").pk,) if purpose == "accusation" else ()
        stage.register(purpose=purpose, named_ids=named, **way)
        for _ in range(steps):
            stage.day += timedelta(days=self.draw([0, 0, 0, 1, 3, 20], "days"))
            self.step()
        done = [action for action in stage.journal() if action.startswith("case.")]
        assert len(done) >= stage.case.revision
        beside = {"settle_wording", "void_document"}  # lines of the timeline inside an act
        assert len([move for move in stage.events() if move not in beside]) == stage.case.revision

    def step(self) -> None:
        """Somebody presses a button of his page, or one time in four tries anything at all."""
        stage = self.stage
        before = self.picture()
        who = self.draw(PEOPLE, "who")
        offered = self.offered(who) if self.draw([True, True, True, False], "from the page") else []
        name = self.draw(offered or sorted(STEPS), "step")
        try:
            with transaction.atomic():
                STEPS[name](self, who)
        except Refused as refused:
            assert str(refused).strip()
            assert not (offered and isinstance(refused, (NotAllowed, OutOfScope))), (
                f"offered {name} to {who}: {refused}"
            )
            stage.again()
            assert self.picture() == before, f"{name} was refused and still changed something"
            return
        stage.again()
        self.check(name, before, self.picture())
        self.check_work()

    def offered(self, who: str) -> list[str]:
        """The steps of every button that this person sees and may press now."""
        actor = self.stage.cast.actor(who, on=self.stage.day)
        try:
            page = case_page(actor, get_case(actor, self.stage.case.pk))
        except OutOfScope:
            return []
        return [BUTTONS[step.name] for step in page.steps if not step.blocked and step.name in BUTTONS]

    def picture(self) -> dict:
        case = self.stage.again()
        clocks = Clock.objects.filter(matter_id=case.pk)
        return {
            "state": case.state,
            "revision": case.revision,
            "clocks": {c.pk: (c.due_on, c.extension_days, c.stopped_on, c.pauses.count()) for c in clocks},
            "papers": list(
                Document.objects.filter(matter_id=case.pk).order_by("pk").values_list("pk", "state", "number")
            ),
            "journal": JournalEntry.objects.filter(subject_id=case.pk).count(),
        }

    def check(self, name: str, before: dict, after: dict) -> None:
        if after["state"] != before["state"]:
            ways = [(s, m.target) for m in table_for(self.stage.case.case_class).moves for s in m.source]
            steps = {target for source, target in ways if source == before["state"]}
            further = {target for source, target in ways if source in steps}
            assert after["state"] in steps | (further if name == "execute" else set())
        if after["revision"] != before["revision"]:
            assert after["revision"] == before["revision"] + 1
            assert after["journal"] > before["journal"], f"{name} left no line in the journal"
        else:
            assert after == before | {"journal": after["journal"]}
        if name in ("decide_ending", "decide_correction"):  # what was written down wrongly never ran
            return
        for pk, (due_on, extension, stopped_on, pauses) in before["clocks"].items():
            now = after["clocks"][pk]
            if name == "decide" and Clock.objects.get(pk=pk).code == "unit_limit":
                continue  # moves with an extension, inside its limit
            grown = now[1] - extension
            assert now[0] == due_on + timedelta(days=grown) or now[3] != pauses
            assert grown == 0 or (extension == 0 and name == "decide" and now[1] <= 30)
            assert stopped_on is None or now[2] == stopped_on or name == "confirm_entry"
        issued = {paper for paper in before["papers"] if paper[1] == "issued"}
        assert issued <= set(after["papers"])

    def check_work(self) -> None:
        """The stored work items are what is owed; an open case without anything owed would be nobody's."""
        case = self.stage.case
        assert not list(differences_of([case], Plans(case.township_id)))
        owed = WorkItem.objects.filter(OPEN, matter_id=case.pk)
        assert owed.exists() or case.state in CLOSED_STATES, f"{case.state}: nobody owes anything"

    def draw(self, options, label: str):
        return self.data.draw(st.sampled_from(list(options)), label=label)


def _decide(walk: Walk, who: str) -> None:
    pending = Approval.objects.filter(matter_id=walk.stage.case.pk, state="pending").first()
    if pending is None or pending.kind not in DECIDERS:
        raise Refused("nothing to decide")
    agreed = walk.draw([True, True, False], "agreed")
    walk.stage.decide(pending.kind, who, approved=agreed, remark="" if agreed else "请再核实")


def _withdraw(walk: Walk, who: str) -> None:
    walk.stage.do(doors.withdraw_proposal, who)


def _assign(walk: Walk, who: str) -> None:
    cast = walk.stage.cast
    helpers = [(cast.unit("farm").pk, None)] if walk.draw([True, False], "helper") else []
    walk.stage.assign(who, unit=walk.draw(["building", "civil"], "unit"), assist=helpers)


def _own_tasks(walk: Walk, who: str) -> list:
    units = walk.stage.cast.actor(who, on=walk.stage.day).unit_ids
    return list(walk.stage.case.assignments.filter(unit_id__in=units, ended_on__isnull=True).order_by("pk"))


def _task(walk: Walk, who: str) -> int:
    """A standing task of the person's own unit where there is one, else any."""
    choice = _own_tasks(walk, who) or list(walk.stage.case.assignments.order_by("pk"))
    if not choice:
        raise Refused("no task")
    return choice[walk.draw(range(len(choice)), "task")].pk


def _object(walk: Walk, who: str) -> None:
    reason = "按照职责清单不属于本单位职权范围，应由其他单位承办。"
    walk.stage.do(doors.object_assignment, who, assignment_id=_task(walk, who), reason=reason, basis="职责清单")


def _decide_objection(walk: Walk, who: str) -> None:
    pending = Objection.objects.filter(assignment__case=walk.stage.case, state="pending").first()
    if pending is None:
        raise Refused("no objection")
    agreed = walk.draw([True, False], "agreed")
    walk.stage.do(doors.decide_objection, who, objection_id=pending.pk, agreed=agreed, remark="已核实")


def _progress(walk: Walk, who: str) -> None:
    is_result = bool(_own_tasks(walk, who)) and walk.draw([True, False], "is_result")
    task = _task(walk, who) if is_result else None
    on = max(walk.stage.day - timedelta(days=walk.draw([0, 0, 2], "late by")), walk.stage.case.received_on)
    walk.stage.do(
        doors.report_progress,
        who,
        text="已到现场核实。",
        on=on,
        assignment_id=task,
        is_result=is_result,
        proof=Proof("现场核实记录第3号"),
    )


def _accept(walk: Walk, who: str) -> None:
    track = walk.draw(["ordinary", "ordinary", "simple"], "track")
    walk.stage.accept(who, track=track, scope="clear", path31=walk.draw([6, 6, 6, 5], "path31"))


def _refuse(walk: Walk, who: str) -> None:
    ground = walk.draw(["not_competent", "lawsuit", "final"], "ground")
    walk.stage.do(doors.propose_refusal, who, ground=ground, reason="", where_to_go="县法院")


def _transfer(walk: Walk, who: str) -> None:
    unit = walk.stage.cast.unit(walk.draw(["land_bureau", "civil"], "to")).pk
    walk.stage.do(doors.transfer, who, to_unit_id=unit, reason="属其职权范围", on=walk.stage.day)


def _draft(walk: Walk, who: str) -> None:
    draft = current_draft(walk.stage.case) if not walk.stage.case.is_accusation else None
    conclusions = ["support", "explain"] if walk.stage.case.case_class == "claim" else ["adopt"]
    walk.stage.draft(who, conclusion=walk.draw(conclusions, "conclusion"), version=draft.version if draft else None)


def _deliver(walk: Walk, who: str) -> None:
    papers = Document.objects.filter(matter_id=walk.stage.case.pk)
    if not papers:
        raise Refused("no paper")
    walk.stage.deliver(who, document=walk.draw(list(papers), "paper"))


def _execute(walk: Walk, who: str) -> None:
    claim = walk.stage.case.claims.filter(executed_on__isnull=True).first()
    if claim is None:
        raise Refused("no claim")
    walk.stage.do(doors.record_execution, who, claim_id=claim.pk, text="已经落实到位", on=walk.stage.day)


def _review(walk: Walk, who: str) -> None:
    kind = walk.draw(["review", "final_review"], "kind")
    walk.stage.do(doors.record_review, who, kind=kind, organ="上级机关", requested_on=walk.stage.day)


def _open_review(walk: Walk) -> OutsideReview:
    row = OutsideReview.objects.filter(case=walk.stage.case).order_by("-pk").first()
    if row is None:
        raise Refused("no review")
    return row


def _review_result(walk: Walk, who: str) -> None:
    result = walk.draw(["upheld", "annulled", "changed"], "result")
    day = walk.stage.day
    walk.stage.do(
        doors.record_review_result,
        who,
        review_id=_open_review(walk).pk,
        decided_on=day,
        served_on=day,
        number="1号",
        result=result,
    )


def _pause(walk: Walk, who: str) -> None:
    walk.stage.do(doors.pause_review, who, review_id=_open_review(walk).pk, from_on=walk.stage.day, reason="听证")


def _resume(walk: Walk, who: str) -> None:
    walk.stage.do(doors.resume_review, who, review_id=_open_review(walk).pk, to_on=walk.stage.day)


def _reopen(walk: Walk, who: str) -> None:
    case = walk.stage.case
    Evaluation.objects.get_or_create(
        case=case, about="unit", defaults={"grade": "bad", "at": walk.stage.cast.at(walk.stage.day, 9)}
    )
    walk.stage.do(doors.reopen, who, reason="信访人不满意")


def _stale(walk: Walk, who: str) -> None:
    walk.stage.do(doors.archive, who, revision=walk.stage.case.revision - 1)


def _second(walk: Walk, who: str, action) -> None:
    """The second person's word, on what waits for it."""
    stage = walk.stage
    agreed = walk.draw([True, False], "agreed")
    given = {"by": stage.cast.actor(who, on=stage.day), "at": stage.cast.at(stage.day), "approved": agreed}
    action(case_id=stage.case.pk, remark="" if agreed else "请再核实", **given)


def _ending(walk: Walk, who: str) -> None:
    ground = walk.draw(["mistaken", "withdrawn"], "ground")
    proof = [SimpleUploadedFile("撤回申请.txt", "本人自愿撤回。".encode())] if ground == "withdrawn" else []
    walk.stage.do(doors.propose_ending, who, ground=ground, reason="信访人书面要求", evidence=proof)


def _correction(walk: Walk, who: str) -> None:
    case = walk.stage.case
    channel = "letter" if case.channel == "visit" else "visit"
    days = {"raised_on": case.raised_on, "received_on": case.received_on}
    walk.stage.do(doors.propose_correction, who, channel=channel, purpose=case.purpose, reason="原来登错了形式", **days)


def _sender_answer(walk: Walk, who: str) -> None:
    agreed = walk.draw([True, False], "agreed")
    walk.stage.do(doors.record_sender_answer, who, agreed=agreed, on=walk.stage.day, number="县信函〔2026〕1号")


# Buttons of the page that the walk presses, by the step that does it.
BUTTONS = {
    "decide_refusal": "decide", "decide_reply": "decide", "decide_extension": "decide", "decide_route": "decide",
    "withdraw_proposal": "withdraw",
    "decide_objection": "decide_objection", "receive": "receive", "accept": "accept", "answer_directly": "answer",
    "assign": "assign", "transfer": "transfer", "propose_refusal": "refuse", "object": "object", "draft_reply": "draft",
    "submit_reply": "submit", "report_progress": "progress", "propose_extension": "extend", "to_ordinary": "to_ordinary",
    "deliver": "deliver", "record_execution": "execute", "conclude": "conclude", "record_review": "review",
    "record_review_result": "review_result", "pause_review": "pause", "resume_review": "resume", "reopen": "reopen",
    "propose_route": "route", "archive": "archive", "propose_ending": "ending", "decide_ending": "decide_ending",
    "propose_correction": "correction", "decide_correction": "decide_correction", "confirm_entry": "confirm_entry",
    "object_to_sender": "object_to_sender", "record_sender_answer": "sender_answer",
}  # fmt: skip
STEPS = {
    "accept": _accept,
    "answer": lambda walk, who: walk.stage.do(doors.answer_directly, who, text="已经当面答复清楚", manner="oral"),
    "archive": lambda walk, who: walk.stage.do(doors.archive, who),
    "assign": _assign,
    "conclude": lambda walk, who: walk.stage.do(doors.conclude, who, on=walk.stage.day),
    "confirm_entry": lambda walk, who: _second(walk, who, doors.confirm_entry),
    "correction": _correction,
    "decide_correction": lambda walk, who: _second(walk, who, doors.decide_correction),
    "decide_ending": lambda walk, who: _second(walk, who, doors.decide_ending),
    "ending": _ending,
    "object_to_sender": lambda walk, who: walk.stage.do(
        doors.object_to_sender,
        who,
        reason="按照权责清单不属于本机关职权范围",
        basis="权责清单",
        suggested="县自然资源局",
    ),
    "sender_answer": _sender_answer,
    "decide": _decide,
    "decide_objection": _decide_objection,
    "deliver": _deliver,
    "draft": _draft,
    "execute": _execute,
    "extend": lambda walk, who: walk.stage.do(doors.propose_extension, who, days=30, reason="情况比较复杂"),
    "new_code": lambda walk, who: walk.stage.do(doors.new_lookup_code, who),
    "object": _object,
    "pause": _pause,
    "progress": _progress,
    "receive": lambda walk, who: walk.stage.do(doors.receive, who, assignment_id=_task(walk, who)),
    "refuse": _refuse,
    "reopen": _reopen,
    "resume": _resume,
    "review": _review,
    "review_result": _review_result,
    "route": lambda walk, who: walk.stage.do(
        doors.propose_route, who, to_unit_id=walk.stage.cast.unit("discipline").pk, reason="属其职权"
    ),
    "stale": _stale,
    "submit": lambda walk, who: walk.stage.submit(who),
    "to_ordinary": lambda walk, who: walk.stage.do(doors.to_ordinary, who, reason="情况比较复杂"),
    "transfer": _transfer,
    "withdraw": _withdraw,
}
