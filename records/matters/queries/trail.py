"""流转与查阅记录: the journal lines of one matter, for those who may read the trail."""

from django.db.models import Q, QuerySet

from records.matters.kinds import KINDS
from records.matters.models.matters import Matter
from records.matters.queries.scope import matters_kept_from
from township.actors import Actor
from township.journal import words as journal_words
from township.journal.models import JournalEntry
from township.permissions import VIEW_JOURNAL, Reach

OWN_WORDS = {
    "attachment.add": "上传附件",
    "attachment.read": "下载附件",
    "document.read": "查看文书",
    "document.print": "打印文书",
    "access.implicate": "登记涉及对象",
    "access.lift_propose": "提出解除涉及对象",
    "access.lift": "解除涉及对象",
    "access.lift_decline": "不同意解除涉及对象",
    "access.recuse": "登记回避",
    "access.grant": "列入知悉名单",
    "approval.withdraw": "撤回申请",
    "clocks.recompute": "工作日历变动，重新计算期限",
    "job.retry": "重新执行后台任务",
    "duty.open": "开启制度周期",
    "duty.fulfil": "登记制度执行",
    "duty.propose_excuse": "申请免办",
    "duty.excuse": "同意免办",
    "duty.decline_excuse": "不同意免办",
    "duty.end": "不再应办",
}

journal_words.enter(OWN_WORDS)
ACTION_WORDS = journal_words.WORDS  # every app's words, as their apps.py entered them


def lines_kept_from(actor: Actor) -> Q:
    """Journal lines about matters this reader is shut out of; accusations off their list only an auditor reads, by number."""
    kept = matters_kept_from(actor, restricted=actor.reach(VIEW_JOURNAL) != Reach.TOWNSHIP)
    return Q(subject_kind__in=list(KINDS), subject_id__in=kept.values("pk"))


def trail(matter: Matter) -> QuerySet[JournalEntry]:
    """Every journal line of the matter, newest first. The caller asks for READ_TRAIL on the matter."""
    return JournalEntry.objects.filter(
        township_id=matter.township_id, subject_kind=matter.kind, subject_id=matter.pk
    ).order_by("-seq")
