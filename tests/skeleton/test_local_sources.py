"""mix takes libraries from a folder on this machine: `ELIXIR_DESIGN_DEPS`."""

import textwrap

import pytest

pytestmark = [pytest.mark.elixir, pytest.mark.slow]


def write(folder, files):
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text))


def mix_exs(app, version, deps):
    return f"""
        defmodule {app.title()}.MixProject do
          use Mix.Project
          def project, do: [app: :{app}, version: "{version}", deps: {deps}]
        end
        """


@pytest.fixture
def folder(tmp_path):
    """Two libraries: one in Elixir needs one in Erlang, of a version that its folder's name tells."""
    folder = tmp_path / "libraries"
    write(
        folder,
        {
            "upper/mix.exs": mix_exs("upper", "1.2.3", '[{:lower, "~> 2.0"}]'),
            "upper/lib/upper.ex": "defmodule Upper, do: def answer, do: :lower.answer()\n",
            "lower-2.5.0/src/lower.app.src": "{application, lower, [{vsn, git}]}.\n",
            "lower-2.5.0/src/lower.erl": "-module(lower).\n-export([answer/0]).\nanswer() -> 42.\n",
            "lower-2.5.0/rebar.config": "{deps, []}.\n",
        },
    )
    return folder


@pytest.fixture
def run(folder, tmp_path, mix):
    """Runs mix in a project that needs these libraries."""

    def run(deps, *arguments):
        write(tmp_path / "app", {"mix.exs": mix_exs("app", "0.1.0", deps)})
        return mix(tmp_path / "app", *arguments, env={"ELIXIR_DESIGN_DEPS": str(folder)})

    return run


def test_libraries_of_libraries_are_found_and_built_and_their_sources_left_alone(run, folder):
    before = sorted(folder.rglob("*"))
    deps = '[{:upper, "~> 1.2"}]'
    assert run(deps, "deps.get").returncode == 0
    done = run(deps, "run", "-e", "IO.inspect({Upper.answer(), Application.spec(:lower, :vsn)})")
    assert '{42, ~c"2.5.0"}' in done.stdout, done.stdout + done.stderr
    assert sorted(folder.rglob("*")) == before


@pytest.mark.parametrize(
    "command",
    [
        ["env", "MIX_ENV=test", "mix", "deps.get"],
        ["sh", "-c", "exec mix deps.get"],
        ["elixir", "-S", "mix", "deps.get"],
        ["elixir", "-e", 'System.cmd("mix", ["deps.get"])'],
    ],
    ids=" ".join,
)
def test_whoever_starts_mix_the_libraries_are_found(command, folder, tmp_path, elixir):
    write(tmp_path / "app", {"mix.exs": mix_exs("app", "0.1.0", '[{:upper, "~> 1.2"}]')})
    done = elixir(tmp_path / "app", *command, env={"ELIXIR_DESIGN_DEPS": str(folder)})
    assert (tmp_path / "app/deps/upper/lib/upper.ex").is_file(), done.stdout + done.stderr
    assert done.returncode == 0


def test_a_version_that_does_not_fit_is_refused(run):
    deps = '[{:upper, "~> 2.0"}]'
    assert run(deps, "deps.get").returncode == 0
    done = run(deps, "compile")
    assert done.returncode != 0
    assert 'the dependency does not match the requirement "~> 2.0", got "1.2.3"' in done.stdout + done.stderr


def test_a_library_that_is_not_there_is_named(run, folder):
    done = run('[{:absent, "~> 1.0"}]', "deps.get")
    assert done.returncode != 0
    assert f"{folder / 'absent'} is missing (ELIXIR_DESIGN_DEPS)" in done.stdout + done.stderr


def test_a_folder_that_is_not_there_is_named(tmp_path, mix):
    done = mix(tmp_path, "help", env={"ELIXIR_DESIGN_DEPS": str(tmp_path / "nowhere")})
    assert done.returncode == 69
    assert f"ELIXIR_DESIGN_DEPS is not a folder: {tmp_path / 'nowhere'}" in done.stderr
