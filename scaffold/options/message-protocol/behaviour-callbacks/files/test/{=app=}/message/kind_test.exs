defmodule {= module =}.Message.KindTest do
  @moduledoc "A kind that somebody added is a message like any other."

  use ExUnit.Case, async: true

  alias {= module =}, as: App
  alias {= module =}.LLM.Request
  alias {= module =}.LLM.Scripted
  alias {= module =}.Memory.Tokens
  alias {= module =}.Message

  defmodule Picture do
    @moduledoc false
    @behaviour Message.Kind

    @impl true
    def role, do: :user

    @impl true
    def text({url, caption}), do: "#{caption} (#{url})"

    @impl true
    def encode(picture), do: %{role: :user, text: text(picture)}
  end

  defmodule Plan do
    @moduledoc false
    @behaviour {= module =}.Strategy

    @impl true
    def prepare(_opts), do: {nil, [Message.new(Picture, {"x.png", "a boat"})], true}

    @impl true
    def answered(nil, text, _opts), do: {:done, text}
  end

  setup do
    %{picture: Message.new(Picture, {"x.png", "a boat"})}
  end

  test "is read through its callbacks", %{picture: picture} do
    assert Message.role(picture) == :user
    assert Message.text(picture) == "a boat (x.png)"
    assert Message.calls(picture) == []
    assert Message.to_map(picture) == %{role: :user, text: "a boat (x.png)"}
    assert Tokens.count(picture) > 0
  end

  test "comes back from its neutral form as the kind of its role", %{picture: picture} do
    assert picture |> Message.to_map() |> Message.from_map() == Message.user("a boat (x.png)")
  end

  test "reaches the model" do
    script = fn %Request{messages: messages} -> messages |> List.last() |> Message.text() end
    {:ok, agent} = App.start_agent(llm: {Scripted, script}, strategy: Plan)
    assert {:ok, "a boat (x.png)", agent} = App.ask(agent, "what is it?")
    assert :ok = App.stop_agent(agent)
  end
end
