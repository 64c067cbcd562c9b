"""What the tools of the MCP server return, with schemas that assistants can rely on."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel, Field

from elixir_design.catalog.model import Finding
from elixir_design.facilitation.briefing import Evidence, concepts
from elixir_design.facilitation.closing import Summary
from elixir_design.facilitation.impact import Touched
from elixir_design.facilitation.messages import tally
from elixir_design.facilitation.project_logs import can_go_on
from elixir_design.facilitation.session import DesignSession
from elixir_design.ledger.model import Question, Session
from elixir_design.log.writing.input import line_of


class FindingView(BaseModel):
    """A passage of a report."""

    text: str = Field(description="Word for word, as Markdown")
    place: str = Field(description="report:line")


class OptionView(BaseModel):
    """One possible answer."""

    number: int
    slug: str
    label: str
    summary: str
    pros: list[str]
    cons: list[str]
    choose_when: list[str]
    avoid_when: list[str]
    packages: list[str]
    modifies: list[str] = Field(description="Options that this one qualifies; empty if it stands alone")


class QuestionView(BaseModel):
    """A question with everything that people should know before they answer."""

    key: str
    number: int
    name: str
    status: str
    question: str = ""
    why_it_matters: str = ""
    several_may_stand: bool = False
    options: list[OptionView] = []
    considerations: list[str] = []
    findings: list[FindingView] = []
    goes_wrong_elsewhere: list[FindingView] = []
    steer_away_from: list[str] = []
    standing_choice: str = ""
    put_off_because: str = ""
    notes: list[str] = []


class QuestionStatus(BaseModel):
    """Where a question stands."""

    key: str
    number: int
    name: str
    status: str
    choice: str = ""
    session: str = ""
    doubts: list[str] = []


class SessionLine(BaseModel):
    """A session in the list of all."""

    id: str
    goal: str
    entries: str = Field(description="How many are decided, rejected, deferred")
    finished: bool = Field(description="False if it can be resumed in its own log")


class ConceptView(BaseModel):
    """What the analysis found on one subject."""

    name: str
    patterns: list[str] = Field(description="What the analysed systems do, as a report names it")
    place: str = Field(description="Where these stand, report:lines")
    said: FindingView | None = Field(description="A sentence to quote word for word")


class StatusView(BaseModel):
    """Where the design stands."""

    session: str = Field(description="The session that is written, or empty")
    log: str = ""
    unfinished: str = Field(default="", description="A session that could be resumed")
    sessions: list[SessionLine] = Field(default_factory=list, description="All sessions, oldest first")
    questions: list[QuestionStatus]
    also_deferred: list[str] = Field(default_factory=list, description="Put off, beside the questions")
    open_questions: list[str] = []
    next: str = Field(
        default="", description="Key of the next question; empty when every one is decided or deferred"
    )
    lost_entries: list[str] = Field(
        default_factory=list, description="Entries that an editor took out of the log"
    )
    advice: str = Field(default="", description="What to tell people about missing analysis reports")
    can_ask: bool = Field(description="Whether ask_person can show a form to the person")


class SessionView(BaseModel):
    """A session that was begun or gone on with."""

    session: str
    log: str
    greeting: str = Field(default="", description="Say this first, word for word")
    advice: str = Field(default="", description="What to tell people first: reports or logs that are missing")
    concepts: list[ConceptView] = Field(
        default_factory=list, description="What the analysis found; sum it up for people"
    )
    next: str = Field(default="", description="Key of the next question")


class RecordedView(BaseModel):
    """What was written into the log."""

    recorded: bool
    message: str
    log: str = ""
    understood_as: list[str] = Field(
        default_factory=list, description="Options of the catalog that the choice means"
    )
    match: str = ""
    cautions: list[str] = Field(
        default_factory=list, description="Tell people: where the choice works against others"
    )
    document: str = ""
    lost_entries: list[str] = []
    next: str = Field(default="", description="Key of the next question")


class AskedView(RecordedView):
    """What came of asking the person directly."""

    asked: bool
    relay: str = Field(default="", description="Ask this in the conversation, then call record_decision")


class ImpactView(BaseModel):
    """What a change of a decision touches."""

    name: str
    standing_choice: str
    replaces: str = Field(description="Pass this to record_decision or ask_person to change the decision")
    decisions: list[str]
    processes: list[str]
    files: list[str]


class FinishedView(BaseModel):
    """The end of a session."""

    log: str
    decided: int
    deferred: int
    implementation_order: list[str]
    first_module: str
    supervision_tree: str = ""
    modules: str = ""
    types: str = ""
    callbacks: str = ""
    why_no_architecture: str = ""


def finding_view(finding: Finding) -> FindingView:
    """A finding as it is shown."""
    return FindingView(text=finding.text, place=f"{finding.report}:{finding.line}")


def question_status(question: Question, titles: Mapping[str, str]) -> QuestionStatus:
    """Where a question stands, and why that may be otherwise."""
    return QuestionStatus(
        key=question.key,
        number=question.position,
        name=question.name,
        status=question.status.value,
        choice=question.choice if question.decided else "",
        session=question.answer.session if question.answer else "",
        doubts=[doubt.sentence(titles) for doubt in question.doubts],
    )


def question_view(question: Question, design: DesignSession) -> QuestionView:
    """A question with its briefing."""
    briefing = design.briefing(question)
    dimension = question.dimension
    earlier = question.answer.entry.discussion if question.answer and not question.decided else ()
    return QuestionView(
        key=question.key,
        number=question.position,
        name=question.name,
        status=question.status.value,
        question=line_of(dimension.question) if dimension else "",
        why_it_matters=line_of(dimension.why_it_matters) if dimension else "",
        several_may_stand=bool(dimension and dimension.pick == "many"),
        options=[
            OptionView(
                number=number,
                slug=option.slug,
                label=option.label,
                summary=line_of(option.summary),
                pros=list(map(line_of, option.pros)),
                cons=list(map(line_of, option.cons)),
                choose_when=list(map(line_of, option.choose_when)),
                avoid_when=list(map(line_of, option.avoid_when)),
                packages=[f"{library.name} {library.requirement}" for library in option.libraries],
                modifies=list(option.modifies),
            )
            for number, option in enumerate(dimension.options if dimension else (), start=1)
        ],
        considerations=list(map(line_of, dimension.considerations)) if dimension else [],
        findings=list(map(finding_view, briefing.findings)),
        goes_wrong_elsewhere=list(map(finding_view, briefing.warnings)),
        steer_away_from=list(briefing.steer_away),
        standing_choice=question.choice if question.decided else "",
        put_off_because=" ".join(question.answer.rationale) if question.answer and question.deferred else "",
        notes=[*earlier, *(note.text for note in design.notes(question))],
    )


def session_line(session: Session) -> SessionLine:
    """A session in the list of all."""
    return SessionLine(
        id=session.id,
        goal=session.goal,
        entries=tally(session.log.entries),
        finished=not can_go_on(session.log),
    )


def concepts_view(evidence: Evidence) -> list[ConceptView]:
    """What the analysis found, by concept."""
    return [
        ConceptView(
            name=concept.name,
            patterns=list(concept.patterns),
            place=concept.place,
            said=finding_view(concept.said) if concept.said else None,
        )
        for concept in concepts(evidence)
    ]


def impact_view(question: Question, touched: Touched) -> ImpactView:
    """What a change touches."""
    return ImpactView(
        name=question.name,
        standing_choice=question.choice if question.decided else "",
        replaces=question.answer.id if question.answer and question.decided else "",
        decisions=[f"{title}: {why}" for title, why in touched.decisions],
        processes=list(touched.processes),
        files=list(touched.files),
    )


def finished_view(summary: Summary, log: str) -> FinishedView:
    """The end of a session."""
    sketch = summary.sketch
    return FinishedView(
        log=log,
        decided=len(summary.decided),
        deferred=len(summary.deferred),
        implementation_order=list(summary.order),
        first_module=summary.first_module,
        supervision_tree=sketch.tree if sketch else "",
        modules=sketch.modules if sketch else "",
        types=sketch.types if sketch else "",
        callbacks=sketch.callbacks if sketch else "",
        why_no_architecture=summary.why_no_sketch,
    )


def next_key(question: Question | None) -> str:
    """Key of the next question, or ""."""
    return question.key if question else ""
