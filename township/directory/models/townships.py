"""A township (乡镇/街道): the organ whose petition work the office coordinates. Many may live in one deployment."""

from django.db import models


class Township(models.Model):
    """One township; every other row belongs to exactly one, and nothing crosses between two."""

    code = models.CharField("区划代码", max_length=12, unique=True)
    name = models.CharField("名称", max_length=60, help_text="机关全称，文书署名用，如“清河镇人民政府”")
    short_name = models.CharField("简称", max_length=20, help_text="如“清河镇”")
    mark = models.CharField("文号代字", max_length=10, help_text="如“清信”")
    office_name = models.CharField("联席办名称", max_length=60)
    office_phone = models.CharField("联系电话", max_length=40, blank=True)
    office_address = models.CharField("通信地址", max_length=120, blank=True)
    reception_hours = models.CharField("接待时间", max_length=120, blank=True)
    reception_place = models.CharField("接待地点", max_length=120, blank=True)
    review_organ = models.CharField("复查机关", max_length=60, help_text="如“清川县人民政府”（条例第三十五条）")
    final_review_organ = models.CharField("复核机关", max_length=60, help_text="如“江州市人民政府”（条例第三十六条）")
    is_active = models.BooleanField("启用", default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "乡镇"
        ordering = ["code"]

    def __str__(self):
        return self.short_name
