"""Headings: kinds of entry, what only gathers them, and what only repeats them."""

from __future__ import annotations

from elixir_design.log.model import EntryKind
from elixir_design.log.wording.vocabulary.lists import names, words

KINDS: dict[EntryKind, str] = {
    EntryKind.DIMENSION: "dimension, dimensions, dim, dims, dimensión, dimensão, dimensione, "
    "ディメンション, 维度",
    EntryKind.GAP: "gap, lücke, lacune, brecha",
    EntryKind.REFINEMENT: """
        refinement, refining, refined, clarification, detail, addendum, verfeinerung, refinamiento,
        raffinement""",
    EntryKind.ENHANCEMENT: """
        enhancement, improvement, enhancement proposal, proposal, verbesserung, amélioration, mejora""",
    EntryKind.REVISION: """
        revision, architectural revision, architecture revision, design revision, revised, revisit,
        revisiting, amendment, reversal, change of decision, decision change, decision revision,
        design change, überarbeitung, révision, revisión""",
    EntryKind.TOPIC: """
        decision, adr, dr, rfc, question, topic, issue, item, appendix, annex, design question,
        design decision, architecture decision, architecture decision record, decision record,
        architectural decision, critique, recommendation, entscheidung, frage, thema, beschluss,
        décision, sujet, decisión, tema, anhang, annexe, anexo, 決定, 決定事項, 議題, 决定""",
}
"""Words with which the heading of an entry begins, before its number and name."""

SUMMARY = words("""
    summary recap wrapup conclusion conclusions tldr glance résumé zusammenfassung fazit resumen
    sintesis synthèse sumário riepilogo まとめ 要約 总结 ملخص
""")
"""A heading with one of these words sums up what stands elsewhere."""

SUMMARY_PHRASES = ("wrap up", "tl dr")
"""The same in several words, in normal form."""

EARLIER = words("""
    prior previous previously earlier past existing completed complete resume resuming recap updated
    carried inherited background cumulative consolidated progress vorherige bisherige früherer frühere
    précédent précédente précédentes anterior anteriores previas actualizado これまで 以前
""")
"""Words that point back to decisions taken before, when one of ``RECAPPED`` stands with them."""

RECAPPED = words("""
    summary session sessions decisions decision dimensions dimension recap resume progress choices state
    status resolved work entscheidungen sitzung sitzungen décisions sesión sesiones decisiones 決定
""")

RECAP_PHRASES = r"""
    where\s(?:we|things)\s(?:left\soff|left\sit|are|were|stand|stood|stopped|ended)(?:\s(?:now|today|so\sfar))?
    |(?:current\s)?(?:state|status)\sof\s(?:play|affairs|things|(?:the\s)?(?:design|decisions|discussion))|status\squo
    |(?:last|previous)\s(?:time|week|meeting|session|call|sprint)
    |(?:decided|agreed|settled|decisions|what\swe\s(?:have|decided|agreed)(?:\son)?|the\sstory)\sso\sfar
    |(?:what\s(?:is|was)\s)?already\s(?:decided|agreed|settled)
    |(?:current|standing|existing|earlier)\sdecisions"""
"""Headings over what was decided before, as a pattern over words in normal form."""

CONTAINERS = names("""
    decisions, design dimensions, dimensions, design decisions, session content, decision log, decision
    record, decision records, discussion log, session log, minutes, notes, session, meeting notes,
    session notes, architecture decisions, log, exchanges, architectural decisions, architectural
    revisions, revisions, key decisions, decisions made, decisions taken, content, verdicts,
    evaluations, evaluation, agenda, topics, entries, gaps, refinements, enhancements, entscheidungen,
    décisions, decisiones, 決定事項, other decisions, minor decisions, quick decisions, small decisions,
    smaller decisions, decision table, decision overview, decision register, outcomes, what we decided,
    questions and decisions, questions decisions, decisions and questions, results, records,
    the decisions, decisions of the day, entscheidungstabelle, beschlüsse, protokoll,
    sitzungsprotokoll, 我们的决定, 决定
""")
"""Headings that only gather decisions; a list or table directly below holds one decision per line."""

DECISIONS = words("""
    decisions adrs entscheidungen designentscheidungen architekturentscheidungen beschlüsse décisions
    decisiones decisões decisioni решения decyzje besluiten 决策 决定 決定 決策 決定事項
""")
"""Decisions in the plural: a heading of theirs gathers them ("Implementation decisions")."""

SPEAKING_OF = words("""
    why how what when who whose which we make making need needed no not without warum wie was pourquoi comment
    por qué cómo
""")
"""Words of headings that speak of decisions and gather none ("How we make decisions")."""

