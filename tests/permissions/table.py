"""The permission table: who may open which address, in one's own unit, in another unit, in another township.

Written from the office's table of rights, not from the code. `whole`: roles that reach the whole township (200, 200, 404);
`own`: roles that reach only what their unit, portfolio or hand holds (200, 404, 404); everybody else: 403. What is open to
every account or to the public is said so. Another township is 404 for everybody who may open the kind of page at all.
"""

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

CHIEF, CONVENOR, DIRECTOR, CLERK = "chief", "convenor", "director", "clerk"
LIAISON, LEADER, GRID, AUDITOR, SYSADMIN = "liaison", "leader", "grid", "auditor", "sysadmin"
ROLES = (CHIEF, CONVENOR, DIRECTOR, CLERK, LIAISON, LEADER, GRID, AUDITOR, SYSADMIN)
CONVENORS = (CHIEF, CONVENOR)
OFFICE = (*CONVENORS, DIRECTOR, CLERK)
UNITS = (LIAISON, LEADER, GRID)
PUBLIC, PLATFORM = "public", "platform"


@dataclass(frozen=True)
class Row:
    """route: url name, with the move where one name has several addresses; kind: of tests.permissions.world, "" = none.

    ok: status when it opens (409: opens, but the matter at hand is of another class); post: opened by POST only;
    open_to: "" or PUBLIC or PLATFORM; unseen: 404 instead of 403 for who may not (pages every account may ask for);
    hidden: roles that may open such pages, but this one is never theirs.
    """

    route: str
    kind: str = ""
    whole: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    ok: int = 200
    post: bool = False
    open_to: str = ""
    unseen: bool = False
    hidden: tuple[str, ...] = ()

    def expected(self, who: str, column: str) -> int:
        """The status for a role in a column: own, other (unit) or east (another township)."""
        if self.open_to == PUBLIC:
            return self.ok
        if who in self.whole:
            return 404 if column == "east" else self.ok
        if who in self.hidden:
            return 404
        if who in self.own:
            return self.ok if column == "own" else 404
        return 404 if self.unseen else 403


def public(route: str, kind: str = "", ok: int = 200, post: bool = False) -> Row:
    return Row(route, kind, ok=ok, post=post, open_to=PUBLIC)


def everybody(route: str, kind: str = "", ok: int = 200, post: bool = False) -> Row:
    return Row(route, kind, whole=ROLES, ok=ok, post=post)


def move(name: str, whole: tuple[str, ...] = (), own: tuple[str, ...] = (), ok: int = 200) -> Row:
    """An act on a case, sent empty: 200 is its form again with what is missing, 302 the page of the case with a sentence."""
    return Row(f"petitions:case_act/{name}", "case_act", whole, own, ok, post=True)


def acts(page: str, kind: str, ok: int = 404, **roles: tuple[str, ...]) -> tuple[Row, ...]:
    """The addresses of the acts on a thing (records.acts.views.acts), each with who has the right to it. kind "absent": with
    the number of a thing that is not there, so that 404 says that the right was there and 403 that it was not."""
    return tuple(Row(f"{page}_act/{name}", kind, whole, ok=ok) for name, whole in roles.items())


