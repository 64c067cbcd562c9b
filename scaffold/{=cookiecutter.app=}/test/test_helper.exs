# What takes a minute runs on request: `mix test --only chaos`.
ExUnit.start(assert_receive_timeout: 1_000, exclude: [:chaos])
