from django.apps import AppConfig


class Wiring(AppConfig):
    """Makes the Celery app current in every process, and registers the system checks."""

    name = "config"
    label = "config"

    def ready(self) -> None:
        from config import celery, checks  # noqa: F401  importing registers
