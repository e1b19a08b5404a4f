"""补录: an act that is written down on a later day than it was done. Source: 本办规定 (条例 sets no rule of its own on it).

Who owes a term does not stop its clock with a date of their own: the earlier day needs evidence, and counts only when a second
person has seen it. Until then rates and lights use the day of writing.
"""

from datetime import date

from township.dates import full_date
from township.refusals import Refused

KIND = "entry"  # of the approval that waits
RULE = "本办规定（补录须有凭据并经另一人确认）"
# Behind the evidence of a clock that such an act starts: of a duty, of a right that waits for the second person, of one that did.
LATE, UNCONFIRMED, CONFIRMED = (
    "（补录）",
    "（补录，凭据未经另一人确认，暂自登记之日起算）",
    "（补录，凭据已由另一人确认）",
)
LEAST = 4  # characters that name a receipt


def is_back_dated(on: date, today: date) -> bool:
    """Whether an act of the day `on` is written down later than it was done."""
    return on < today


def check_proof(on: date, *, today: date, words: str, has_file: bool) -> bool:
    """True when the act is a 补录 with its evidence, False when it is of today.

    words: the receipt by name and number; has_file: a picture or scan of it. Refused beside `proof` when both are missing.
    """
    if not is_back_dated(on, today):
        return False
    if len(words.strip()) < LEAST and not has_file:
        raise Refused(
            f"日期早于今天（{full_date(today)}），属于补录：请上传凭据，或写明凭据的名称和编号（如“送达回执 12 号”）。",
            RULE,
            "proof",
        )
    return True
