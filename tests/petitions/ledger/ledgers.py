"""Small invented ledgers, made by code: no word of them was ever anybody's."""

import io
from datetime import datetime

import openpyxl

MESSAGES = ("留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "答复意见", "答复时间")
OWN = (
    "原编号", "信访人", "电话", "证件号码", "住址", "信访形式", "信访目的", "信访日期", "标题", "内容", "内容分类", "问题属地",
    "信访人数", "责任单位", "答复意见", "答复日期", "处理结论",
)  # fmt: skip
LAMP = (
    "101",
    "U20001",
    "路灯坏了",
    "2019/4/25 9:32:09",
    "\n\t\t河湾社区三组路灯坏了两个月，\n\n\t夜里看不见路。",
    "已经修好。",
    "2019/5/10 14:56:53",
)
BUS = (
    "102",
    "U20002",
    "班车太少",
    datetime(2018, 12, 3, 8, 5),
    "赶集日只有两班车，老人等一上午。",
    "已加开一班。",
    datetime(2018, 12, 20),
)
NO_DATE = ("103", "U20003", "渠道漏水", "2020-01-07", "东渠漏水淹了菜地。", "正在核实。", None)


def workbook(header, rows) -> bytes:
    """The bytes of an xlsx with this header and these rows."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(list(header))
    for row in rows:
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def messages(*rows) -> bytes:
    """A table of messages with replies; by default three rows, one without a day of reply."""
    return workbook(MESSAGES, rows or (LAMP, BUS, NO_DATE))


def own(**values) -> tuple:
    """One row of the office's own template, or with the values given by heading."""
    row = {
        "原编号": "2024-017",
        "信访人": "赵桂兰",
        "电话": "13900001111",
        "住址": "清河镇河湾社区",
        "信访形式": "来访",
        "信访目的": "求决",
        "信访日期": "2024-03-05",
        "标题": "反映路灯不亮",
        "内容": "三组的路灯坏了，请求维修。",
        "问题属地": "河湾社区",
        "信访人数": 1,
        "责任单位": "村镇建设办",
        "答复意见": "已于3月20日修好。",
        "答复日期": "2024-03-22",
        "处理结论": "予以支持",
        **values,
    }
    return tuple(row.get(heading, "") for heading in OWN)
