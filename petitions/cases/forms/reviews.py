"""复查 and 复核 by a higher organ, written down as they become known (条例第三十五、三十六条)."""

from petitions.cases.forms.acts import CaseForm
from township.frame.forms.fields import DayField, PickField, WordsField


class ReviewForm(CaseForm):
    kind = PickField("类别", [("review", "复查"), ("final_review", "复核")], radio=True)
    organ = WordsField("机关", most=60)
    requested_on = DayField("机关收到请求的日期")

    def starting(self):
        return {"kind": "review", "organ": self.case.township.review_organ}


class OpenReviewForm(CaseForm):
    """An act on the review that is open; it is found, not chosen."""

    def prepare(self):
        self.review = self.case.outside_reviews.filter(decided_on__isnull=True).order_by("-pk").first()

    def values(self):
        return {**super().values(), "review_id": self.review.pk if self.review else 0}


class ReviewResultForm(OpenReviewForm):
    decided_on = DayField("作出意见日期")
    served_on = DayField("送达信访人日期", required=False, help_text="信访人收到复查意见的次日起 30 日内可以请求复核")
    number = WordsField("意见书文号", required=False, most=60)
    result = PickField("结论", [("upheld", "维持"), ("annulled", "撤销重办"), ("changed", "变更")], radio=True)


class PauseForm(OpenReviewForm):
    from_on = DayField("听证开始日期", help_text="从这一天起不计入期限")
    reason = WordsField("理由", most=120, hint="如“举行听证”")


class ResumeForm(OpenReviewForm):
    to_on = DayField("恢复日期", help_text="听证结束后恢复计算的日期")
