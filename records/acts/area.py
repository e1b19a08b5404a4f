"""Acts: their pages, and the drafts of what is typed and not handed in yet."""

from records.acts.actions.drafts import drop_old_drafts
from records.areas import Area, Daily

AREA = Area(daily=(Daily(drop_old_drafts, "清除过期草稿"),))
