"""What holds for every ledger of the house, whatever area declares it."""

from importlib import import_module

from django.conf import settings

from records.ledgers.views.ledgers import LEDGERS


def test_every_ledger_leaves_the_house_as_paper_and_as_workbook():
    """Excel where an office uses Excel: no register is without its print and its workbook."""
    import_module(settings.ROOT_URLCONF)
    assert len(LEDGERS) > 35
    assert [name for name, one in LEDGERS.items() if one.export is None] == []
    assert all(one.journal_words[one.export_code] == f"导出{one.title}" for one in LEDGERS.values())
