"""The ledger of cases: filters, search, export, import of old ledgers."""

from petitions.ledger.actions.imports import CASES as CASE_TABLE
from petitions.ledger.views.ledger import CASES
from petitions.permissions import IMPORT_CASES
from records.areas import Area, Tab

AREA = Area(
    tabs=(Tab("cases", "台账导入", "records:imports", IMPORT_CASES, 70),),
    words=CASES.journal_words,
    imports=(CASE_TABLE,),
)
