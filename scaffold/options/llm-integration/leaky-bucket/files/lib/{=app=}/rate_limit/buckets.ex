defmodule {= module =}.RateLimit.Buckets do
  @moduledoc """
  The buckets, one per model, in a table of Hammer's.

{= decision | doc =}
  """

  use Hammer, backend: :ets, algorithm: :leaky_bucket
end
