"""Free-text choices as people write them in logs, and the options that they mean."""

from __future__ import annotations

import pytest

from elixir_design.catalog.loader import load_catalog
from elixir_design.catalog.matching import match_choice, nearest_options

CATALOG = load_catalog()

# dimension -> (words of the log, options, match)
CHOICES = {
    "process-architecture": [
        ("GenServer per conversation", "genserver-per-conversation", "exact"),
        ("genserver-per-conversation", "genserver-per-conversation", "exact"),
        ("**GenServer per conversation**", "genserver-per-conversation", "exact"),
        ("`GenServer` per conversation", "genserver-per-conversation", "exact"),
        ("gen_server per conversation", "genserver-per-conversation", "exact"),
        ("Gen Server per conversation", "genserver-per-conversation", "exact"),
        ("one GenServer for each conversation", "genserver-per-conversation", "exact"),
        (
            "A GenServer for every conversation, under a DynamicSupervisor",
            "genserver-per-conversation",
            "exact",
        ),
        ("[GenServer per conversation](https://example.org/x)", "genserver-per-conversation", "exact"),
        ("GenServer (per conversation)", "genserver-per-conversation", "exact"),
        ("Option A: GenServer per conversation", "genserver-per-conversation", "exact"),
        ("GenServer per session", "genserver-per-conversation", "alias"),
        ("Per-conversation GenServers", "genserver-per-conversation", "alias"),
        ("Each conversation gets its own GenServer", "genserver-per-conversation", "inferred"),
        ("SessionController GenServer, Task.async for steps", "genserver-per-conversation", "inferred"),
        ("Deep Agents via GenServer + Task", "genserver-per-conversation", "inferred"),
        ("Broadway -> GenServer + Task", "genserver-per-conversation", "inferred"),
        ("a GenServer per the conversation", "genserver-per-conversation", "exact"),
        ("GenStage pipeline → GenServer per conversation", "genserver-per-conversation", "exact"),
        ("GenServer per agent type", "genserver-per-agent-type", "exact"),
        ("shared GenServer for all conversations", "genserver-per-agent-type", "alias"),
        ("Shared instance, with state passed in calls", "genserver-per-agent-type", "inferred"),
        ("shared instance with state passed in calls", "genserver-per-agent-type", "alias"),
        ("Task-based ephemeral", "task-ephemeral", "exact"),
        ("Ephemeral tasks", "task-ephemeral", "alias"),
        ("Task-Based Sub-Agents with ETS-Backed Context", "task-ephemeral", "alias"),
        ("Spawn per request; nothing persists", "task-ephemeral", "alias"),
        ("GenStage", "genstage-pipeline", "alias"),
        ("gen_stage pipelines", "genstage-pipeline", "exact"),
        ("GenStage producer/consumer pipeline", "genstage-pipeline", "alias"),
        (
            "GenServer per conversation with hibernation and an ETS snapshot",
            "genserver-per-conversation hibernate snapshot",
            "alias",
        ),
        (
            "hybrid: per-conversation GenServer, hibernating when idle, state serialised to ETS for recovery",
            "genserver-per-conversation hibernate snapshot",
            "alias",
        ),
        (
            (
                "GenServer per conversation with automatic hibernation after idle timeout, plus state"
                " serialization to ETS or Redis for recovery"
            ),
            "genserver-per-conversation hibernate snapshot",
            "alias",
        ),
        ("Hybrid (GenServer per session + hibernate_after)", "genserver-per-conversation hibernate", "alias"),
        ("GenServer per conversation, no hibernation", "genserver-per-conversation", "exact"),
        ("GenServer per conversation without ETS snapshots", "genserver-per-conversation", "exact"),
        ("hibernate after idle", "genserver-per-conversation hibernate", "inferred"),
        ("GenStage pipeline with snapshots", "genstage-pipeline", "inferred"),
        ("GenServer", "", "none"),
        ("GenServer per conversation or GenStage", "", "none"),
        ("Either GenStage or GenServer per conversation", "", "none"),
        ("GenServer per conversation, GenStage pipeline", "", "none"),
        ("GenServer per conversation / GenStage", "", "none"),
        (
            "GenServer per conversation with a GenStage pipeline behind it",
            "genserver-per-conversation genstage-pipeline",
            "inferred",
        ),
        (
            "Mix of ephemeral tasks, GenServer per session",
            "genserver-per-conversation task-ephemeral",
            "inferred",
        ),
        (
            "Hybrid: GenServer per conversation, hibernation after an hour without a message and a snapshot",
            "genserver-per-conversation hibernate snapshot",
            "alias",
        ),
        ("We don't use GenStage; ephemeral tasks", "task-ephemeral", "alias"),
        (
            "One GenServer per conversation; we looked at GenStage and turned it down",
            "genserver-per-conversation",
            "exact",
        ),
        (
            "GenServer per conversation. GenStage would add machinery",
            "genserver-per-conversation",
            "exact",
        ),
        (
            "A process per chat, sleeping when idle",
            "genserver-per-conversation hibernate",
            "inferred",
        ),
        ("Session-scoped GenServer", "genserver-per-conversation", "inferred"),
        (
            "Hybrid approach: GenServer with hibernation and ETS serialization",
            "genserver-per-conversation hibernate snapshot",
            "inferred",
        ),
        ("Umbrella application with one OTP app per team", "", "none"),
        ("GenStage is prohibited here, GenServer per agent type", "genserver-per-agent-type", "exact"),
        (
            "Moved away from the GenStage pipeline to a GenServer per conversation",
            "genserver-per-conversation",
            "exact",
        ),
        ("One process per conversation, snapshotted", "genserver-per-conversation snapshot", "alias"),
    ],
    "state-model": [
        ("Structs with `@enforce_keys`", "enforced-structs", "exact"),
        ("Structs", "enforced-structs", "alias"),
        ("A flat struct with enforced keys", "enforced-structs", "alias"),
        ("Plain struct held by the process", "enforced-structs", "inferred"),
        ("ETS for shared, read-heavy state", "ets", "exact"),
        ("ETS for shared read-heavy state", "ets", "exact"),
        (":ets", "ets", "exact"),
        ("ets tables owned by a separate process", "ets", "alias"),
        ("Agent", "agent-cells", "alias"),
        ("Agents.", "agent-cells", "alias"),
        ("Elixir Agent for the plan", "agent-cells", "alias"),
        ("Mnesia", "mnesia", "exact"),
        ("Mnesia with disc_copies", "mnesia", "exact"),
        ("ETS instead of Mnesia", "ets", "exact"),
        ("ETS over Mnesia", "ets", "exact"),
        ("ETS, not Mnesia", "ets", "exact"),
        ("Mnesia → ETS", "ets", "exact"),
        ("Moved from Mnesia to ETS", "ets", "exact"),
        ("Replace Mnesia with ETS", "ets", "exact"),
        ("Mnesia is replaced by ETS", "ets", "exact"),
        ("Mnesia dropped in favour of ETS", "ets", "exact"),
        ("ETS because Mnesia handles netsplits badly", "ets", "exact"),
        ("~~Mnesia~~ ETS", "ets", "exact"),
        ("ETS or Mnesia", "", "none"),
        ("ETS vs Mnesia", "", "none"),
        ("ETS?", "", "none"),
        ("ETS or Redis", "ets", "inferred"),
        ("Structs with @enforce_keys, and ETS for lookups", "enforced-structs ets", "inferred"),
        ("PostgreSQL + Redis with Ecto embedded schemas", "", "none"),
        ("each agent owns its data", "", "none"),
        ("ETS is preferable to Mnesia", "ets", "exact"),
        ("We prefer ETS to Mnesia", "", "none"),
        ("Choose ETS; Mnesia remains possible", "ets", "exact"),
        ("Mnesia was tempting but we choose ETS", "ets", "exact"),
        ("Keep it in a struct; revisit Mnesia when clustering", "enforced-structs", "inferred"),
        ("ETS, with Mnesia as a later option", "ets", "exact"),
        ("Structs with @enforce_keys, without Redis and Mnesia", "enforced-structs", "exact"),
        ("nested structs with @enforce_keys, ETS is banned", "enforced-structs", "exact"),
        ("Use of Mnesia is forbidden, ETS only", "ets", "exact"),
    ],
    "message-protocol": [
        ("Tagged tuples", "tagged-tuples", "exact"),
        ("tagged tuple", "tagged-tuples", "exact"),
        ("`{:user, content}`", "tagged-tuples", "alias"),
        ("`{:tool_call, name, args}` and friends", "tagged-tuples", "alias"),
        ("Structs with protocols", "struct-protocols", "exact"),
        ("Structs + protocols", "struct-protocols", "exact"),
        ("Lightweight reference structs, 4 ETS tables, ex_hash_ring", "struct-protocols", "inferred"),
        ("Behaviour callbacks", "behaviour-callbacks", "exact"),
        ("behavior callbacks", "behaviour-callbacks", "exact"),
        ("GenStage events", "genstage-events", "exact"),
        ("Structs with protocols rather than tagged tuples", "struct-protocols", "exact"),
        ("No tagged tuples; structs with protocols", "struct-protocols", "exact"),
        ("JSON maps straight from the provider", "", "none"),
        ("Structs with protocols, tuples were rejected", "struct-protocols", "exact"),
        ("GenStage events were vetoed, so structs with protocols", "struct-protocols", "exact"),
    ],
    "tool-system": [
        ("Behaviour with `@callback`", "behaviour", "exact"),
        ("behavior with @callback", "behaviour", "exact"),
        ("Behaviour", "behaviour", "exact"),
        ("a tool behaviour plus a runtime registry", "behaviour registry-dispatch", "alias"),
        ("Module attributes for schema", "module-attributes", "exact"),
        ("Ecto schemas, introspection, @tool_description", "module-attributes", "alias"),
        ("Protocol for execution", "execution-protocol", "exact"),
        ("Protocol", "execution-protocol", "alias"),
        ("Dynamic dispatch via Registry", "registry-dispatch", "exact"),
        ("Behaviour + module attributes, no Registry", "behaviour module-attributes", "exact"),
        ("Behaviours; protocols were considered", "behaviour", "exact"),
        ("MCP protocol client", "", "none"),
        ("OpenAPI documents", "", "none"),
        ("the behaviour of the system is described elsewhere", "", "none"),
    ],
    "agent-loop": [
        ("Recursive function with pattern matching on result", "recursive", "alias"),
        ("Tail-recursive loop", "recursive", "alias"),
        ("Explicit Graph → Pattern Matching", "recursive", "inferred"),
        ("`Stream.resource/3`", "stream-resource", "exact"),
        ("Stream.resource for lazy evaluation", "stream-resource", "alias"),
        ("GenServer `handle_continue`", "handle-continue", "exact"),
        ("handle_continue/2 for async steps", "handle-continue", "alias"),
        ("handle continue", "handle-continue", "exact"),
        (":gen_statem", "gen-statem", "exact"),
        ("gen_statem state machine", "gen-statem", "alias"),
        ("State machine via `:gen_statem`", "gen-statem", "exact"),
        ("a finite state machine", "gen-statem", "alias"),
        ("Recursive function, later gen_statem", "recursive", "exact"),
        ("Recursive function; gen_statem would be overkill", "recursive", "exact"),
        ("Recursive function; no state machine until approvals arrive", "recursive", "exact"),
        ("handle_continue and not gen_statem", "handle-continue", "exact"),
        ("recursion, unlike the handle_continue version we had", "recursive", "alias"),
        ("gen_statem was discussed, but recursion it is", "recursive", "alias"),
        ("Token threshold trigger", "", "none"),
        ("handle_continue, gen_statem forbidden", "handle-continue", "exact"),
        ("gen_statem was vetoed", "", "none"),
        ("started with recursion, ended with gen_statem", "gen-statem", "exact"),
    ],
    "llm-integration": [
        ("Req/Finch for HTTP", "req-finch", "exact"),
        ("Req + Finch", "req-finch", "exact"),
        ("Req over Finch", "req-finch", "alias"),
        (
            "Req + Behaviour adapters, PubSub streaming, Hammer, :fuse",
            "req-finch leaky-bucket fuse",
            "alias",
        ),
        ("GenStage producer for streaming", "genstage-streaming", "exact"),
        ("Token bucket via `:leaky_bucket`", "leaky-bucket", "alias"),
        ("leaky bucket", "leaky-bucket", "exact"),
        ("Circuit breaker via :fuse", "fuse", "exact"),
        ("circuit-breakers around the provider", "fuse", "alias"),
        ("httpc", "httpc", "exact"),
        ("No HTTP library", "httpc", "alias"),
        ("httpc, no Req", "httpc", "exact"),
        ("Req rather than httpc, with a circuit breaker", "req-finch fuse", "alias"),
        ("Req, plus rate limiting", "req-finch leaky-bucket", "inferred"),
        ("Not only Req but also :fuse", "req-finch fuse", "alias"),
        ("LangChain's Elixir port", "", "none"),
        ("Req; the circuit breaker is left out on purpose", "req-finch", "alias"),
        ("we fuse two models", "", "none"),
    ],
    "memory-context": [
        ("ETS with TTL", "ets-ttl", "exact"),
        ("ETS + TTL", "ets-ttl", "exact"),
        ("ETS", "ets-ttl", "alias"),
        ("Cachex for caching", "cachex", "exact"),
        ("Cachex", "cachex", "exact"),
        ("Vector store integration", "vector-store", "exact"),
        ("Token budget + eviction, pgvector + pg_bm25", "vector-store", "alias"),
        ("Process dictionary (discouraged but possible)", "process-dictionary", "exact"),
        ("ETS with TTL and a vector database", "ets-ttl vector-store", "alias"),
        ("ETS with TTL; the process dictionary was rejected", "ets-ttl", "exact"),
        ("Neither Cachex nor the process dictionary: ETS with TTL", "ets-ttl", "exact"),
        ("Cachex or ETS with TTL", "", "none"),
        ("Cachex w/ TTL + pgvector", "cachex vector-store", "alias"),
        ("50/30/20 split of recent, summary, retrieved", "", "none"),
        ("process dictionary is forbidden; ETS with TTL", "ets-ttl", "exact"),
    ],
    "multi-agent-coordination": [
        ("PubSub for broadcast", "pubsub", "exact"),
        ("Phoenix.PubSub", "pubsub", "alias"),
        ("pub/sub", "pubsub", "exact"),
        ("Registry for discovery", "registry", "exact"),
        ("PubSub/Registry", "pubsub registry", "exact"),
        ("Registry for discovery, PubSub for broadcast", "pubsub registry", "exact"),
        ("Horde for distributed", "horde", "exact"),
        ("Swarm for clustering", "swarm", "exact"),
        ("`:pg`", "pg", "exact"),
        ("OTP process groups", "pg", "alias"),
        ("Registry now, Horde later", "registry", "exact"),
        ("Registry; Horde deferred", "registry", "exact"),
        ("Registry, Horde in phase 2", "registry", "exact"),
        ("Registry without Horde", "registry", "exact"),
        ("Registry, no Horde", "registry", "exact"),
        ("No Horde, Swarm or pg; Registry and PubSub", "pubsub registry", "exact"),
        ("Rejected: Horde, Swarm. Use Registry", "registry", "exact"),
        ("Registry, since Horde is eventually consistent", "registry", "exact"),
        ("Horde and Swarm were rejected, so Registry", "registry", "exact"),
        ("We don't need Horde; Registry suffices", "registry", "exact"),
        ("Horde isn\u2019t needed yet. Registry.", "registry", "exact"),
        ("Registry (not Horde)", "registry", "exact"),
        ("Alternatives considered: Horde, Swarm and pg", "", "none"),
        ("Horde or Swarm", "", "none"),
        ("no Horde", "", "none"),
        ("Maybe Horde", "horde", "inferred"),
        ("Phoenix PubSub + Registry; Horde only when clustering", "pubsub registry", "alias"),
        ("Registry (local) → Horde (cluster)", "horde", "exact"),
        ("Start with Registry, move to Horde once we have a second node", "registry", "exact"),
        ("Phoenix.PubSub (Horde rejected: split brain)", "pubsub", "alias"),
        ("No need to use Horde", "", "none"),
        ("Horde if we go multi-node", "horde", "inferred"),
        ("PubSub → Phoenix Channel → WebSocket", "pubsub", "inferred"),
        ("SessionController orchestrates, no peer-to-peer", "", "none"),
        ("Horde is banned; Swarm is dormant; so :pg", "pg", "exact"),
        ("a swarm of agents, coordinated by PubSub", "pubsub", "exact"),
    ],
    "observability": [
        ("Telemetry events", "telemetry", "exact"),
        (":telemetry", "telemetry", "exact"),
        ("Telemetry + OpenTelemetry, step-level granularity", "telemetry opentelemetry", "exact"),
        ("Open Telemetry", "opentelemetry", "exact"),
        ("OTel tracing", "opentelemetry", "alias"),
        ("Logger metadata", "logger-metadata", "exact"),
        ("structured logs", "logger-metadata", "alias"),
        ("Broadway for event processing", "broadway", "exact"),
        ("Telemetry, without Broadway", "telemetry", "exact"),
        ("Telemetry instead of Broadway and OpenTelemetry", "telemetry", "exact"),
        ("Broadway -> GenServer + Task", "", "none"),
        ("AppSignal", "", "none"),
    ],
    "error-handling": [
        ("Let it crash + supervision", "supervision", "exact"),
        ('"Let it crash"', "supervision", "alias"),
        ("Tagged tuples `{:ok, _} | {:error, _}`", "tagged-tuples", "exact"),
        ("`{:ok, value} | {:error, reason}` everywhere", "tagged-tuples", "alias"),
        ("Expected failures → {:ok, _} | {:error, _} tuples", "tagged-tuples", "alias"),
        ("`with` chains", "with-chains", "exact"),
        ("Circuit breakers", "circuit-breakers", "exact"),
        (
            "Supervision trees, ok/error tuples, `with` chains and circuit breakers",
            "supervision tagged-tuples with-chains circuit-breakers",
            "alias",
        ),
        ("Tagged tuples, never exceptions", "tagged-tuples", "exact"),
        ("Circuit breakers rejected; tagged tuples with supervision", "supervision tagged-tuples", "exact"),
        ("Feed errors to LLM, checkpoint recovery, max iterations", "", "none"),
        ("let it crash is not our style: tagged tuples", "tagged-tuples", "exact"),
    ],
}
PHRASES = [(slug, *choice) for slug, choices in CHOICES.items() for choice in choices]


