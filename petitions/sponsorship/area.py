"""领导包案: one case, one leader, one team, one plan, followed to the end; the three lists and the roadmap (B5, B7, B8)."""

from dataclasses import replace

from petitions.cases.actions.sponsors import on_sponsored
from petitions.permissions import VIEW_SPONSORSHIP
from petitions.sponsorship import queries
from petitions.sponsorship.actions.plans import follow_sponsor
from petitions.sponsorship.demo import load
from petitions.sponsorship.models import SponsorDuty, Sponsorship, SponsorStep
from petitions.sponsorship.views.ledgers import LISTS
from records.areas import Area, Erase, Kind, Tab
from records.keeping.erasing import GONE
from records.keeping.floor import OF_ATTACHMENTS
from township.frame.panels import CASE, Panel

WORDS = {"sponsorship.open": "建立包案"}
NOTICES = {
    "sponsorship.team": "包案工作班子",
    "sponsorship.sent": "包案步骤待会商",
    "sponsorship.objected": "单位对包案步骤有意见",
    "sponsorship.settled": "包案方案开始执行",
    "sponsorship.step": "包案步骤有进展",
    "sponsorship.over": "包案已结束",
}
ERASES = (
    Erase(Sponsorship, "case", gone=("aim", "ending")),
    Erase(
        SponsorStep,
        "sponsorship__case",
        gone=("objection", "progress", "evidence"),
        instead={"text": GONE},
        stays={"person_name": "the official who was in charge"},
    ),
    Erase(SponsorDuty, "sponsorship__case", gone=("text",)),
    replace(OF_ATTACHMENTS, of="matter__sponsorship__case"),
)

on_sponsored(follow_sponsor)
AREA = Area(
    kinds=(
        Kind(
            key="sponsorship",
            label="领导包案",
            url_name="petitions:sponsorship",
            view=VIEW_SPONSORSHIP,
            model=Sponsorship,
            work=queries.sponsorship_work,
            hears=queries.is_open_to,
            rests_on=queries.resting_on,
            waits_for=queries.waiting_for,
            about=queries.rests_on,
        ),
    ),
    tabs=tuple(
        Tab("cases", label, ledger.url_name, VIEW_SPONSORSHIP, order)
        for label, ledger, order in zip(("包案问题清单", "责任清单", "任务清单"), LISTS, (34, 35, 36), strict=True)
    ),
    words=WORDS | {code: word for ledger in LISTS for code, word in ledger.journal_words.items()},
    notices=NOTICES,
    panels=(Panel(CASE, "petitions/sponsorship/_panel.html", queries.on_case),),
    erases=ERASES,
    demo=load,
)
