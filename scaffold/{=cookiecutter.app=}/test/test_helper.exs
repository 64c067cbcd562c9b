# What takes a minute runs on request: `mix test --only chaos`.
patience = {= module =}.TestPatience.limit()
ExUnit.start(assert_receive_timeout: patience, timeout: 4 * patience, exclude: [:chaos])
