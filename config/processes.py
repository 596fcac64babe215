"""Child processes that never outlive us: user, parent-death signal, stopping, free ports."""

import ctypes
import os
import pwd
import random
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

PR_SET_PDEATHSIG = 1
# Below Linux' ephemeral range, so that no client socket can take a server's port meanwhile.
PORTS = range(20000, 32000)

# Resolved before any fork: after the change of user Python's own files may be unreadable.
_prctl = ctypes.CDLL(None).prctl if sys.platform == "linux" else None


class CannotStart(Exception):
    """A process of ours cannot run here; the text is one line for a person."""


@dataclass(frozen=True)
class Identity:
    """As whom a server runs: `prefix` before its command, `uid` and `gid` when root steps down."""

    prefix: tuple[str, ...] = ()
    uid: int | None = None
    gid: int | None = None


def die_with_parent(with_signal: signal.Signals) -> Callable[[], None]:
    """Linux: the kernel sends `with_signal` to the child when we end, even by kill -9."""
    parent = os.getpid()

    def in_child() -> None:
        if _prctl is not None:
            _prctl(PR_SET_PDEATHSIG, int(with_signal), 0, 0, 0)
            if os.getppid() != parent:
                os._exit(1)

    return in_child


def spawn(
    command: list[str],
    *,
    identity: Identity = Identity(),
    with_signal: signal.Signals = signal.SIGTERM,
    env: Mapping[str, str] | None = None,
    cwd: str | Path = "/",
    stdin: int | IO[bytes] = subprocess.DEVNULL,
    stdout: int | IO[bytes] = subprocess.DEVNULL,
) -> subprocess.Popen[bytes]:
    """Start in a session of its own: Ctrl-C reaches us alone, and we stop it in order."""
    return subprocess.Popen(
        [*identity.prefix, *command],
        stdin=stdin,
        stdout=stdout,
        stderr=subprocess.STDOUT,
        cwd=cwd,
        env=env,
        user=identity.uid,
        group=identity.gid,
        extra_groups=None if identity.uid is None else [],
        start_new_session=True,
        preexec_fn=die_with_parent(with_signal),  # noqa: PLW1509  no thread of ours holds a lock here
    )


def run_as(identity: Identity, command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*identity.prefix, *command],
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
        user=identity.uid,
        group=identity.gid,
        extra_groups=None if identity.uid is None else [],
    )


def stop(process: subprocess.Popen[bytes], with_signal: signal.Signals, within_seconds: float) -> None:
    """Ask, wait, and at last kill the whole group."""
    if process.poll() is None:
        process.send_signal(with_signal)
    try:
        process.wait(within_seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def identity_for(folder: Path, program: Path) -> Identity:
    """Whom `program` can run as with its files in `folder`; PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return Identity()
    for candidate in _unprivileged():
        seen = run_as(candidate, ["test", "-x", str(folder)]).returncode == 0
        if seen and run_as(candidate, [str(program), "--version"]).returncode == 0:
            return candidate
    raise CannotStart(
        "PostgreSQL does not run as root, and this machine lets us neither step down nor make a user "
        "namespace: run as an ordinary user, set DATABASE_URL, or use compose.yaml."
    )


def _unprivileged() -> list[Identity]:
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    accounts = [names[name] for name in ("postgres", "nobody") if name in names]
    found = [Identity((), account.pw_uid, account.pw_gid) for account in accounts]
    if unshare := shutil.which("unshare"):
        found.append(Identity((unshare, "--user", "--map-user=1000", "--map-group=1000")))
    return found


def free_port() -> int:
    for port in random.sample(PORTS, 50):
        if port_is_free(port):
            return port
    raise CannotStart("No free port between 20000 and 32000 on 127.0.0.1.")


def port_is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def command_line(pid: int) -> str:
    """What `pid` runs, or nothing when it is gone."""
    try:
        if sys.platform == "linux":
            return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        return subprocess.check_output(["ps", "-ww", "-o", "args=", "-p", str(pid)], text=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
