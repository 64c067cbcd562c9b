"""Options in combination: what goes together works, as far as Elixir can say; what does not is refused."""

import itertools
from dataclasses import replace

import pytest
from combinations import NAMES, Space, all_combinations, by_dimension, pairs_of

from elixir_design.architecture.derive import CombinationError
from elixir_design.architecture.selection import Selection, SelectionError, check_options
from elixir_design.catalog.loader import load_catalog
from elixir_design.skeleton.generate import generate

SPACE = Space.load()
OPTIONS = tuple(itertools.chain.from_iterable(SPACE.dimensions.values()))
COMBINATIONS = all_combinations()
REFUSED = [pair for pair in itertools.combinations(OPTIONS, 2) if SPACE.together(pair)]


def named(value):
    return getattr(value, "name", None) or "+".join(slug for _dimension, slug in value)


@pytest.mark.elixir
@pytest.mark.slow
@pytest.mark.parametrize("combination", COMBINATIONS, ids=named)
def test_a_combination_passes_all_that_elixir_can_say(combination, tmp_path, judge):
    report = generate(combination.selection(), tmp_path / combination.app)
    for name in report.written:
        text = (report.target / name).read_text(encoding="utf-8")
        assert not [mark for mark in ("{= ", "{%%", "{##") if mark in text], f"{name} is not fully rendered"
    exclude = () if combination.alone else ("distributed",)
    judge(report, exclude, optimised=combination.name.startswith("all-"))


@pytest.mark.elixir
@pytest.mark.slow
def test_files_of_all_options_are_formatted_under_names_of_any_length(tmp_path, mix):
    assert [len(name) for name in NAMES] == [1, 8, 28, 40]
    full = [combination for combination in COMBINATIONS if combination.name.startswith("all-")]
    seen = set()
    for combination, app in itertools.product(full, NAMES):
        report = generate(replace(combination, app=app).selection(), tmp_path / combination.name / app)
        for file in map(report.target.joinpath, report.written):
            like = file.suffix, file.read_bytes()
            if like in seen:
                file.unlink()  # Most files are in every project.
            seen.add(like)
    # One start of the virtual machine for all projects.
    (tmp_path / ".formatter.exs").write_text(
        '[inputs: ["*/*/{mix,.formatter,.credo}.exs", "*/*/{bench,config,lib,test}/**/*.{ex,exs}"]]\n'
    )
    done = mix(tmp_path, "format", "--check-formatted")
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_option_brings_tests_of_its_own():
    untested = {
        name
        for name, manifest in SPACE.manifests.options.items()
        if not any(list(folder.rglob("*_test.exs")) for folder in manifest.file_folders)
    }
    assert untested == set()


def test_every_two_options_that_can_stand_together_do_in_one_row():
    rows = [combination.options for combination in COMBINATIONS if combination.name.startswith("pairs-")]
    together = set().union(*map(pairs_of, rows))
    possible = {
        frozenset((one, other))
        for one, other in itertools.combinations(OPTIONS, 2)
        if one[0] != other[0] and (one, other) not in REFUSED
    }
    assert possible - together == set()
    assert together - possible == set()
    assert len(rows) <= 80


def test_pairs_without_libraries_need_no_row_with_libraries():
    plain = SPACE.without_libraries()
    without = set(itertools.chain.from_iterable(plain.dimensions.values()))
    rows = [combination.options for combination in COMBINATIONS if set(combination.options) <= without]
    assert plain.pairs() - set().union(*map(pairs_of, rows)) == set()


def test_every_option_is_tried_alone_where_it_does_not_stand_in_anyway():
    alone = {combination.options[0] for combination in COMBINATIONS if len(combination.options) == 1}
    stand_ins = {
        (dimension, slug) for dimension, slugs in SPACE.manifests.fallbacks.items() for slug in slugs
    }
    assert alone | stand_ins == set(OPTIONS)


def test_some_combination_has_every_option_that_brings_no_library():
    plain = SPACE.without_libraries()
    fullest = max((set(c.options) for c in COMBINATIONS if c.name.startswith("all-plain-")), key=len)
    for dimension in plain.many:
        assert set(plain.dimensions[dimension]) <= fullest


@pytest.mark.parametrize("pair", REFUSED, ids=named)
def test_options_that_do_not_go_together_are_refused_with_the_reason(pair, tmp_path):
    with pytest.raises(CombinationError) as raised:
        generate(Selection(options=by_dimension(pair)), tmp_path / "my_agents")
    assert SPACE.together(pair) in str(raised.value)
    assert any("/".join(option) in str(raised.value) for option in pair)
    assert list(tmp_path.iterdir()) == []


def test_there_are_options_that_do_not_go_together():
    reasons = {
        rule.reason
        for manifest in SPACE.manifests.options.values()
        for rule in (*manifest.conflicts, *manifest.requires)
    }
    assert {SPACE.together(pair) for pair in REFUSED} == reasons


@pytest.mark.parametrize("dimension", [name for name in SPACE.dimensions if name not in SPACE.many])
def test_where_one_option_can_stand_two_are_refused(dimension):
    one, other = [option for option in SPACE.dimensions[dimension] if not SPACE.modified_by(option)][:2]
    with pytest.raises(SelectionError, match="only one of these can stand"):
        check_options(by_dimension((one, other)), load_catalog())
