"""How a test gets its assessment: schemes in force, runs in any state, made by the actions themselves."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from assessment.schemes.actions import entries, objections, runs, schemes
from assessment.schemes.models.runs import Run
from assessment.schemes.models.schemes import Scheme
from assessment.schemes.queries.runs import missing_marks, results
from assessment.schemes.queries.schemes import content_of
from records.papers.actions.documents import text_hash
from tests.cast import Cast

FIRST, LAST = date(2026, 1, 1), date(2026, 6, 30)
MEETING = "联席会议2026年第3次会议"


@dataclass
class Bench:
    """The office at its assessment. `day` is the day things happen."""

    cast: Cast
    day: date

    def do(self, action, who: str, hour: int = 10, **values):
        return action(by=self.cast.actor(who, on=self.day), at=self.cast.at(self.day, hour), **values)

    def scheme(self, key: str = "hantai", group: str = "member") -> Scheme:
        row = self.do(schemes.draft_scheme, "clerk", year=self.day.year, group=group, key=key)
        return self.fix(row)

    def fix(self, row: Scheme) -> Scheme:
        row = self.on(schemes.submit_scheme, row, "clerk")
        return self.on(schemes.fix_scheme, row, "director", decision=MEETING)

    def on(self, action, row, who: str, **values):
        name = "scheme_id" if isinstance(row, Scheme) else "row_id" if hasattr(action, "__self__") else "run_id"
        revision = type(row).objects.get(pk=row.pk).revision
        return self.do(action, who, **{name: row.pk}, revision=revision, **values)

    def run(self, key: str = "hantai", group: str = "member", stage: str = "half") -> Run:
        scheme = Scheme.objects.filter(group=group, state="fixed").first() or self.scheme(key, group)
        last = LAST if stage == "half" else date(2026, 12, 31)
        return self.do(runs.start_run, "clerk", scheme_id=scheme.pk, stage=stage, first=FIRST, last=last)

    def score(self, row: Run, points: Decimal | None = None) -> Run:
        """Everything that waits for a scorer, by as many people as it asks."""
        content = content_of(row.scheme)
        for who in ("clerk", "clerk2"):
            for unit, keys in missing_marks(row, content).items():
                marks = tuple(
                    entries.Mark(key, content.item(key).weight if points is None else points, "查阅台账和现场抽查")
                    for key in keys
                )
                self.do(entries.mark, who, run_id=row.pk, unit_id=unit, marks=marks)
        return self.fresh(row)

    def published(self, row: Run | None = None) -> Run:
        row = self.score(row or self.run())
        return self.on(runs.publish, row, "clerk")

    def object(self, row: Run, item: str, who: str = "liaison", unit: str = "building", **values):
        text = "延期在期限以前已经批准，应按延期后的期限计算"
        return self.do(
            objections.object_to, who, run_id=row.pk, unit_id=self.cast.unit(unit).pk, item=item, text=text, **values
        )

    def answer(self, objection, who: str = "director", accepted: bool = True, **values):
        given = {"reason": "经核对原始材料，情况属实"} | values
        return self.do(
            objections.answer, who, run_id=objection.run_id, objection_id=objection.pk, accepted=accepted, **given
        )

    def settled(self, row: Run | None = None) -> Run:
        row = row or self.published()
        self.day = self.fresh(row).until + timedelta(days=1)
        row = self.on(runs.settle, row, "clerk")
        body = row.document.body.replace("【结合失分较多的指标写】", "交办事项要按期办结。")
        self.do(
            runs.FLOW.submit,
            "clerk",
            row_id=row.pk,
            revision=self.fresh(row).revision,
            body=body,
            version=row.document.version,
        )
        return self.fresh(row)

    def issued(self, row: Run | None = None, who: str = "convenor") -> Run:
        row = self.settled(row)
        document = row.document
        self.do(
            runs.FLOW.decide,
            who,
            row_id=row.pk,
            approved=True,
            version=document.version,
            text_sha256=text_hash(document.body),
        )
        return self.fresh(row)

    def fresh(self, row: Run) -> Run:
        return Run.objects.select_related("matter", "document", "scheme").get(pk=row.pk)

    def shown(self, row: Run) -> dict[str, str]:
        return {score.unit.label: score.result.shown for score in results(self.fresh(row))}

    def exact(self, row: Run, unit: str = "村镇建设办") -> Fraction | None:
        return next(one.result.exact for one in results(self.fresh(row)) if one.unit.label == unit)
