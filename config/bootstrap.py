"""Makes the project's own environment before Django is needed. Standard library only."""

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from config import debian
from config.places import LOCAL, ROOT, VENV

LOCK = ROOT / "requirements-dev.txt"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed"
# People and containers who keep an environment of their own set this; then nothing is made here.
OWN_ENVIRONMENT = "STEPWISE_OWN_ENVIRONMENT"
# These start their own servers, or need none.
WITHOUT_SERVERS = {"demo", "test", "help", "version", "--help", "--version", "replay_cases", "collectstatic"}


class CannotSetUp(Exception):
    """The environment cannot be made here; the text is one line for a person."""


def prepare(argv: Sequence[str]) -> None:
    """Inside the environment: lend it the private servers if need be. Outside: make it and start again."""
    try:
        if not os.environ.get(OWN_ENVIRONMENT):
            enter_environment(argv)
            lend_servers(argv)
    except CannotSetUp as problem:
        sys.exit(f"stepwise: {problem}")


def enter_environment(argv: Sequence[str]) -> None:
    if sys.version_info < (3, 11):  # noqa: UP036  said before anything newer is imported
        raise CannotSetUp(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
    if not is_installed():
        with one_at_a_time():
            if not is_installed():
                set_up()
    if Path(sys.prefix).resolve() != VENV.resolve():
        script = str(Path(argv[0]).resolve())
        os.execv(PYTHON, [str(PYTHON), script, *argv[1:]])


def is_installed() -> bool:
    return PYTHON.exists() and STAMP.exists() and STAMP.read_text() == wanted()


def wanted() -> str:
    """Changes with the lock and with the Python it was installed for."""
    return (
        f"{hashlib.sha256(LOCK.read_bytes()).hexdigest()} {sys.version_info.major}.{sys.version_info.minor}"
    )


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two people may start at once: the second waits, and finds all done."""
    LOCAL.mkdir(parents=True, exist_ok=True)
    with (LOCAL / "setup.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("waiting for another start to finish installing")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def set_up() -> None:
    if not works(PYTHON):
        say("making .venv (only the first time)")
        make_environment()
    say("installing the libraries of requirements-dev.txt")
    install()
    # A plain `pytest` or `mypy` of the environment finds the project as well.
    next(VENV.glob("lib/python*/site-packages")).joinpath("stepwise.pth").write_text(f"{ROOT}\n")
    STAMP.write_text(wanted())


def works(python: Path) -> bool:
    return python.exists() and run([python, "-c", "pass"]).returncode == 0


def make_environment() -> None:
    """With venv; where Debian's python3-venv is missing, with uv put aside by pip, or with apt."""
    if with_venv() or with_uv_put_aside():
        return
    if debian.can_install() and debian.install("python3-venv") and with_venv():
        return
    raise CannotSetUp("this Python has neither venv nor pip; on Debian: apt install python3-venv")


def with_venv() -> bool:
    shutil.rmtree(VENV, ignore_errors=True)
    return run([sys.executable, "-m", "venv", VENV]).returncode == 0


def with_uv_put_aside() -> bool:
    shutil.rmtree(VENV, ignore_errors=True)
    aside, pinned = LOCAL / "boot", LOCAL / "uv.txt"
    pinned.write_text(pinned_uv())
    if run([sys.executable, *PIP, "--target", aside, "-r", pinned]).returncode:
        return False
    return run([aside / "bin" / "uv", "venv", "--quiet", "--python", sys.executable, VENV]).returncode == 0


PIP = ("-m", "pip", "install", "--quiet", "--require-hashes", "--no-deps")


def install() -> None:
    """With uv, which takes a tenth of pip's time; with pip where uv cannot reach its index."""
    if uv := uv_program():
        command: list[str | Path] = [
            uv,
            "pip",
            "install",
            "--quiet",
            "--require-hashes",
            "--python",
            PYTHON,
            "-r",
            LOCK,
        ]
        done = run(command)
        if done.returncode and "--system-certs" in done.stderr:  # a network with certificates of its own
            done = run([*command, "--system-certs"])
        if done.returncode == 0:
            return
    done = run([PYTHON, *PIP, "-r", LOCK])
    if done.returncode:
        raise CannotSetUp(f"the libraries cannot be installed; is a package index within reach? {why(done)}")


def uv_program() -> Path | None:
    aside, inside = LOCAL / "boot" / "bin" / "uv", VENV / "bin" / "uv"
    if not inside.exists() and not aside.exists():
        pinned = LOCAL / "uv.txt"
        pinned.write_text(pinned_uv())
        run([PYTHON, *PIP, "-r", pinned])
    return next((program for program in (inside, aside) if program.exists()), None)


def pinned_uv() -> str:
    """The lock's own lines for uv, hashes and all."""
    found = re.search(r"^uv==.*(?:\n[ \t].*)*", LOCK.read_text(), re.MULTILINE)
    if not found:
        raise CannotSetUp("requirements-dev.txt does not pin uv.")
    return found[0] + "\n"


def run(command: Sequence[str | Path]) -> subprocess.CompletedProcess[str]:
    # An environment that is active outside must not draw the installers to itself.
    env = {name: text for name, text in os.environ.items() if name not in {"VIRTUAL_ENV", "PYTHONHOME"}}
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False, env=env)
    except OSError as error:
        return subprocess.CompletedProcess(command, 1, "", str(error))


def why(failed: subprocess.CompletedProcess[str]) -> str:
    lines = [line.strip() for line in (failed.stderr or failed.stdout).splitlines() if line.strip()]
    return lines[-1] if lines else "no reason was given"


def say(text: str) -> None:
    print(f"stepwise: {text}", file=sys.stderr, flush=True)


def lend_servers(argv: Sequence[str]) -> None:
    """Commands such as migrate or shell work on the demo's data when no DATABASE_URL is given."""
    if len(argv) < 2 or argv[1] in WITHOUT_SERVERS or os.environ.get("DATABASE_URL"):
        return
    from config import local

    local.lend()
