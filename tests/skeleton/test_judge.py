"""What generated projects are judged by finds what is wrong with them: one mistake at a time."""

import textwrap
from types import SimpleNamespace

import pytest

pytestmark = [pytest.mark.elixir, pytest.mark.slow]

SOUND = {
    "mix.exs": """\
        defmodule Small.MixProject do
          use Mix.Project

          def project, do: [app: :small, version: "0.1.0"]
        end
        """,
    ".formatter.exs": """\
        [inputs: ["{lib,test}/**/*.{ex,exs}"]]
        """,
    "lib/small.ex": """\
        defmodule Small do
          def half(number), do: div(number, two())
          def two, do: 2
        end
        """,
    "lib/small/part.ex": """\
        defmodule Small.Part do
          def half(number), do: div(number, Small.two())
        end
        """,
    "test/test_helper.exs": """\
        ExUnit.start()
        """,
    "test/small_test.exs": """\
        defmodule SmallTest do
          use ExUnit.Case, async: true

          test "halves", do: assert(Small.half(4) == 2)
        end
        """,
}


@pytest.fixture
def small(tmp_path):
    """Makes a report of a small project from its sound files and some others."""

    def small(**changed):
        for name, text in {**SOUND, **changed}.items():
            path = tmp_path / "small" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(textwrap.dedent(text))
        return SimpleNamespace(target=tmp_path / "small", architecture=SimpleNamespace(dependencies=()))

    return small


@pytest.mark.parametrize("optimised", [False, True])
def test_a_sound_project_passes(small, judge, optimised):
    judge(small(), optimised=optimised)


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        pytest.param(
            "lib/other.ex",
            """\
            defmodule Other do
              def half(number), do: 2
            end
            """,
            'variable "number" is unused',
            id="warning",
        ),
        pytest.param(
            "lib/other.ex",
            """\
            defmodule Other do
              def half, do: 1 / 0
            end
            """,
            "evaluation of operator '/'/2 will fail with a 'badarith' exception",
            id="warning-of-erlang",
        ),
        pytest.param(
            "lib/other.ex",
            """\
            defmodule Other do
              def half(number), do: Small.third(number)
            end
            """,
            "Small.third/1 is undefined or private",
            id="call-of-nothing",
        ),
        pytest.param(
            "lib/other.ex",
            """\
            defmodule Other do
              def half( number ), do: div( number, 2 )
            end
            """,
            "mix format failed due to --check-formatted",
            id="format",
        ),
        pytest.param(
            "lib/small.ex",
            """\
            defmodule Small do
              def half(number), do: Small.Part.half(number)
              def two, do: 2
            end
            """,
            "1 cycles found",
            id="cycle",
        ),
        pytest.param(
            "test/other_test.exs",
            """\
            defmodule OtherTest do
              use ExUnit.Case, async: true

              test "halves", do: assert(Small.half(4) == 1)
            end
            """,
            "2 tests, 1 failure",
            id="failing-test",
        ),
        pytest.param(
            "test/other_test.exs",
            """\
            defmodule OtherTest do
              use ExUnit.Case, async: true

              test "halves", %{case: unused} do
                assert Small.half(4) == 2
              end
            end
            """,
            'variable "unused" is unused',
            id="warning-in-a-test",
        ),
    ],
)
def test_a_mistake_is_found(small, judge, name, text, found):
    with pytest.raises(AssertionError) as raised:
        judge(small(**{name: text}))
    assert found in str(raised.value)
