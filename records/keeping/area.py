"""Keeping: backups, restore, the key, the store against what the rows name."""

from records.areas import Area, Aside, Daily
from records.keeping.actions.erasing import drop_waste
from records.keeping.actions.heads import carry_heads_away
from records.keeping.floor import ERASES
from records.keeping.queries.backups import backup_state
from records.keeping.queries.ring import root_in_database
from township.crypto import ring_lies_in
from township.permissions import SYSADMIN

ring_lies_in(root_in_database)
AREA = Area(
    erases=ERASES,
    asides=(Aside((SYSADMIN,), 80, "records/keeping/aside.html", backup_state),),
    daily=(Daily(carry_heads_away, "带出记录链链尾"), Daily(drop_waste, "清除已销毁的文件")),
)
