"""A generated project, made once per session, and mix to run in it."""

import os
import subprocess
from pathlib import Path

import pytest
from jinja2 import Environment
from libraries import VARIABLE, Libraries

from elixir_design.architecture.selection import Note, Selection
from elixir_design.skeleton.generate import generate

ROOT = Path(__file__).parents[2]

SAMPLE = {
    "process-architecture": ("genserver-per-conversation", "hibernate", "snapshot"),
    "state-model": ("enforced-structs",),
    "message-protocol": ("tagged-tuples",),
    "tool-system": ("behaviour", "registry-dispatch"),
    "agent-loop": ("handle-continue",),
    "llm-integration": ("httpc",),
    "memory-context": ("ets-ttl",),
    "multi-agent-coordination": ("registry", "pg"),
    "observability": ("logger-metadata",),
    "error-handling": ("supervision", "with-chains"),
}


@pytest.fixture(scope="session")
def sample():
    """The options of the sample sessions, with a decision for each dimension."""
    notes = tuple(
        Note(
            id=f"2026-01-01-0900/{dimension}",
            title=dimension.replace("-", " ").title(),
            dimension=dimension,
            options=options,
            choices=(" and ".join(options),),
            rationale=("Because it fits.",),
            trade_offs=("It costs something.",),
            date="2026-01-01",
            source="docs/elixir-sessions/2026-01-01-0900.md:12",
        )
        for dimension, options in SAMPLE.items()
    )
    return Selection(options=SAMPLE, notes=notes)


@pytest.fixture(scope="session", autouse=True)
def templates_compiled_once():
    """Keeps what Jinja compiled; cookiecutter begins anew each time, and that is most of what it does."""
    compiled = {}
    compile_template = Environment.compile

    def from_memory(self, source, name=None, filename=None, **options):
        # Environments with the same delimiters share a lexer.
        settings = type(self), self.lexer, tuple(sorted(self.extensions))
        known = source, name, filename, settings, tuple(options.items())
        if known not in compiled:
            compiled[known] = compile_template(self, source, name, filename, **options)
        return compiled[known]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Environment, "compile", from_memory)
        yield


def run_mix(project, *arguments, timeout=300, env=None):
    return run(project, "mix", *arguments, timeout=timeout, env=env)


def run(project, *command, timeout=300, env=None):
    return subprocess.run(
        [str(ROOT / "tools" / "elixir"), "--dir", str(project), *command],
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
        env={**os.environ, **(env or {})},
    )


@pytest.fixture(scope="session")
def mix():
    return run_mix


@pytest.fixture(scope="session")
def elixir():
    """Runs a command with Elixir in a folder."""
    return run


@pytest.fixture(scope="session")
def project(tmp_path_factory, sample):
    """The sample's project, compiled."""
    target = tmp_path_factory.mktemp("generated") / "my_agents"
    generate(sample, target)
    done = run_mix(target, "compile", "--warnings-as-errors")
    assert done.returncode == 0, done.stdout + done.stderr
    return target


@pytest.fixture(scope="session")
def libraries(tmp_path_factory):
    """The libraries on this machine, if any, each built once a session."""
    return Libraries.from_environment(tmp_path_factory.mktemp("libraries"))


@pytest.fixture(scope="session")
def registry_problem(mix, tmp_path_factory):
    """Why no registry of packages answers here; empty when one does."""
    folder = tmp_path_factory.mktemp("registry")
    (folder / "mix.exs").write_text(
        "defmodule Probe.MixProject do\n"
        "  use Mix.Project\n"
        '  def project, do: [app: :probe, version: "0.1.0", deps: [{:telemetry, "~> 1.0"}]]\n'
        "end\n"
    )
    for command in (
        ["local.hex", "--force", "--if-missing"],
        ["local.rebar", "--force", "--if-missing"],
        ["deps.get"],
    ):
        try:
            done = mix(folder, *command, timeout=60, env={VARIABLE: ""})
        except subprocess.TimeoutExpired:
            return "no registry answers within a minute"
        if done.returncode:
            mirror = os.environ.get("HEX_MIRROR")
            assert not mirror, f"HEX_MIRROR is set to {mirror}\n{done.stdout}{done.stderr}"
            return "no registry answers"
    return ""


@pytest.fixture
def judge(mix, libraries, record_property, request):
    """Lets Elixir judge a project that was just generated, by all that it can find wrong with it.

    Libraries come from this machine or else from a registry. A project that finds its libraries in neither is
    judged by its format only, as the run's summary says.

    Erlang's compiler leaves out its slowest optimisations unless the code is to be ``optimised``: they find
    nothing, and without them a project takes three quarters of the time.
    """

    def passes(project, *commands, **environment):
        # One start of the virtual machine for all of them.
        arguments = " + ".join(commands).split()
        done = mix(project, "do", *arguments, env={"MIX_ENV": "test", **environment}, timeout=900)
        assert done.returncode == 0, f"mix do {' '.join(arguments)}\n{done.stdout}{done.stderr}"
        return done.stdout

    def judged(report, exclude=(), *, optimised=False):
        project = report.target
        needed = [library.name for library in report.architecture.dependencies]
        missing = libraries.missing(needed)
        if missing and (problem := request.getfixturevalue("registry_problem")):
            passes(project, "format --check-formatted")
            what = f"format only, because {problem} and {VARIABLE} lacks {', '.join(missing)}"
            record_property("not_checked", what)
            return
        if needed:
            libraries.lay_out(project)
        printed = passes(
            project,
            *(["deps.get"] if needed else []),
            "compile --warnings-as-errors",
            # After that, because options of the formatter come from libraries, too.
            "format --check-formatted",
            "xref graph --format cycles --fail-above 0",
            " ".join(["test --warnings-as-errors", *(f"--exclude {tag}" for tag in exclude)]),
            **({VARIABLE: ""} if missing else {}),
            **({} if optimised else {"ERL_COMPILER_OPTIONS": "[no_ssa_opt]"}),
        )
        assert "No cycles found" in printed
        assert ", 0 failures" in printed
        if needed:
            libraries.keep(project, report.architecture.selection.app)

    return judged


HOSTILE = [
    'quotes " and """ and \\',
    '#{File.write!("PWNED", "x")}',
    '"""\nend\nFile.write!("PWNED", "x")\n@moduledoc """',
    "{{ 7*7 }} {% raw %} {= 7*7 =} {%% set x = 1 %%} {## gone ##}",
    "null \x00 byte, bell \x07, escape \x1b[31m, \u202e reversed, \ud800 surrogate",
    "carriage\r\nreturn\rand \u2028 separator",
    "ends with a backslash \\",
    "~s(sigil) 'single' `backtick` <script>alert(1)</script>",
]


@pytest.fixture(scope="session")
def hostile():
    """Decisions whose every text tries to be something else."""
    notes = tuple(
        Note(
            id=f"2026-01-01-0900/{text}",
            title=text,
            dimension=dimension,
            options=SAMPLE[dimension],
            choices=(text,),
            rationale=(text, text),
            trade_offs=(text,),
            considered=(text,),
            source=f"docs/{text}.md:1",
        )
        for text, dimension in zip(HOSTILE, SAMPLE, strict=False)
    )
    return Selection(options=SAMPLE, notes=notes, own=tuple(HOSTILE), deferred=tuple(HOSTILE))
