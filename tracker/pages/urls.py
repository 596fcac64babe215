from django.urls import path

from tracker.pages import (
    answers,
    caseload,
    front,
    new_plan,
    next_day,
    patient,
    session,
    steer,
    today,
    usual_pain,
)

urlpatterns = [
    path("", front.home, name="home"),
    path("sign-in/", front.SignIn.as_view(), name="sign-in"),
    path("sign-out/", front.SignOut.as_view(), name="sign-out"),
    path("today/", today.today, name="today"),
    path("history/", today.history, name="history"),
    path("plans/<uuid:plan>/session/", session.session_form, name="session-form"),
    path("sessions/<uuid:client_id>/", session.receipt, name="receipt"),
    path("sessions/<uuid:client_id>/next-day/", next_day.next_day, name="next-day"),
    path("caseload/", caseload.caseload, name="caseload"),
    path("patients/<uuid:pk>/", patient.patient, name="patient"),
    path("patients/<uuid:pk>/plans/new/", new_plan.new_plan, name="new-plan"),
    path("patients/<uuid:pk>/usual-pain/", usual_pain.usual_pain, name="usual-pain"),
    path("decisions/<uuid:pk>/answer/", answers.answer, name="answer"),
    path("stops/<uuid:pk>/clear/", answers.clear, name="clear-stop"),
    path("prescriptions/<uuid:pk>/change/", steer.change, name="change"),
]
