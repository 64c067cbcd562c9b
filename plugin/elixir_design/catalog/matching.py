"""What a log's words mean in the catalog: which question they take up, and which options they choose.

The rules, in the order in which they apply to a choice:

1. Mentions that are rejected, replaced, compared, put off or only part of an explanation do not count
   (see ``standing``).
2. A label or slug is ``exact``, another name of an option is ``alias``, keywords are ``inferred``. The
   weakest one decides for the whole choice; what is uncertain ("maybe", "X if we cluster") is ``inferred``
   at best.
3. "X or Y" chooses neither.
4. Where one option is wanted and several are named, words that combine ("with", "+", "hybrid") make a
   combination, reported as ``inferred``. Without them nothing is chosen and the reason names them all: an
   open question that people see is better than a coin that we toss.
5. A modifier needs the option that it qualifies. When that is not named, it is inferred.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from elixir_design.catalog.cues import CHOOSING
from elixir_design.catalog.dimension_names import match_dimension
from elixir_design.catalog.index import Index, Mention, index_of
from elixir_design.catalog.model import CatalogDimension, ChoiceMatch, Match, Pick
from elixir_design.catalog.nearest import nearest_options
from elixir_design.catalog.negation import Standing, standing
from elixir_design.catalog.phrases import MOST_LETTERS, Word, words

__all__ = ["match_choice", "match_dimension", "nearest_options"]

_STRENGTH = {Match.EXACT: 3, Match.ALIAS: 2, Match.INFERRED: 1, Match.NONE: 0}
_COMBINING = frozenset(
    (
        *(
            "with",
            "plus",
            "and",
            "combined",
            "combining",
            "alongside",
            "together",
            "backed",
            "inside",
            "within",
        ),
        *("via", "using", "hybrid", "mixed", "both", "for", "as", "topped"),
    )
)
_COMBINING_ANYWHERE = frozenset(["hybrid", "combination", "combined", "mix", "mixed", "both", "together"])


def match_choice(dimension: CatalogDimension, text: str) -> ChoiceMatch:
    """Finds the options that a free-text choice means.

    Args:
        dimension: The question that it answers.
        text: The choice in the log's words; Markdown is fine.

    Returns:
        The options with the weakest way in which any was recognised, and the reason for people. Never raises.
    """
    index = index_of(dimension)
    said, questions = words(text[:MOST_LETTERS], index.parts)
    head = index.heads.get(tuple(word.form for word in said))
    if head is not None and not questions and not any(word.struck for word in said):
        label = _label(dimension, head.option)
        return ChoiceMatch((head.option,), Match.ALIAS, f'"{head.text}" is short for {label}')
    named = index.mentions(said)
    inert = {i for mention in named for i in range(mention.start, mention.end)}
    stands = standing(said, questions, inert)
    chosen, left_out = _asserted(named, stands)
    chosen = _firm(chosen, named, left_out)
    chosen = _decided(chosen, said)
    undecided = {mention.option for mention in named} - {mention.option for mention in chosen} - set(left_out)
    blocked = undecided | set(left_out)
    chosen += _suggested(index, said, stands, named, blocked)
    result = _judged(dimension, _strongest(chosen), said)
    if undecided and not result.options:
        result = ChoiceMatch((), Match.NONE, _between(dimension, undecided))
    return _explained(dimension, text, result, left_out)


def _asserted(named: Iterable[Mention], stands: Standing) -> tuple[list[Mention], dict[str, str]]:
    chosen: list[Mention] = []
    left_out: dict[str, str] = {}
    for mention in named:
        span = range(mention.start, mention.end)
        why = next((reason for reason in (stands.out[i] for i in span) if reason is not None), None)
        if why is not None:
            left_out.setdefault(mention.option, why)
        else:
            chosen.append(_weaker(mention) if any(i in stands.hedged for i in span) else mention)
    for mention in chosen:
        # Said again where it stands: "not GenStage at first, now GenStage".
        left_out.pop(mention.option, None)
    return chosen, left_out


def _firm(chosen: list[Mention], named: Sequence[Mention], left_out: dict[str, str]) -> list[Mention]:
    """Without what is only said perhaps or under a condition, next to what is said without."""
    certain = {mention.option for mention in chosen if mention in named}
    if certain:
        for mention in chosen:
            if mention.option not in certain:
                left_out.setdefault(mention.option, "said with a condition or a doubt")
        return [mention for mention in chosen if mention in named]
    return chosen


def _weaker(mention: Mention) -> Mention:
    return Mention(mention.start, mention.end, mention.option, Match.INFERRED, mention.text)


def _decided(chosen: list[Mention], said: Sequence[Word]) -> list[Mention]:
    """Without the options of "X or Y"; next to something else that we do not know an option is uncertain."""
    open_ones: set[int] = set()
    for number, (left, right) in enumerate(pairwise(chosen)):
        between = [word.form for word in said[left.end : right.start]]
        if "or" in between and set(between) <= {"or", "either", "else"} and left.option != right.option:
            open_ones |= {number, number + 1}
    kept = []
    for number, mention in enumerate(chosen):
        if number in open_ones:
            continue
        beside = [mention.end, mention.start - 1]
        uncertain = any(0 <= i < len(said) and said[i].form == "or" for i in beside)
        kept.append(_weaker(mention) if uncertain else mention)
    return kept


def _suggested(
    index: Index, said: Sequence[Word], stands: Standing, named: Sequence[Mention], blocked: set[str]
) -> list[Mention]:
    owner = {i: mention.option for mention in named for i in range(mention.start, mention.end)}
    taken = {mention.option for mention in named}
    clauses: dict[int, list[int]] = {}
    for i, word in enumerate(said):
        if stands.out[i] is None:
            clauses.setdefault(word.clause, []).append(i)
    found = []
    for places in clauses.values():
        tokens = {said[i].form for i in places if i not in owner}
        for keyword, option, text in index.keywords:
            if option not in taken and option not in blocked and keyword <= tokens:
                at = [i for i in places if said[i].form in keyword]
                found.append(Mention(at[0], at[-1] + 1, option, Match.INFERRED, text))
                taken.add(option)
    return found


def _strongest(chosen: Iterable[Mention]) -> list[Mention]:
    """One mention per option, in the order in which they were first said."""
    best: dict[str, Mention] = {}
    for mention in sorted(chosen, key=lambda mention: mention.start):
        known = best.get(mention.option)
        if known is None or _STRENGTH[mention.match] > _STRENGTH[known.match]:
            best[mention.option] = mention
    return list(best.values())


def _judged(dimension: CatalogDimension, chosen: list[Mention], said: Sequence[Word]) -> ChoiceMatch:
    if not chosen:
        return ChoiceMatch((), Match.NONE)
    modifies = {option.slug: option.modifies for option in dimension.options}
    primaries = [mention for mention in chosen if not modifies[mention.option]]
    modifiers = [mention for mention in chosen if modifies[mention.option]]
    notes: list[str] = []
    said_as: list[Mention] = []
    if dimension.pick is Pick.ONE:
        strong = [mention for mention in primaries if mention.match is not Match.INFERRED]
        # What somebody named outweighs what their other words merely suggest.
        primaries = strong or primaries
        if len(primaries) > 1:
            primaries = _pointed_at(primaries, said)
        if len(primaries) > 1:
            if not _combined(primaries, said):
                return ChoiceMatch((), Match.NONE, _between(dimension, [m.option for m in primaries]))
            labels = " and ".join(_label(dimension, mention.option) for mention in primaries)
            notes.append(f"combines {labels}, where one is usual")
            said_as, primaries = primaries, [_weaker(mention) for mention in primaries]
    match, options = _with_modifiers(dimension, primaries, modifiers, notes)
    reasons = [
        _how(dimension, mention)
        for mention in (*(said_as or primaries), *modifiers)
        if mention.option in options
    ]
    ordered = tuple(option.slug for option in dimension.options if option.slug in options)
    return ChoiceMatch(ordered, match if ordered else Match.NONE, "; ".join([*reasons, *notes]))


def _with_modifiers(
    dimension: CatalogDimension, primaries: list[Mention], modifiers: list[Mention], notes: list[str]
) -> tuple[Match, set[str]]:
    options = {mention.option for mention in primaries}
    kinds = [mention.match for mention in primaries]
    for mention in modifiers:
        option = dimension.option(mention.option)
        bases = option.modifies if option else ()
        label = _label(dimension, mention.option)
        if options.intersection(bases):
            kinds.append(mention.match)
        elif primaries:
            of = " or ".join(_label(dimension, base) for base in bases)
            notes.append(f"left out: {label}, which only qualifies {of}")
            kinds.append(Match.INFERRED)
            continue
        elif len(bases) == 1 and mention.match is not Match.INFERRED:
            options.add(bases[0])
            kinds.append(Match.INFERRED)
            notes.append(f"{label} implies {_label(dimension, bases[0])}, which is not named")
        elif not options.intersection(bases):
            continue
        options.add(mention.option)
    return min(kinds, key=_STRENGTH.__getitem__, default=Match.NONE), options


def _pointed_at(primaries: list[Mention], said: Sequence[Word]) -> list[Mention]:
    """The one that a verb of choosing points at ("X was tempting but we go with Y"), or all."""
    pointed = []
    for mention in primaries:
        before = range(max(0, mention.start - 2), mention.start)
        if any(said[i].form in CHOOSING and said[i].clause == said[mention.start].clause for i in before):
            pointed.append(mention)
    return pointed if len(pointed) == 1 else primaries


def _combined(primaries: Sequence[Mention], said: Sequence[Word]) -> bool:
    if any(word.form in _COMBINING_ANYWHERE for word in said):
        return True
    for left, right in pairwise(primaries):
        between = said[left.end : right.start + 1]
        if not any(word.form in _COMBINING or "+" in word.gap or "&" in word.gap for word in between):
            return False
    return True


def _how(dimension: CatalogDimension, mention: Mention) -> str:
    label = _label(dimension, mention.option)
    match mention.match:
        case Match.EXACT:
            return f"names {label}"
        case Match.ALIAS:
            return f'"{mention.text}" is another name of {label}'
        case _ if mention.text in _names_of(dimension, mention.option):
            return f'"{mention.text}" is {label}, but it is not said firmly'
        case _:
            return f'"{mention.text}" suggests {label}'


def _names_of(dimension: CatalogDimension, slug: str) -> tuple[str, ...]:
    option = dimension.option(slug)
    return (option.slug, option.label, *option.aliases) if option else ()


def _between(dimension: CatalogDimension, options: Iterable[str]) -> str:
    wanted = set(options)
    labels = [option.label for option in dimension.options if option.slug in wanted]
    return f"names {' and '.join(labels)} without saying which"


def _explained(
    dimension: CatalogDimension, text: str, result: ChoiceMatch, left_out: dict[str, str]
) -> ChoiceMatch:
    reason = result.reason
    if not result.options and not reason:
        near = [option.label for option in nearest_options(dimension, text) if option.slug not in left_out]
        reason = f"names no option of {dimension.name}" + (f"; nearest: {', '.join(near)}" if near else "")
    if len(text) > MOST_LETTERS:
        reason += f"; only the first {MOST_LETTERS} characters were looked at"
    if left_out:
        items = (f"{_label(dimension, option)} ({why})" for option, why in left_out.items())
        reason += f"; left out: {', '.join(items)}"
    return ChoiceMatch(result.options, result.match, reason)


def _label(dimension: CatalogDimension, slug: str) -> str:
    option = dimension.option(slug)
    return option.label if option else slug
