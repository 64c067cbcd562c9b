"""Names of files: which are an index or a form to fill in, and no records."""

from __future__ import annotations

from elixir_design.log.wording.vocabulary.lists import words

INDEXES = words("index _index readme toc")
"""Names of files that only list others."""

TEMPLATES = words("""
    template templates vorlage vorlagen modèle modèles modele modeles plantilla plantillas modelo modelos
    sjabloon szablon шаблон テンプレート 雛形 模板 範本
""")
"""Words for a form that is filled in."""

BESIDE = words("""
    adr adrs madr rfc dr decision decisions record records architecture architectural short long minimal
    bare full simple nygard session log example xxx xxxx nnn nnnn entscheidung entscheidungen décision
    décisions decision decisión decisiones decisão decisao decisões 决策 決定
    de en fr es pt br it nl pl ru ja zh cn tw ko
""")
"""Words that stand beside one of these in such a name; "email-template" is what a record is about."""
