"""How a test gets its dispatch: `room.called()`, `room.compiled()` and so on drive the real actions."""

from dataclasses import dataclass
from datetime import date, time

import pytest

from meetings.dispatch.actions import dispatches as actions
from meetings.dispatch.actions import reports as reports
from meetings.dispatch.models.dispatches import Dispatch, DispatchReport
from meetings.dispatch.rules.dispatches import ReportWords
from records.figures import sources as figures
from records.figures.sources import Figure, FigureSection, FigureTable, rate
from tests.meetings.hall import Hall

WORDS = ReportWords("本月受理7件，办结5件。", "2件未办结，资料在审核。", "倒排工期，逐户回访。", "")
DAY = date(2026, 9, 24)  # a Thursday; the cast's today is the Tuesday before


@dataclass
class Room:
    """The office and its video dispatch. `hall` plays the session and the minutes of it."""

    hall: Hall
    dispatch: Dispatch | None = None

    def do(self, action, who: str = "clerk", hour: int = 10, *, bare: bool = False, **values):
        self.dispatch = Dispatch.objects.get(pk=self.dispatch.pk)
        given = {} if bare else {"revision": self.dispatch.revision}
        done = self.hall.do(action, who, hour, dispatch_id=self.dispatch.pk, **given, **values)
        self.again()
        return done

    def again(self) -> Dispatch:
        self.dispatch = Dispatch.objects.select_related("matter", "session", "pack").get(pk=self.dispatch.pk)
        return self.dispatch

    def opened(self) -> Dispatch:
        self.dispatch = self.hall.do(actions.open_this_month, "clerk")
        return self.again()

    def called(self, units=("building", "civil"), minutes: int = 5) -> Dispatch:
        self.opened()
        plan = actions.Plan(
            DAY, time(9, 30), "二楼会议室", self.hall.cast.person("convenor").pk, "https://video.example.cn/1"
        )
        self.do(actions.arrange, plan=plan)
        self.do(actions.call_units, unit_ids=[self.hall.cast.unit(key).pk for key in units], minutes=minutes)
        self.hall.session = self.dispatch.session
        return self.dispatch

    def slot(self, unit: str = "building") -> DispatchReport:
        return DispatchReport.objects.select_related("dispatch").get(
            dispatch=self.dispatch, unit=self.hall.cast.unit(unit)
        )

    def report(self, who: str = "liaison", unit: str = "building", words: ReportWords = WORDS) -> DispatchReport:
        row = self.slot(unit)
        self.slot_do(reports.submit_report, who, row, revision=row.revision, words=words)
        return self.slot(unit)

    def slot_do(self, action, who: str, row: DispatchReport, **values):
        """An action on a slot."""
        return self.hall.do(action, who, dispatch_id=row.dispatch_id, report_id=row.pk, **values)

    def compiled(self, **values) -> Dispatch:
        self.called(**values)
        self.report()
        self.do(reports.compile_pack)
        return self.dispatch

    def issued(self) -> None:
        """Held as a session, minutes written with a task, approved, issued."""
        if self.dispatch is None:
            self.compiled()
        self.hall.session = self.again().session
        if self.dispatch.state != "held":
            self.hall.held()
        self.hall.begun()
        self.hall.write(order=3, decided="会议议定，未办结事项下月10日前办结。")
        self.hall.task("building", order=3)
        self.hall.issued()
        self.again()


def cases(actor, period) -> FigureSection:
    """What another app would contribute, with a rate that has nothing to divide by."""
    return FigureSection(
        "cases",
        "信访形势",
        (
            Figure("信访总量", "12件", previous="10件", last_year="15件"),
            Figure("按期办结率", rate(9, 10), "按期办结÷应办结×100%", 9, 10, "88.9%", "—"),
            Figure("群众满意率", rate(0, 0), "满意÷参评×100%", 0, 0),
        ),
        (
            FigureTable(
                "走访上级情况（按成因）",
                ("成因", "批次", "人次"),
                (("土地征收", "2", "5"), ("劳资纠纷", "1", "1")),
                "不计分。",
            ),
        ),
        f"{period.label}信访总量12件，比上期增长20.0%。",
    )


@pytest.fixture
def room(hall) -> Room:
    return Room(hall)


@pytest.fixture
def fake_cases(monkeypatch):
    """The figures of another app in place of everybody else's."""
    kept = {key: figures.SOURCES[key] for key in ("resolutions", "sessions")}
    monkeypatch.setattr(figures, "SOURCES", kept | {"cases": figures.Source("cases", "信访形势", 10, cases)})
