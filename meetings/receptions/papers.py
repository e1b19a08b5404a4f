"""The public notice of a week (公示) as an HTML page for `records.papers.pdf.render_pdf`: name, post, portfolio, time, place, form.

Source of the fields: 《关于领导干部定期接待群众来访的意见》(2009): 姓名、职务、分管工作、时间、地点、形式.
"""

from datetime import date

from django.template.loader import render_to_string

from meetings.receptions.rules.roster_notices import RosterNotice


def notice_html(notice: RosterNotice, *, issued_on: date | None) -> str:
    """One week on one A4 page across; without a date for a preview."""
    context = {
        "notice": notice,
        "issued_on": issued_on,
        "title_lines": [f"{notice.organ}领导干部接待群众来访公示"],
    }
    return render_to_string("papers/roster_notice.html", context)
