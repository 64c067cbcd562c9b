"""Which words of a choice stand for what was chosen, and which only name what was left, feared or compared.

Without a parser for English this works on a small grammar of cues. It errs on the side of leaving a mention
out: a choice that is not recognised is reported, while one that is wrongly recognised would become code.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from elixir_design.catalog import cues
from elixir_design.catalog.phrases import Word

_SHORT_ITEM = 4
_AND = frozenset({"and", "or", "nor"})


@dataclass(slots=True)
class Standing:
    """Per word why it does not stand for the choice, ``None`` when it does; and which words are uncertain."""

    out: list[str | None]
    hedged: set[int] = field(default_factory=set)

    def reject(self, span: Iterable[int], why: str) -> None:
        """Marks words as left out; the first reason stays."""
        for index in span:
            if self.out[index] is None:
                self.out[index] = why


def standing(words: Sequence[Word], questions: Collection[int], inert: Collection[int]) -> Standing:
    """Finds what a choice leaves out.

    Args:
        words: The choice.
        questions: Numbers of its sentences that are questions.
        inert: Words that belong to a name ("no HTTP library"), hence are no cues.

    Returns:
        What stands and what does not.
    """
    result = Standing([None] * len(words))
    result.reject((i for i, word in enumerate(words) if word.struck), "struck through")
    result.reject((i for i, word in enumerate(words) if word.sentence in questions), "in a question")
    _arrows(words, result)
    at = 0
    while at < len(words):
        cue = () if at in inert else _cue_at(words, at, inert)
        if cue:
            _apply(words, at, cue, result, inert)
        elif words[at].form == "from" and at not in inert:
            _from_to(words, at, result)
        elif words[at].form in cues.COMPARING:
            result.reject(_same_clause(words, at), "in a comparison")
        elif words[at].form in cues.HEDGES and at not in inert:
            result.hedged.update(_same_clause(words, at))
        at += max(1, len(cue))
    return result


def _cue_at(words: Sequence[Word], at: int, inert: Collection[int]) -> tuple[str, ...]:
    for cue in cues.TABLE.get(words[at].form, ()):
        run = words[at : at + len(cue)]
        if (
            tuple(word.form for word in run) == cue
            and run[-1].clause == run[0].clause
            and not any(index in inert for index in range(at, at + len(cue)))
        ):
            return cue
    return ()


def _apply(
    words: Sequence[Word], at: int, cue: tuple[str, ...], result: Standing, inert: Collection[int]
) -> None:
    end = at + len(cue)
    why = f'after "{" ".join(cue)}"'
    if cue in cues.FAVOUR:
        return
    if cue in cues.EXPLAINING:
        result.reject(range(end, _clause_end(words, at)), why)
    elif cue in cues.CONDITION:
        result.reject(range(end, _clause_end(words, at)), why)
        result.hedged.update(_subject(words, at, inert, plural=False))
    elif cue[0] in cues.EITHER_SIDE:
        if _is_verdict(words, at, inert):
            result.reject(_subject(words, at, inert), f'before "{cue[0]}"')
        else:
            result.reject(_object(words, end, inert), why)
    elif cue in cues.AFTER and not (
        cue[0] in cues.FOLLOWING and (_opens(words, at) or words[at - 1].form in cues.LINKS)
    ):
        result.reject(_subject(words, at, inert), f'before "{" ".join(cue)}"')
    elif cue == cues.NOT:
        _negation(words, at, result, inert)
    elif cue in cues.REPLACING or cue[-1] == "from":
        scope = [*_object(words, end, inert)]
        ends = cues.TOWARDS if cue[-1] == "from" else {"with", "by"}
        stop = next((i for i in scope if words[i].form in ends and i not in inert), None)
        result.reject(scope if stop is None else [i for i in scope if i < stop], why)
    elif not (
        end < len(words) and words[end].form in cues.NOT_REJECTING and words[end].clause == words[at].clause
    ):
        result.reject(_object(words, end, inert), why)


def _negation(words: Sequence[Word], at: int, result: Standing, inert: Collection[int]) -> None:
    following = [i for i in range(at + 1, min(at + 4, len(words))) if words[i].clause == words[at].clause]
    if following and words[following[0]].form in cues.NOT_REJECTING:
        return
    if any(words[i].form in cues.DENIED for i in following):
        result.reject(_subject(words, at, inert), 'before "not"')
    result.reject(_object(words, at + 1, inert), 'after "not"')


def _is_verdict(words: Sequence[Word], at: int, inert: Collection[int]) -> bool:
    """Whether a participle judges what stands before it ("X was rejected", "X rejected as too slow")."""
    here = words[at]
    if (
        at
        and words[at - 1].clause == here.clause
        and words[at - 1].form in cues.AUXILIARY | {"not", "already"}
    ):
        return True
    if _opens(words, at):
        return False
    if at + 1 == len(words) or words[at + 1].clause != here.clause:
        # "Horde rejected: split brain" judges, "Alternatives rejected: Horde" introduces.
        return not _introduces_list(words, at + 1) or any(i in inert for i in _same_clause(words, at))
    return words[at + 1].form in cues.VERDICT_CONTINUES


def _opens(words: Sequence[Word], at: int) -> bool:
    return at == 0 or words[at - 1].clause != words[at].clause


def _introduces_list(words: Sequence[Word], at: int) -> bool:
    return at < len(words) and words[at].gap.startswith(":")


def _object(words: Sequence[Word], start: int, inert: Collection[int]) -> Iterable[int]:
    """The words that a cue before ``start`` reaches."""
    if start >= len(words):
        return
    if _introduces_list(words, start):
        # "Rejected: X, Y and Z" reaches to the end of the sentence.
        sentence = words[start].sentence
        yield from (i for i in range(start, len(words)) if words[i].sentence == sentence)
        return
    end, named = start, False
    clause = words[start - 1].clause if start else words[start].clause
    while end < len(words):
        word = words[end]
        if word.clause != clause:
            if not (word.gap == "," and _closes_with_or(words, end)):
                return
            clause = word.clause
        if end not in inert and (word.form in cues.RESUMING or _favour(words, end)):
            return
        if named and word.form in cues.RESUMING_AFTER_NAME and end not in inert:
            return
        if word.form == "and" and not named:
            # "without a message and a snapshot" goes on to another thing; "without Redis and Mnesia" not.
            return
        named = named or end in inert or word.proper
        yield end
        end += 1


def _favour(words: Sequence[Word], at: int) -> bool:
    return words[at].form == "in" and _cue_at(words, at, ()) in cues.FAVOUR


def _closes_with_or(words: Sequence[Word], at: int) -> bool:
    """Whether the comma before ``at`` continues a list that ends in "or" ("no X, Y or Z")."""
    clause, length = words[at].clause, 0
    for word in words[at:]:
        if word.clause != clause:
            if word.gap != "," or word.sentence != words[at].sentence:
                return False
            clause, length = word.clause, 0
        if word.form in {"or", "nor"}:
            return True
        length += 1
        if length > _SHORT_ITEM:
            return False
    return False


def _subject(
    words: Sequence[Word], at: int, inert: Collection[int], *, plural: bool | None = None
) -> Iterable[int]:
    """The words before ``at`` of which a verdict there speaks."""
    if plural is None:
        plural = any(
            words[i].form in cues.PLURAL
            for i in range(max(0, at - 2), at)
            if words[i].clause == words[at].clause
        )
    clause, open_brackets = words[at].clause, 0
    for index in range(at - 1, -1, -1):
        word, following = words[index], words[index + 1]
        if word.clause != clause:
            # "X (its detail) was rejected" speaks of X; "Y (X rejected)" does not speak of Y.
            open_brackets += following.gap.count(")") - following.gap.count("(")
            bracketed = following.gap in {"(", ")"} and open_brackets >= 0
            # "X, Y and Z were rejected" speaks of all three, "X, Y were rejected" only of Y.
            listed = (
                plural and following.gap == "," and any(word.form in _AND for word in words[index + 1 : at])
            )
            if word.sentence != words[at].sentence or not (bracketed or listed):
                return
            clause = word.clause
        if "+" in following.gap and index + 1 < at and not plural and index not in inert:
            return
        if index not in inert and _begins_subject(word, plural=plural):
            return
        yield index


def _begins_subject(word: Word, *, plural: bool) -> bool:
    return word.form in cues.RESUMING or word.form == "with" or (word.form == "and" and not plural)


def _arrows(words: Sequence[Word], result: Standing) -> None:
    """Of "A -> B" B stands. Two arrows in a row draw a flow, in which all stand but nothing is certain."""
    arrows = [i for i, word in enumerate(words) if ">" in word.gap]
    flow: set[int] = set()
    for first, second in pairwise(arrows):
        if words[first].clause == words[second - 1].clause:
            flow |= {words[first].clause, words[second].clause}
    for at in arrows:
        before = _before_arrow(words, at)
        if words[at].clause in flow or (before and words[before[0]].clause in flow):
            result.hedged.update(before)
            result.hedged.update(_same_clause(words, at))
        else:
            result.reject(before, "before the arrow")


def _before_arrow(words: Sequence[Word], at: int) -> list[int]:
    """What the arrow before ``at`` starts from, with its remarks in brackets."""
    start = at
    while start > 0:
        gap = "" if start == at else words[start].gap
        if words[start - 1].clause != words[start].clause and start != at and not set(gap) <= {"(", ")"}:
            break
        start -= 1
    return list(range(start, at))


def _from_to(words: Sequence[Word], at: int, result: Standing) -> None:
    """Of "from A to B" B stands."""
    clause = [i for i in _same_clause(words, at) if i > at]
    to = next((i for i in clause if words[i].form in {"to", "into"}), None)
    if to is not None:
        result.reject((i for i in clause if i < to), 'between "from" and "to"')


def _clause_end(words: Sequence[Word], at: int) -> int:
    end = at
    while end < len(words) and words[end].clause == words[at].clause:
        end += 1
    return end


def _same_clause(words: Sequence[Word], at: int) -> range:
    start = at
    while start > 0 and words[start - 1].clause == words[at].clause:
        start -= 1
    return range(start, _clause_end(words, at))
