defmodule {= module =}.Pipeline.Job do
  @moduledoc """
  A question on its way through the pipeline. `reply_to` is an alias of whoever waits: what is sent there after they
  gave up goes nowhere.
  """

  alias {= module =}.Host.Exchange

  @enforce_keys [:exchange, :reply_to]
  defstruct [:exchange, :reply_to]

  @type t :: %__MODULE__{exchange: Exchange.t(), reply_to: reference()}

  @doc "Tells whoever waits: `{:started, pid}`, then `{:done, result}`."
  @spec tell(t(), {:started, pid()} | {:done, Exchange.result()}) :: :ok
  def tell(%__MODULE__{reply_to: reply_to}, what) do
    _ = send(reply_to, {__MODULE__, reply_to, what})
    :ok
  end
end
