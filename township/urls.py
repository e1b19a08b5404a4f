"""Addresses of the ground floor: the frame, log-in, the directory, the calendar, settings and the journal."""

from django.urls import path

from township.calendar import views as calendar
from township.directory.views import accounts, changes, people, posts, resets, townships, units
from township.frame.views import frame, second_factor, sessions
from township.journal import views as journal
from township.profiles.urls import urlpatterns as profile_patterns
from township.profiles.views import settings

app_name = "township"

urlpatterns = [
    path("", frame.home, name="home"),
    path("me/", frame.me, name="me"),
    path("login/", sessions.login, name="login"),
    path("logout/", sessions.logout, name="logout"),
    path("password/", sessions.password_change, name="password_change"),
    path("login/code/", second_factor.login_code, name="login_code"),
    path("login/forgotten/", resets.forgotten, name="forgotten"),
    path("me/factor/", second_factor.factor, name="factor"),
    path("me/factor/codes/", second_factor.factor_codes, name="factor_codes"),
    path("me/factor/remove/", second_factor.factor_remove, name="factor_remove"),
    path("me/logins/", sessions.my_logins, name="my_logins"),
    path("me/logins/<number:login_id>/end/", sessions.login_revoke, name="login_revoke"),
    path("units/", units.units, name="units"),
    path("units/new/", units.unit_new, name="unit_new"),
    path("units/<number:unit_id>/", units.unit, name="unit"),
    path("units/<number:unit_id>/edit/", units.unit_edit, name="unit_edit"),
    path("units/<number:unit_id>/off/", units.unit_off, name="unit_off"),
    path("units/<number:unit_id>/on/", units.unit_on, name="unit_on"),
    path("people/", people.people, name="people"),
    path("people/new/", people.person_new, name="person_new"),
    path("people/<number:person_id>/", people.person, name="person"),
    path("people/<number:person_id>/edit/", people.person_edit, name="person_edit"),
    path("people/<number:person_id>/leave/", people.person_leave, name="person_leave"),
    path("people/<number:person_id>/return/", people.person_return, name="person_return"),
    path("people/<number:person_id>/account/", accounts.account_new, name="account_new"),
    path("accounts/", accounts.accounts, name="accounts"),
    path("accounts/<number:account_id>/reset/", resets.account_reset, name="account_reset"),
    path("accounts/<number:account_id>/logins/", sessions.account_logins, name="account_logins"),
    path("resets/<number:reset_id>/", resets.reset, name="reset"),
    path("resets/<number:reset_id>/hand-over/", resets.reset_hand_over, name="reset_hand_over"),
    path("resets/<number:reset_id>/confirm/", resets.reset_confirm, name="reset_confirm"),
    path("resets/<number:reset_id>/cancel/", resets.reset_cancel, name="reset_cancel"),
    path("accounts/<number:account_id>/switch/", accounts.account_switch, name="account_switch"),
    path("accounts/<number:account_id>/unlock/", accounts.account_unlock, name="account_unlock"),
    path("posts/", posts.posts, name="posts"),
    path("posts/new/", posts.post_new, name="post_new"),
    path("posts/<number:post_id>/", posts.post, name="post"),
    path("posts/<number:post_id>/confirm/", posts.post_confirm, name="post_confirm"),
    path("posts/<number:post_id>/withdraw/", posts.post_withdraw, name="post_withdraw"),
    path("posts/<number:post_id>/end/", posts.post_end, name="post_end"),
    path("changes/", changes.changes, name="changes"),
    path("changes/new/", changes.change_new, name="change_new"),
    path("changes/<number:change_id>/", changes.change, name="change"),
    path("changes/<number:change_id>/seen/", changes.change_see, name="change_see"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/<number:year>/", calendar.calendar, name="calendar_year"),
    path("calendar/import/", calendar.calendar_import, name="calendar_import"),
    path("calendar/local/new/", calendar.local_day_new, name="local_day_new"),
    path("calendar/local/<number:day_id>/remove/", calendar.local_day_remove, name="local_day_remove"),
    path("settings/", settings.settings, name="settings"),
    path("settings/<slug:key>/", settings.setting_page, name="setting"),
    path("journal/", journal.journal, name="journal"),
    path("journal/export/", journal.journal_export, name="journal_export"),
    path("journal/verify/", journal.journal_verify, name="journal_verify"),
    path("journal/sheet/", journal.journal_sheet, name="journal_sheet"),
    path("township/", townships.own_data, name="own_data"),
    path("platform/", townships.townships, name="townships"),
    path("platform/new/", townships.township_new, name="township_new"),
    path("platform/<number:township_id>/switch/", townships.township_switch, name="township_switch"),
    path("platform/calendar/", calendar.platform_calendar_import, name="platform_calendar_import"),
    *profile_patterns,
]
