"""A real client drives the server, in both eras of the protocol.

What depends on how the two talk is tested twice: with the server in this process, which takes a moment,
and with the program over standard input and output, as assistants start it.
"""

import asyncio
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from faults import full_disk, program_started_here
from mcp import Client
from mcp.client.stdio import StdioServerParameters
from mcp_types import ElicitResult

from elixir_design.catalog.loader import load_catalog
from elixir_design.commands.session import open_session
from elixir_design.facilitation.answers import Answer, AnsweredBy
from elixir_design.facilitation.mcp.server import build_server
from elixir_design.facilitation.session import DesignSession
from elixir_design.ledger.load import load_ledger
from elixir_design.log.model import Status

PROGRAM = str(Path(sys.executable).with_name("elixir-design"))
ERAS = ["legacy", "2026-07-28"]


@dataclass(frozen=True, slots=True)
class Way:
    """How client and server talk: by which era of the protocol, and between two processes or in one."""

    era: str = "2026-07-28"
    program: bool = False

    def __str__(self):
        return f"{self.era}-{'program' if self.program else 'here'}"

    def server(self, project):
        if self.program:
            return StdioServerParameters(command=PROGRAM, args=["mcp"], cwd=project)
        place = Path("docs", "elixir-sessions"), None, Path("reports", "synthesis"), None
        return build_server(open_session(*place))


HERE = Way()
PROGRAM_OF_TODAY = Way(program=True)
PROGRAMS = [pytest.param(Way(era, program=True), marks=pytest.mark.slow) for era in ERAS]
ALL_WAYS = [*map(Way, ERAS), *PROGRAMS]


@pytest.fixture
def project(project, monkeypatch):
    """The project, entered: a server here finds its files as the program does."""
    monkeypatch.chdir(project)
    return project


class Assistant:
    """A client, with or without a person at a form."""

    def __init__(self, project, way, form=None):
        self.shown = []

        async def fill_in(_context, params):
            self.shown.append(params)
            return form(params) if callable(form) else form

        callback = fill_in if form else None
        self.client = Client(way.server(project), elicitation_callback=callback, mode=way.era)

    async def __aenter__(self):
        await self.client.__aenter__()
        return self

    async def __aexit__(self, *caught):
        await self.client.__aexit__(*caught)

    async def call(self, tool, **arguments):
        result = await self.client.call_tool(tool, arguments)
        assert not result.is_error, result.content[0].text
        return result.structured_content

    async def refused(self, tool, **arguments):
        result = await self.client.call_tool(tool, arguments)
        assert result.is_error, result.structured_content
        return result.content[0].text


def talk(conversation):
    return asyncio.run(asyncio.wait_for(conversation, 300))


def decisions(project):
    return load_ledger(project / "docs" / "elixir-sessions", load_catalog(), project).decisions


def relayed(**changes):
    return {
        "question": "process-architecture",
        "choice": "genserver-per-conversation",
        "rationale": "One crash is one conversation.",
        "their_words": "let's take one process per conversation, then one crash is one conversation",
        **changes,
    }


