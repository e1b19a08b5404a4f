"""Notices: the inbox, the digest of a day, and what leaves the house by e-mail or group robot."""

from records.areas import Area, Daily, Tab
from records.notices.actions.digests import drop_old_deliveries
from records.notices.actions.notices import notify_person
from township.directory.listeners import on_telling
from township.frame.area import belongs_to_a_township

WORDS = {
    "channel.choose": "修改本人通知方式",
    "channel.webhook": "设置群机器人",
    "channel.webhook_remove": "删除群机器人",
    "delivery.resend": "重发通知",
}

on_telling(
    lambda township_id, people, kind, text, key, at: notify_person(
        person_ids=people, township_id=township_id, kind=kind, text=text, key=key, at=at
    )
)
AREA = Area(
    tabs=(Tab("desk", "待阅", "records:inbox", belongs_to_a_township, 30),),
    mine=(("通知方式", "records:notice_choice"),),
    words=WORDS,
    notices={"account": "账号"},
    daily=(Daily(drop_old_deliveries, "清除 400 天前的投递记录"),),
)
