"""Where values stand in JSON, and what JSON's usual reader passes over."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elixir_design.ledger.exported.json_text import Lines, find, parse, shown_path

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**9), 10**9)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=15,
)


def places(value, path=()):
    yield path, value
    members = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, inner in members:
        yield from places(inner, (*path, key))


@given(JSON, st.sampled_from([None, 1]), st.booleans())
def test_every_value_is_found_where_it_stands(data, indent, ascii_only):
    text = json.dumps(data, indent=indent, ensure_ascii=ascii_only)
    assert parse(text) == (data, [])
    wanted = dict(places(data))
    found = find(text, wanted.keys())
    assert found.keys() == wanted.keys()
    for path, value in wanted.items():
        start, end = found[path].span
        if isinstance(value, dict | list):
            assert text[start:end] == ("{" if isinstance(value, dict) else "[")
        else:
            assert json.loads(text[start:end]) == value
        if path and isinstance(path[-1], str):
            assert json.loads(text[slice(*found[path].key)]) == path[-1]
        else:
            assert found[path].key is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"a": 1, "b": {}, "a": 1}', ["a: this key stands twice in its object"]),
        ('{"a": {"x": 1}, "a": {"x": 2}}', ["a: this key stands twice in its object"]),
        ('[{"a": 1}, {"a": 1}]', []),
        (
            '{"a": [1, NaN, -Infinity]}',
            ["a[1]: NaN is no value that JSON has", "a[2]: -Infinity is no value that JSON has"],
        ),
        ('{"a": "NaN", "NaN": "' + "1" * 99 + '"}', []),
        ('{"a": ' + "9" * 5000 + "}", ["a: a number of 5000 digits cannot be meant"]),
    ],
)
def test_what_is_passed_over_in_silence_elsewhere_is_said(text, said):
    assert [f"{shown_path(fault.path)}: {fault.message}" for fault in parse(text)[1]] == said


def test_a_long_nesting_takes_no_stack():
    deep = "[" * 400 + "1" + "]" * 400
    assert (0,) * 400 in find(deep, {(0,) * 400})


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ((), "file"),
        (("decisions", 3, "choices", 0, "text"), "decisions[3].choices[0].text"),
        (("state-model",), "state-model"),
        (("a b", "c"), '["a b"].c'),
    ],
)
def test_paths_are_written_as_people_write_them(path, shown):
    assert shown_path(path) == shown


def test_lines_and_columns_count_from_one():
    lines = Lines.of("ab\r\ncd\n")
    assert lines.at(0) == (1, 1, "ab")
    assert lines.at(5) == (2, 2, "cd")
