"""The generated project, by Elixir's own judgement."""

import re
from dataclasses import replace

import pytest

from elixir_design.architecture.selection import camelize
from elixir_design.skeleton.generate import generate
from elixir_design.skeleton.update import update

pytestmark = pytest.mark.elixir


def test_is_formatted_as_the_formatter_wants_it(project, mix):
    done = mix(project, "format", "--check-formatted")
    assert done.returncode == 0, done.stdout + done.stderr


def test_has_no_cycle_between_modules(project, mix):
    done = mix(project, "xref", "graph", "--format", "cycles", "--fail-above", "0")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No cycles found" in done.stdout


def test_passes_its_own_tests_among_them_that_the_live_tree_is_the_drawn_one(project, mix):
    done = mix(project, "test", "--warnings-as-errors")
    assert done.returncode == 0, done.stdout + done.stderr
    counted = re.search(r"(\d+) tests?, 0 failures", done.stdout)
    assert counted is not None
    assert int(counted[1]) >= 100
    assert "TreeTest" in (project / "test/my_agents/tree_test.exs").read_text()


def test_prints_the_tree_that_runs(project, mix):
    done = mix(project, "my_agents.tree", "--format", "text")
    assert done.returncode == 0, done.stderr
    assert "MyAgents.Agents.Registry (registry)" in done.stdout


@pytest.mark.parametrize(
    "app", ["a", "eight_ch", "a_name_of_exactly_28_letters", "an_application_name_with_forty_letters_x"]
)
def test_is_formatted_whatever_the_length_of_its_name(app, sample, tmp_path, mix):
    assert len(app) in {1, 8, 28, 40}
    generate(sample.named(app), tmp_path / app)
    done = mix(tmp_path / app, "format", "--check-formatted")
    assert done.returncode == 0, done.stdout + done.stderr


def test_hostile_words_in_decisions_are_only_words(hostile, tmp_path, mix):
    target = tmp_path / "my_agents"
    generate(hostile, target)
    done = mix(target, "compile", "--warnings-as-errors")
    assert done.returncode == 0, done.stdout + done.stderr
    assert mix(target, "format", "--check-formatted").returncode == 0
    assert not list(tmp_path.glob("**/PWNED*"))


def test_an_edited_project_follows_a_decision_that_changed(sample, tmp_path, mix):
    project = tmp_path / "my_agents"
    generate(sample, project)
    host = project / "lib/my_agents/host/conversation.ex"
    host.write_text(host.read_text().replace("  @state_version 1\n", "  # By hand.\n  @state_version 1\n"))
    settings = project / "config/config.exs"
    settings.write_text(settings.read_text() + "\nconfig :my_agents, max_queue: 7\n")
    own = project / "test/my_agents/own_test.exs"
    own.write_text(
        "defmodule MyAgents.OwnTest do\n  use ExUnit.Case, async: true\n\n"
        '  test "is mine", do: assert(MyAgents.Settings.get(:max_queue) == 7)\nend\n'
    )
    options = {**sample.options, "state-model": ("ets",), "agent-loop": ("gen-statem",)}
    report = update(replace(sample, options=options), project)
    assert report.conflicts == ()
    assert "# By hand." in host.read_text()
    assert not (project / "lib/my_agents/loop/continue.ex").exists()
    done = mix(project, "test", "--warnings-as-errors")
    assert done.returncode == 0, done.stdout + done.stderr
    assert mix(project, "format", "--check-formatted").returncode == 0


def test_camelized_names_are_valid(sample):
    assert camelize("a_b2_cd") == "AB2Cd"
    assert sample.named("other_app").module == "OtherApp"


@pytest.mark.slow
@pytest.mark.benchmark  # a share of answers within seconds is a figure of the machine too
def test_answers_while_everything_is_killed_at_random(project, mix):
    # A rate that other tests on the same machine leave room for; the full one is the project's own default.
    size = {"CHAOS_SECONDS": "5", "CHAOS_RATE": "500", "CHAOS_AGENTS": "250"}
    done = mix(project, "test", "--only", "chaos", env=size)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"chaos: \d+ questions", done.stdout)


@pytest.mark.slow
def test_a_release_starts_with_what_the_environment_says(project, mix, elixir):
    done = mix(project, "release", "--quiet", env={"MIX_ENV": "prod"})
    assert done.returncode == 0, done.stdout + done.stderr
    code = """
        {:ok, _started} = Application.ensure_all_started(:my_agents)
        {:ok, agent} = MyAgents.start_agent(llm: {MyAgents.LLM.Scripted, ["here"]})
        {:ok, reply, _agent} = MyAgents.ask(agent, "?")
        IO.inspect({reply, MyAgents.Settings.get(:expected_agents), Application.get_env(:logger, :level)})
    """
    environment = {"EXPECTED_AGENTS": "1234", "LOG_LEVEL": "error"}
    done = elixir(project, "_build/prod/rel/my_agents/bin/my_agents", "eval", code, env=environment)
    assert done.stdout.strip() == '{"here", 1234, :error}', done.stdout + done.stderr


def test_its_versions_agree_wherever_they_stand(project):
    (wanted,) = re.findall(r'elixir: "~> ([\d.]+)"', (project / "mix.exs").read_text())
    (image,) = re.findall(r"ARG ELIXIR=([\d.]+)", (project / "Dockerfile").read_text())
    (otp,) = re.findall(r"FROM elixir:\$\{ELIXIR\}-otp-(\d+)-slim", (project / "Dockerfile").read_text())
    workflow = (project / ".github/workflows/ci.yml").read_text()
    tested = re.findall(r'elixir: "([\d.]+)", otp: "(\d+)"', workflow)
    assert image == wanted
    assert (image, otp) in tested
    assert wanted == min(tested)[0]
