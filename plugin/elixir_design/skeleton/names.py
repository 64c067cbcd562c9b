"""Checks the names of an application and its module before anything is written."""

from __future__ import annotations

import re
from collections.abc import Iterable

from elixir_design.architecture.selection import camelize

MAX_LENGTH = 40

_APP = re.compile(r"[a-z][a-z0-9_]*")
_MODULE = re.compile(r"[A-Z][A-Za-z0-9]*(?:\.[A-Z][A-Za-z0-9]*)*")

_KEYWORDS = frozenset(
    [
        "after",
        "and",
        "catch",
        "cond",
        "case",
        "def",
        "defp",
        "defmodule",
        "do",
        "else",
        "end",
        "false",
        "fn",
        "for",
        "if",
        "import",
        "in",
        "nil",
        "not",
        "or",
        "quote",
        "raise",
        "receive",
        "require",
        "rescue",
        "self",
        "super",
        "true",
        "try",
        "unless",
        "unquote",
        "use",
        "when",
        "with",
        "alias",
    ]
)

# Applications of OTP, Elixir and their tools: a project of the same name cannot be started beside them.
_APPLICATIONS = frozenset(
    [
        "asn1",
        "asn1ct",
        "common_test",
        "compiler",
        "crypto",
        "debugger",
        "dialyzer",
        "diameter",
        "eex",
        "elixir",
        "elixirc",
        "et",
        "eunit",
        "ex_unit",
        "erl",
        "erts",
        "ftp",
        "hex",
        "iex",
        "inets",
        "jinterface",
        "kernel",
        "logger",
        "megaco",
        "mix",
        "mnesia",
        "observer",
        "odbc",
        "os_mon",
        "parsetools",
        "public_key",
        "rebar",
        "reltool",
        "runtime_tools",
        "sasl",
        "snmp",
        "ssh",
        "ssl",
        "stdlib",
        "syntax_tools",
        "test",
        "tftp",
        "tools",
        "wx",
        "xmerl",
    ]
)

# Modules of Elixir: a project's own `Agent` or `Task` would replace it for the whole node.
_MODULES = frozenset(
    [
        "Access",
        "Agent",
        "Application",
        "ArgumentError",
        "ArithmeticError",
        "Atom",
        "Base",
        "Behaviour",
        "Bitwise",
        "Calendar",
        "Code",
        "Collectable",
        "Config",
        "Date",
        "DateTime",
        "Dict",
        "Duration",
        "DynamicSupervisor",
        "EEx",
        "Enum",
        "Enumerable",
        "Erlang",
        "Exception",
        "ExUnit",
        "File",
        "Float",
        "Function",
        "GenEvent",
        "GenServer",
        "HashDict",
        "HashSet",
        "Hex",
        "IEx",
        "IO",
        "Inspect",
        "Integer",
        "JSON",
        "Kernel",
        "KeyError",
        "Keyword",
        "List",
        "Logger",
        "Macro",
        "Map",
        "MapSet",
        "MatchError",
        "Mix",
        "Module",
        "NaiveDateTime",
        "Node",
        "OptionParser",
        "PartitionSupervisor",
        "Path",
        "Port",
        "Process",
        "Protocol",
        "Range",
        "Record",
        "Regex",
        "Registry",
        "RuntimeError",
        "Set",
        "Stream",
        "String",
        "StringIO",
        "Supervisor",
        "System",
        "Task",
        "Time",
        "Tuple",
        "UndefinedFunctionError",
        "URI",
        "Version",
    ]
)


# Names under which the project's own task would be somebody else's.
_TAKEN = {
    "app": "mix has a task app.tree of its own",
    "deps": "mix has a task deps.tree of its own",
}


class InvalidNameError(ValueError):
    """A name that an Elixir project cannot have; the text says why and what to do."""


def check_names(app: str, module: str | None = None) -> tuple[str, str]:
    """Checks an application's name and its module's, which follows from it unless it is given.

    Returns:
        Both names.

    Raises:
        InvalidNameError: When either cannot be used.
    """
    _check_app(app)
    name = module if module is not None else camelize(app)
    _check_module(name, derived=module is None)
    return app, name


def check_clashes(app: str, module: str, inner: Iterable[str], libraries: Iterable[str]) -> None:
    """Refuses names that the project itself, or a library of it, needs for something else.

    Args:
        app: Name of the application.
        module: Module above all others.
        inner: Names that stand directly below that module; an alias of one of them would hide the module.
        libraries: Packages that the project depends on.

    Raises:
        InvalidNameError: When a name is taken.
    """
    first = module.split(".", maxsplit=1)[0]
    if first in set(inner):
        raise InvalidNameError(
            f"the project has a part called {first} itself, so {first} cannot be the module above all "
            f"others; give another one, such as {first}App"
        )
    for library in libraries:
        if library == app or camelize(library) == first:
            raise InvalidNameError(
                f"the project depends on the library {library}, so it cannot be called {app}; "
                "choose another name"
            )


def _check_app(app: str) -> None:
    shown = repr(app)
    if not app:
        raise InvalidNameError("the application's name is empty; choose one such as my_agents")
    if not _APP.fullmatch(app):
        raise InvalidNameError(
            f"{shown} cannot be an application's name: use lower-case letters, digits and underscores, "
            f"beginning with a letter{_foreign(app)}{_suggestion(app)}"
        )
    if len(app) > MAX_LENGTH:
        raise InvalidNameError(
            f"{shown} is too long for an application's name: at most {MAX_LENGTH} characters"
        )
    if app in _KEYWORDS:
        raise InvalidNameError(
            f"{shown} is a word of the Elixir language; choose another, such as {app}_agents"
        )
    if app in _APPLICATIONS:
        raise InvalidNameError(
            f"{shown} is an application of Elixir or OTP; choose another name, such as {app}_agents"
        )
    if app in _TAKEN:
        raise InvalidNameError(f"{shown} is taken: {_TAKEN[app]}; choose another name, such as {app}_agents")


def _check_module(module: str, *, derived: bool) -> None:
    shown = repr(module)
    hint = "; choose another name, or give a module of your own" if derived else ""
    if not _MODULE.fullmatch(module):
        raise InvalidNameError(
            f"{shown} cannot be a module's name: use letters a to z and digits, each part beginning with "
            f"a capital, such as MyAgents{_foreign(module)}{hint}"
        )
    if len(module) > MAX_LENGTH:
        raise InvalidNameError(f"{shown} is too long for a module's name: at most {MAX_LENGTH} characters")
    first = module.split(".", maxsplit=1)[0]
    if first == "Elixir" or module in _MODULES or first in _MODULES:
        raise InvalidNameError(
            f"{shown} would take the place of Elixir's own module {first}{hint or '; choose another'}"
        )


def _foreign(name: str) -> str:
    """Names letters that are none of a to z: some look just like them."""
    found = dict.fromkeys(char for char in name if char.isalpha() and not char.isascii())
    said = ", ".join(f"{char} (U+{ord(char):04X})" for char in found)
    return f"; not among a to z: {said}" if said else ""


def _suggestion(app: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", "_", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", app).lower()).strip("_")
    plain = re.sub(r"^[0-9_]+", "", plain)[:MAX_LENGTH]
    return f"; did you mean {plain}?" if plain and plain != app else ""