TOWNSHIP = (
    public("healthz"),
    public("township:login", ok=302),  # who is logged in is sent home
    everybody("township:home"),
    everybody("township:me"),
    everybody("township:logout", ok=302, post=True),
    everybody("township:password_change"),
    everybody("township:login_code", ok=302),  # owed by nobody of the cast
    public("township:forgotten"),
    everybody("township:factor"),
    everybody("township:factor_codes", ok=409, post=True),  # nobody of the cast has a telephone
    everybody("township:factor_remove", ok=302, post=True),
    everybody("township:my_logins"),
    Row("township:login_revoke", "absent", whole=(), unseen=True, post=True),
    Row("township:account_logins", "account", (SYSADMIN,)),
    Row("township:reset", "absent", (SYSADMIN, AUDITOR, *OFFICE), ok=404),
    Row("township:reset_hand_over", "absent", (AUDITOR, *OFFICE), ok=404, post=True),
    Row("township:reset_confirm", "absent", (*CONVENORS, DIRECTOR), ok=404, post=True),
    Row("township:reset_cancel", "absent", (*CONVENORS, DIRECTOR, SYSADMIN), ok=404, post=True),
    everybody("township:units"),
    everybody("township:unit", "unit"),
    Row("township:unit_new", whole=(SYSADMIN,)),
    Row("township:unit_edit", "unit", (SYSADMIN,)),
    Row("township:unit_off", "unit", (SYSADMIN,)),
    Row("township:unit_on", "unit", (SYSADMIN,), ok=302, post=True),
    everybody("township:people"),
    everybody("township:person", "person"),
    Row("township:person_new", whole=(SYSADMIN,)),
    Row("township:person_edit", "person", (SYSADMIN,)),
    Row("township:person_leave", "person", (SYSADMIN,)),
    Row("township:person_return", "person", (SYSADMIN,), ok=302, post=True),
    Row("township:accounts", whole=(*CONVENORS, DIRECTOR, SYSADMIN)),
    Row("township:account_new", "person", (SYSADMIN,)),
    Row("township:account_reset", "account", (SYSADMIN,)),
    Row("township:account_switch", "account", (SYSADMIN,), ok=302, post=True),
    Row("township:account_unlock", "account", (SYSADMIN,), ok=302, post=True),
    everybody("township:posts"),
    everybody("township:post", "post"),
    Row("township:post_new", whole=(SYSADMIN,)),
    Row("township:post_confirm", "post", (*CONVENORS, DIRECTOR), ok=302, post=True),
    Row("township:post_withdraw", "post", (*CONVENORS, DIRECTOR, SYSADMIN)),
    Row("township:post_end", "post", (*CONVENORS, DIRECTOR)),
    Row("township:changes", whole=(*OFFICE, LIAISON)),
    Row("township:change", "change", OFFICE, (LIAISON,)),
    Row("township:change_new", whole=(LIAISON,)),
    Row("township:change_see", "change", CONVENORS, ok=302, post=True),
    everybody("township:calendar"),
    everybody("township:calendar_year", "year"),
    Row("township:calendar_import", whole=(CLERK, DIRECTOR, SYSADMIN)),
    Row("township:local_day_new", whole=(CLERK, DIRECTOR, SYSADMIN)),
    Row("township:local_day_remove", "local_day", (CLERK, DIRECTOR, SYSADMIN)),
    Row("records:plans", whole=(CLERK, DIRECTOR, AUDITOR, SYSADMIN)),
    Row("records:glyphs", whole=(CLERK, DIRECTOR, AUDITOR, SYSADMIN)),
    Row("records:glyph_end", "absent", (DIRECTOR, *CONVENORS), ok=404, post=True),
    Row("records:plan", "plan_kind", (DIRECTOR, SYSADMIN)),
    Row("township:settings", whole=(CLERK, DIRECTOR, AUDITOR, SYSADMIN)),
    Row("township:setting", "key", (CLERK, DIRECTOR, AUDITOR, SYSADMIN)),
    Row("township:journal", whole=(DIRECTOR, AUDITOR)),
    Row("township:journal_export", whole=(AUDITOR,)),
    Row("township:journal_verify", whole=(AUDITOR,)),
    Row("township:journal_sheet", whole=(AUDITOR,)),
    everybody("township:own_data"),
    Row("township:townships", open_to=PLATFORM),
    Row("township:township_new", open_to=PLATFORM),
    Row("township:township_switch", "township", ok=302, post=True, open_to=PLATFORM),
    Row("township:platform_calendar_import", open_to=PLATFORM),
)
RECORDS = (
    everybody("records:search"),
    everybody("records:taking", ok=404),  # one's own requests and those one decides: there is none
    everybody("records:taking_file", ok=404),
    everybody("records:done"),
    everybody("records:inbox"),
    everybody("records:inbox_read", ok=302, post=True),
    Row("records:notice", "notice", own=(LIAISON,), ok=302, unseen=True),  # the notice is the liaison's
    everybody("records:approvals"),
    Row("records:matter", "matter", OFFICE, UNITS, ok=302, unseen=True),
    Row("records:access", "matter", OFFICE, UNITS, unseen=True),
    Row("records:trail", "matter", OFFICE),
    Row("records:attachment", "attachment", OFFICE, UNITS, unseen=True),
    Row("records:document", "document", OFFICE, UNITS, unseen=True),
    Row("records:document_print", "document", OFFICE, UNITS, unseen=True),
    everybody("records:draft", "draft_form"),
    Row("records:jobs", whole=(AUDITOR, SYSADMIN)),
    Row("records:job_again", "job", (SYSADMIN,), ok=302, post=True),
)
PETITIONS = (
    public("petitions:lookup"),
    public("petitions:lookup_result", ok=302),
    public("petitions:lookup_paper", "document", ok=302),
    public("petitions:lookup_leave", ok=302, post=True),
    Row("petitions:retention", whole=(CLERK, DIRECTOR, AUDITOR)),
    Row("petitions:retention_list", whole=(CLERK, DIRECTOR, AUDITOR), ok=404),
    Row("petitions:lift_hold", whole=(CLERK, DIRECTOR), ok=404, post=True),
    Row("petitions:lookup_alarm", whole=(DIRECTOR, SYSADMIN), ok=404),  # there is none
    public("petitions:office"),
    public("petitions:office_of", "code"),
    public("petitions:privacy"),
    Row("records:imports", whole=(DIRECTOR, CLERK, LIAISON, SYSADMIN)),
    Row("records:imports_of", "table", whole=(DIRECTOR, CLERK)),
    Row("records:import_template", "table", whole=(DIRECTOR, CLERK)),
    Row("records:import", "batch", (DIRECTOR, CLERK), hidden=(LIAISON, SYSADMIN)),
    Row("records:import_confirm", "batch", (DIRECTOR, CLERK), hidden=(LIAISON, SYSADMIN), ok=302, post=True),
    Row("records:import_decide", "batch", (DIRECTOR, CLERK), hidden=(LIAISON, SYSADMIN), ok=302, post=True),
    Row("records:import_discard", "batch", (DIRECTOR, CLERK), hidden=(LIAISON, SYSADMIN), ok=302, post=True),
    Row("records:import_retry", "batch", (DIRECTOR, CLERK), hidden=(LIAISON, SYSADMIN), ok=302, post=True),
    Row("records:import_failed", "batch", (DIRECTOR, CLERK), hidden=(LIAISON, SYSADMIN)),
    Row("petitions:ledger", whole=(*OFFICE, *UNITS)),
    Row("petitions:find_person", whole=(*OFFICE, *UNITS), ok=302, post=True),
    Row("petitions:ledger_sheet", whole=(*OFFICE, LIAISON)),
    Row("petitions:ledger_print", whole=(*OFFICE, LIAISON)),
    Row("petitions:archive_many", whole=(DIRECTOR, CLERK), ok=302, post=True),
    Row("petitions:numbers", whole=(AUDITOR,)),
    Row("petitions:new", whole=(CLERK, *CONVENORS, LEADER, GRID)),
    Row("petitions:earlier", whole=(CLERK, *CONVENORS, LEADER, GRID), post=True),
    Row("petitions:step_dates", whole=(CLERK, *CONVENORS, LEADER, GRID), post=True),
    Row("petitions:proposals", whole=(CLERK, *CONVENORS, LEADER, GRID), post=True),
    Row("petitions:listed_people", whole=(CLERK, *CONVENORS, LEADER, GRID), post=True),
    Row("petitions:categories", whole=(CLERK, *CONVENORS, LEADER, GRID)),
    Row("petitions:case", "case", OFFICE, UNITS),
    Row("petitions:registered", "case", (CLERK, *CONVENORS), (LEADER, GRID)),
    Row("petitions:slip", "case", (CLERK, *CONVENORS), (LEADER, GRID), ok=409),  # the code is no longer at hand
    Row("petitions:registration_form", "case", (CLERK,)),
    Row("petitions:reveal", "petitioner", OFFICE, (LIAISON, LEADER), post=True),
    Row("petitions:reveal_all", "case", OFFICE, (LIAISON, LEADER), post=True),
    Row("petitions:words", "case", OFFICE, post=True),
    Row("petitions:papers", "case", OFFICE, UNITS),
    Row("petitions:paper", "paper", OFFICE, UNITS),
    Row("petitions:paper_preview", "draft", OFFICE, (LIAISON, LEADER)),
    Row("petitions:receipt", "paper", OFFICE, UNITS),
    Row("petitions:files", "case", OFFICE, UNITS),
    Row("petitions:file", "file", OFFICE, UNITS),
    Row("petitions:links", "case", OFFICE, UNITS),
    Row("petitions:edit", "case", (CLERK,)),
    move("name_reader", (*CONVENORS, CLERK)),
    move("name_sponsor", (CLERK, DIRECTOR)),
    move("new_lookup_code", (CLERK,), ok=302),
    move("propose_new_code", (CLERK,)),
    move("confirm_new_code", OFFICE),
    move("follow_up", (DIRECTOR, CLERK)),
    move("decide_refusal", (DIRECTOR,)),
    move("decide_extension", (*CONVENORS, DIRECTOR)),
    move("decide_reply", (*CONVENORS, DIRECTOR)),
    move("decide_route", CONVENORS),
    move("confirm_unseal", CONVENORS),
    move("decide_objection", (*CONVENORS, DIRECTOR)),
    move("answer_directly", (CLERK,), (LEADER,)),
    move("accept", (CLERK,), (LIAISON,)),
    move("propose_refusal", (CLERK,)),
    move("transfer", (DIRECTOR, CLERK)),
    move("assign", (DIRECTOR, CLERK)),
    move("receive", (CLERK,), (LIAISON,), ok=302),
    move("withdraw_proposal", OFFICE, UNITS, ok=302),
    move("object", (), (LIAISON,)),
    move("report_progress", (CLERK,), (LIAISON, LEADER)),
    move("propose_extension", (CLERK,), (LIAISON,)),
    move("to_ordinary", (CLERK,), (LIAISON,)),
    move("draft_reply", (CLERK,), (LIAISON, LEADER)),
    move("submit_reply", (CLERK,), (LIAISON, LEADER), ok=302),
    move("deliver", (CLERK,), (LIAISON,)),
    move("record_execution", (CLERK,), (LIAISON,)),
    move("conclude", (DIRECTOR, CLERK)),
    move("reopen", (DIRECTOR,)),
    move("archive", (DIRECTOR, CLERK), ok=302),
    move("record_review", (CLERK,)),
    move("record_review_result", (CLERK,)),
    move("pause_review", (CLERK,)),
    move("resume_review", (CLERK,)),
    move("propose_route", (CLERK,)),
    move("propose_unseal", (*CONVENORS, CLERK)),
    move("confirm_entry", OFFICE),
    move("propose_ending", (CLERK,)),
    move("decide_ending", (*CONVENORS, DIRECTOR)),
    move("propose_correction", (CLERK,)),
    move("decide_correction", (*CONVENORS, DIRECTOR)),
    move("object_to_sender", (DIRECTOR, CLERK)),
    move("record_sender_answer", (DIRECTOR, CLERK)),
)
ROWS = (*TOWNSHIP, *RECORDS, *PETITIONS)


def all_rows() -> tuple[Row, ...]:
    """The rows of this file and of every table_….py beside it: a part of the office brings its own file."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("table*.py"))
    modules = [import_module(f"tests.permissions.{name}") for name in names]
    tables = (value for module in modules for value in vars(module).values() if isinstance(value, tuple))
    return tuple(dict.fromkeys(row for table in tables for row in table if isinstance(row, Row)))