DECISION_STEMS = (
    *("decision", "décision", "decisión", "decisões", "decyzj", "besluit", "beslut"),
    *(
        "entscheidung",
        "beschluss",
        "beschlüss",
        "rozhodnut",
        "karar",
        "keputusan",
        "adr",
        "решени",
        "рішення",
    ),
    *("決定", "决策", "决定", "決策", "結論", "設計判断", "결정"),
)
"""How words begin that speak of decisions ("Entscheidungsprotokoll")."""

GATHERERS = words("""
    log logs journal register registry record records history diary protokoll logbuch tagebuch verzeichnis
    registre registro bitácora diario registri журнал dziennik 기록 로그 日志 记录 記録 ログ
""")
"""Nouns for what decisions are gathered in ("Decision journal", "Registro de decisiones")."""

VAGUE_CONTAINERS = names("""
    session content, discussion log, session log, minutes, notes, session, meeting notes, session notes,
    log, exchanges, content, agenda, topics, entries, records, protokoll, sitzungsprotokoll
""")
"""Containers that hold decisions among other things; a line below one must say that it decides."""

LEGENDS = words("legend legende légende leyenda legenda 凡例 图例")
"""Last words of headings above lists that only explain marks and statuses."""

JUDGEMENTS = words("adopt accept skip reject defer decline")
"""Verdicts that make an entry of the heading at whose end they stand, when set in capitals."""

STATUS_HINTS = JUDGEMENTS | words("""
    decided accepted approved deferred rejected superseded proposed draft pending tbd open resolved done
    complete completed closed wip skipped adopted postponed parked dropped undecided replaced declined
    obsolete deprecated offen entschieden vertagt zurückgestellt abgelehnt angenommen verworfen ersetzt
    accepté acceptée rejeté reporté proposé aceptado rechazado aplazado pospuesto propuesto pendiente
""")
"""Words in brackets at the end of a heading that say where the question stands."""

IDENTIFYING = names("""
    decision, adr, dr, rfc, decision record, architecture decision, architecture decision record,
    architectural decision, design decision, entscheidung, décision, decisión
""")
"""Kinds whose number is the name by which later entries mention them."""

WEEKDAYS = """
    mon, monday, tue, tues, tuesday, wed, wednesday, thu, thur, thurs, thursday, fri, friday, sat, saturday,
    sun, sunday, montag, dienstag, mittwoch, donnerstag, freitag, samstag, sonntag"""
"""Days beside the date of a heading."""

REVISED = """
    revised, revisited, updated, amended, reopened, reversed, changed, revision, again, überarbeitet,
    révisé,
    revisado"""
"""Words in brackets at the end of a heading that take an earlier decision again."""

INSTEAD_OF = """
    replaces, supersedes, instead of, in place of, rather than, ersetzt, remplace, reemplaza, reemplaza a"""
"""Words between what a heading puts in the place of something and that thing."""

FORMERLY = "was, formerly, previously, replaces, supersedes, revised from, instead of"
"""Words in brackets before what a heading says was decided earlier."""

SO_FAR = names("recap, so far, progress")
"""Whole headings over what was decided before."""

ENTRY_LABELS = names("dimension, topic")
"""Words that name an entry when they stand alone in a heading, though they are labels as well."""

NUMBER_SIGNS = "no, no., nr, nr., nº"
CONJUNCTIONS = "and, und, et, y, e, и"
DETAILS = "gap, refinement, enhancement, revision, clarification"
APPENDICES = "appendix, annex, annexe, anhang, anexo"
OF = "of, for, to, on, in, von, de"
"""The small words of a heading that announces an entry ("Refinement No. 2 of Dimension 4")."""

SHORT_KINDS = {"D": EntryKind.DIMENSION, "G": EntryKind.GAP, "Q": EntryKind.TOPIC}
"""Kinds by their letter ("D12: Memory", "Q3: ...")."""

ASKED_BY_OTHERS = words("faq faqs asked ask")
"""Words of a heading over questions that readers or other teams have; their answers decide nothing."""

CHANGE_LOGS = names("""
    change log, changelog, changes, history, status history, decision history, änderungshistorie, verlauf,
    historique, historial, historial de cambios, histórico, histórico de mudanças, cronologia, 变更日志,
    变更记录, 更新日志, 変更履歴, 更新履歴
""")
"""Headings over what became of a record, step by step."""

ANSWER_INITIALS = names("a, ans")
"""Labels that answer a heading which is a question, and nothing else."""

CONTEXT, SESSION = "context", "session"
"""Words of a heading below which a log speaks of itself ("Session context", "Prior sessions")."""
