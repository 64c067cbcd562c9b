"""The words by which people say that something was not chosen, as data for ``standing``.

Lists are plain text, so that they read as they would be said; words are compared in the form that
``normalise.token`` gives them.
"""

from __future__ import annotations

from elixir_design.catalog.normalise import token
from elixir_design.catalog.phrases import by_first

Cue = tuple[str, ...]


def _phrases(text: str) -> frozenset[Cue]:
    return frozenset(tuple(token(word) for word in phrase.split()) for phrase in text.split(","))


def _words(text: str) -> frozenset[str]:
    return frozenset(token(word) for word in text.split())


# What follows these is rejected, avoided, compared with or put off.
REJECTING = _phrases(
    "not, no, without, never, neither, nor, non, cannot, instead of, rather than, over, avoid, avoids, "
    "avoiding, reject, rejects, rejecting, skip, skipping, drop, dropping, discard, discarding, dismiss, "
    "dismissing, ditch, ditching, remove, removing, abandon, abandoning, rule out, ruling out, exclude, "
    "excluding, except, except for, other than, apart from, as opposed to, opposed to, against, in place "
    "of, in lieu of, unlike, compared to, compared with, in comparison with, in contrast to, anything "
    "but, lack of, alternative to, replace, replaces, replacing, supersedes, superseding, away from, get "
    "rid of, alternatives, alternative, runner up, no longer, in preference to, better than, simpler "
    "than, lighter than, cheaper than, faster than, safer than, more than, like, similar to, inspired by, "
    "previously, formerly, defer, deferring, postpone, postponing, eventually, later, ex, revisit, "
    "revisiting, reconsider, investigate, investigating, explore, exploring, evaluate, evaluating, "
    "consider, considering, looked at, look at, tried, try, turned down, wait for, waiting for, "
    "started with, began with, preferable to, preferred to, superior to, ahead of"
)
# These stand before or after what they reject: "we rejected X", "X rejected".
EITHER_SIDE = _words(
    "rejected dropped discarded skipped avoided abandoned dismissed declined excluded removed replaced "
    "ditched superseded deferred postponed considered evaluated discussed prohibited forbidden banned vetoed "
    "disallowed"
)
# What stands before these is rejected or put off.
AFTER = _phrases(
    "later, overkill, unnecessary, too heavy, too complex, too slow, too much, too early, ruled out, in "
    "the future, in future, in phase, for phase, in v2, for v2, next phase, next year, someday, out of "
    "scope, off table, down road, down line, is out, are out, would, tempting, attractive, turned down, "
    "turned it down, left out, is dormant, is unmaintained, is deprecated, is off"
)
# Of those, the ones that look forward when nothing stands before them: "later Horde".
FOLLOWING = _words("later someday")
LINKS = _words("and or but then")
# "we go with X": said of what is chosen.
CHOOSING = _words(
    "choose chose chosen choosing pick picked adopt go going went settle settled decided select selected"
)
# "X is not needed": said of a negation's subject.
DENIED = _words(
    "chosen needed used required necessary worth selected adopted picked wanted viable suitable "
    "appropriate enough considered justified ready fit style yet now warranted allowed acceptable option "
    "good right worthwhile possible available"
)
# "not only X" rejects nothing.
NOT_REJECTING = _words("only just merely simply limited necessarily exclusively least")
AUXILIARY = _words("was were is are been be got get being will would had has have")
PLURAL = _words("were are have")
VERDICT_CONTINUES = _words("as because for due since in until by with and but here too already")
EXPLAINING = _phrases("because, since, due to, given, given that, so that, as we, as it, as they, thanks to")
CONDITION = _phrases(
    "if, unless, in case, once, until, only when, only if, when needed, if needed, as needed, when required"
)
HEDGES = _words("maybe perhaps possibly probably might could tentatively potentially")
COMPARING = _words("vs versus")
# At these a rejection ends, because another thought begins.
RESUMING = _words("but because since so then we instead while whereas yet however although though unless if")
# "X, use Y" begins another thought, "don't use X" does not: these end a rejection only after a name.
RESUMING_AFTER_NAME = _words("use using")
FAVOUR = _phrases("in favor of, in favour of")
REPLACING = _phrases("replace, replaces, replacing")
NOT: Cue = ("not",)
# "away from X to Y": what the cue reaches ends here.
TOWARDS = _words("to into towards")

TABLE = by_first(REJECTING | AFTER | EXPLAINING | CONDITION | FAVOUR | {(word,) for word in EITHER_SIDE})
