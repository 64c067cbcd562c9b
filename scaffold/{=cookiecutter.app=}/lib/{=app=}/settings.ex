defmodule {= module =}.Settings do
  @moduledoc """
  Every limit and timeout of this application, in one place, read from its configuration.

  Nothing waits without a limit and no limit is written into the code that waits: each has a default here and is
  set in `config/config.exs` or, for a release, in `config/runtime.exs`.

{%% for key in design.config %%}
  - `:{= key.name =}` (default `{= key.default | heredoc =}`): {= key.doc | heredoc =}
{%% endfor %%}
  """

  @app :{= app =}

  @defaults %{
{%% for key in design.config %%}
    {= key.name =}: {= key.default =}{= "," if not loop.last =}
{%% endfor %%}
  }

  @type key ::
{%% for key in design.config %%}
          {= "| " if not loop.first =}:{= key.name =}
{%% endfor %%}

  @doc "The value of a setting."
  @spec get(key()) :: term()
  def get(key) when is_map_key(@defaults, key) do
    Application.get_env(@app, key, Map.fetch!(@defaults, key))
  end

  @doc "How many partitions a partitioned supervisor has: more than cores, because stopping is quadratic in each."
  @spec partitions() :: pos_integer()
  def partitions do
    case get(:partitions) do
      :auto -> max(16, System.schedulers_online() * 4)
      count when is_integer(count) and count > 0 -> count
    end
  end

  @doc """
  How many restarts in `:restart_seconds` one partition allows.

  The default of OTP (3 in 5 seconds) lets four crashing agents take all others of their supervisor with them.
  Agents crash independently of each other, so the limit follows from how many there are: every agent of a
  partition may crash at once, and twice, before the partition itself is taken to be broken.
  """
  @spec max_restarts() :: pos_integer()
  def max_restarts do
    100 + div(2 * get(:expected_agents), partitions())
  end

  @doc "The window in which restarts are counted, in seconds."
  @spec restart_seconds() :: pos_integer()
  def restart_seconds, do: get(:restart_seconds)
end
