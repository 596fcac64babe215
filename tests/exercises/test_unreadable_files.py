"""What is no form at all is refused with its line, and builds nothing on the way."""

from pathlib import Path

import pytest

from tests.exercises.files import Write, problems_of

UNREADABLE = {
    "": "1: file: is empty",
    "just words": "1: file: must be a block of fields",
    "- 1": "1: file: must be a block of fields",
    "a: 1\n\tb: 2": "2: indentation: holds a tab; indent with spaces",
    "a: &x 1": "1: &x: anchors are not allowed",
    "a: 1\nb: *x": "2: *x: aliases are not allowed; write the value out",
    "a: !!python/object/apply:os.system [true]": "1: tag:yaml.org,2002:python/object/",
    "a: !x 1": "1: !x: tags are not allowed",
    "a: 1\n---\nb: 2": "2: ---: begins a second document",
    "a: 1\nb: [": "2: file: is not YAML",
    "a: b\nb: \0": "2: file: holds a control character",
    "a: b\nb: \udcff": "2: file: is not UTF-8 text",
    "a: " + "[" * 5000: "1: file: is nested deeper than 12",
    "a: " + "x" * 600_000: "1: file: is larger than 512 KiB",
    "? [a]\n: 1": "1: key: must be a single word",
}


@pytest.mark.parametrize("text", UNREADABLE, ids=[text[:20] for text in UNREADABLE])
def test_what_is_no_form_is_refused_with_its_line(text: str, write: Write) -> None:
    assert any(told.startswith(UNREADABLE[text]) for told in problems_of(write(text)))


def test_a_bomb_of_aliases_is_refused_before_it_is_built(write: Write) -> None:
    levels = [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 30)]

    told = problems_of(write("\n".join(["l0: &l0 [x]", *levels])))

    assert "1: &l0: anchors are not allowed" in told


def test_a_file_that_is_not_there_is_a_problem_and_no_traceback(tmp_path: Path) -> None:
    assert problems_of(tmp_path / "none.yaml") == ["1: file: cannot be read: No such file or directory"]
