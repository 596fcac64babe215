"""A decision is written once: the database refuses to change or delete one."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION refuse_change_of_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a progression decision is never changed' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER decision_is_append_only BEFORE UPDATE OR DELETE ON tracker_progressiondecision
  FOR EACH ROW EXECUTE FUNCTION refuse_change_of_decision();
"""
ALLOW = """
DROP TRIGGER decision_is_append_only ON tracker_progressiondecision;
DROP FUNCTION refuse_change_of_decision();
"""


class Migration(migrations.Migration):
    dependencies = [("tracker", "0001_plans_sessions_decisions")]

    operations = [migrations.RunSQL(REFUSE, ALLOW)]
