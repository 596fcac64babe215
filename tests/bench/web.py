"""The real gunicorn, people signed in to it, and what a request costs it."""

from __future__ import annotations

import http.client
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore

from config.places import ROOT
from config.processes import free_port, spawn, stop
from tests.bench.measure import cpu_of, descendants_of, of_postgres, postmaster

TOKEN = "a" * 32
GUNICORN = ["-m", "gunicorn", "config.wsgi", "--no-control-socket", "--log-level", "warning"]
GUNICORN += ["--worker-class", "gthread", "--workers", "1", "--threads", "4"]


@dataclass
class Web:
    """A server and one kept-alive line to it; its workers' CPU and the database's."""

    pid: int
    postgres: int
    line: http.client.HTTPConnection
    headers: dict[str, str] = field(default_factory=dict)

    def sign_in(self, user: User) -> None:
        """By the session that signing in would make."""
        store = SessionStore()
        store[SESSION_KEY], store[BACKEND_SESSION_KEY] = str(user.pk), settings.AUTHENTICATION_BACKENDS[0]
        store[HASH_SESSION_KEY] = user.get_session_auth_hash()
        store.create()
        self.line.close()  # opened anew when asked: the server leaves an idle one
        cookies = f"{settings.SESSION_COOKIE_NAME}={store.session_key}; csrftoken={TOKEN}"
        self.headers = {"Cookie": cookies, "X-CSRFToken": TOKEN, "Content-Type": "application/json"}

    def ask(self, method: str, path: str, body: bytes = b"") -> bytes:
        self.line.request(method, path, body=body, headers=self.headers)
        answer = self.line.getresponse()
        said = answer.read()
        if answer.status not in {200, 201}:
            raise AssertionError(f"{method} {path}: {answer.status} {said[:400]!r}")
        return said

    def cpu(self) -> float:
        """Seconds that the server and its workers have used so far."""
        return cpu_of(self.pid, children=True) + sum(cpu_of(pid) for pid in descendants_of(self.pid))

    def database_cpu(self) -> float:
        return of_postgres(self.postgres)


@contextmanager
def serving() -> Iterator[Web]:
    port = free_port()
    command = [sys.executable, *GUNICORN, "--bind", f"127.0.0.1:{port}"]
    process = spawn(command, env=os.environ, cwd=ROOT, stdout=sys.stderr.fileno())
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        _wait_for(line)
        yield Web(process.pid, postmaster(), line)
    finally:
        line.close()
        stop(process, signal.SIGTERM, within_seconds=10)


def _wait_for(line: http.client.HTTPConnection) -> None:
    until = time.monotonic() + 30
    while True:
        try:
            line.request("GET", "/readyz")
            line.getresponse().read()
        except OSError:
            line.close()
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        else:
            return
