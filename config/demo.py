"""The whole system on one machine: servers, web, worker, beat and sweep, with a demo clinic in it."""

import http.client
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from types import FrameType

from config.crew import Crew, run_to_the_end, say
from config.local import HeldByAnother, Hold, environment
from config.places import LOCAL, ROOT
from config.processes import CannotStart, port_is_free
from config.services import Services, services

FIRST_PORT = 8000
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
WHO = LOCAL / "who.txt"

# Celery warns because of pickle; we take JSON only, and a demo on one's own machine may be root's.
ROOT_IS_FINE = "ignore:You're running the worker with superuser privileges"


class Stopped(BaseException):
    """Somebody asked the demo to end."""


class CannotRun(Exception):
    """The demo cannot run; the text is one line for a person."""


@dataclass(frozen=True)
class Wish:
    """What the person at the terminal asked for."""

    port: int | None
    fresh: bool
    weeks: int


def run(wish: Wish) -> None:
    """Until Ctrl-C, SIGTERM or the closing of the terminal."""
    with ExitStack() as stack:
        try:
            stack.enter_context(ended_by_signals())
            _run(stack, wish)
        except Stopped:
            say("\nStopping. The data stays for the next start.")
        except CannotStart as problem:
            raise CannotRun(str(problem)) from problem
        finally:
            for ending in ENDINGS:
                signal.signal(ending, signal.SIG_IGN)


def _run(stack: ExitStack, wish: Wish) -> None:
    hold = take_hold()
    stack.callback(hold.release)
    own = services(LOCAL, durable=True)
    if wish.fresh:
        forget(own)
    port = choose_port(wish.port)
    stack.callback(own.stop)
    say("Starting PostgreSQL and Valkey.")
    own.start()
    env = {**os.environ, **environment(own), "PYTHONUNBUFFERED": "1", "PYTHONWARNINGS": ROOT_IS_FINE}
    hold.publish(**environment(own), pid=str(os.getpid()), site=f"http://localhost:{port}")
    prepare = ["manage.py", "prepare_demo", str(WHO), "--weeks", str(wish.weeks)]
    if run_to_the_end([sys.executable, *prepare], env=env, cwd=ROOT):
        raise CannotRun("The demo clinic could not be made; the reason stands above.")
    crew = Crew(env, ROOT, own.restart_the_dead)
    stack.callback(crew.stop)
    work(crew, port)


def work(crew: Crew, port: int) -> None:
    for name, command in commands(port).items():
        crew.add(name, [sys.executable, *command])
    crew.watch(until=lambda: answers(port))
    say(f"\nReady: http://localhost:{port}\n{WHO.read_text()}\nCtrl-C ends it; the data stays.\n")
    crew.watch(until=lambda: False)


def commands(port: int) -> dict[str, list[str]]:
    gunicorn = ["-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}", "--no-control-socket"]
    gunicorn += ["--worker-class", "gthread", "--workers", "2", "--threads", "4", "--log-level", "warning"]
    gunicorn += ["--graceful-timeout", "5"]
    celery = ["-m", "celery", "--quiet", "-A", "config.celery"]
    worker = ["worker", "--queues", "evaluate,mail", "--concurrency", "2", "--loglevel", "warning"]
    worker += ["--without-gossip", "--without-mingle"]
    beat = ["beat", "--schedule", str(LOCAL / "beat"), "--pidfile", "", "--loglevel", "warning"]
    return {
        "web": gunicorn,
        "worker": [*celery, *worker],
        "beat": [*celery, *beat],
        "sweep": ["manage.py", "sweep"],
    }


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """Said explicitly: a process started in the background inherits a SIGINT that is ignored."""

    def end(_number: int, _frame: FrameType | None) -> None:
        for ending in ENDINGS:
            signal.signal(ending, signal.SIG_IGN)
        raise Stopped

    for ending in ENDINGS:
        signal.signal(ending, end)
    yield


def take_hold() -> Hold:
    try:
        return Hold()
    except HeldByAnother as other:
        if site := other.note.get("site"):
            where = f"{site} (process {other.note['pid']})"
            raise CannotRun(f"A demo of this checkout runs already: {where}.") from None
        raise CannotRun(
            "Another command of this checkout uses its servers; wait until it has ended."
        ) from None


def forget(own: Services) -> None:
    if not own.cluster:
        raise CannotRun("--fresh only throws away the private database; DATABASE_URL names another one.")
    own.cluster.throw_away()


def choose_port(wanted: int | None) -> int:
    if wanted is not None:
        if not port_is_free(wanted):
            raise CannotRun(f"Port {wanted} is taken; give another one with --port.")
        return wanted
    for port in range(FIRST_PORT, FIRST_PORT + 100):
        if port_is_free(port):
            return port
    raise CannotRun("No port from 8000 to 8099 is free; give one with --port.")


def answers(port: int) -> bool:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=1)
    try:
        line.request("GET", "/readyz")
        return line.getresponse().status == 200
    except OSError:
        return False
    finally:
        line.close()
