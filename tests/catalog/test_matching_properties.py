"""What holds for any text."""

from __future__ import annotations

import time

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from elixir_design.catalog.loader import load_catalog
from elixir_design.catalog.matching import match_choice, match_dimension, nearest_options
from elixir_design.catalog.model import Match

CATALOG = load_catalog()
dimensions = st.sampled_from(CATALOG.dimensions)
options = dimensions.flatmap(lambda d: st.tuples(st.just(d), st.sampled_from(d.options)))
names = options.flatmap(
    lambda pair: st.tuples(
        st.just(pair[0]), st.just(pair[1]), st.sampled_from((pair[1].label, *pair[1].aliases))
    )
)
MARKUP = "`*_~[](){}<>|:;,.!?-+&/\\'\"#@\n\t "
WORDS = [
    "GenServer",
    "per",
    "conversation",
    "not",
    "no",
    "ETS",
    "->",
    "or",
    "and",
    "instead",
    "of",
    "rejected",
]
texts = st.one_of(
    st.text(max_size=200),
    st.text(alphabet=MARKUP + "abcXYZ\u2192\u2019\u00e9\u4e2d\u0130", max_size=80),
    st.lists(st.sampled_from([*WORDS, ",", ":", ";", ".", "(", ")", "~~", "?", "from", "to", "without"])).map(
        " ".join
    ),
)
SENTENCES = [
    "{}",
    "We go with {} here",
    "After a long talk we chose {}.",
    "{}: it fits how we work",
    "**{}**",
    "It was settled on Tuesday; {}, and everybody agreed",
]


@given(dimensions, texts)
@settings(max_examples=400, deadline=None)
def test_any_text_gives_an_answer_with_a_reason(dimension, text):
    found = match_choice(dimension, text)
    assert found.reason
    assert bool(found.options) == (found.match is not Match.NONE)
    known = [option.slug for option in dimension.options]
    assert list(found.options) == [slug for slug in known if slug in found.options]
    assert match_choice(dimension, text) == found
    nearest_options(dimension, text)
    match_dimension(CATALOG, text)


@given(names, st.sampled_from(SENTENCES))
@settings(max_examples=600, deadline=None)
def test_a_name_is_recognised_inside_a_sentence(named, sentence):
    dimension, option, name = named
    found = match_choice(dimension, sentence.format(name))
    assert option.slug in found.options, found.reason
    assert found.match in {Match.EXACT, Match.ALIAS} or option.modifies


@given(names)
@settings(max_examples=600, deadline=None)
def test_a_rejected_name_is_not_a_choice(named):
    dimension, option, name = named
    for sentence in (
        "not {}",
        "without {}",
        "something else instead of {}",
        "{} was rejected",
        "{} -> our own",
    ):
        found = match_choice(dimension, sentence.format(name))
        assert option.slug not in found.options, (sentence, found.reason)


@given(
    names,
    st.sampled_from([str.upper, str.lower, lambda t: f"`{t}`", lambda t: f'"{t}"!', lambda t: f" {t} ."]),
)
@settings(max_examples=400, deadline=None)
def test_case_and_punctuation_change_nothing(named, change):
    dimension, option, name = named
    # CamelCase tells where a word ends; what is not part of the vocabulary is lost with the capitals.
    assume(change(name) != name)
    assert option.slug in match_choice(dimension, change(name)).options


@pytest.mark.parametrize(
    "piece",
    [
        "not GenStage ",
        "GenServer per conversation, ",
        "word ",
        "no x, y ",
        "a -> ",
        "X were ",
        "(X) was rejected ",
        "from a ",
    ],
)
def test_a_text_of_any_length_is_answered_quickly_and_says_how_far_it_was_read(piece):
    started = time.process_time()
    found = match_choice(CATALOG.dimension("process-architecture"), piece * 20_000)
    assert time.process_time() - started < 2
    assert "only the first 4000 characters were looked at" in found.reason
