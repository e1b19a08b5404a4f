"""Search: one box of the frame that finds everything one may open."""

from records.areas import Area

AREA = Area(words={"search.identity": "按电话或证件号码查找"})
