"""Every door of a case in one place, in the order in which a case goes through them."""

from petitions.cases.actions.accusations import (
    ROUTE,
    confirm_unseal,
    name_reader,
    propose_route,
    propose_unseal,
    read_words,
)
from petitions.cases.actions.approving import withdraw_proposal
from petitions.cases.actions.assignments import assign
from petitions.cases.actions.back_entries import confirm_entry
from petitions.cases.actions.closing import archive, conclude, record_execution, reopen
from petitions.cases.actions.corrections import edit_registration
from petitions.cases.actions.deliveries import deliver
from petitions.cases.actions.endings import decide_ending, propose_ending
from petitions.cases.actions.extensions import EXTENSION, propose_extension, to_ordinary
from petitions.cases.actions.identity import (
    print_receipt,
    print_registration,
    print_slip,
    read_case_attachment,
    read_document,
    reveal_everybody,
    reveal_identity,
)
from petitions.cases.actions.intake import accept, answer_directly, transfer
from petitions.cases.actions.lookup_codes import confirm_new_code, new_lookup_code, propose_new_code, show_code
from petitions.cases.actions.objections import decide_objection, object_assignment
from petitions.cases.actions.progress import receive, report_progress
from petitions.cases.actions.refusals import REFUSAL, propose_refusal
from petitions.cases.actions.registration import Registered, register_case
from petitions.cases.actions.replies import REPLY, draft_reply, submit_reply
from petitions.cases.actions.restating import decide_correction, propose_correction
from petitions.cases.actions.reviews import pause_review, record_review, record_review_result, resume_review
from petitions.cases.actions.sender import object_to_sender, record_sender_answer
from petitions.cases.actions.sponsors import name_sponsor

__all__ = [
    "Registered",
    "register_case",
    "edit_registration",
    "answer_directly",
    "accept",
    "propose_refusal",
    "decide_refusal",
    "transfer",
    "assign",
    "receive",
    "object_assignment",
    "decide_objection",
    "report_progress",
    "propose_extension",
    "decide_extension",
    "to_ordinary",
    "draft_reply",
    "submit_reply",
    "decide_reply",
    "deliver",
    "record_execution",
    "conclude",
    "reopen",
    "archive",
    "record_review",
    "pause_review",
    "resume_review",
    "record_review_result",
    "object_to_sender",
    "record_sender_answer",
    "propose_ending",
    "decide_ending",
    "propose_correction",
    "decide_correction",
    "confirm_entry",
    "withdraw_proposal",
    "name_reader",
    "name_sponsor",
    "propose_route",
    "decide_route",
    "propose_unseal",
    "confirm_unseal",
    "read_words",
    "reveal_everybody",
    "reveal_identity",
    "propose_new_code",
    "confirm_new_code",
    "new_lookup_code",
    "show_code",
    "print_slip",
    "print_registration",
    "print_receipt",
    "read_document",
    "read_case_attachment",
]


def decide_refusal(*, case_id: int, **decision):
    return REFUSAL.decide(case_id, **decision)


def decide_extension(*, case_id: int, **decision):
    return EXTENSION.decide(case_id, **decision)


def decide_reply(*, case_id: int, **decision):
    return REPLY.decide(case_id, **decision)


def decide_route(*, case_id: int, **decision):
    return ROUTE.decide(case_id, **decision)
