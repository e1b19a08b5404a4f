"""Pages of the records floor."""

from django.urls import path

from records.acts.views.drafts import draft
from records.duties.views.candidates import CANDIDATES, candidate_dismiss, candidate_urge
from records.duties.views.duties import duties, duty
from records.finding.views.find import search
from records.imports.urls import urlpatterns as imports_urls
from records.jobs.views.jobs import job_again, jobs
from records.ledgers.views.takings import taking, taking_file
from records.matters.views.access import access
from records.matters.views.matters import matter
from records.matters.views.trail import trail
from records.notices.urls import urlpatterns as notices_urls
from records.notices.views.inbox import inbox, inbox_read, notice
from records.papers.views.approvals import approvals
from records.papers.views.files import attachment, document, document_print
from records.papers.views.glyphs import glyph_end, glyphs
from records.work.views.desk import done
from records.work.views.plans import plan, plans

app_name = "records"

urlpatterns = [
    path("inbox/", inbox, name="inbox"),
    path("inbox/read/", inbox_read, name="inbox_read"),
    path("inbox/<number:notice_id>/", notice, name="notice"),
    path("approvals/", approvals, name="approvals"),
    path("takings/<number:taking_id>/", taking, name="taking"),
    path("takings/<number:taking_id>/file/", taking_file, name="taking_file"),
    path("search/", search, name="search"),
    path("done/", done, name="done"),
    path("reminders/", plans, name="plans"),
    path("reminders/<str:kind>/", plan, name="plan"),
    path("matters/<number:matter_id>/", matter, name="matter"),
    path("matters/<number:matter_id>/access/", access, name="access"),
    path("matters/<number:matter_id>/trail/", trail, name="trail"),
    path("attachments/<number:attachment_id>/", attachment, name="attachment"),
    path("documents/<number:document_id>/", document, name="document"),
    path("documents/<number:document_id>/print/", document_print, name="document_print"),
    path("glyphs/", glyphs, name="glyphs"),
    path("glyphs/<number:row_id>/end/", glyph_end, name="glyph_end"),
    path("drafts/<str:form>/", draft, name="draft"),
    path("duties/", duties, name="duties"),
    path("duties/<number:duty_id>/", duty, name="duty"),
    *CANDIDATES.urls("candidates/"),
    path("candidates/<number:candidate_id>/urge/", candidate_urge, name="candidate_urge"),
    path("candidates/<number:candidate_id>/dismiss/", candidate_dismiss, name="candidate_dismiss"),
    path("jobs/", jobs, name="jobs"),
    path("jobs/<number:job_id>/again/", job_again, name="job_again"),
    *imports_urls,
    *notices_urls,
]
