"""Half-yearly evaluation and listing for rectification (挂牌整治, F8)."""

from datetime import datetime

from records.areas import Area, Figures, Kind, Tab
from records.papers.models.attachments import Attachment
from records.papers.models.documents import Document
from supervision.listing.actions.listings import FLOW
from supervision.listing.actions.rounds import FLOW as ROUND_FLOW
from supervision.listing.demo import load
from supervision.listing.models.listings import Listing
from supervision.listing.models.rounds import ListingRound
from supervision.listing.queries.listing import reads_all
from supervision.listing.queries.report import KEY, TITLE, evaluation_section
from supervision.listing.views.listing import LISTING_ROUNDS, LISTINGS
from supervision.permissions import VIEW_LISTING
from township.actors import Actor, NotAllowed


def gate(file: Attachment | Document, by: Actor, at: datetime) -> None:
    """Other units know that a unit is listed; what it said and how it mends is for the office, the unit and its sponsor."""
    if not reads_all(by, Listing.objects.get(pk=file.matter_id)):
        raise NotAllowed("挂牌整治的材料只提供给联席办、本单位和包抓领导。")


AREA = Area(
    kinds=(
        Kind(
            key="listing_round",
            label="半年评价",
            url_name="supervision:listing_round",
            view=VIEW_LISTING,
            model=ListingRound,
            work=ROUND_FLOW.work,
            words=lambda row: row.period_label,
        ),
        Kind(
            key="listing",
            label="挂牌整治",
            url_name="supervision:listing",
            view=VIEW_LISTING,
            model=Listing,
            work=FLOW.work,
            gate=gate,
        ),
    ),
    tabs=(
        Tab("supervision", "半年评价", "supervision:listing_rounds", VIEW_LISTING, 64),
        Tab("supervision", "挂牌整治", "supervision:listings", VIEW_LISTING, 65),
    ),
    words={
        "listing_round.draft": "拟定评价标准",
        "listing_round.propose": "提出挂牌",
        "listing_round.preview": "看标准版式",
        "listing.draft": "提出挂牌整治",
        "listing.preview": "看决定版式",
        **LISTING_ROUNDS.journal_words,
        **LISTINGS.journal_words,
    },
    figures=(Figures(KEY, TITLE, 65, evaluation_section, is_asked=True),),
    demo=load,
)
