"""Log lines without health data."""

import logging
import re
from types import TracebackType

# PostgreSQL puts the refused row into these lines of its error ("Failing row contains (…)").
ROW = re.compile(r"^(DETAIL|CONTEXT|PARAMETERS):.*(\n(?![A-Z]+:).+)*", re.MULTILINE)

type_of_error = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class WithoutRows(logging.Formatter):
    """Keeps the traceback and drops what the database tells about a row's values."""

    def formatException(self, ei: type_of_error) -> str:  # noqa: N802  logging's name
        return ROW.sub("(row withheld)", super().formatException(ei))
