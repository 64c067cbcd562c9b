"""What sentences say: what was chosen or set aside, who speaks; and words that decide only in company."""

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
    agreement ruling winner pick ergebnis lösung solución résultat fazit schlussfolgerung esito
    conclusión conclusiones conclusão conclusione вывод выводы итог wniosek wnioski 結論 결론
""")
"""Labels and heads of columns that hold decisions only in the company of reasons."""

FINDINGS = words("result results ergebnis résultat")
"""Those of them that, below a problem, only tell what came out of trying something."""

LEADING_ON = words("""
    we will use the following follows as with these are is decided agreed chose have to on go adopt it that do
    in this way points rules steps parts our so thus here below and a an be should must by i ll
    wir die folgende folgenden nutzen werden on a décidé de se decide se usa lo siguiente
""")
"""Words that only lead on to a list."""

FOLLOWING = words("follows following below folgende folgenden siguiente siguientes suivant suivants")
"""Words of a lead that leaves the answer to what stands below it."""

NO_DECISION = """
    no decision is taken, no decision taken, no decision was taken, no decision made, nothing is decided here,
    nothing was decided, keine entscheidung getroffen, aucune décision prise, ninguna decisión tomada"""
"""What a journal says below a heading that decides nothing."""

PROPOSALS = names("""
    proposal, proposed change, suggestion, vorschlag, proposta, propuesta, proposition, 提案, 提议
""")
"""Labels over what is to be decided: the answer, once a status says that it was accepted."""

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

DESCRIBING = ("what", "where", "which", "who", "whether", "when", "how", "why")
"""Words with which a value says what is to stand in its place ("what was decided")."""

NUMBER_WORDS = {word: number for number, word in enumerate(_COUNTED.split())}

LEAD_INS = "so, therefore, in the end"
WHO_CHOOSES = "we, the team, team, everyone, all"
HAVING = "have, has, then, all, finally"
CHOSE = """
    chose, choose, decided, decided to, decided on, decided for, agreed, agreed to, agreed on, picked,
    settled on, went with, went for, go with, go for, are going with, will go with, opted for, selected,
    will use"""
CHOSEN_BY_NOBODY = """
    we're going with, we'll go with, we'll use, going with, let's go with, lets go with, let's use,
    lets use,
    settled on, opted for, we stay with, we stay on"""
"""Sentences that choose: [lead-in] (who [having] chose | chosen by nobody) what."""

PUT_ASIDE = "we, this, that, it, this one, the topic"
BEING = "is, was, will be, will, stays, remains"
SET_ASIDE = """
    skip, skipped, park, parked, postpone, postponed, defer, deferred, shelve, shelved, put off, on hold,
    leave, left, out of scope"""
SET_ASIDE_WHOLE = "comes later, come later, follows later, follow later, not now, not in this version"
BARELY_SET_ASIDE = names("leave, left, skip, park, defer, we leave, we left, out of scope")
"""Words that set nothing aside when they stand alone ("Park" may be a place)."""
THIS = "this, that, it"
UNTIL = "until, till"
NEXT = "next, a later"
BECAUSE = "because, since"
FOR_NOW = "for now, for later, for another day"
SEASONS = "spring, summer, autumn, fall, winter"
MONTH_STEMS = "jan, feb, mar, apr, may, jun, jul, aug, sep, oct, nov, dec"
TICKETS = "issue, ticket"
"""Sentences that set aside: [what [is]] set aside [this] [for now | until then | to a later time]."""

UNDECIDED = names("undecided, unresolved, tbd, 未定, 待定")
"""Single words that leave a question open when they are a whole sentence."""

Y_CONTEXT, Y_FACING, Y_BECAUSE = "in the context of", "facing", "because"
Y_ACCEPTING = "accepting, accepting that"
Y_CHOSE = "decided for, decided on, decided to use, decided to, chose, choose, opted for, went with, selected"
Y_AGAINST = "neglected, against, over, rather than, instead of, not"
Y_TO_ACHIEVE = "in order to, so as to, to achieve, to get, to"
"""Y-statements: context, facing, we [have] chose, [and] against, to achieve, [and] accepting, because."""

ASSISTANTS = words("assistant ai chatgpt claude gemini copilot bot model llm assistent")
PEOPLE = words("user human me you ich nutzer utilisateur usuario")
"""Who speaks in the export of a chat."""

QUOTING = """
    quote, quotes, quoted, quoting, verbatim, says, said, wrote, writes, from the, according to, excerpt,
    example, sample, template, their, they, old, earlier, previous"""
"""Words before a quotation that make it somebody else's."""

CONTINUING = "continues, continuing, continuation, resumes, resuming, pick up, picks up, follow, follows"
"""How prose says that a session goes on with another ("This session continues ...")."""
