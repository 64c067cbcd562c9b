defmodule {= module =}.Error do
  @moduledoc """
  What every function of this application returns when it fails: `{:error, %{= module =}.Error{}}`.

  The `kind` is for code, the `message` for people, and `retryable` says whether the same call may succeed later
  without anybody changing anything. `details` holds what a caller may want to look at, such as the `:partial`
  text of an answer that broke off; it never holds secrets.

  Exceptions and exits inside the application are turned into this struct at the public boundary, so that callers
  match on one shape whatever happens behind it.
  """

  @kinds_worth_a_retry [:busy, :timeout, :crashed, :rate_limited, :unavailable, :shutdown]

  @enforce_keys [:kind, :message]
  defexception [:kind, :message, retryable: false, details: %{}]

  @type kind ::
          :invalid
          | :not_found
          | :already_started
          | :busy
          | :timeout
          | :cancelled
          | :crashed
          | :denied
          | :unknown_tool
          | :bad_arguments
          | :bad_output
          | :max_iterations
          | :model
          | :tool
          | :rate_limited
          | :unavailable
          | :shutdown

  @type t :: %__MODULE__{
          kind: kind(),
          message: String.t(),
          retryable: boolean(),
          details: map()
        }

  @doc """
  Builds an error; `:retryable` follows from the kind unless it is given.

      iex> {= module =}.Error.new(:timeout, "no answer in 5 s").retryable
      true
  """
  @spec new(kind(), String.t(), keyword()) :: t()
  def new(kind, message, opts \\ []) do
    %__MODULE__{
      kind: kind,
      message: message,
      retryable: Keyword.get(opts, :retryable, kind in @kinds_worth_a_retry),
      details: Keyword.get(opts, :details, %{})
    }
  end

  @doc "Turns the reason of an exit into an error."
  @spec from_exit(term()) :: t()
  def from_exit({:timeout, _call}), do: new(:timeout, "no answer in time")
  def from_exit(:timeout), do: new(:timeout, "no answer in time")
  def from_exit({:noproc, _call}), do: new(:not_found, "the agent is not running")
  def from_exit(:noproc), do: new(:not_found, "the agent is not running")
  def from_exit({:normal, _call}), do: new(:shutdown, "the agent stopped before it answered")
  def from_exit({:shutdown, _reason}), do: new(:shutdown, "the agent was shut down")
  def from_exit(:shutdown), do: new(:shutdown, "the agent was shut down")
  def from_exit({{:shutdown, _reason}, _call}), do: new(:shutdown, "the agent was shut down")

  def from_exit({reason, {GenServer, :call, _args}}), do: from_exit(reason)

  # Whatever was killed is not to blame: what it was doing was lost, and may be done again.
  def from_exit(:killed), do: new(:crashed, "a process was killed", details: %{lost: :died})

  def from_exit(reason) do
    new(:crashed, "a process crashed: " <> describe(reason))
  end

  @doc """
  Turns the reason with which a process that did our work went down into an error.

  One that crashed before it was monitored leaves no reason but `:noproc`.
  """
  @spec from_down(term()) :: t()
  def from_down(:noproc), do: new(:crashed, "a process crashed as soon as it began: see the log")
  def from_down(reason), do: from_exit(reason)

  # Reasons may hold a whole state or a request with its headers: only their kind is repeated.
  defp describe(reason) when is_atom(reason), do: inspect(reason)
  defp describe({%module{}, _stacktrace}), do: inspect(module)
  defp describe({reason, _details}) when is_atom(reason), do: inspect(reason)
  defp describe(_reason), do: "see the log"
end
