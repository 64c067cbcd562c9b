import difflib
import json

import pytest
from golden import CORPUS, cases, view

from elixir_design.log.reader import read_log_file


def _lines(value):
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True).splitlines()


@pytest.mark.parametrize(
    ("path", "expected"), [pytest.param(path, expected, id=name) for name, path, expected in cases()]
)
def test_a_log_is_read_as_a_careful_person_would(path, expected):
    seen = view(read_log_file(path, path.name), expected)
    difference = "\n".join(
        difflib.unified_diff(_lines(expected), _lines(seen), "listed by hand", "as read", lineterm="")
    )
    assert not difference, difference


def test_every_log_of_the_corpus_has_an_expectation():
    logs = {(path.parent.parent.name, path.stem) for path in CORPUS.glob("*/input/*.md")}
    assert logs == {(path.parent.parent.name, path.stem) for path in CORPUS.glob("*/expected/*.json")}
    assert len({case for case, _ in logs}) >= 8
