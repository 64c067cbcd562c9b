"""Verdicts and statuses: where an answer, a judgement or a ``Status`` line leaves a question."""

from __future__ import annotations

from elixir_design.log.model import Status
from elixir_design.log.wording.vocabulary.lists import names, words

_TAKEN_UP = """
    adopted, accepted, approved, agreed, implemented, angenommen, adopté, accepté, aceptado"""
"""What decides a question both as a verdict and as a status."""

VERDICTS: dict[Status, str] = {
    Status.DECIDED: _TAKEN_UP
    + """,
        adopt, adopting, accept, approve, yes, keep, go, implement, do it, do, ship it, ship,
        include, included, keep as is, partial adopt, adopt partially, partially adopted, adopt with
        changes, in, übernehmen, ja, oui, adoptado, sí, 採用, 采用""",
    Status.REJECTED: """
        skip, skipped, odrzucony, odrzucona, odrzucone, reject, rejected, decline, declined, no,
        no go, wont do, wont fix, will not
        do, not adopted, do not adopt, dont adopt, not doing, drop, dropped, already addressed,
        already done, already covered, already handled, not needed, unnecessary, out, refused,
        denied, discard, discarded, abandon, abandoned, not applicable, no change, no design change,
        partial skip, not pursued, out of scope, abgelehnt, nein, verworfen, rejeté, refusé, non,
        rechazado, descartado, 却下, 不採用, 拒绝""",
    Status.DEFERRED: """
        defer, deferred, odłożony, odłożona, odłożone, decide later, later, postpone, postponed,
        park, parked, on hold, hold, not
        now, not yet, revisit later, wait, delay, delayed, backlog, backlogged, to be decided later,
        phase 2, future, shelve, shelved, put off, tabled, adjourn, adjourned,
        carried over, held over, zurückgestellt, vertagt, später, reporté,
        plus tard, aplazado, pospuesto, más tarde, 保留, 延期, 推迟""",
    Status.OPEN: """
        tbd, tba, tbc, pending, open, undecided, to be decided, to be determined, to be discussed,
        to be confirmed, not decided, not decided yet, not yet decided, undetermined, unresolved,
        unclear, no decision, no decision yet, none yet, nothing decided, awaiting, waiting for,
        under discussion, in discussion, needs discussion, needs more, needs research, needs
        investigation, investigate, maybe, not sure, unsure, leaning, leaning towards, leaning
        toward, tentative, tentatively, proposed, draft, to decide, still open, still undecided, we
        have not decided, we havent decided, we did not decide, we didnt decide, no consensus, no
        agreement, could not agree, spike, experiment, trial, consider, no answer, unanswered, n a,
        none, na, in progress, unknown, offen, noch offen, ungeklärt, à décider, en attente,
        indécis, pendiente, por decidir, sin decidir, abierto, 未定, 検討中, 待定, 未决定""",
}
"""What a verdict, or the first words of a choice, say about where the question stands."""

