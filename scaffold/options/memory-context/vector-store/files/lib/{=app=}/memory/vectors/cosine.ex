defmodule {= module =}.Memory.Vectors.Cosine do
  @moduledoc """
  Vectors as binaries of 32-bit floats. Of unit vectors the dot product is the cosine of the angle between them.
  """

  @type t :: binary()

  @doc "The unit vector in the direction of the numbers; the zero vector stays what it is."
  @spec unit([number()]) :: t()
  def unit(numbers) do
    length = :math.sqrt(Enum.reduce(numbers, 0.0, &(&1 * &1 + &2)))
    scale = if length > 0, do: 1 / length, else: 0.0
    for number <- numbers, into: <<>>, do: <<number * scale::float-32-native>>
  end

  @doc "The numbers of a vector."
  @spec to_list(t()) :: [float()]
  def to_list(vector), do: for(<<number::float-32-native <- vector>>, do: number)

  @doc "The dot product of a vector with the numbers of another one; what one lacks counts as zero."
  @spec dot(t(), [float()]) :: float()
  def dot(vector, numbers), do: dot(vector, numbers, 0.0)

  defp dot(<<left::float-32-native, rest::binary>>, [right | numbers], sum),
    do: dot(rest, numbers, sum + left * right)

  defp dot(_rest, _numbers, sum), do: sum
end
