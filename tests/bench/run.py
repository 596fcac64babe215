"""Compare what Stepwise does with the least that could be done, and print ratios (README.md)."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from config import bootstrap


def main() -> None:
    bootstrap.enter_environment(sys.argv)
    from tests.bench import deciding, place

    with place.private_servers():
        deciding.run(int(sys.argv[1]))


if __name__ == "__main__":
    main()
