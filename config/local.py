"""The servers and settings of this checkout, shared by the demo and the other commands."""

import atexit
import fcntl
import json
import os
import sys
import time
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path

from config.places import LOCAL
from config.processes import CannotStart
from config.services import Services, remembered_secret, services

NOTE = LOCAL / "running.json"
WAIT_SECONDS = 30


class HeldByAnother(Exception):
    """Another process of this checkout runs the servers; `note` is what it left for us."""

    def __init__(self, note: dict[str, str]) -> None:
        super().__init__("the servers of this checkout run already")
        self.note = note


class Hold:
    """This process's right to run the checkout's servers; ends with the process, however it ends."""

    def __init__(self, folder: Path = LOCAL) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._file: TextIOWrapper = (folder / "servers.lock").open("w")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise HeldByAnother(read_note()) from None
        NOTE.unlink(missing_ok=True)

    def publish(self, **note: str) -> None:
        """Tell the other commands of this checkout where the servers are."""
        NOTE.touch(mode=0o600)
        NOTE.write_text(json.dumps(note))

    def release(self) -> None:
        NOTE.unlink(missing_ok=True)
        self._file.close()


def read_note() -> dict[str, str]:
    with suppress(OSError, ValueError):
        note: dict[str, str] = json.loads(NOTE.read_text())
        return note
    return {}


def environment(own: Services) -> dict[str, str]:
    """Settings for a machine of one's own: no TLS, loopback names, a key made once."""
    return {
        **own.urls,
        "SECRET_KEY": remembered_secret(LOCAL / "secret_key"),
        "ALLOWED_HOSTS": "localhost,127.0.0.1,[::1]",
        "HTTPS": "off",
        "STATEMENT_TIMEOUT_SECONDS": "0",
    }


def lend() -> None:
    """Join the servers that run, or run them until this process ends."""
    try:
        hold = Hold()
    except HeldByAnother:
        os.environ |= _join()
        return
    try:
        own = services(LOCAL, durable=True)
        own.start()
    except CannotStart as problem:
        sys.exit(f"stepwise: {problem}")
    atexit.register(hold.release)
    atexit.register(own.stop)
    given = environment(own)
    hold.publish(**given)
    os.environ |= given | {name: text for name, text in os.environ.items() if name in given}


def _join() -> dict[str, str]:
    until = time.monotonic() + WAIT_SECONDS
    while not (note := read_note()) and time.monotonic() < until:
        time.sleep(0.1)
    if not note:
        sys.exit("stepwise: another command holds the servers of this checkout, unready.")
    return {name: text for name, text in note.items() if name.isupper()}
