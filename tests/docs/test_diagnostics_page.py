"""Every code that the package can report is documented, with its true severity, and no other."""

import ast
import re
from pathlib import Path

import pytest

from elixir_design.log.codes import CODES

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "reference" / "diagnostics.md").read_text(encoding="utf-8")
DOCUMENTED = dict(re.findall(r"^\| `([a-z]+(?:-[a-z]+)*)` \| (error|warning|info) \|", PAGE, re.MULTILINE))
KEBAB = re.compile(r"[a-z]+(-[a-z]+)+")


def codes_elsewhere():
    """Kebab-case words where ledger and site make diagnostics."""
    found = set()
    package = ROOT / "plugin" / "elixir_design"
    for path in (*package.glob("ledger/**/*.py"), *package.glob("site/**/*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Name(id="Diagnostic" | "problem_at" | "_at"), args=args, keywords=keywords
                ):
                    found |= {value.value for value in args if isinstance(value, ast.Constant)}
                    found |= {
                        word.value.value for word in keywords if word.arg == "code" and is_constant(word)
                    }
                case ast.Assign(
                    targets=[ast.Tuple(elts=[ast.Name(id="code"), *_])], value=ast.Tuple(elts=values)
                ):
                    found |= {value.value for value in values if isinstance(value, ast.Constant)}
    return {text for text in found if isinstance(text, str) and KEBAB.fullmatch(text)}


def is_constant(keyword):
    return isinstance(keyword.value, ast.Constant)


def test_every_code_is_documented_and_no_other():
    assert set(DOCUMENTED) == set(CODES) | codes_elsewhere()


@pytest.mark.parametrize("code", CODES)
def test_the_severity_is_the_true_one(code):
    assert DOCUMENTED[code] == CODES[code].severity


def test_a_remedy_is_given_for_each():
    rows = re.findall(r"^\| `[a-z-]+` \| (?:error|warning|info) \| (.+?) \| (.+?) \|$", PAGE, re.MULTILINE)
    assert len(rows) == len(DOCUMENTED)
