"""Teaching an assistant: files that are written once and never over somebody's own."""

import json

from click.testing import CliRunner

from elixir_design.cli import main


def install(folder, *options):
    result = CliRunner().invoke(main, ["assistant", "install", str(folder), *options])
    assert result.exit_code == 0, result.output
    return result.output


def test_skill_commands_and_server_are_written_once(tmp_path):
    assert install(tmp_path).count(": written") == 4
    assert install(tmp_path).count("up to date") == 5
    skill = (tmp_path / ".claude/skills/elixir-design-session/SKILL.md").read_text()
    assert skill.startswith("---\nname: elixir-design-session\n")
    for tool in ("session_status", "next_question", "ask_person", "record_decision", "finalize_session"):
        assert tool in skill
    assert "{rules}" not in skill
    assert "$ARGUMENTS" in (tmp_path / ".claude/commands/design.md").read_text()


def test_other_servers_and_edited_files_are_left_alone(tmp_path):
    (tmp_path / ".mcp.json").write_text('{"mcpServers": {"other": {"command": "x"}}, "more": 1}')
    install(tmp_path)
    known = json.loads((tmp_path / ".mcp.json").read_text())
    assert set(known["mcpServers"]) == {"other", "elixir-design"}
    assert known["more"] == 1
    command = tmp_path / ".claude/commands/design.md"
    command.write_text("mine")
    assert "left alone" in install(tmp_path)
    assert command.read_text() == "mine"
    install(tmp_path, "--force")
    assert command.read_text() != "mine"


def test_a_server_file_that_is_no_json_is_left_alone(tmp_path):
    (tmp_path / ".mcp.json").write_text("not json")
    assert "add the server by hand" in install(tmp_path)
    assert (tmp_path / ".mcp.json").read_text() == "not json"
