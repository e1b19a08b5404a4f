"""The board: the township on one page, and the big screens."""

from assessment.board.actions import take_all, townships_to_take
from assessment.board.demo import load
from assessment.permissions import OPEN_WALL, VIEW_BOARD
from records.areas import Area, Sweep, Tab

AREA = Area(
    tabs=(
        Tab("analysis", "看板", "assessment:board", VIEW_BOARD, 5),
        Tab("analysis", "村（社区）", "assessment:villages", VIEW_BOARD, 6),
        Tab("analysis", "大屏", "assessment:walls", OPEN_WALL, 90),
    ),
    words={
        "board.print": "打印看板",
        "board.open_wall": "开通大屏",
        "board.revoke_wall": "停用大屏",
        "board.upload_map": "上传村（社区）边界",
    },
    sweeps=(Sweep(townships_to_take, take_all, "看板指标：按月按单位重新提取"),),
    demo=load,
)
