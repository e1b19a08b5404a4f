"""Channels (信访形式), purposes and legal classes of a case. Source: law sheet 4.1; 条例第十七条、第二十九至三十一条."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Channel:
    """key in the database, label on the screen."""

    key: str
    label: str


CHANNELS = {
    channel.key: channel
    for channel in (
        Channel("letter", "来信"),
        Channel("visit", "来访"),
        Channel("call", "来电"),
        Channel("hotline", "热线转办"),
        Channel("online", "网上"),
        Channel("mailbox", "领导信箱"),
        Channel("transferred", "上级转送"),
        Channel("assigned", "上级交办"),
        Channel("reception", "接访"),
    )
}
CLASSES = {"suggestion": "建议意见", "accusation": "检举控告", "claim": "申诉求决"}
PURPOSES = {"demand": "求决", "appeal": "申诉", "advice": "意见建议", "expose": "揭发控告", "other": "其他"}
