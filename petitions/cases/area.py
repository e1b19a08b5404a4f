"""Petition cases: from the counter to the archive."""

from petitions.cases.actions.due_dates import copy_due_dates
from petitions.cases.actions.identity import IDENTITY_PAPERS, check_file
from petitions.cases.actions.settling import settle_case
from petitions.cases.models.cases import Case
from petitions.cases.queries.figures import DECLARED
from petitions.cases.queries.finding import case_words, find_cases, first_petitioner
from petitions.cases.queries.identities import names_on
from petitions.cases.queries.work import case_work
from petitions.cases.rules.notice_words import NOTICE_WORDS
from petitions.cases.rules.work import PLANS
from petitions.permissions import REGISTER_CASE, VIEW_CASE, VIEW_CASE_IDS
from records.areas import Area, Kind, Tab
from records.matters import origins
from township.frame import navigation

WORDS = {
    "case.register": "登记",
    "case.correct": "补正登记内容",
    "case.deliver_paper": "登记文书送达",
    "case.name_reader": "列入知悉名单",
    "case.name_sponsor": "指定包案领导",
    "case.propose_new_code": "申请补发查询码",
    "case.confirm_new_code": "审批补发查询码",
    "case.new_code": "补发查询码",
    "case.show_code": "显示查询码",
    "case.follow_up": "登记电话回访评价",
    "case.pause_review": "复核听证，中止期限",
    "case.resume_review": "听证结束，恢复期限",
    "case.propose_unseal": "申请查看检举控告内容",
    "case.confirm_unseal": "审批查看检举控告内容",
    "case.return_ending": "退回作废或终止的申请",
    "case.return_correction": "退回更正登记的申请",
    "case.correct_entry": "更正登记",
    "case.withdraw_ending": "撤回作废或终止的申请",
    "case.withdraw_correction": "撤回更正登记的申请",
    "case.confirm_entry": "核对补录凭据",
    "case.return_extension": "退回延期申请",
    "case.return_refusal": "退回不予受理建议",
    "case.return_route": "退回移送建议",
    "case.refuse_objection": "不同意异议",
    "case.request_review": "登记复查申请",
    "case.request_final_review": "登记复核申请",
    "case.review_decided": "登记复查结果",
    "case.final_review_decided": "登记复核结果",
    "case.print_slip": "打印查询凭条",
    "case.print_registration": "打印登记表",
    "case.lookup": "信访人网上查询",
    "case.evaluate": "信访人评价",
    "accusation.read": "查看检举控告内容",
    "document.preview": "预览文书",
    "document.print_receipt": "打印送达回证",
    "document.lookup": "信访人查看文书",
}

origins.register_start("petitions:new")
navigation.register_start("登记", "petitions:new", REGISTER_CASE, 10)
AREA = Area(
    carries=("repeat_of",),
    kinds=(
        Kind(
            key="case",
            label="信访事项",
            url_name="petitions:case",
            view=VIEW_CASE,
            gate=check_file,
            identity_papers=IDENTITY_PAPERS,
            settles=settle_case,
            model=Case,
            may_be_restricted=True,
            finds=find_cases,
            words=case_words,
            names=first_petitioner,
            people=names_on,
            work=case_work,
            plans=PLANS,
            late_ground="overdue_case",
        ),
    ),
    tabs=(
        Tab("cases", "信访事项", "petitions:ledger", VIEW_CASE, 10, phone="事项"),
        Tab("cases", "事项编号", "petitions:numbers", VIEW_CASE_IDS, 60),
    ),
    words=WORDS,
    notices=NOTICE_WORDS,
    declared=DECLARED,
    due_listeners=(copy_due_dates,),
)
