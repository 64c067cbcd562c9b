"""Finding the file that a log means when it names a record by link or by number."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from posixpath import basename, dirname, join, normpath

from elixir_design.ledger.ordering import Placed
from elixir_design.log.model import Reference
from elixir_design.log.wording.records import file_number
from elixir_design.log.wording.references import SESSION_ID

_OF_A_FILE = re.compile(r"\s*(?:adr|rfc)\b", re.IGNORECASE)
_OF_A_QUESTION = re.compile(r"\s*(?:the\s+|our\s+)?dim", re.IGNORECASE)


class Records:
    """The logs that hold a single decision, by the names of their files.

    Where a file is one record, a link to it or the number in its name means its decision, whatever the
    decision is called and whenever it was taken.

    Args:
        placed: All entries.
    """

    def __init__(self, placed: Iterable[Placed]) -> None:
        self._ids: set[str] = set()
        self._by_name: defaultdict[str, list[str]] = defaultdict(list)
        self._by_number: defaultdict[int, list[str]] = defaultdict(list)
        for session in (one.session for one in placed):
            if len(session.log.entries) != 1:
                continue
            self._ids.add(session.id)
            self._by_name[basename(session.id).casefold()].append(session.id)
            if (number := file_number(session.id)) is not None:
                self._by_number[number].append(session.id)

    def find(self, reference: Reference, session: str) -> list[str]:
        """Ids of the records that a reference may mean: none where it names no record at all.

        Args:
            reference: The mention.
            session: Id of the log in which it stands; records of its own folder come first.
        """
        target, folder = reference.session, dirname(session)
        if target is not None and SESSION_ID.fullmatch(target):
            alone = reference.name is None and reference.number is None
            return [target] if alone and target in self._ids else []
        if target is not None:
            linked = normpath(join(folder, target))
            if linked in self._ids:
                return [linked]
            if named := self._by_name.get(basename(target).casefold()):
                return _nearest(named, folder)
        if reference.number is None or not self._means_file(reference, session):
            return []
        return _nearest(self._by_number.get(reference.number, []), folder)

    def _means_file(self, reference: Reference, session: str) -> bool:
        """Whether a number is a file's: always behind "ADR", else only where one record names another."""
        if _OF_A_FILE.match(reference.text):
            return True
        return session in self._ids and not _OF_A_QUESTION.match(reference.text)


def _nearest(ids: list[str], folder: str) -> list[str]:
    beside = [found for found in ids if dirname(found) == folder]
    return beside if len(beside) == 1 else list(ids)
