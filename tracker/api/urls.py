"""Every call of the API (design.md §5)."""

from django.urls import path, re_path

from tracker.api import caseload, decisions, programmes, schema, sessions, steering, sync, today
from tracker.api.endpoint import Nowhere

PRESCRIPTION = "prescriptions/<uuid:prescription_id>/"

urlpatterns = [
    path("schema/", schema.SchemaView.as_view(), name="schema"),
    path("docs/", schema.DocsView.as_view(), name="docs"),
    path("sessions/<str:client_id>/", sessions.SessionView.as_view(), name="api-session"),
    path("sessions/<str:client_id>/next-day/", sessions.NextDayView.as_view(), name="api-next-day"),
    path("sync/", sync.SyncView.as_view(), name="api-sync"),
    path("today/", today.TodayView.as_view(), name="api-today"),
    path("caseload/", caseload.CaseloadView.as_view(), name="api-caseload"),
    path("patients/<uuid:patient_id>/", caseload.PatientView.as_view(), name="api-patient"),
    path("patients/<uuid:patient_id>/usual-pain/", caseload.UsualPainView.as_view(), name="api-usual-pain"),
    path("patients/<uuid:patient_id>/plans/", caseload.PlansView.as_view(), name="api-plans"),
    path(f"{PRESCRIPTION}decisions/", decisions.DecisionsView.as_view(), name="api-decisions"),
    path(f"{PRESCRIPTION}override/", steering.OverrideView.as_view(), name="api-override"),
    path(f"{PRESCRIPTION}level/", steering.LevelView.as_view(), name="api-level"),
    path(f"{PRESCRIPTION}dose/", steering.DoseView.as_view(), name="api-dose"),
    path(f"{PRESCRIPTION}limits/", steering.LimitsView.as_view(), name="api-limits"),
    path(f"{PRESCRIPTION}mode/", steering.ModeView.as_view(), name="api-mode"),
    path("decisions/<uuid:decision_id>/accept/", decisions.AcceptView.as_view(), name="api-accept"),
    path("decisions/<uuid:decision_id>/decline/", decisions.DeclineView.as_view(), name="api-decline"),
    path("stops/<uuid:stop_id>/clear/", steering.ClearStopView.as_view(), name="api-clear-stop"),
    path("programmes/", programmes.ProgrammesView.as_view(), name="api-programmes"),
    path("programmes/<str:code>/", programmes.ProgrammeView.as_view(), name="api-programme"),
    re_path("", Nowhere.as_view(), name="api-nowhere"),
]
