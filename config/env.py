"""Typed readers for settings from the environment; an odd value is refused, never guessed."""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off"}


def env_str(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def env_bool(name: str, default: bool) -> bool:
    text = env_str(name).lower()
    if not text:
        return default
    if text not in TRUE | FALSE:
        raise ImproperlyConfigured(f"{name} must be true or false, not {text!r}.")
    return text in TRUE


def env_int(name: str, default: int, *, low: int = 0, high: int = 2**31 - 1) -> int:
    text = env_str(name)
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and low <= int(text) <= high):
        raise ImproperlyConfigured(f"{name} must be a whole number from {low} to {high}, not {text!r}.")
    return int(text)


def env_choice(name: str, default: str, *, among: tuple[str, ...]) -> str:
    text = env_str(name, default).upper() or default
    if text not in among:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(among)}, not {text!r}.")
    return text


def env_list(name: str) -> list[str]:
    """Values separated by commas; empty ones are refused because they are usually a slip."""
    text = env_str(name)
    parts = [part.strip() for part in text.split(",")] if text else []
    if not all(parts):
        raise ImproperlyConfigured(f"{name} has an empty value between its commas.")
    return parts


def env_secret(name: str) -> str:
    """The value of NAME, or what the file named by NAME_FILE holds (as Docker secrets do)."""
    path = env_str(f"{name}_FILE")
    if path and env_str(name):
        raise ImproperlyConfigured(f"Give {name} or {name}_FILE, not both.")
    if not path:
        return env_str(name)
    try:
        return Path(path).read_text().strip()
    except OSError as error:
        raise ImproperlyConfigured(f"{name}_FILE cannot be read: {error.strerror}.") from error


def env_database(name: str) -> dict[str, object]:
    """postgresql://user:password@host:port/name as Django's NAME, USER, … ; empty when unset."""
    url = urlsplit(env_secret(name))
    if not url.scheme:
        return {}
    if url.scheme not in {"postgresql", "postgres"} or not url.path.strip("/"):
        raise ImproperlyConfigured(f"{name} must look like postgresql://user:password@host:port/name.")
    return {
        "NAME": unquote(url.path.strip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": unquote(url.hostname or ""),
        "PORT": str(url.port or ""),
    }
