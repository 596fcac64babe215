"""Compare what Stepwise does with the least that could be done, and print ratios (README.md)."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from config import bootstrap

WHOLE = 100_000


def main() -> None:
    bootstrap.enter_environment(sys.argv)
    asked = arguments()
    from tests.bench import place

    for what in asked.what or ["storing", "looking", "deciding"]:
        with place.private_servers():
            from tests.bench import deciding, looking, storing

            if what == "storing":
                storing.run()
            elif what == "looking":
                looking.run(asked.scale)
            else:
                deciding.run(int(WHOLE * asked.scale), asked.workers)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", nargs="*", help="storing, looking, deciding; all of them when none is named")
    parser.add_argument("--scale", type=float, default=1.0, help="a part of the whole size, such as 0.1")
    parser.add_argument("--workers", type=int, default=1, help="how many decide at once")
    return parser.parse_args()


if __name__ == "__main__":
    main()
