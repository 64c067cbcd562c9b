"""Items of lists: which say nothing, which are done, and what summaries count."""

from __future__ import annotations

from elixir_design.log.wording.vocabulary.lists import names

NOTHING = names("""
    , none, nothing, n a, na, none yet, none so far, none at this time, nothing yet, no, tbd, none for now,
    nothing deferred, none identified, see above, see below, keine, aucune, aucun, ninguna, ninguno
""")
"""Items that only say that there is none, in normal form."""

NO_COUNT = "none, nothing, n/a, na, keine, aucun, aucune, ninguna, ninguno"
"""How a count says that it is none ("Decisions: none")."""

DONE = "done, completed, resolved, answered, finished, closed, success, erledigt, fait, hecho"
"""Words at the end of an item that tick it off."""

DONE_FIRST = "done, resolved, completed, answered"
"""The same before a colon, where it begins."""

INSTEAD = "now, instead"
"""Words between what was struck through and what holds instead."""

DONE_HEADS = names("status, done, state")
YES = names("yes, y, x, true, ja, oui, sí")
"""Heads of columns whose cells may say that a row is done, and how they say it."""

COUNTED = ("decision", "dimension")
"""Parts of what a summary counts."""

COUNTED_ITEMS = """
    decision, decisions, dimension, dimensions, open question, open questions, question, questions, item,
    items, next steps"""
"""What stands behind a count ("8 decisions")."""

COUNTS: dict[str, tuple[str, ...]] = {
    "deferred": ("defer", "postponed", "parked"),
    "open": ("open", "unresolved", "pending"),
    "rejected": ("reject", "skipped", "declined"),
    "next": ("next", "action", "todo", "follow"),
    "decided": ("decision", "decided", "dimension"),
}
"""What is counted, by parts of the words that say so; the first that fits."""
