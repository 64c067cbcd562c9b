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
        released, ready for release, recommended,
        shipped, published,
        partially superseded, partly superseded, superseded in part, partially replaced, partly replaced,
        replaced in part, partially accepted, partially implemented, entschieden, beschlossen, akzeptiert,
        acceptée, adoptée, validé, validée, décidé, aceptada, adoptada, decidido, vigente, umgesetzt,
        gültig,
        aprobado, aprobada, aceito, aceita, aprovado, aprovada, accettato, accettata, approvato, deciso,
        принято, утверждено, geaccepteerd, 承認済み, 承認, 採用済み, 決定, 決定済み, 已接受, 已采用,
        已采纳, 已通过, 已决定, 已确认,
        مقبول""",
    Status.REJECTED: VERDICTS[Status.REJECTED],
    Status.DEFERRED: VERDICTS[Status.DEFERRED],
    Status.OPEN: VERDICTS[Status.OPEN]
    + """
        , reopened, reconsidered, under reconsideration, wip, work in progress, in review,
        under review, review, rfc, new, todo, started,
        discussing, proposal, partial, incomplete, blocked, draft proposal, vorgeschlagen, entwurf,
        in arbeit, proposé, brouillon, propuesto, borrador, 提案, 提议""",
    Status.SUPERSEDED: """
        superseded, superceded, replaced, obsolete, deprecated, obsoleted, overridden, overturned, reversed,
        discontinued, retired, withdrawn, reverted, rolled back,
        revoked, rescinded, retracted, no longer in force, ersetzt, überholt, veraltet, remplacé, obsolète,
        wycofany, wycofana, wycofane, zastąpiony, reemplazado, sustituido, obsoleto,
        廃止, 置換, 已取代, 已废弃, 已撤销, 撤销, 被取代, 被替代""",
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

REPLACED = (
    "superseded by, superceded by, replaced by, ersetzt durch, remplacé par, reemplazado por, substituído por"
)
"""What a status says last, whatever stands before it ("Accepted, superseded by ADR-9")."""

REPLACED_BETWEEN = (
    ("已由", "被", "由", "この決定は", "本決定は"),
    ("撤销", "取代", "替代", "替换", "废弃", "廃止", "で置き換え", "に置き換え"),
)
"""The same in languages that put what came in its place between two words ("已由 ADR-016 撤销")."""
