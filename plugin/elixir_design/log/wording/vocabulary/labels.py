"""Labels by meaning, and clauses that are labels."""

from __future__ import annotations

from elixir_design.log.wording.vocabulary.lists import names, words
from elixir_design.log.wording.vocabulary.roles import Role

LABELS: dict[Role, str] = {
    Role.CHOICE: """
        choice, choices, chosen, chosen option, chosen approach, chosen solution, selected,
        selected option, selected approach, selection, pick, picked, we chose, we picked, we selected,
        we go with, going with, answer, go with, lets go with, we go for, going for, opted for,
        we opted for, we went with, went with, our answer, our choice, our pick, chosen way, solution,
        approach taken, winner, decision outcome, chosen design, chosen direction, selected direction,
        direction chosen, chosen path, entscheidungsergebnis, ergebnis der entscheidung,
        résultat de la décision, option choisie, resultado de la decisión, resultado da decisão,
        opción escogida, opção selecionada, 决策结果, 決策結果, 决定结果, 決定結果, 選択した案, 採用案,
        gewählt, wahl, auswahl, gewählte option, lösung, choix, option retenue, solution retenue,
        choix retenu, elección, opción elegida, solución, escolha, opção escolhida, scelta, soluzione,
        выбор, wybór, keuze, 選択, 选择, 方案选择, 选定方案, 최종 선택""",
    Role.DECISION: """
        decision, decisions, decided, we decided, fazit, schlussfolgerung, esito, conclusión,
        conclusiones, conclusão,
        conclusione, вывод, выводы, итог, wniosek, wnioski, 判断, 結論, 결론, 결정 내용, decision made,
        decisions made, decision taken,
        outcome, outcomes, resolution, resolved, conclusion, agreed, agreement, agreed approach,
        what we decided, settled, settled on, we settled on, we agreed, we agreed on, we decided on,
        we decided for, decided for, decided on this, consensus, decision and outcome, decision
        summary, ruling, call, the call, result, entscheidung, entscheidungen, beschluss,
        entschieden, ergebnis, getroffene entscheidungen, technische entscheidungen, décision,
        décisions, décisions prises, décisions techniques, décisions techniques prises, conclusion
        retenue, decisión, decisiones, decisiones tomadas, decisiones técnicas, decisões tomadas,
        resolución, acuerdo, decisão, decisões, decisione, decisioni, decyzja, decyzje, besluit, besluiten,
        решение, решения, принято решение, 결정, 결정 사항, 決定, 決定事項, 决定, 決策, 决策, 结论,
        القرار""",
    Role.VERDICT: """
        verdict, recommendation, recommended, recommendations, disposition, assessment verdict,
        response, proposed decision, proposed choice, proposed resolution, proposed solution,
        suggested resolution, recommended option, recommended approach, empfehlung, urteil,
        recommandation, recomendación, veredicto, recomendação, 推奨""",
    Role.PENDING: """
        decision needed, decision pending, pending decision, decision required, to be decided, still
        to decide, needs decision, awaiting decision, tentative decision, leaning, leaning towards,
        leaning toward, preliminary decision, preliminary choice, tentative choice, working
        assumption, entscheidung offen""",
    Role.STATUS: """
        status, state, decision status, current status, stand, статус, состояние, 상태, 状態, statut,
        état, estado, stato, ステータス,
        状态, الحالة""",
    Role.RATIONALE: """
        rationale, why, reason, reasons, dlaczego, 为什么, 为何, なぜ, 왜, reasoning, justification,
        because, why this, motivation for
        the choice, argument, arguments, decision rationale, why we chose this, why we chose it, why
        this option, rationale and alternatives,
        grounds, user reasoning, users reasoning, reasons for this, why not the others,
        why not the other options, begründung, grund, gründe, warum, weil, raison, raisons,
        justification du choix, pourquoi, motif, razón, razones, justificación, por qué, porque,
        motivo, motivos, motivação, justificativa, motivazione, motivazioni, perché, por quê, porquê, reden,
        理由, 根拠, 选择理由, 依据, 原因, uzasadnienie, powód, обоснование, причина, почему, 이유, 근거,
        السبب""",
    Role.TRADE_OFFS: """
        trade offs, tradeoffs, trade off, tradeoff, trade offs accepted, tradeoffs accepted, trade
        off accepted, accepted trade offs, accepted tradeoffs, costs accepted, accepted costs, cost,
        we accept, we accept that, accepting, accepting that, cost accepted, at the price of, at the
        cost of, the price, the cost, known costs, costs, downsides, downside, drawbacks,
        disadvantages, giving up, we give up, what we give up, what we are giving up, what were
        giving up, what it costs, price, risks accepted, accepted risks,
        compromises, limitations accepted, known limitations, downsides accepted, limits accepted,
        cons accepted, nachteile, abstriche, kompromisse, akzeptierte nachteile, kosten,
        zielkonflikte, inconvénients, compromis, compromis acceptés, coûts acceptés, coût, coûts,
        desventajas,
        desvantagens, svantaggi, compromisos, compromessi, costes, contrapartidas, costes aceptados,
        nadelen,
        недостатки, компромиссы, トレードオフ, 欠点, 取舍, 权衡, 代价, 缺点, المقايضات""",
    Role.CONSEQUENCES: """
        consequences, consequence, implications, implication, impact, what follows, follows from
        this, effects, folgen, konsequenzen, auswirkungen, conséquences,
        impacts, consecuencias, consecuencia, implicaciones, consequências, conseguenze, impatto, impacto,
        последствия, gevolgen, konsequenz, auswirkung, implikation, implikationen, 結果, 影響, 后果,
        影响, 后续影响""",
    Role.OPTIONS: """
        options, options considered, options presented, options to discuss, options evaluated,
        options discussed, options explored, options weighed, options and trade offs, options on the
        table, options reviewed, alternatives, alternatives considered, alternatives evaluated,
        alternatives discussed, alternatives presented, other options, other alternatives, other
        options considered, candidates, candidate solutions, considered options, considered
        alternatives, possible answers, possibilities, choices considered, considered and rejected,
        considered but rejected, rejected, rejected
        options, rejected alternatives, alternatives rejected, options rejected, elixir options,
        approaches, approaches considered, possible approaches, what we looked at, we considered,
        pros and cons of the options, optionen, alternativen, möglichkeiten, betrachtete optionen,
        betrachtete alternativen, verworfen, verworfene alternativen, possibilités, options
        envisagées, alternatives envisagées, opciones, opciones consideradas, alternativas,
        alternativas consideradas, opções, opzioni, alternative, варианты, альтернативы, alternatieven,
        opties,
        選択肢, 代替案, 选项, 备选, 候选, 备选方案, 替代方案, 候选方案, الخيارات""",
    Role.PROS: """
        pros, pro, advantages, advantage, benefits, benefit, upside, upsides, for, strengths, good,
        gains, plus, positive, positives, positive consequences, positive effects, positiv, positive folgen,
        vorteile, vorteil, avantages, pour, positif, conséquences positives, ventajas, a favor, positivo,
        positivas, consecuencias positivas, vantagens, vantaggi, преимущества, 利点, 优点, 正面, 好处""",
    Role.CONS: """
        cons, con, against, weaknesses, bad, minus, negative, negatives, negative consequences,
        negative effects, negativ, negative folgen, négatif, conséquences négatives, negativo, negativas,
        consecuencias negativas, contra, problems, rejected because, why not, why
        rejected, reason rejected, contre, en contra, 负面""",
    Role.CONTEXT: """
        context, anlass, problem, problem statement, contexte et problème, kontekst, 현재 상황, 배경,
        문제, the problem, question, core question, the question,
        background, motivation, current design, current state, current behaviour, current behavior,
        current approach, proposal, proposed change, issue, need, forces, situation, why now, requirement,
        requirements, constraints, drivers, decision drivers, context and problem statement,
        problem and context, entscheidungstreiber, facteurs de décision, critères de décision,
        drivers de decisión, factores de decisión, direcionadores da decisão, fatores de decisão,
        contexte et problématique, contexte et énoncé du problème, contexto y problema,
        contexto e problema, gap, the gap, critique, suggestion, claim, use case, previous decision,
        prior decision, previously, original decision, before, was, kontext, problem und kontext,
        problemstellung, frage, fragestellung, hintergrund, ausgangslage, contexte, problème,
        énoncé du problème, contexto, problema, pregunta, antecedentes, contesto, vorschlag, proposta,
        propuesta, proposition, контекст, проблема, achtergrond, 背景, 問題, 課題, 课题, 问题, 上下文,
        提案, 提议, 文脈, السياق""",
    Role.DISCUSSION: """
        discussion, discussion notes, notes from discussion, key considerations, considerations, key
        insight, key insights, insight, analysis, evaluation, key points, points raised, elixir
        specific considerations, debate, comparison, conversation, what was said, assessment,
        exploration, from analysis, diskussion, abwägung, überlegungen, échanges, réflexion,
        discusión, consideraciones, discussão, 議論, 讨论""",
    Role.REVISIT: """
        revisit, revisit if, revisit when, reconsider if, reconsider when, reopen if, reopen when,
        review if, review when, review date, review, revisit trigger, revisit triggers, trigger to
        revisit, triggers, would change our mind, what would change our mind, change our mind if,
        sunset, expires, überprüfen wenn, neu bewerten wenn, wiedervorlage, à revoir si, réexaminer
        si, revisar si, reconsiderar si""",
    Role.SUPERSEDES: """
        supersedes, supercedes, replaces, overrides, obsoletes, revises, supersedes decision, reverses,
        overturns, ersetzt, löst ab, remplace, annule et remplace, reemplaza, reemplaza a, sustituye,
        sustituye a, substitui, sostituisce, vervangt, zastępuje, заменяет, 取代, 替代, 置き換え""",
    Role.SUPERSEDED_BY: """
        superseded by, superceded by, replaced by, overridden by, obsoleted by, deprecated by,
        superseded with, replaced with, superseded in favor of, superseded in favour of,
        deprecated in favor of, deprecated in favour of, obsoleted in favor of, ersetzt durch,
        abgelöst durch, überholt durch, remplacé par, remplacée par, reemplazado por, reemplazada por,
        sustituido por, sustituida por, substituído por, substituída por, superado por, superada por,
        sostituito da, sostituita da, vervangen door, zastąpione przez, заменено на, 取代者, 被取代""",
    Role.REFINES: """
        refines, amends, details of, extends, builds on, clarifies, partially supersedes, partly
        supersedes, supersedes in part, partially replaces, parent, parent decision, part of,
        verfeinert, précise""",
    Role.REFINED_BY: """
        refined by, amended by, extended by, clarified by, partially superseded by, partly superseded by,
        superseded in part by, partially replaced by, verfeinert durch, ergänzt durch, geändert durch,
        teilweise ersetzt durch, précisée par, complété par, modifié par, partiellement remplacé par,
        ampliado por, modificado por, parcialmente reemplazado por, parcialmente sustituido por,
        alterado por, parcialmente substituído por, parcialmente substituída por""",
    Role.DEFERRED: """
        deferred, skipped for now, comes later, left for later, noted as deferred, deferred to
        later, deferred until later, for another day, for a later session, not this time, deferred
        decisions, deferred items, decisions deferred, deferred for later, parked,
        later, for later, postponed, not now, out of scope for now, backlog, decide
        later, not done, deferred not done, not done yet, on hold, research, research items, research
        items pending, research backlog, research tasks, pending research, research needed, to research,
        future work, future considerations,
        pending research, future considerations, future possibilities, phase 2, zurückgestellt,
        vertagt, aufgeschoben, später, reporté, décisions reportées, plus tard, reportées, aplazado,
        decisiones aplazadas, pospuesto, más tarde, odroczone, odłożone,
        отложено, 보류, 保留, 先送り, 推迟""",
    Role.PARKING_LOT: """
        parking lot, car park, parked items, parked topics, parked questions, themenspeicher,
        parkplatz""",
    Role.OPEN: """
        open questions, open question, still unclear, undecided, not decided, not decided yet, still
        undecided, to clarify, to be clarified, to discuss, 未解決の問題, 未解決事項, 未決事項, unresolved,
        unresolved questions, unresolved items, open issues, open items, open points, still open,
        questions open, remaining questions, outstanding questions, outstanding, open, open
        decisions, pending decisions, pending questions, questions for later, unanswered questions,
        unknowns, questions remaining, decisions pending, offene fragen, offene punkte, offen,
        questions ouvertes, points ouverts, preguntas abiertas, pendientes,
        未解決, 未解決の質問, 未决问题, otwarte pytania,
        открытые вопросы, 미해결 질문,
        أسئلة         مفتوحة""",
    Role.NEXT: """
        next steps, next step, action list, action points, agreed actions, actions agreed, todo
        list, to do list, things to do, homework, who does what, action items, actions, action,
        todo, todos, to do, follow ups, follow up, followups, followup, tasks, what next, up next,
        next, planned next,
        planned for next time,
        next session, next actions, immediate next steps, recommended next steps, suggested next
        steps, proposed next steps, required actions, actions required, action required, action
        requise, actions requises, to dos, recommended implementation
        order, implementation order, nächste schritte, aufgaben, prochaines étapes, actions à mener,
        próximos pasos, tareas, acciones, próximos passos, prossimi passi, następne kroki, следующие шаги,
        다음 단계, 次のステップ, 下一步, الخطوات
        التالية""",
    Role.GOAL: """
        goal, goals, session goal, session goals, objective, objectives, purpose, aim, session
        objective, goal of the session, goal of this session, ziel, ziel der sitzung, objectif, but,
        objetivo, 目標, 目标, الهدف""",
    Role.ARTIFACTS: """
        artifacts, artifacts used, analysis artifacts, analysis artifacts used, inputs, input, input
        documents, documents, documents used, sources, references, reference documents, files read,
        files used, materials, read beforehand, reports, reports used, consolidated design, based
        on, unterlagen, dokumente, quellen, documents utilisés, sources utilisées, artefacts,
        artefactos, documentos, fuentes, 資料, 参考资料""",
    Role.CONTINUES: """
        continues, continuation of, continues from, continued from, continuing from, continuing,
        prior session, prior sessions, previous session, previous sessions, earlier session, earlier
        sessions, last session, follows, follows on from, resumes, resuming, resuming from, resumed
        from, builds on session, picks up from, fortsetzung von, setzt fort, vorherige sitzung,
        vorherige sitzungen, suite de, session précédente, sessions précédentes, continuación de,
        sesión anterior, sesiones anteriores, 前回, 续""",
    Role.DECIDERS: """
        deciders, decider, decided by, decision maker, decision makers, participants, participant,
        attendees, present, people, team, who, owner, owners, approved by, agreed by, in the room,
        facilitator, teilnehmer, anwesend, entscheider, beteiligte, participantes, asistentes,
        décideurs, présents, авторы, автор, autores, autori, auteurs, 결정자, 参加者, 参与者, 决策者,
        負責人""",
    Role.DATE: """
        date, decided on, decision date, session date, when, on, datum, fecha, дата, дата создания,
        дата решения, data decyzji, data da decisão, date de décision, 날짜, 日時, 时间, 日付, 日期,
        التاريخ,
        started, created, created on, dated, date decided, accepted on, date accepted, datum der
        entscheidung, entschieden am, erstellt am, date de décision, date de la décision, fecha de decisión,
        fecha de la decisión, data da decisão, data della decisione, 決定日, 作成日, 決策日期, 决策日期,
        决定日期, 创建日期, 날짜, дата""",
    Role.TOPIC: """
        topic, subject, dimension, decision topic, area, design question, thema, sujet, tema, тема,
        議題, 主题, 주제""",
    Role.META: """
        tags, details, version, author, authors, duration, trigger, location, time, links, link,
        related, see also, id, note, notes, ticket, confidence, priority, severity, format, source,
        type, mode, last updated, updated, ended, summary, description, effort, example, examples,
        number, week""",
}
"""Labels by meaning; ``META`` are words that are understood but carry nothing that a decision needs."""

