"""Blocks of code: fenced where the site's highlighter can have them, and never read as anything but code."""

from __future__ import annotations

import re

from elixir_design.text.escape import escape_literal

# Sites map some names of languages to programs that draw or run what the fence holds (Mermaid from a host
# elsewhere, among others). These only ever mean highlighting.
_LANGUAGES = frozenset(
    """
    asm awk bash bat c c# c++ clojure cmake console cpp cs csharp css csv cypher dart diff docker
    dockerfile dot eex elixir elm erl erlang ex exs f# fish fsharp gherkin gleam go graphql groovy haskell
    hcl heex html http iex ini java javascript jinja js json json5 jsonc jsx julia kotlin latex leex less
    lisp lua make makefile markdown md mysql nginx nim nix objective-c ocaml patch perl php plaintext
    postgresql postgres powershell prolog promql proto protobuf ps1 py pycon python r racket rb regex rst
    ruby rust rs sass scala scheme scss sed sh shell sql sqlite svelte swift tcl terraform text tex thrift
    toml ts tsx txt typescript vim vue xml yaml yml zig zsh
    """.split()  # noqa: SIM905 - a list of two hundred quoted words would fill two pages
)
# Marks of preprocessors that do not spare code: included files and edits.
_UNSAFE = re.compile(r"8<-|\{(?:\+\+|--|~~|==|>>)")
# Away from the margin code is set off by its indentation alone, which the scanner for HTML does not know,
# and a first line that names a language or a kind of note is taken away.
_UNSAFE_INDENTED = re.compile(r"<[a-zA-Z/!?]|\A\s*(?:#!|:::|\[!)")
_TICKS = re.compile(r"`+")


def write_code(code: str, info: str, *, margin: bool, fences: bool) -> list[str]:
    """The lines of a block of code.

    Args:
        code: Its content.
        info: The rest of the opening fence's line.
        margin: Whether the block stands outside of lists and quotes.
        fences: Whether the site understands fences elsewhere, too.

    Returns:
        At least one line.
    """
    lines = code.rstrip("\n").split("\n")
    language = _language(info)
    unsafe = _UNSAFE.search(code)
    if (margin or fences) and not unsafe:
        ticks = "`" * max(3, 1 + max((len(run) for run in _TICKS.findall(code)), default=0))
        return [ticks + language, *lines, ticks]
    if margin:
        body = "\n".join(escape_literal(line) for line in lines)
        return f"<pre><code>{body}</code></pre>".split("\n")
    if unsafe or _UNSAFE_INDENTED.search(code) or not code.strip():
        shown = [escape_literal(line).replace(" ", "&nbsp;") for line in lines]
        return ["<code>" + "<br>".join(shown) + "</code>"]
    return ["    " + line if line.strip() else "" for line in lines]


def caption(info: str) -> str:
    """What an opening fence says besides the language that the block is highlighted as, as HTML."""
    words = info.split(maxsplit=1)
    shown = words[1:] if _language(info) else words
    return f"<small>{escape_literal(' '.join(shown).strip())}</small>" if shown else ""


def _language(info: str) -> str:
    words = info.split(maxsplit=1)
    name = words[0].strip("{}.").lower() if words else ""
    return name if name in _LANGUAGES else ""
