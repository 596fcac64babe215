"""Where things are in this checkout. Standard library only."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
# Data of the private servers, secrets and collected files: never committed.
LOCAL = Path(os.environ.get("STEPWISE_LOCAL") or ROOT / ".local").resolve()