@pytest.mark.parametrize("way", ALL_WAYS, ids=str)
def test_a_session_in_conversation_survives_a_restart_of_the_server(project, way):
    async def conversation():
        async with Assistant(project, way) as assistant:
            begun = await assistant.call("start_session", goal="how agents live")
            assert begun["next"] == "process-architecture"
            reasoning, state = begun["concepts"]
            assert (reasoning["name"], state["name"]) == ("Reasoning", "State")
            assert reasoning["said"]["text"].startswith(
                "Ways of reasoning are variations of one step function"
            )
            question = await assistant.call("next_question")
            assert question["options"][0]["slug"] == "genserver-per-conversation"
            assert question["findings"][0]["place"] == "reports/synthesis/comparison-matrix.md:5"
            await assistant.call("note_discussion", question="1", point="Two reviewers share one contract")
            recorded = await assistant.call("record_decision", **relayed(trade_offs="-"))
            assert recorded["understood_as"] == ["GenServer per conversation"]
            assert recorded["next"] == "state-model"
            await assistant.call("note_discussion", question="state-model", point="ETS was measured")
        async with Assistant(project, way) as assistant:
            status = await assistant.call("session_status")
            assert (status["next"], status["can_ask"]) == ("state-model", False)
            assert status["session"] == begun["session"]
            resumed = await assistant.call("resume_session")
            assert resumed["greeting"].startswith("Resuming session from ")
            assert "We've decided on Process Architecture. Still open: State Model," in resumed["greeting"]
            assert (await assistant.call("next_question"))["notes"] == ["ETS was measured"]
            await assistant.call(
                "defer_decision",
                question="2",
                reason="The load is not measured.",
                their_words="not today, the load is not measured",
            )
            await assistant.call("note_open_question", text="Who pays for the GPUs?")
            assert "Message Protocol, Tool System" in await assistant.refused("finalize_session")
            finished = await assistant.call("finalize_session", leave_open=True)
            assert "call start_session or resume_session first" in await assistant.refused(
                "record_decision", **relayed(question="3", choice="tagged-tuples")
            )
            assert (finished["decided"], finished["deferred"]) == (1, 1)
            assert "MyAgents" in finished["supervision_tree"]

    talk(conversation())
    first, second = decisions(project)
    assert (first.status, second.status) == (Status.DECIDED, Status.DEFERRED)
    assert first.entry.answered_by == second.entry.answered_by == "relayed"
    assert first.entry.discussion == (
        "Two reviewers share one contract",
        "In their own words: let's take one process per conversation, then one crash is one conversation",
    )
    assert second.entry.discussion[0] == "ETS was measured"


def fills_in(**answer):
    return ElicitResult(action="accept", content=answer)


@pytest.mark.parametrize("way", ALL_WAYS, ids=str)
def test_a_person_is_asked_in_a_form_and_the_answer_is_theirs(project, way):
    form = fills_in(
        choice="Task-based ephemeral",
        own_answer="",
        rationale="Nothing lives between requests.",
        trade_offs="reloads",
    )

    async def conversation():
        async with Assistant(project, way, form) as assistant:
            await assistant.call("start_session", goal="how agents live")
            assert (await assistant.call("session_status"))["can_ask"] is True
            asked = await assistant.call("ask_person", question="process-architecture")
            assert (asked["asked"], asked["recorded"]) == (True, True)
            (shown,) = assistant.shown
            assert "GenServer per conversation" in shown.message
            assert "Decide later; the reason is below" in json.dumps(shown.requested_schema)

    talk(conversation())
    (decision,) = decisions(project)
    assert (decision.choices[0].options, decision.rationale) == (
        ("task-ephemeral",),
        ("Nothing lives between requests.",),
    )
    assert decision.entry.answered_by == "human-form"


@pytest.mark.parametrize("way", ALL_WAYS, ids=str)
@pytest.mark.parametrize(
    ("form", "status", "choice"),
    [
        (
            fills_in(
                choice="My own answer, below", own_answer="A pool of sixteen", rationale="Sixteen cores."
            ),
            Status.DECIDED,
            "A pool of sixteen",
        ),
        (
            fills_in(choice="Decide later; the reason is below", rationale="The load is not measured."),
            Status.DEFERRED,
            "Deferred",
        ),
    ],
)
def test_own_answers_and_decide_later_are_answers_too(project, way, form, status, choice):
    async def conversation():
        async with Assistant(project, way, form) as assistant:
            await assistant.call("start_session")
            await assistant.call("ask_person", question="1")

    talk(conversation())
    (decision,) = decisions(project)
    assert (decision.status, decision.choices[0].text) == (status, choice)


TEN = [dimension.slug for dimension in load_catalog().dimensions]
LATER = {"reason": "The load is not measured.", "their_words": "later: The load is not measured."}
FORM_LATER = fills_in(choice="Decide later; the reason is below", rationale="The load is not measured.")


async def puts_off_all(assistant, put_off):
    """Says "decide later" to each question; returns their keys in order, and what is said at the end."""
    asked = []
    while len(asked) < 2 * len(TEN):
        result = await assistant.client.call_tool("next_question", {})
        if result.is_error:
            return asked, result.content[0].text
        asked.append(result.structured_content["key"])
        told = await put_off(asked[-1])
        following = TEN[len(asked)] if len(asked) < len(TEN) else ""
        assert told["next"] == following
        assert (await assistant.call("session_status"))["next"] == following
    return asked, "it never ends"


