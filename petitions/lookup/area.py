"""The public look-up with number and code."""

from petitions.lookup.actions.lookups import sweep_failures
from records.areas import Area, Daily

AREA = Area(daily=(Daily(sweep_failures, "清除过期的查询失败记录"),))
