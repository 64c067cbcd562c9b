"""The ledger as JSON: schema 1, which other programs rely on."""

from __future__ import annotations

from elixir_design.ledger.model import Decision, Ledger, LedgerItem, Question, Session

SCHEMA = 1


def ledger_json(ledger: Ledger) -> dict[str, object]:
    """The ledger as plain values, ready for ``json.dumps``.

    Dates are ISO 8601 (``YYYY-MM-DD``); lines are 1-based and ``end_line`` is inclusive.
    """
    return {
        "schema": SCHEMA,
        "sessions": [_session(session) for session in ledger.sessions],
        "decisions": [_decision(decision) for decision in ledger.decisions],
        "questions": [_question(question) for question in ledger.questions],
        "deferred": [_item(item) for item in ledger.deferred],
        "open_questions": [_item(item) for item in ledger.open_questions],
        "next_steps": [
            {"text": step.text, "done": step.done, "session": step.session, "line": step.line}
            for step in ledger.next_steps
        ],
        "problems": [
            {"path": problem.path, "line": problem.line, "code": problem.code, "message": problem.message}
            for problem in ledger.problems
        ],
    }


def _session(session: Session) -> dict[str, object]:
    return {
        "id": session.id,
        "path": session.path,
        "title": session.title,
        "date": session.started.date().isoformat() if session.started else None,
        "goal": session.goal or None,
        "artifacts": list(session.artifacts),
        "continues": list(session.continues),
    }


def _decision(decision: Decision) -> dict[str, object]:
    return {
        "id": decision.id,
        "session": decision.session,
        "title": decision.title,
        "dimension": {
            "number": decision.dimension.number,
            "name": decision.dimension.name,
            "slug": decision.dimension.slug,
        },
        "question": decision.question,
        "status": decision.status.value,
        "status_note": decision.entry.status_note,
        "choices": [
            {
                "aspect": choice.aspect,
                "text": choice.text,
                "options": list(choice.options),
                "match": choice.match.value,
            }
            for choice in decision.choices
        ],
        "rationale": list(decision.rationale),
        "trade_offs": list(decision.trade_offs),
        "consequences": list(decision.entry.consequences),
        "options": [
            {
                "name": option.name,
                "pros": list(option.pros),
                "cons": list(option.cons),
                "chosen": option.chosen,
            }
            for option in decision.options
        ],
        "refines": list(decision.refines),
        "supersedes": list(decision.supersedes),
        "superseded_by": decision.superseded_by,
        "answered_by": decision.entry.answered_by,
        "date": decision.date.isoformat() if decision.date else None,
        "deciders": list(decision.entry.deciders),
        "certainty": dict(decision.certainty),
        "doubts": [
            {"kind": doubt.kind.value, "id": doubt.id, "because": doubt.because} for doubt in decision.doubts
        ],
        "source": {
            "path": decision.path,
            "line": decision.entry.line,
            "end_line": decision.entry.end_line,
        },
    }


def _question(question: Question) -> dict[str, object]:
    return {
        "key": question.key,
        "number": question.number,
        "name": question.name,
        "status": question.status.value,
        "decision": question.answer.id if question.answer else None,
        "also": [decision.id for decision in question.also],
        "history": [decision.id for decision in question.history],
        "refinements": [decision.id for decision in question.refinements],
    }


def _item(item: LedgerItem) -> dict[str, object]:
    return {
        "text": item.text,
        "session": item.session,
        "line": item.line,
        "resolved_by": item.resolved_by,
    }
