"""Reading a file of decisions: text, places, schema and agreement, in this order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from elixir_design.catalog.model import Catalog
from elixir_design.diagnostics import Diagnostic, Severity
from elixir_design.ledger.exported.agreement import disagreements
from elixir_design.ledger.exported.json_text import Fault, Lines, Member, Path, find, parse, shown_path
from elixir_design.ledger.exported.schema import export_keys, schema_faults, version_fault

MOST_FAULTS = 20
_LONGEST_LINE = 160
_CODE = "decisions"


@dataclass(frozen=True, slots=True)
class DecisionsFile:
    """What a file of decisions says.

    Attributes:
        data: The JSON value; of use only when no diagnostic is an error.
        diagnostics: What is wrong in it, in the order of the file.
        unlisted: How many more there are.
    """

    data: object
    diagnostics: tuple[Diagnostic, ...] = ()
    unlisted: int = 0

    @property
    def usable(self) -> bool:
        """Whether nothing in it forbids to build from it."""
        return not any(problem.severity is Severity.ERROR for problem in self.diagnostics)

    def report(self) -> str:
        """The diagnostics as a compiler draws them; empty when there is none."""
        more = (f"and {self.unlisted} more",) if self.unlisted else ()
        return "\n".join((*(problem.render() for problem in self.diagnostics), *more))


def is_export(data: object, catalog: Catalog) -> bool:
    """Whether JSON is an export, or a damaged one, and not plainly ``{"dimension": ["option"]}``."""
    return isinstance(data, Mapping) and any(
        key in data and catalog.dimension(key) is None for key in export_keys()
    )


def read_decisions(text: str, path: str, catalog: Catalog) -> DecisionsFile:
    """Reads a file of decisions, and checks it if it is an export.

    Args:
        text: The file's text.
        path: The file as the person named it, for messages.
        catalog: The dimensions and options that it may name.

    Raises:
        ValueError: It is no JSON.
        RecursionError: It is nested too deeply.
    """
    data, faults = parse(text)
    if not faults and isinstance(data, Mapping) and is_export(data, catalog):
        faults = _export_faults(data, catalog)
    if not faults:
        return DecisionsFile(data)
    errors = [fault for fault in faults if not fault.harmless]
    others = [fault for fault in faults if fault.harmless]
    listed = [*errors[:MOST_FAULTS], *others[:MOST_FAULTS]]
    return DecisionsFile(data, _placed(listed, text, path), len(faults) - len(listed))


def _export_faults(data: Mapping[str, object], catalog: Catalog) -> list[Fault]:
    if (unread := version_fault(data)) is not None:
        return [unread]
    faults = schema_faults(data)
    if any(not fault.harmless for fault in faults):
        return faults
    return [*faults, *disagreements(data, catalog)]


def _placed(faults: Sequence[Fault], text: str, path: str) -> tuple[Diagnostic, ...]:
    """Faults with the lines in which they stand, in the order of the file."""
    # A missing key stands nowhere; what lacks it does.
    wanted = {fault.path[:end] for fault in faults for end in range(len(fault.path) + 1)}
    members = find(text, wanted)
    lines = Lines.of(text)
    return tuple(sorted(_diagnostic(fault, members, lines, path) for fault in faults))


def _diagnostic(fault: Fault, members: Mapping[Path, Member], lines: Lines, path: str) -> Diagnostic:
    nearest = next(
        members[fault.path[:end]] for end in range(len(fault.path), -1, -1) if fault.path[:end] in members
    )
    start, end = nearest.key if fault.on_key and nearest.key else nearest.span
    line, column, source = lines.at(start)
    return Diagnostic(
        path,
        line,
        column,
        _CODE,
        f"{shown_path(fault.path)}: {fault.message}",
        Severity.WARNING if fault.harmless else Severity.ERROR,
        fault.hint,
        source if len(source) <= _LONGEST_LINE else "",
        end - start,
    )
