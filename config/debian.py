"""Packages of the machine itself, where we may install them. Standard library only."""

import os
import shutil
import subprocess
import sys


def can_install() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(package: str) -> bool:
    """Whether apt installed it; what apt says is shown, because it takes its time."""
    print(f"stepwise: installing {package} with apt", file=sys.stderr, flush=True)
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    quiet = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
    for command in (["update"], ["install", "-y", "--no-install-recommends", package]):
        if subprocess.run([*quiet, *command], env=env, stdout=sys.stderr, check=False).returncode:
            return False
    return True
