"""Nouns that tell what a label introduces, whatever words stand beside them ("Locked choice")."""

from __future__ import annotations

from elixir_design.log.wording.vocabulary.lists import words
from elixir_design.log.wording.vocabulary.roles import Role

HEAD_ROLES = (
    Role.CHOICE,
    Role.DECISION,
    Role.VERDICT,
    Role.STATUS,
    Role.RATIONALE,
    Role.TRADE_OFFS,
    Role.CONSEQUENCES,
    Role.OPTIONS,
    Role.DECIDERS,
)
"""Roles whose labels of one word stand at the head of longer ones, too; the first outweighs the others."""

NO_HEADS = words("""
    answer call result response recommended recommendations recommendation settled agreed chosen selected
    resolved because why cost costs price impact impacts state stand effects rejected people team who
    present in conclusion outcomes solution solución lösung disposition
    candidates possibilities approaches bad good limits
""")
"""Labels that mean what they say only when they stand alone ("Total cost" is no trade-off)."""

HEAD_FIRST = words("""
    decisión decisiones décision décisions decisão decisões decisione decisioni choix elección escolha scelta
    motivo motivos raison raisons razón razones justificación justificativa motivazione motif
    alternativas alternative alternativen opciones opções opzioni alternatives consecuencias
    conséquences consequências conseguenze statut estado état stato решение причина
""")
"""Those of languages that put the noun first ("Motivo de la elección")."""

WHY = words("why warum wieso weshalb pourquoi porqué perché почему dlaczego waarom 为什么 为何")
"""Words with which a label asks for a reason, whatever it goes on with ("Why this is no breach")."""

WHY_PHRASES = ("por qué", "por que", "pour quoi")
"""The same in two words."""

NOT_WHY = (
    "why not",
    "warum nicht",
    "pourquoi pas",
    "por qué no",
    "why it matters",
    "why this matters",
    "why now",
)
"""What begins like them and tells what speaks against something, or how it came up."""

CUTS = words("""
    of for to if when in on by behind with from vs that than de du des der für von para por di per do da
    della del dello dei pour à au als bei на для по van voor zur zum über about around sur sobre
""")
"""Words behind which a label only says of what."""

TRAILING = words("""
    accepted considered presented evaluated discussed explored weighed made taken chosen rejected retained
    needed required summary log reviewed given retenue retenu retenues elegida elegido consideradas
    considerati acceptés aceptadas tomada tomadas prise prises getroffen
""")
"""Words behind the noun that change nothing of what it means."""

NOW_OTHERWISE: dict[Role, str] = {
    Role.SUPERSEDED_BY: "superseding replacing replacement ersetzende",
    Role.CONTEXT: "previous prior old original former earlier initial past frühere ursprüngliche anterior",
    Role.PENDING: "pending proposed tentative preliminary open draft suggested needed required undecided",
    Role.TOPIC: "superseded overturned reversed withdrawn replaced",
}
"""Words beside a noun for an answer that make something else of it ("Superseding decision")."""

CHOSEN = words(
    "chosen selected picked preferred final winning locked retenue elegida gewählte escolhida scelta"
)
"""Words that make the answer of an option ("Chosen option")."""
