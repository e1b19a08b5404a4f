"""Matters: what is owed on one of whatever kind (an entry that waits for its second person), and the words for it."""

from django.urls import reverse

from records.areas import Area
from records.matters.kinds import PAGES_OF_ALL
from records.matters.queries.exclusions import DECIDE, owed_on
from records.work.actions.reconcile import GENERAL

if owed_on not in GENERAL:
    GENERAL.append(owed_on)
PAGES_OF_ALL[DECIDE] = lambda item: reverse("records:access", args=[item.matter_id])
AREA = Area(
    words={
        "access.propose_implicate": "提出登记涉及对象",
        "access.propose_recuse": "提出登记回避",
        "access.decline": "不同意登记涉及对象、回避",
        "access.stand_in": "确定代行审批人",
    },
    notices={
        "access.asked": "确认涉及对象、回避",
        "access.entered": "涉及对象、回避登记",
        "access.shut_out": "本人（本单位）的涉及或者回避登记",
        "access.stand_in": "代行审批",
        "identity.many": "短时间多次查看身份信息",
    },
)
