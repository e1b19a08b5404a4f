"""Keeping: backups, restore, the key, the store against what the rows name."""

from records.keeping.queries.backups import backup_state
from township.frame.areas import Area, Aside
from township.permissions import SYSADMIN

AREA = Area(asides=(Aside((SYSADMIN,), 80, "records/keeping/aside.html", backup_state),))