STATUSES: dict[Status, str] = {
    Status.DECIDED: _TAKEN_UP
    + """,
        decided, done, complete, completed, final, finalized, finalised, resolved, closed, active, in force,
        ratified, confirmed, settled, chosen, selected, picked, winner, valid, current, committed, locked,
        signed off, in effect, converged, success, successful, succeeded, revised, amended, updated,
        endorsed, enacted, in use, released, ready for release, recommended, shipped, published,
        partially superseded, partly superseded, superseded in part, partially replaced, partly replaced,
        replaced in part, partially accepted, partially implemented,
        entschieden, beschlossen, akzeptiert, genehmigt, freigegeben, bestätigt, aktiv, in kraft, umgesetzt,
        gültig, teilweise ersetzt, partiellement remplacé, parcialmente reemplazado, parcialmente sustituido,
        parcialmente substituído, parcialmente substituída,
        acceptée, adoptée, validé, validée, décidé, décidée, approuvé, approuvée, en vigueur, retenu, retenue,
        aceptada, adoptada, decidido, decidida, vigente, en vigor, aprobado, aprobada, implementado,
        implementada,
        aceito, aceita, aceite, aprovado, aprovada, adotado, adotada, em vigor,
        accettato, accettata, approvato, approvata, adottato, deciso,
        принято, принят, принята, утверждено, утверждён, утвержден, прийнято,
        geaccepteerd, aanvaard, goedgekeurd, zaakceptowano, zaakceptowany, zaakceptowana, przyjęte, przyjęta,
        承認済み, 承認, 採用済み, 決定, 決定済み, 確定, 実装済み, 有効,
        已接受, 已采用, 已采纳, 已通过, 已决定, 已确认, 已批准, 已实施, 已实现, 已落地, 已生效, 已採用,
        已採納, 已核准, 接受, 采纳, 通过, 生效, 生效中,
        승인, 승인됨, 채택, 채택됨, 수락, 수락됨, 확정,
        مقبول""",
    Status.REJECTED: VERDICTS[Status.REJECTED]
    + """,
        not accepted, not approved, cancelled, canceled, zurückgewiesen, rejetée, refusée, abandonné,
        abandonnée, rechazada, descartada, rejeitado, rejeitada, recusado, recusada, descartado, respinto,
        respinta, rifiutato, отклонено, отклонён, odrzucone, odrzucony, afgewezen, verworpen, 棄却, 却下済み,
        已拒绝, 已否决, 否决, 不采纳, 不采用, 已拒絕, 已驳回, 거부, 거부됨, 기각""",
    Status.DEFERRED: VERDICTS[Status.DEFERRED]
    + """,
        aufgeschoben, verschoben, différé, différée, reportée, en pause, aplazada, pospuesta, en espera,
        adiado,
        adiada, postergado, em espera, rinviato, отложено, odłożone, uitgesteld, 保留中, 延期済み,
        已推迟, 暂缓,
        搁置, 已搁置, 보류, 연기""",
    Status.OPEN: VERDICTS[Status.OPEN]
    + """
        , reopened, reconsidered, under reconsideration, wip, work in progress, in review,
        under review, review, rfc, new, todo, started,
        discussing, proposal, partial, incomplete, blocked, draft proposal, under consideration,
        request for comments, awaiting review, stub, idea, exploring,
        vorgeschlagen, entwurf, in arbeit, in diskussion, in prüfung, zur diskussion, vorschlag,
        proposé, proposée, brouillon, ébauche, en discussion, en cours, à valider, en revue,
        propuesto, propuesta, borrador, en revisión, en discusión, en curso,
        proposto, proposta, rascunho, em análise, em discussão, em revisão, em andamento, pendente, bozza,
        in discussione, предложено, черновик, на рассмотрении, voorgesteld, concept, propozycja, szkic,
        zaproponowano, 提案, 提案中, 提议, 提议中, 提議, 提議中, 草案, 草稿, 建议, 建议中, 建議, 拟议,
        拟议中, 讨论中,
        评审中, 待评审, 待讨论, 待审核, 起草中, 下書き, ドラフト, レビュー中, 承認待ち, 議論中, 제안,
        제안됨, 초안, 검토중,
        검토 중""",
    Status.SUPERSEDED: """
        superseded, superceded, replaced, obsolete, deprecated, depreciated, obsoleted, overridden,
        overturned, reversed,
        discontinued, retired, withdrawn, reverted, rolled back, inactive, expired,
        revoked, rescinded, retracted, no longer in force, not in force,
        ersetzt, abgelöst, überholt, veraltet, hinfällig, zurückgezogen,
        remplacé, remplacée, obsolète, caduc, caduque, déprécié, dépréciée, périmé, périmée,
        reemplazado, reemplazada, sustituido, sustituida, obsoleto, obsoleta, deprecado, deprecada, derogado,
        substituído, substituída, superado, superada, depreciado, depreciada, descontinuado, descontinuada,
        sostituito, sostituita, deprecato, superato, заменено, устарело, заменён, vervangen, verouderd,
        zastąpione, zastąpiony, przestarzałe, wycofany, wycofana, wycofane,
        廃止, 廃止済み, 置換, 置き換え済み, 置き換え, 非推奨, 已取代, 已被取代, 被取代, 已替代,
        已被替代, 被替代, 已撤销, 撤销, 已废弃,
        废弃, 已弃用, 弃用, 已过时, 已废止, 废止, 已廢棄, 已作废, 作废, 已失效, 대체됨, 폐기됨, 폐기""",
}
"""What a ``Status`` line says."""

