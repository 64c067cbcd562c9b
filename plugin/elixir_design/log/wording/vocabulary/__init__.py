"""What the words of a log mean: labels, headings, verdicts and statuses, as data.

Logs are read by the meaning of their labels, not by where these stand or how they are set. To teach the
reader another wording, add it here; words are compared without case, accents' composition, punctuation,
emoji and hyphens, and without the qualifiers in ``QUALIFIERS``.
"""

from __future__ import annotations

from elixir_design.log.wording.vocabulary.headings import (
    CONTAINERS,
    DECISION_KINDS,
    EARLIER,
    IDENTIFYING,
    JUDGEMENTS,
    KINDS,
    LEGENDS,
    RECAP_PHRASES,
    RECAPPED,
    STATUS_HINTS,
    SUMMARY,
    SUMMARY_PHRASES,
    VAGUE_CONTAINERS,
)
from elixir_design.log.wording.vocabulary.labels import (
    LABELS,
    NUMBER_HEADS,
    OPTION_HEADS,
    PHRASE_STARTS,
    PHRASES,
    QUALIFIERS,
    SUFFIXES,
)
from elixir_design.log.wording.vocabulary.roles import Role
from elixir_design.log.wording.vocabulary.sentences import (
    AFTER,
    ASKING,
    BEFORE,
    FINDINGS,
    NUMBER_WORDS,
    PROCEEDINGS,
    PROPOSING,
    SPECIFIED,
    VAGUE_ANSWERS,
)
from elixir_design.log.wording.vocabulary.verdicts import (
    ANSWERS,
    ANSWERS_OPEN,
    STATUS_SUBJECTS,
    STATUSES,
    STRONG,
    VERDICTS,
)

__all__ = [
    "AFTER",
    "ANSWERS",
    "ANSWERS_OPEN",
    "ASKING",
    "BEFORE",
    "CONTAINERS",
    "DECISION_KINDS",
    "EARLIER",
    "FINDINGS",
    "IDENTIFYING",
    "JUDGEMENTS",
    "KINDS",
    "LABELS",
    "LEGENDS",
    "NUMBER_HEADS",
    "NUMBER_WORDS",
    "OPTION_HEADS",
    "PHRASES",
    "PHRASE_STARTS",
    "PROCEEDINGS",
    "PROPOSING",
    "QUALIFIERS",
    "RECAPPED",
    "RECAP_PHRASES",
    "SPECIFIED",
    "STATUSES",
    "STATUS_HINTS",
    "STATUS_SUBJECTS",
    "STRONG",
    "SUFFIXES",
    "SUMMARY",
    "SUMMARY_PHRASES",
    "VAGUE_ANSWERS",
    "VAGUE_CONTAINERS",
    "VERDICTS",
    "Role",
]
