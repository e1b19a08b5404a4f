"""The circular of the results (考核结果通报): its draft in plain sentences, and its layout of GB/T 9704-2012."""

from collections.abc import Sequence

from assessment.schemes.models.runs import Run
from assessment.schemes.queries.runs import Score
from assessment.schemes.rules.schemes import Content
from assessment.schemes.rules.scoring import decimal_words
from township.dates import full_date


def circular_text(run: Run, content: Content, scores: Sequence[Score]) -> str:
    """The draft: how it was done, the grades, the table of every unit. The last part is the office's to write."""
    scheme = run.scheme
    objections = list(run.objections.all())
    accepted = sum(one.state == "accepted" for one in objections)
    lines = [
        f"根据《{scheme.name}》（{scheme.year}年第{scheme.version}版），对{scheme.get_group_display()}"
        f"{full_date(run.first)}至{full_date(run.last)}的信访工作进行了考核，数据核算截至{full_date(run.as_of)}。"
        f"得分于{full_date(run.published_on)}公布核对，"
        + (f"共提出异议{len(objections)}件，采纳{accepted}件。" if objections else "没有单位提出异议。")
        + "现将结果通报如下：",
        "一、考核等次",
    ]
    for grade in content.grades:
        names = "、".join(score.unit.label for score in _ranked(scores) if score.place.grade == grade.label)
        if names:
            lines.append(f"{grade.label}：{names}。")
    unscored = "、".join(score.unit.label for score in scores if score.result.total is None)
    if unscored:
        lines.append(f"没有可计算的内容、不定等次：{unscored}。")
    lines += ["二、各单位得分", "|单位|得分|名次|等次|"]
    for score in _ranked(scores):
        lines.append(f"|{score.unit.label}|{score.result.shown}|{score.place.rank or '—'}|{score.place.grade or '—'}|")
    adjusted = [score for score in scores if score.adjust]
    if adjusted:
        lines.append(
            "集体研究调整和采纳异议增减得分："
            + "、".join(
                f"{one.unit.label}{'增' if one.adjust > 0 else '减'}{decimal_words(abs(one.adjust), 2)}分"
                for one in adjusted
            )
            + "。"
        )
    lines += ["三、存在问题和下一步要求", "【结合失分较多的指标写】"]
    return "\n".join(lines)


def _ranked(scores: Sequence[Score]) -> list[Score]:
    return sorted(scores, key=lambda score: (score.place.rank or len(scores) + 1, score.unit.order, score.unit.pk))
