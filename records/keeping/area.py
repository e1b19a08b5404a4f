"""Keeping: backups, restore, the key, the store against what the rows name."""

from records.keeping.queries.backups import backup_state
from records.keeping.queries.ring import root_in_database
from township.crypto import ring_lies_in
from township.frame.areas import Area, Aside
from township.permissions import SYSADMIN

ring_lies_in(root_in_database)
AREA = Area(asides=(Aside((SYSADMIN,), 80, "records/keeping/aside.html", backup_state),))
