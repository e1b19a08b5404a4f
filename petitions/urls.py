"""Addresses of the petition pages. Each act on a case has its own, all under the name "case_act"."""

from django.urls import path

from petitions.analysis import urls as analysis_urls
from petitions.cases.views import cases, corrections, papers, registration
from petitions.cases.views.acts import CASE
from petitions.ledger.views import ledger
from petitions.lookup import urls as public_urls
from petitions.plans import urls as plan_urls
from petitions.retention import urls as retention_urls
from petitions.screening import urls as screening_urls
from petitions.sponsorship import urls as sponsorship_urls
from petitions.urgent import urls as urgent_urls

app_name = "petitions"

case_urls = [
    *ledger.CASES.urls("cases/", sheet="export.xlsx"),
    path("cases/person/", ledger.find_person, name="find_person"),
    path("cases/numbers/", cases.numbers, name="numbers"),
    path("cases/new/", registration.new, name="new"),
    path("cases/new/earlier/", registration.earlier, name="earlier"),
    path("cases/new/dates/", registration.step_dates, name="step_dates"),
    path("cases/new/people/", registration.listed_people, name="listed_people"),
    path("cases/new/proposals/", registration.proposals, name="proposals"),
    path("cases/new/categories/", registration.categories, name="categories"),
    path("cases/<number:case_id>/", cases.case, name="case"),
    path("cases/<number:case_id>/registered/", cases.registered, name="registered"),
    path("cases/<number:case_id>/slip.pdf", papers.slip, name="slip"),
    path("cases/<number:case_id>/registration.pdf", papers.registration_form, name="registration_form"),
    path("cases/<number:case_id>/people/", cases.reveal_all, name="reveal_all"),
    path("cases/<number:case_id>/people/<number:petitioner_id>/", cases.reveal, name="reveal"),
    path("cases/<number:case_id>/words/", cases.words, name="words"),
    path("cases/<number:case_id>/papers/", papers.papers, name="papers"),
    path("cases/<number:case_id>/papers/<number:document_id>/", papers.paper, name="paper"),
    path("cases/<number:case_id>/papers/<number:document_id>/preview/", papers.paper_preview, name="paper_preview"),
    path("cases/<number:case_id>/papers/<number:document_id>/receipt/", papers.receipt, name="receipt"),
    path("cases/<number:case_id>/files/", papers.files, name="files"),
    path("cases/<number:case_id>/files/<number:attachment_id>/", papers.attachment, name="file"),
    path("cases/<number:case_id>/links/", papers.links, name="links"),
    path("cases/<number:case_id>/edit/", corrections.edit, name="edit"),
    *CASE.urls("cases/"),
]
urlpatterns = [*public_urls.urlpatterns, *screening_urls.urlpatterns, *case_urls]
urlpatterns += [
    *analysis_urls.urlpatterns,
    *urgent_urls.urlpatterns,
    *plan_urls.urlpatterns,
    *sponsorship_urls.urlpatterns,
    *retention_urls.urlpatterns,
]