@pytest.mark.parametrize("way", ALL_WAYS, ids=str)
@pytest.mark.parametrize("form", [None, FORM_LATER], ids=["relayed", "form"])
def test_what_is_put_off_is_not_asked_again_and_listed_at_the_end(project, way, form):
    async def conversation():
        async with Assistant(project, way, form) as assistant:
            await assistant.call("start_session")

            async def put_off(key):
                if form:
                    return await assistant.call("ask_person", question=key)
                return await assistant.call("defer_decision", question=key, **LATER)

            asked, said = await puts_off_all(assistant, put_off)
            assert asked == TEN
            assert "every question has had its turn. Deferred: Process Architecture (process-arch" in said
            assert all(f"({key})" in said for key in TEN)
            by_name = await assistant.call("next_question", question="State Model")
            assert (by_name["key"], by_name["status"]) == ("state-model", "deferred")
            taken_up = relayed(question="state-model", choice="ets", their_words=relayed()["their_words"])
            assert (await assistant.call("record_decision", **taken_up))["next"] == ""
            assert "state-model" not in await assistant.refused("next_question")
            await assistant.call("finalize_session")

    talk(conversation())


@pytest.mark.parametrize("way", ALL_WAYS, ids=str)
def test_what_was_put_off_comes_back_when_the_session_is_resumed_and_not_after_a_mere_restart(project, way):
    async def put_off(assistant, key):
        return await assistant.call("defer_decision", question=key, **LATER)

    async def conversation():
        async with Assistant(project, way) as assistant:
            await assistant.call("start_session")
            await put_off(assistant, "process-architecture")
            assert (await put_off(assistant, "state-model"))["next"] == "message-protocol"
        async with Assistant(project, way) as assistant:
            assert (await assistant.call("session_status"))["next"] == "message-protocol"
            assert (await assistant.call("next_question"))["key"] == "message-protocol"
            assert (await assistant.call("resume_session"))["next"] == "process-architecture"
            assert (await assistant.call("next_question"))["put_off_because"] == "The load is not measured."
            assert (await put_off(assistant, "process-architecture"))["next"] == "state-model"
            assert (await put_off(assistant, "state-model"))["next"] == "message-protocol"
            await assistant.call("finalize_session", leave_open=True)
            assert (await assistant.call("start_session"))["next"] == "process-architecture"

    talk(conversation())


@pytest.mark.parametrize("way", ALL_WAYS, ids=str)
@pytest.mark.parametrize("action", ["decline", "cancel"])
def test_a_form_that_is_left_records_nothing(project, way, action):
    async def conversation():
        async with Assistant(project, way, ElicitResult(action=action)) as assistant:
            await assistant.call("start_session")
            asked = await assistant.call("ask_person", question="1")
            assert (asked["asked"], asked["recorded"]) == (True, False)

    talk(conversation())
    assert decisions(project) == ()


@pytest.mark.parametrize("way", ALL_WAYS, ids=str)
def test_an_empty_form_is_refused(project, way):
    form = fills_in(choice="Task-based ephemeral", rationale="  ")

    async def conversation():
        async with Assistant(project, way, form) as assistant:
            await assistant.call("start_session")
            assert "a reason is needed" in await assistant.refused("ask_person", question="1")

    talk(conversation())
    assert decisions(project) == ()


