"""When a calendar day was entered: the stamp by which every process notices that its copy of the calendar is old."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("township", "0002_journal_append_only")]
    operations = [
        migrations.AddField(
            model_name="workcalendarday",
            name="entered_at",
            field=models.DateTimeField("录入时间", default=django.utils.timezone.now, editable=False),
        ),
    ]