def test_the_table_is_broad_enough_to_mean_something():
    assert len(PHRASES) >= 150


@pytest.mark.parametrize(
    ("dimension", "text", "options", "match"), PHRASES, ids=lambda value: str(value)[:50]
)
def test_a_choice_means(dimension, text, options, match):
    found = match_choice(CATALOG.dimension(dimension), text)
    assert (" ".join(found.options), found.match) == (options, match), found.reason
    assert found.reason


def test_the_reason_says_how_each_option_was_recognised():
    dimension = CATALOG.dimension("process-architecture")
    found = match_choice(dimension, "GenServer per conversation with hibernation, no snapshots")
    assert found.reason == (
        'names GenServer per conversation; "hibernation" is another name of Hibernate when idle; '
        'left out: Snapshot for recovery (after "no")'
    )


@pytest.mark.parametrize(
    ("text", "chosen", "left"),
    [
        ("Rejecting Mnesia in favor of ETS", "ets", {"Mnesia"}),
        ("No Mnesia, ETS", "ets", {"Mnesia"}),
        ("Enforced structs, no Mnesia, ETS or agent cells", "enforced-structs", {"Mnesia", "ETS", "Agent"}),
        ("ETS and Mnesia was rejected", "ets", {"Mnesia"}),
        ("ETS with Mnesia was rejected", "ets", {"Mnesia"}),
        ("ETS but Mnesia was rejected", "ets", {"Mnesia"}),
        ("ETS and Mnesia were rejected", "", {"ETS", "Mnesia"}),
    ],
)
def test_a_rejection_reaches_as_far_as_the_sentence_says(text, chosen, left):
    found = match_choice(CATALOG.dimension("state-model"), text)
    assert " ".join(found.options) == chosen
    _, _, left_out = found.reason.partition("left out: ")
    assert {name for name in ("Mnesia", "ETS", "Agent", "Structs") if name in left_out} == left


