"""PostgreSQL and Valkey for the demo and the tests: private ones, or those the environment names."""

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from psycopg import sql

from config.postgres import USER, Cluster, cluster_in
from config.processes import CannotStart, free_port
from config.valkey import Broker, broker

DATABASE = "stepwise"


@dataclass
class Services:
    """What `start` runs; whatever the environment already names is left to it."""

    cluster: Cluster | None
    broker: Broker | None
    urls: dict[str, str] = field(default_factory=dict)

    def start(self) -> None:
        if self.cluster:
            self.cluster.start()
            ensure_database(self.urls["DATABASE_URL"])
        if self.broker:
            self.broker.start()

    def restart_the_dead(self) -> list[str]:
        """The names of the servers that had ended and run again, at the same address."""
        servers = {"PostgreSQL": self.cluster, "Valkey": self.broker}
        ended = {name: server for name, server in servers.items() if server and server.has_ended()}
        for server in ended.values():
            # Its last children may still hold the memory or the port; then the next look succeeds.
            with suppress(CannotStart):
                server.start()
        return [name for name, server in ended.items() if not server.has_ended()]

    def stop(self) -> None:
        if self.broker:
            self.broker.stop()
        if self.cluster:
            self.cluster.stop()


def services(folder: Path, *, durable: bool, given: Mapping[str, str] = os.environ) -> Services:
    """Servers with their data in `folder`, not started yet; `durable` survives a crash of the machine."""
    password = remembered_secret(folder / "password")
    cluster = server = None
    urls = {name: given[name] for name in ("DATABASE_URL", "REDIS_URL") if given.get(name)}
    if "DATABASE_URL" not in urls and not given.get("DATABASE_URL_FILE"):
        cluster = cluster_in(folder, password=password, port=free_port(), durable=durable)
        urls["DATABASE_URL"] = f"postgresql://{USER}:{password}@127.0.0.1:{cluster.port}/{DATABASE}"
    if "REDIS_URL" not in urls and not given.get("REDIS_URL_FILE"):
        server = broker(password=password, port=free_port())
        urls["REDIS_URL"] = f"redis://:{password}@127.0.0.1:{server.port}/0"
    return Services(cluster, server, urls)


def ensure_database(url: str) -> None:
    """Make the database named in `url` when the server does not have it yet."""
    server, name = url.rsplit("/", 1)
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if not known:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))


def remembered_secret(path: Path) -> str:
    """A secret of this checkout, made once and readable by its owner only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        fresh = path.with_suffix(f".{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(40))
        fresh.replace(path)
    return path.read_text()
