"""Files as answers."""

from township.frame.responses import file_response, pdf_response, xlsx_response


def test_a_workbook_is_saved_under_its_chinese_name_and_kept_by_no_cache():
    answer = xlsx_response(b"PK", "台账-20260922.xlsx")
    assert answer["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''%E5%8F%B0%E8%B4%A6-20260922.xlsx"
    assert (answer["Cache-Control"], answer["X-Content-Type-Options"]) == ("private, no-store", "nosniff")
    assert answer.content == b"PK"


def test_a_pdf_is_looked_at_unless_it_is_to_be_saved():
    assert pdf_response(b"%PDF", "draft.pdf")["Content-Disposition"] == 'inline; filename="draft.pdf"'
    assert pdf_response(b"%PDF", "a.pdf", inline=False)["Content-Disposition"] == 'attachment; filename="a.pdf"'


def test_anything_else_is_saved_with_its_own_type():
    answer = file_response("BEGIN:VCALENDAR", "a.ics", "text/calendar")
    assert (answer["Content-Type"], answer["Content-Disposition"]) == ("text/calendar", 'attachment; filename="a.ics"')