# The program with `make check`, too, once: that it starts and is understood.
@pytest.mark.parametrize("way", [*map(Way, ERAS), PROGRAM_OF_TODAY], ids=str)
def test_without_forms_the_question_is_handed_over_to_be_asked_in_conversation(project, way):
    async def conversation():
        async with Assistant(project, way) as assistant:
            await assistant.call("start_session")
            asked = await assistant.call("ask_person", question="1")
            assert (asked["asked"], asked["recorded"]) == (False, False)
            assert "GenServer per conversation" in asked["relay"]

    talk(conversation())
    assert decisions(project) == ()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"their_words": ""}, "what the person said, in their_words, is needed"),
        ({"their_words": " ... "}, "what the person said, in their_words, is needed"),
        ({"rationale": ""}, "a reason is needed"),
        ({"rationale": "1"}, "a reason is needed"),
        ({"choice": ""}, "a choice is needed"),
        ({"choice": "none"}, "a choice is needed"),
        ({"rationale": "Isolation of failures."}, "'Isolation of failures.', which is not in their_words"),
        ({"trade_offs": "More memory"}, "the trade-off says 'More memory', which is not in their_words"),
        ({"choice": "Punch cards"}, "the choice says 'Punch cards', which is not in their_words"),
        ({"question": "colours"}, "there is no question 'colours'"),
    ],
)
def test_an_answer_that_nobody_gave_is_refused(project, changes, reason):
    async def conversation():
        async with Assistant(project, HERE) as assistant:
            await assistant.call("start_session")
            assert reason in await assistant.refused("record_decision", **relayed(**changes))

    talk(conversation())
    assert decisions(project) == ()


def test_a_decision_is_replaced_only_on_purpose(project):
    async def conversation():
        async with Assistant(project, HERE) as assistant:
            assert "no session is open" in await assistant.refused("record_decision", **relayed())
            await assistant.call("start_session")
            await assistant.call("record_decision", **relayed())
            again = relayed(choice="Task-based ephemeral")
            assert "call show_impact" in await assistant.refused("record_decision", **again)
            assert "call show_impact" in await assistant.refused("record_decision", **again, replaces="guess")
            touched = await assistant.call("show_impact", question="process architecture")
            assert touched["standing_choice"] == "GenServer per conversation"
            assert touched["processes"]
            await assistant.call("record_decision", **again, replaces=touched["replaces"])
            # What was looked at is not what stands any more.
            assert "call show_impact" in await assistant.refused(
                "record_decision", **relayed(), replaces=touched["replaces"]
            )

    talk(conversation())
    first, second = decisions(project)
    assert (first.status, first.superseded_by) == (Status.SUPERSEDED, second.id)


@pytest.mark.parametrize("way", ALL_WAYS, ids=str)
def test_a_form_for_a_decision_that_stands_is_shown_only_on_purpose(project, way):
    form = fills_in(choice="Task-based ephemeral", rationale="Nothing lives between requests.")

    async def conversation():
        async with Assistant(project, way, form) as assistant:
            await assistant.call("start_session")
            await assistant.call("record_decision", **relayed())
            assert "call show_impact" in await assistant.refused("ask_person", question="1")
            assert assistant.shown == []
            touched = await assistant.call("show_impact", question="1")
            asked = await assistant.call("ask_person", question="1", replaces=touched["replaces"])
            assert asked["recorded"] is True
            (shown,) = assistant.shown
            assert "Decided: GenServer per conversation." in shown.message
            assert "It touches the process MyAgents." in shown.message

    talk(conversation())
    assert [decision.status for decision in decisions(project)] == [Status.SUPERSEDED, Status.DECIDED]


@pytest.mark.parametrize("way", ALL_WAYS, ids=str)
def test_an_answer_in_a_form_is_kept_when_somebody_else_was_faster(project, way):
    def slowly(_params):
        design = DesignSession(project / "docs" / "elixir-sessions", load_catalog(), project / "reports")
        design.resume()
        question = design.state().question("1")
        design.record(question, Answer("Task-based ephemeral", "It was measured."), AnsweredBy.TERMINAL)
        return fills_in(choice="GenStage pipeline", rationale="Slow models slow the intake.")

    async def conversation():
        async with Assistant(project, way, slowly) as assistant:
            await assistant.call("start_session")
            assert "is decided (Task-based ephemeral)" in await assistant.refused("ask_person", question="1")
            assert "Also proposed: GenStage pipeline" in str(
                await assistant.call("next_question", question="1")
            )

    talk(conversation())


