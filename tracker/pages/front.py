"""The door: signing in and out, and who goes where."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control

from patients import access


class SignInForm(AuthenticationForm):
    """One message whatever was wrong, so that nobody learns which names exist."""

    error_messages = {
        **AuthenticationForm.error_messages,
        "invalid_login": _("That user name and password do not belong together. Check both and try again."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("User name")
        self.fields["username"].error_messages["required"] = _("Write your user name.")
        self.fields["username"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}
        self.fields["password"].label = _("Password")
        self.fields["password"].error_messages["required"] = _("Write your password.")

    def clean_username(self) -> str:
        return str(self.cleaned_data["username"]).strip()


@method_decorator(cache_control(private=True, no_store=True), name="dispatch")
class SignIn(LoginView):
    template_name = "tracker/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True


class SignOut(LogoutView):
    """Only by POST: a link in a mail cannot sign anyone out."""


@login_required
@cache_control(private=True, no_store=True)
def home(request: HttpRequest) -> HttpResponse:
    """Each role to its own first page; who has none yet is told whom to ask."""
    if access.therapist(request.user):
        return redirect("caseload")
    if access.own_record(request.user):
        return redirect("today")
    return render(request, "tracker/no_role.html")
