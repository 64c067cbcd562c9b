defmodule {= module =}.TestApprover do
  @moduledoc "People who approve everything, nothing, or never answer."

  alias {= module =}.Tool.Call

  @spec yes(Call.t(), String.t()) :: :approve
  def yes(_call, _agent), do: :approve

  @spec no(Call.t(), String.t()) :: :deny
  def no(_call, _agent), do: :deny
end
