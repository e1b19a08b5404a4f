"""What a delivery record must hold, by its manner (民事诉讼法 87–95 by analogy; 条例第三十二、三十五条)."""

from dataclasses import dataclass
from datetime import date

from township.dates import check_not_before, full_date
from township.refusals import Refused

BY_ANALOGY = "参照民事诉讼法第八十八至九十二条"
MANNERS = {
    "in_person": "直接送达",
    "proxy": "同住成年家属代收",
    "left": "留置送达",
    "mail": "邮寄送达",
    "electronic": "电子送达",
}


@dataclass(frozen=True, kw_only=True)
class DeliveryEntry:
    """A delivery as typed. has_evidence: a file is handed in with it (回证、回执、照片、截图)."""

    manner: str
    delivered_on: date | None
    place: str = ""
    receiver: str = ""
    refusal_reason: str = ""
    witnesses: str = ""
    has_evidence: bool = False


def check_delivery(entry: DeliveryEntry, *, issued_on: date, today: date) -> None:
    """Refused beside the field that lacks what this manner needs, or for a day before issue or after today."""
    if entry.manner not in MANNERS:
        raise Refused("请选择送达方式。", field="manner")
    if entry.delivered_on is None:
        raise Refused("请填写送达日期（签收当天；邮寄的填回执上的日期）。", field="delivered_on")
    check_not_before("送达日期", entry.delivered_on, issued_on, "印发日期", field="delivered_on")
    if entry.delivered_on > today:
        raise Refused(f"送达日期不能晚于今天（{full_date(today)}）；请在收到签收或回执后再登记。", field="delivered_on")
    _check_manner(entry)


def _check_manner(entry: DeliveryEntry) -> None:
    if entry.manner in ("in_person", "proxy") and not entry.receiver.strip():
        who = "签收人" if entry.manner == "in_person" else "代收人及与信访人的关系"
        raise Refused(f"请填写{who}。", BY_ANALOGY, "receiver")
    if entry.manner == "left":
        if not entry.refusal_reason.strip():
            raise Refused("留置送达要写明拒收的情况。", BY_ANALOGY, "refusal_reason")
        if not entry.witnesses.strip() and not entry.has_evidence:
            raise Refused("留置送达要有见证人签名，或者上传拍照、录像的截图。", BY_ANALOGY, "witnesses")
    if entry.manner in ("mail", "electronic") and not entry.place.strip():
        where = "邮寄地址或邮件号" if entry.manner == "mail" else "接收的号码、邮箱或平台"
        raise Refused(f"请填写{where}。", BY_ANALOGY, "place")