BEHIND_SUCCESSOR = "により置き換え, によって置き換え, に置き換え, で置き換え, により廃止, により更新, に更新"
"""Words behind the record that took the place of one ("ADR-5 により置き換え")."""

KEY_HEADS = names(
    "field, key, property, attribute, item, metadata, meta, name, feld, champ, campo, clave, 项目, 字段, 項目"
)
VALUE_HEADS = names("value, values, wert, werte, valeur, valor, valore, 值, 内容, 値, 内容")
"""Heads of a table that says about a record one thing in each row."""

DAY_LABELS = names("data")
"""Words that label a day where one follows, and something else everywhere else."""

_AGREE = r"(?:agree|decide|settle|resolve)"
_AGREED = r"(?:agreed|decided|settled|resolved)"
_UPON = r"(?:\s(?:on|upon|about|to))?"

PHRASES: dict[Role, str] = {
    Role.OPEN: rf"""
        what\s(?:we|they|the\steam)\s(?:did\snot|didnt|have\snot|havent|could\snot|couldnt|do\snot|dont)
            (?:\syet)?\s(?:{_AGREE}|{_AGREED}|know)(?:\syet)?{_UPON}
        |what\s(?:is|was|remains)\s(?:not\s{_AGREED}|un(?:decided|resolved|clear)|(?:still\s)?open)
        |(?:still|yet)\sto\s(?:be\s)?(?:decided?|discuss(?:ed)?|clarif(?:y|ied)|agreed?)
        |questions\s(?:to|for)\s(?:the\s|our\s)?\w+
        |(?:open\s|new\s)?questions\s(?:that\s|which\s)?(?:emerged|arose|came\sup|remain(?:ed)?|are\sopen)
        |what\s(?:we\s)?(?:left|leave)\sopen|(?:what\s)?(?:we\sdid\s)?not\s{_AGREED}{_UPON}""",
    Role.DEFERRED: r"""
        (?:deferred|postponed|parked)\s
            (?:ideas?|features?|questions?|topics?|work|scope|suggestions?|improvements?|tasks?|requests?
            |requirements?|enhancements?)""",
    Role.DECISION: rf"""
        what\s(?:(?:we|they|the\steam|everyone)\s(?:have\s|had\s|all\s|finally\s)?
            |(?:was|is|were|has\sbeen|got)\s){_AGREED}{_UPON}""",
    Role.TRADE_OFFS: r"""
        what\s(?:we|you)\s(?:lose|pay|trade|sacrifice|put\sup\swith|live\swith|will\slose)(?:\sfor\s(?:it|this|that))?
        |what\s(?:it|this)\scosts(?:\sus)?""",
    Role.NEXT: r"""
        (?:before|until|by|for)\s(?:we\s(?:meet|talk|speak)(?:\sagain|\snext)?
            |(?:the\s|our\s)?next\s(?:time|meeting|session|call|sync|week))
        |what\s(?:happens|comes|we\sdo|to\sdo)\snext""",
}
"""Clauses that are labels, as patterns over words in normal form; no list could name them all."""

