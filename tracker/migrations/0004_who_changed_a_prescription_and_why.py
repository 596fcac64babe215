"""Level, dose, limits and mode changed by hand say who and why from now on."""

import django.db.models.deletion
from django.db import migrations, models

# Limits were logged with both before. Of the others neither is known: the plan's own therapist stands in,
# and the reason says so. The deferred keys are checked now, or the table could not be altered after this.
TELL = """
UPDATE tracker_prescription opened SET made_by_id = change.made_by_id, reason = change.reason
FROM tracker_limitchange change
WHERE opened.opened = 'limits' AND change.prescription_id = opened.replaces_id;

UPDATE tracker_prescription opened
SET made_by_id = plan.made_by_id, reason = 'Changed before it was kept by whom and why.'
FROM tracker_plan plan
WHERE plan.id = opened.plan_id AND opened.made_by_id IS NULL
  AND opened.opened IN ('level', 'dose', 'limits', 'mode');

SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("exercises", "0002_freeze_versions_in_use"),
        ("patients", "0001_people"),
        ("tracker", "0003_drop_indexes_that_others_cover"),
    ]

    operations = [
        migrations.AddField(
            model_name="prescription",
            name="made_by",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="patients.therapist",
            ),
        ),
        migrations.AddField(
            model_name="prescription", name="reason", field=models.TextField(blank=True, max_length=1000)
        ),
        migrations.RunSQL(TELL, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="prescription",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("opened__in", ("level", "dose", "limits", "mode")), _negated=True),
                    models.Q(("made_by__isnull", False), ("reason__regex", "\\S")),
                    _connector="OR",
                ),
                name="prescription_by_hand_says_who_and_why",
            ),
        ),
    ]