def test_a_name_that_is_said_with_a_doubt_is_told_from_words_that_only_suggest():
    dimension = CATALOG.dimension("process-architecture")
    assert match_choice(dimension, "Maybe GenStage").reason == (
        '"GenStage" is GenStage pipeline, but it is not said firmly'
    )
    assert match_choice(dimension, "Deep Agents via GenServer + Task").reason == (
        '"genserver task" suggests GenServer per conversation'
    )


def test_an_open_choice_names_both_sides():
    found = match_choice(CATALOG.dimension("state-model"), "ETS or Mnesia")
    assert found.reason == (
        "names ETS for shared read-heavy state and Mnesia for distributed state without saying which"
    )


def test_what_is_not_recognised_names_what_comes_nearest():
    found = match_choice(CATALOG.dimension("process-architecture"), "GenServer")
    assert found.reason == (
        "names no option of Process Architecture; "
        "nearest: GenServer per conversation, GenServer per agent type"
    )


@pytest.mark.parametrize(
    ("dimension", "text", "nearest"),
    [
        ("memory-context", "Cachx", "cachex"),
        ("observability", "Brodway", "broadway"),
        ("observability", "opentelemtry", "opentelemetry"),
        ("state-model", "Mnesea tables", "mnesia"),
        ("llm-integration", "Fynch", "req-finch"),
    ],
)
def test_a_typo_is_no_match_but_has_a_nearest_option(dimension, text, nearest):
    dimension = CATALOG.dimension(dimension)
    assert match_choice(dimension, text).options == ()
    assert nearest_options(dimension, text)[0].slug == nearest


def test_nothing_is_near_to_what_has_nothing_to_do_with_it():
    assert nearest_options(CATALOG.dimension("state-model"), "blue cheese") == ()
