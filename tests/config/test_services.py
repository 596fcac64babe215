"""The private servers: behind a password, silent about rows, and gone with whoever started them."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from config import postgres, processes
from config.places import LOCAL, ROOT
from config.services import Services, services

HOLDER = """
import sys, time
from pathlib import Path
from config.services import services
own = services(Path(sys.argv[1]), durable=False, given={})
own.start()
print(own.cluster.process.pid, own.broker.process.pid, own.urls["DATABASE_URL"], flush=True)
time.sleep(600)
"""


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """Where another user may step in, as below .local and unlike in pytest's own folders."""
    made = Path(tempfile.mkdtemp(prefix="servers-", dir=LOCAL))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


@pytest.fixture(scope="module")
def running(folder: Path) -> Iterator[Services]:
    """Making a durable cluster is slow, so these tests share one."""
    own = services(folder / "shared", durable=True, given={})
    own.start()
    yield own
    own.stop()


def test_postgresql_lets_nobody_in_without_the_password(running: Services) -> None:
    assert running.cluster
    door = f"postgresql://stepwise:guess@127.0.0.1:{running.cluster.port}/stepwise"

    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(door)


def test_valkey_lets_nobody_in_without_the_password(running: Services) -> None:
    assert running.broker
    with pytest.raises(redis.exceptions.AuthenticationError):
        redis.Redis(port=running.broker.port, retry=Retry(NoBackoff(), 0)).ping()


def test_a_durable_server_has_what_it_confirmed_on_disk(running: Services) -> None:
    with psycopg.connect(running.urls["DATABASE_URL"]) as connection:
        settings = [connection.execute(f"SHOW {name}").fetchone() for name in ("fsync", "synchronous_commit")]

    assert settings == [("on",), ("on",)]


def test_a_refused_row_stays_out_of_the_server_log(running: Services) -> None:
    assert running.cluster
    with psycopg.connect(running.urls["DATABASE_URL"], autocommit=True) as connection:
        connection.execute("CREATE TABLE note (said text PRIMARY KEY)")
        connection.execute("INSERT INTO note VALUES ('my knee hurts')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO note VALUES ('my knee hurts')")

    assert "knee" not in running.cluster.log.read_text()


def test_data_is_found_again_after_the_server_was_killed(running: Services) -> None:
    assert running.cluster
    assert running.cluster.process
    with psycopg.connect(running.urls["DATABASE_URL"], autocommit=True) as connection:
        connection.execute("CREATE TABLE kept (x int)")
        running.cluster.process.kill()
        running.cluster.process.wait()

    while not running.restart_the_dead():
        pass

    with psycopg.connect(running.urls["DATABASE_URL"]) as connection:
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == (0,)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children that their parent died")
def test_servers_end_with_a_parent_that_is_killed(folder: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, folder / "held"], cwd=ROOT, stdout=subprocess.PIPE
    )
    with holder:
        assert holder.stdout
        servers = [int(word) for word in holder.stdout.readline().split()[:2]]
        holder.kill()

    until_gone(servers)


def test_an_orphan_on_the_same_data_is_stopped_first(folder: Path) -> None:
    orphan = services(folder / "orphan", durable=False, given={})
    orphan.start()
    assert orphan.cluster
    assert orphan.cluster.process

    postgres.stop_orphan(orphan.cluster.folder)

    assert orphan.cluster.process.wait() == 0
    orphan.stop()


def test_a_process_of_somebody_else_is_never_stopped(tmp_path: Path) -> None:
    (tmp_path / "postmaster.pid").write_text(f"{os.getpid()}\n")

    postgres.stop_orphan(tmp_path)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root must step down")
def test_root_runs_it_below_a_folder_that_nobody_else_can_enter(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    own = services(closed / "data", durable=False, given={})
    own.start()
    assert own.cluster
    pid = own.cluster.process.pid if own.cluster.process else 0

    assert "postgres" in processes.command_line(pid)
    own.stop()


def test_what_the_environment_names_is_not_started(tmp_path: Path) -> None:
    given = {"DATABASE_URL": "postgresql://a:b@db.example/step", "REDIS_URL": "redis://redis.example/0"}

    own = services(tmp_path, durable=True, given=given)

    assert (own.cluster, own.broker, own.urls) == (None, None, given)


def test_ports_stay_below_those_of_clients() -> None:
    assert processes.free_port() < 32768


def until_gone(pids: list[int]) -> None:
    for pid in pids:
        while processes.command_line(pid):
            os.sched_yield()


def test_a_child_that_ignores_the_request_is_killed_with_its_children() -> None:
    script = "trap '' TERM; sleep 600 & echo $!; while :; do wait; done"
    child = processes.spawn(["bash", "-c", script], stdout=subprocess.PIPE)
    assert child.stdout
    grandchild = int(child.stdout.readline())

    processes.stop(child, signal.SIGTERM, within_seconds=0.1)

    until_gone([grandchild])
    child.stdout.close()
