"""What is wrong with a programme file, said so that a physiotherapist can mend it."""

from dataclasses import dataclass

Spot = tuple[int | str, ...]


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake: where (file and line), which field, and why."""

    file: str
    line: int
    field: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.field}: {self.reason}"


class LibraryRefused(Exception):
    """Nothing was loaded; carries every problem of every file, in reading order."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))
