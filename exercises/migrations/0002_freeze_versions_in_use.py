"""From the moment a plan uses a programme version, the database itself refuses to change it.

Only `is_current` may still move, when a newer version takes its place.
"""

from django.db import migrations

FREEZE = """
CREATE FUNCTION exercises_refuse_frozen_programme() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.in_use_since IS NULL THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'is_current' = to_jsonb(OLD) - 'is_current' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'Programme % version % is in use and cannot be changed.', OLD.code, OLD.version
        USING ERRCODE = 'restrict_violation', HINT = 'Load the change as a new version.';
END $$;

CREATE FUNCTION exercises_refuse_if_frozen(programme bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    used exercises_programme%ROWTYPE;
BEGIN
    -- FOR SHARE: a plan that starts at this moment waits for us, or we for it.
    SELECT * INTO used FROM exercises_programme WHERE id = programme FOR SHARE;
    IF used.in_use_since IS NOT NULL THEN
        RAISE EXCEPTION 'Programme % version % is in use and cannot be changed.', used.code, used.version
            USING ERRCODE = 'restrict_violation', HINT = 'Load the change as a new version.';
    END IF;
END $$;

CREATE FUNCTION exercises_refuse_frozen_ladder() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM exercises_refuse_if_frozen(OLD.programme_id);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        PERFORM exercises_refuse_if_frozen(NEW.programme_id);
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE FUNCTION exercises_refuse_frozen_level() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM exercises_refuse_if_frozen((SELECT programme_id FROM exercises_ladder WHERE id = OLD.ladder_id));
    END IF;
    IF TG_OP <> 'DELETE' THEN
        PERFORM exercises_refuse_if_frozen((SELECT programme_id FROM exercises_ladder WHERE id = NEW.ladder_id));
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE TRIGGER programme_in_use_is_frozen BEFORE UPDATE OR DELETE ON exercises_programme
    FOR EACH ROW EXECUTE FUNCTION exercises_refuse_frozen_programme();
CREATE TRIGGER ladder_in_use_is_frozen BEFORE INSERT OR UPDATE OR DELETE ON exercises_ladder
    FOR EACH ROW EXECUTE FUNCTION exercises_refuse_frozen_ladder();
CREATE TRIGGER level_in_use_is_frozen BEFORE INSERT OR UPDATE OR DELETE ON exercises_level
    FOR EACH ROW EXECUTE FUNCTION exercises_refuse_frozen_level();
"""

THAW = """
DROP TRIGGER level_in_use_is_frozen ON exercises_level;
DROP TRIGGER ladder_in_use_is_frozen ON exercises_ladder;
DROP TRIGGER programme_in_use_is_frozen ON exercises_programme;
DROP FUNCTION exercises_refuse_frozen_level();
DROP FUNCTION exercises_refuse_frozen_ladder();
DROP FUNCTION exercises_refuse_if_frozen(bigint);
DROP FUNCTION exercises_refuse_frozen_programme();
"""


class Migration(migrations.Migration):
    dependencies = [("exercises", "0001_library")]
    operations = [migrations.RunSQL(FREEZE, THAW)]
