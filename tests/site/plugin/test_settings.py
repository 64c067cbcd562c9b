"""Mistakes in the configuration are answered in one line that says what to do."""

from __future__ import annotations

import pytest
from drawn import LOG, log

from elixir_design.site.mkdocs.config import ElixirDesignConfig
from elixir_design.site.mkdocs.settings import SourceUrls

ONE_LOG = {LOG: log("First session", "ETS")}


def checked(**values):
    """What the schema says to these settings: errors and warnings."""
    config = ElixirDesignConfig()
    config.load_dict(values)
    failed, warnings = config.validate()
    return [str(error) for _, error in failed], [text for _, text in warnings]


def test_defaults_need_no_setting():
    assert checked() == ([], [])


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"sesions": "x"}, "Unrecognised configuration name: sesions (did you mean 'sessions'?)"),
        ({"log_level": {}}, "Unrecognised configuration name: log_level (did you mean 'log_levels'?)"),
    ],
)
def test_an_unknown_key_is_answered_with_the_nearest_known_one(settings, message):
    assert checked(**settings) == ([], [message])


def test_an_unknown_key_unlike_any_other_is_answered_with_all_known_ones():
    _, [message] = checked(zzz=1)
    assert "the known ones are application, catalog, diagrams, enabled," in message


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (
            {"log_levels": {"missing-rationale": "warn"}},
            "'warn' is no level for 'missing-rationale': did you mean 'warning'?",
        ),
        (
            {"log_levels": {"missing-rationale": False}},
            "'False' is no level for 'missing-rationale': use one of error, warning, info, ignore",
        ),
        (
            {"log_levels": "ignore"},
            "expected diagnostic codes with levels, such as {missing-rationale: ignore}, but got str",
        ),
        ({"sections": {"timeline": 1}}, "expected a list of section names, such as [timeline, lineage]"),
        ({"sessions": ["a"]}, "Expected type: <class 'str'> but received: <class 'list'>"),
    ],
)
def test_a_value_of_the_wrong_kind_is_answered_with_what_was_expected(settings, message):
    errors, _ = checked(**settings)
    assert errors == [message]


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"sessions": "docs/elixir-session"}, "`sessions: docs/elixir-session` does not exist"),
        ({"sessions": "docs/elixir-session"}, "did you mean 'elixir-sessions'?"),
        ({"sessions": LOG}, f"`sessions: {LOG}` is a file; name the folder that it is in"),
        ({"reports": "no/such"}, "`reports: no/such` does not exist"),
        ({"catalog": "no.yml"}, "`catalog: no.yml` does not exist"),
        ({"sections": ["timelin"]}, "there is no section 'timelin'; did you mean 'timeline'?"),
        ({"folder": "../out"}, "`folder: ../out` must lie inside the docs folder"),
        (
            {"application": {"name": "Case Book"}},
            "`application`: 'Case Book' cannot be an application's name",
        ),
        ({"application": {"url": "https://example.org"}}, "`application` needs the `name`"),
        ({"application": {"name": "casebook", "url": "javascript:x"}}, "The URL isn't valid"),
    ],
)
def test_a_setting_that_does_not_fit_the_project_stops_the_build_in_one_line(draw, settings, message):
    built = draw(ONE_LOG, plugin=settings).build()
    assert built.code != 0
    assert "Traceback" not in built.output
    assert message in " ".join(built.output.split())


def test_a_catalog_with_errors_stops_the_build_without_a_traceback(draw):
    built = draw({**ONE_LOG, "own.yml": "slug: 5\noptions: nothing\n"}, plugin={"catalog": "own.yml"}).build()
    assert built.code != 0
    assert "own.yml" in built.output
    assert "Traceback" not in built.output


UNCLEAR = {LOG: log("First session", "Something that no catalog knows")}


def test_a_diagnostic_names_its_place_and_fails_a_strict_build(draw):
    project = draw(UNCLEAR, plugin={"log_levels": {"unknown-choice": "warning"}})
    built = project.build("--strict")
    assert built.code != 0
    assert f"elixir-design: {LOG}:9: unknown-choice: " in built.output


@pytest.mark.parametrize("levels", [{"unknown-choice": "ignore"}, {"*": "info"}])
def test_a_diagnostic_can_be_silenced(draw, levels):
    built = draw(UNCLEAR, plugin={"log_levels": levels}).build("--strict")
    assert built.code == 0, built.output
    assert ("unknown-choice" in built.output) == ("*" in levels)


def test_the_address_of_a_source_line_is_that_of_the_forge():
    urls = SourceUrls("https://example.org/team/app/blob/main/docs/", "docs")
    assert urls("docs/a b.md", 7) == "https://example.org/team/app/blob/main/docs/a%20b.md#L7"
    assert urls("reports/x.md", None) == "https://example.org/team/app/blob/main/reports/x.md"
    assert SourceUrls("", "docs")("docs/a.md", 7) == ""
