"""The ledger of cases: filters, search, export, import of old ledgers."""

from petitions.ledger.actions import imports
from petitions.ledger.views.ledger import CASES
from petitions.permissions import IMPORT_CASES
from records.areas import Area, Job, Tab

AREA = Area(
    tabs=(Tab("cases", "台账导入", "petitions:imports", IMPORT_CASES, 70),),
    words=CASES.journal_words,
    jobs=(
        Job(imports.CHECK_JOB, imports.run_check, "检查台账"),
        Job(imports.COMMIT_JOB, imports.run_commit, "导入台账"),
    ),
)
