ExUnit.start(assert_receive_timeout: 1_000)