PHRASE_STARTS = words("""
    what before until by for not we questions still yet deferred postponed parked
""")
"""First words of such clauses."""

QUALIFIERS = words("""
    final key our the main primary initial design accepted team known current overall major my a an this
    own session full formal architectural architecture technical actual user users
""")
"""Words that may stand before a label without changing what it means ("Final decision",
"Key rationale")."""

SUFFIXES = words("""
    captured recorded reached made taken given confirmed today here details statement logged
""")
"""Words that may stand behind a label without changing what it means ("Decision captured")."""

NUMBER_HEADS = names(", no, nr, id, num, number, n")
"""Heads of columns that only number the rows; many have none."""

OPTION_HEADS = ("option", "alternative", "approach", "candidate", "choice")
"""First words of heads whose columns name options."""

OPTION_WORDS = """
    option, alternative, approach, candidate, variant, choice, variante, opción, alternativa, 選択肢,
    选项"""
"""Words before the letter or number of an option ("Option B: a queue")."""

CHOSEN_MARKS = "chosen, selected, picked, accepted, our choice, winner, gewählt, retenu, retenue, elegida"
"""Words beside an option that say it was taken."""

NOT_CHOSEN = "chosen, selected, picked, accepted"
"""Those that say the opposite behind "not"."""

GOOD, BAD = "good", "bad"
"""How arguments begin ("Good, because ...")."""

VERSUS = "vs., vs, versus"
"""Words between options on one line."""

COUNTABLE = ("decisions", "dimensions")
"""First words of labels that count decisions where a number follows ("Decisions made: 8")."""

PRICE_WORDS = "Accepted, accepted, ACCEPTED"
"""What the price of a decision is called on a line of its own below it."""

LETTERED = ("option ", "alternative ")
"""How a choice begins that names an option only by its letter."""
