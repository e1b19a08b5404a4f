"""Papers of evaluations and listings: the published criteria, the decision; letters of the office to units of the township."""

from datetime import date

from records.papers.letters import letter_html
from supervision.listing.models.listings import Listing
from supervision.listing.models.rounds import ListingRound


def round_html(row: ListingRound, body: str, *, number: str = "", issued_on: date | None = None) -> str:
    page = {
        "organ": row.township.office_name,
        "title": row.document.title,
        "units": ["各成员单位", "各村（社区）"],
        "copies": [],
    }
    return letter_html(page, body, number=number, issued_on=issued_on)


def listing_html(row: Listing, body: str, *, number: str = "", issued_on: date | None = None) -> str:
    page = {"organ": row.township.office_name, "title": row.document.title, "units": [row.unit.label], "copies": []}
    return letter_html(page, body, number=number, issued_on=issued_on)
