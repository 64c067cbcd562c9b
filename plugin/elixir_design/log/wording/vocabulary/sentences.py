"""Words that decide only in company: vague labels, what stands in pairs, parts of specifications."""

from __future__ import annotations

from elixir_design.log.wording.vocabulary.lists import names, words

ASKING = names("""
    question, the question, issue, q, frage, pregunta
""")
"""Labels whose text is the question itself, and can serve as its title."""

BEFORE = frozenset({"before", "was", "previously", "old", "previous decision", "original decision", "vorher"})
AFTER = frozenset({"now", "after", "new", "instead", "from now on", "becomes", "jetzt", "neu"})
"""Labels of what changed, and to what; each means little without the other."""


VAGUE_ANSWERS = words("""
    result results response answer outcome outcomes call solution conclusion resolved resolution
    agreement ruling winner pick ergebnis lösung solución résultat
""")
"""Labels and heads of columns that hold decisions only in the company of reasons."""

FINDINGS = words("result results ergebnis résultat")
"""Those of them that, below a problem, only tell what came out of trying something."""

PROPOSING = words("""
    recommendation recommendations recommended proposed suggested empfehlung recommandation
    recomendación recomendação 推奨
""")
"""Words of labels whose text only proposes, unless it is a verdict ("Recommendation: ADOPT")."""

PROCEEDINGS = words("""
    meet talk discuss wait postpone defer revisit ask think sleep check look investigate continue stop
    decide schedule come return move write split pause break start begin proceed resume finish close end
    reconvene sync vote invite call review collect gather measure try test evaluate disagree take go not
    spend focus explore study research prepare document note record skip park leave that
""")
"""Verbs after "we decided to" that arrange how people go on, and answer no question of design."""

SPECIFIED = words("""
    parameter parameters param field fields setting settings key keys property properties attribute
    attributes column columns header headers flag flags argument arguments variable variables env code
    codes method methods endpoint endpoints event events message messages type types limit limits level
    levels frame frames opcode state states
""")
"""Heads of columns that name the parts of a specification, not questions."""

_COUNTED = "zero one two three four five six seven eight nine ten eleven twelve"

NUMBER_WORDS = {word: number for number, word in enumerate(_COUNTED.split())}