def test_all_sessions_are_listed_with_what_came_of_them(project):
    async def conversation():
        async with Assistant(project, HERE) as assistant:
            first = await assistant.call("start_session", goal="how agents live")
            await assistant.call("record_decision", **relayed())
            await assistant.call("finalize_session", leave_open=True)
            second = await assistant.call("start_session", goal="what agents know")
            listed = (await assistant.call("session_status"))["sessions"]
            assert listed == [
                {
                    "id": first["session"],
                    "goal": "how agents live",
                    "entries": "1 decided",
                    "finished": True,
                },
                {
                    "id": second["session"],
                    "goal": "what agents know",
                    "entries": "no decisions",
                    "finished": False,
                },
            ]

    talk(conversation())


def test_a_question_of_the_teams_own(project):
    async def conversation():
        async with Assistant(project, HERE) as assistant:
            await assistant.call("start_session")
            own = relayed(
                question="Human Sign-off",
                choice="A person signs each write",
                rationale="nothing leaves unsigned",
                their_words="A person signs each write, so nothing leaves unsigned.",
            )
            await assistant.call("record_decision", **own, new_question=True)

    talk(conversation())
    (decision,) = decisions(project)
    assert (decision.dimension.number, decision.title) == (11, "Human Sign-off")


def test_an_entry_that_an_editor_took_out_comes_back(project):
    async def conversation():
        async with Assistant(project, HERE) as assistant:
            log = project / (await assistant.call("start_session"))["log"]
            stale = log.read_bytes()
            await assistant.call("record_decision", **relayed())
            log.write_bytes(stale)
            status = await assistant.call("session_status")
            assert status["lost_entries"] == ["Dimension 1: Process Architecture: GenServer per conversation"]
            assert "put back" in await _text(assistant, "restore_lost_entries")

    talk(conversation())
    assert len(decisions(project)) == 1


@pytest.mark.parametrize("way", PROGRAMS, ids=str)
def test_a_full_disk_is_told_and_nothing_is_lost(project, way):
    answer = fills_in(choice="Task-based ephemeral", rationale="Nothing lives between requests.")

    async def conversation():
        async with Assistant(project, way, answer) as assistant:
            server = program_started_here("mcp")
            log = project / (await assistant.call("start_session"))["log"]
            before = log.read_bytes()
            with full_disk(server, len(before)):
                told = await assistant.refused("ask_person", question="1")
                assert "cannot be written: files may not grow any larger here" in told
                assert "**Rationale**: Nothing lives between requests." in told
                assert "cannot be written" in await assistant.refused(
                    "start_session", goal="a long goal " * 40
                )
            assert log.read_bytes() == before
            assert list(log.parent.glob("*.md")) == [log]
            assert (await assistant.call("session_status"))["next"] == "process-architecture"
            assert (await assistant.call("ask_person", question="1"))["recorded"] is True
            # From here on the log is longer than the journal will be: only the log is full.
            log.write_text(log.read_text() + "\n" + "a pasted protocol\n" * 2000)
            with full_disk(server, log.stat().st_size):
                told = await assistant.refused("record_decision", **relayed(question="2", choice="ets"))
                assert "nothing is lost, the text is in" in told
            status = await assistant.call("session_status")
            assert status["lost_entries"] == ["Dimension 2: State Model: ETS for shared read-heavy state"]
            await _text(assistant, "restore_lost_entries")

    talk(conversation())
    assert [decision.question for decision in decisions(project)] == ["process-architecture", "state-model"]


async def _text(assistant, tool, **arguments):
    result = await assistant.client.call_tool(tool, arguments)
    assert not result.is_error
    return result.content[0].text


