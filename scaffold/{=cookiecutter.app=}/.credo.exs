# mix credo --strict, for those who have Credo: mix archive.install hex credo, or add it to deps.
%{
  configs: [
    %{
      name: "default",
      strict: true,
      files: %{included: ["lib/", "test/", "bench/", "config/"], excluded: []},
      checks: %{
        extra: [
          {Credo.Check.Design.AliasUsage, if_nested_deeper_than: 2},
          {Credo.Check.Readability.MaxLineLength, max_length: 120},
          {Credo.Check.Readability.Specs, files: %{excluded: ["test/", "bench/"]}},
          {Credo.Check.Readability.StrictModuleLayout, []},
          {Credo.Check.Warning.UnsafeToAtom, files: %{excluded: ["test/"]}}
        ]
      }
    }
  ]
}