MARKS: dict[str, Status] = {
    **dict.fromkeys("\u2705\u2714\u2611\U0001f7e2", Status.DECIDED),
    **dict.fromkeys("\u274c\u26d4\U0001f534", Status.REJECTED),
    **dict.fromkeys("\u23f8", Status.DEFERRED),
    **dict.fromkeys("\U0001f7e1", Status.OPEN),
}
"""Signs that are a status when they stand alone."""

STATUS_SUBJECTS = words("""
    design direction option approach decision decisions solution architecture plan proposal choice all
    fully already now
""")
"""Words that may stand before a status without changing it ("Direction chosen", "Fully implemented")."""

STRONG = words("""
    adopt adopted accepted approved skip skipped reject rejected declined decline defer deferred
    postponed postpone tbd tba tbc undecided pending shelved parked unresolved undetermined tentative
    tentatively leaning abgelehnt zurückgestellt vertagt verworfen rejeté reporté rechazado aplazado
    pospuesto 保留 却下 未定 待定 拒绝 推迟
""")
"""Single words that speak for themselves; other single words count only when nothing else follows them."""

TURNED = (
    "deferred, postponed, parked, shelved, on hold, zurückgestellt, vertagt, verschoben, reporté, reportée",
    "aplazado, aplazada, adiado, rinviato, отложено, odłożony, odłożona, odłożone, 推迟, 延期",
    "rejected, declined, dropped, abandoned, not adopted, abgelehnt, verworfen, rejeté, rejetée, rechazado",
    "rechazada, descartado, rejeitado, rifiutato, отклонено, odrzucony, odrzucona, odrzucone, 拒绝, 却下",
    "superseded, reverted, withdrawn, rolled back, overturned, retired",
    "ersetzt, überholt, remplacé, reemplazado, wycofany, wycofana, wycofane, zastąpiony",
)
"""What a title says last when it did not come to what it names ("Fuzzy linking deferred: nothing fails")."""

LEFT_BEHIND = words("""
    superseded rejected declined obsolete deprecated reversed overturned withdrawn retired proposed pending
    open deferred discarded abandoned offene vertagte descartadas rejeitadas scartate отклонённые отклоненные
    verworfene abgelehnte überholte rejetées rechazadas obsoletas
""")
"""Words before "decisions" in a heading that say where those below it stand."""

ANSWERS = names("""
    yes, no, ja, nein, oui, non, sí, none, n a, na, do, in, out, go, keep, no change
""")
"""Words that answer a question when they stand as a choice,
but accept or refuse a proposal as a verdict."""

ANSWERS_OPEN = names("none, n a, na")
"""Those of them that answer nothing when they stand alone."""

DISMISSALS: dict[Status, str] = {
    Status.REJECTED: "rejected, declined, dropped, abandoned, turned down",
    Status.DEFERRED: "postponed, shelved, parked, put off",
}
"""What becomes of a thing that a sentence names ("Linkerd rejected.")."""

AFTER_VERDICT = "to, until, till, for now, as, by, because"
"""Words that end a verdict of one word: what follows says more of it."""

UNTIL_WHEN = "until, till, for now, to next, to the next"
"""Words behind such a verdict that leave it the whole sentence."""

PARTLY = """
    partially, partly, in part, part, parts, section, sections, aspect, aspects, teilweise, zum teil, teile,
    partiellement, en partie, parcialmente, en parte, em parte"""
"""Words before those verbs: what is replaced in part still stands."""

REPLACED = """
    superseded by, superceded by, replaced by, ersetzt durch, abgelöst durch, remplacé par, remplacée par,
    reemplazado por, reemplazada por, sustituido por, sustituida por, substituído por, substituída por"""
"""What a status says last, whatever stands before it ("Accepted, superseded by ADR-9")."""

REPLACED_BETWEEN = (
    ("已由", "被", "由", "この決定は", "本決定は"),
    ("撤销", "所取代", "取代", "替代", "替换", "废弃", "廃止", "で置き換え", "に置き換え"),
)
"""The same in languages that put what came in its place between two words ("已由 ADR-016 撤销")."""