@pytest.mark.parametrize("way", ALL_WAYS, ids=str)
def test_tools_prompts_and_resources_are_described(project, way):
    async def conversation():
        async with Assistant(project, way) as assistant:
            client = assistant.client
            tools = {tool.name: tool for tool in (await client.list_tools()).tools}
            assert set(tools) == {
                "session_status",
                "start_session",
                "resume_session",
                "next_question",
                "ask_person",
                "record_decision",
                "defer_decision",
                "show_impact",
                "note_discussion",
                "note_open_question",
                "restore_lost_entries",
                "finalize_session",
            }
            assert all(tool.title and tool.description and tool.output_schema for tool in tools.values())
            described = (
                field for tool in tools.values() for field in tool.input_schema["properties"].values()
            )
            assert all(field.get("description") for field in described)
            looks = {name for name, tool in tools.items() if tool.annotations.read_only_hint}
            assert looks == {"session_status", "next_question", "show_impact"}
            assert "their_words" in tools["record_decision"].input_schema["required"]
            await assistant.call("start_session", goal="how agents live")
            await assistant.call("record_decision", **relayed())
            prompts = {prompt.name for prompt in (await client.list_prompts()).prompts}
            assert prompts == {"design", "resume", "review"}
            review = await client.get_prompt("review")
            assert "MyAgents" in review.messages[0].content.text
            assert "Why: One crash is one conversation." in review.messages[0].content.text
            design = await client.get_prompt("design", {"goal": "a help handlers"})
            assert "Goal of this session: a help handlers" in design.messages[0].content.text
            for uri, words in {
                "design://dimensions": "genserver-per-conversation",
                "design://dimensions/tool-system": "registry-dispatch",
                "design://findings": "comparison-matrix.md:5",
                "design://log": "## Dimension 1: Process Architecture",
                "design://ledger": '"schema": 1',
                "design://document": "### Process Architecture",
                "design://diagram": "MyAgents.Supervisor",
            }.items():
                read = await client.read_resource(uri)
                assert words in read.contents[0].text, uri

    talk(conversation())


EACH = 50
"""How many answers each of several gives to one log; each costs as much as the log is long by then."""


def people_at_terminals(project, names):
    """People who each answer questions of their own, as fast as they can type."""
    for name in names:
        answers = (
            f"a\nMatter {name} {number}\no\none process per conversation\nIt was measured.\n\n-\n\n"
            for number in range(EACH)
        )
        (project / f"{name}.txt").write_text("".join(answers) + "q\n")
        with (project / f"{name}.txt").open() as typed:
            yield subprocess.Popen(
                [PROGRAM, "session", "resume"],
                cwd=project,
                stdin=typed,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
            )


@pytest.mark.slow
def test_four_people_and_four_assistants_write_one_log_and_lose_nothing(project):
    async def speak(name, log_of):
        async with Assistant(project, PROGRAM_OF_TODAY) as assistant:
            assert (await assistant.call("session_status"))["session"] == log_of
            for number in range(EACH):
                await assistant.call(
                    "record_decision",
                    **relayed(question=f"Matter {name} {number}", choice="one process per conversation"),
                    new_question=True,
                )

    async def conversation():
        async with Assistant(project, PROGRAM_OF_TODAY) as assistant:
            session = (await assistant.call("start_session"))["session"]
        people = list(people_at_terminals(project, "ABCD"))
        try:
            await asyncio.gather(*(speak(name, session) for name in "EFGH"))
            for person in people:
                _, errors = await asyncio.to_thread(person.communicate)
                assert (person.returncode, errors) == (3, "")
        finally:
            for person in people:
                person.kill()

    asyncio.run(asyncio.wait_for(conversation(), 1200))
    titles = [decision.title for decision in decisions(project)]
    assert sorted(titles) == sorted(
        f"Matter {name} {number}" for name in "ABCDEFGH" for number in range(EACH)
    )


@pytest.mark.parametrize("way", ALL_WAYS[1::2], ids=str)
def test_a_form_that_was_shown_before_a_restart_is_still_good_after_it(project, way):
    answer = fills_in(choice="Task-based ephemeral", rationale="Nothing lives between requests.")
    arguments = {"question": "process-architecture"}

    async def conversation():
        async with Assistant(project, way, answer) as assistant:
            await assistant.call("start_session")
            pending = await assistant.client.session.call_tool(
                "ask_person", arguments, allow_input_required=True
            )
        ((key, _),) = pending.input_requests.items()
        async with Assistant(project, way, answer) as assistant:
            done = await assistant.client.session.call_tool(
                "ask_person",
                arguments,
                input_responses={key: answer},
                request_state=pending.request_state,
                allow_input_required=True,
            )
            assert done.structured_content["recorded"] is True
            assert assistant.shown == []

    talk(conversation())
    (decision,) = decisions(project)
    assert decision.entry.answered_by == "human-form"
