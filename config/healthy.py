"""Exit 0 when the web process beside us is ready: `python -m config.healthy`, for containers."""

import os
import sys
from urllib.error import URLError
from urllib.request import Request, urlopen

SITE = "http://127.0.0.1:8000/readyz"


def is_ready() -> bool:
    host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip()
    try:
        with urlopen(Request(SITE, headers={"Host": host}), timeout=4) as answer:
            return bool(answer.status == 200)
    except URLError:
        return False


if __name__ == "__main__":
    sys.exit(0 if is_ready() else 1)
