defmodule {= module =}.Tool.AnnotatedTest do
  use ExUnit.Case, async: true

  alias {= module =}.TestTools
  alias {= module =}.Tool.Annotated

  defp compile(body) do
    name = "Compiled.M#{System.unique_integer([:positive])}"
    code = "defmodule #{name} do\n  use {= module =}.Tool\n#{body}\nend"
    [{module, _binary}] = Code.compile_string(code)
    module
  end

  test "a module lists its tools in the order in which they stand there" do
    assert TestTools.Annotated.tools() ==
             for(kind <- TestTools.kinds(), do: {TestTools.Annotated, kind})
  end

  test "a tool has the name of its function, or its own" do
    module =
      compile("""
        @tool description: "One.", parameters: %{}
        def one(_arguments, _context), do: {:ok, 1}

        @tool description: "Two.", parameters: %{}, name: "second"
        def two(%{"a" => _a}, _context), do: {:ok, 2}
        def two(_arguments, _context), do: {:ok, 2}

        def helper(_left, _right), do: :no_tool
      """)

    assert {:ok, %{name: "one", description: "One."}} = Annotated.definition({module, :one})
    assert {:ok, %{name: "second"}} = Annotated.definition({module, :two})
    assert Annotated.definition({module, :helper}) == :unknown
    assert module.tools() == [{module, :one}, {module, :two}]
  end

  test "other modules and other terms are no tools" do
    for item <- [{Enum, :map}, {NoSuchModule, :run}, Enum, "name", {Enum, "map"}, nil] do
      assert Annotated.definition(item) == :unknown
    end
  end

  @function "\ndef run(_arguments, _context), do: {:ok, 1}"
  @enough "@tool description: \"\", parameters: %{}"

  for {problem, body, message} <- [
        {"lacks a description", "@tool parameters: %{}" <> @function, "lacks :description"},
        {"has an unknown option", @enough <> ", colour: :red" <> @function, "no option :colour"},
        {"refers to what is not there", @enough <> ~S(, output: %{"$ref" => "#/a"}) <> @function,
         ~s(output: the reference "#/a" leads to no schema)},
        {"is no keyword list", "@tool 1" <> @function, "expected a keyword list"},
        {"is of a private function", @enough <> "\ndefp run(_a, _c), do: 1", "is a public"},
        {"is of one argument", @enough <> "\ndef run(_a), do: 1", "of two arguments"},
        {"is of no function", @enough, "no function below it"}
      ] do
    test "an attribute that #{problem} does not compile" do
      error = assert_raise CompileError, fn -> compile(unquote(body)) end
      assert Exception.message(error) =~ unquote(message)
    end
  end
end
