from django.apps import AppConfig


class TrackerConfig(AppConfig):
    name = "tracker"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from tracker import tasks
        from tracker.flows import doorbell

        doorbell.connect(tasks.bell.ring)
