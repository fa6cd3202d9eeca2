"""The main job: from the plan and the departments' workbooks to the period's outputs, each step one line."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from reporter.check.edits import edit_findings
from reporter.check.judge import judge
from reporter.check.overrides import apply_overrides
from reporter.check.records import Evidence
from reporter.consolidate.ledger import consolidate
from reporter.emit.base_document import check_bases
from reporter.emit.fonts import missing_fonts
from reporter.errors import ConfigurationError
from reporter.findings import finding
from reporter.forms.unread import departments_unread
from reporter.pipeline.outputs import Judged
from reporter.pipeline.outputs import make_outputs
from reporter.pipeline.outputs import release_of
from reporter.pipeline.planning import load_own_files
from reporter.pipeline.recalling import recall
from reporter.pipeline.reception import HERE
from reporter.pipeline.reception import look_back
from reporter.pipeline.reception import receive
from reporter.pipeline.reception import witnessed
from reporter.pipeline.remembering import remember
from reporter.pipeline.returning import answers
from reporter.pipeline.texts import printed_before
from reporter.pipeline.texts import printed_texts
from reporter.places import Place
from reporter.present.layout import load_layouts
from reporter.release.publish import publish_edition

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from reporter.findings import Finding
    from reporter.home import Home
    from reporter.periods import Period
    from reporter.pipeline.reception import Progress
    from reporter.pipeline.reception import Reading
    from reporter.pipeline.reception import Reception
    from reporter.pipeline.returning import Answer
    from reporter.plan.records import Department
    from reporter.present.layout import Layout
    from reporter.release.editions import KeptFinal
    from reporter.release.manifest import Release


@dataclass(frozen=True, slots=True)
class Request:
    """What the operator asked for. `as_of` is the only today there is."""

    home: Home
    period: Period
    as_of: date
    final: bool = False
    reading: Reading = HERE
    store: str | None = None
    """The address of the history, None for the home's own."""
    converter: str | None = None
    """The program that turns Word documents into PDF, None for no PDF."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it. `refusals` keep the final edition from being printed; `silent` departments have not reported.

    `fonts` are named by the documents but not installed here.
    """

    evidence: Evidence
    reception: Reception
    findings: tuple[Finding, ...]
    refusals: tuple[Finding, ...]
    asked: tuple[Department, ...]
    silent: tuple[Department, ...]
    folder: Path
    files: tuple[str, ...]
    is_draft: bool
    fonts: tuple[str, ...] = ()
    kept: tuple[Path, ...] = ()
    """Copies of what people had made among the outputs, put aside before they were replaced."""
    unread: tuple[Finding, ...] = ()
    """What lies in inputs/ under a name that no run looks for."""
    kept_final: KeptFinal | None = None
    """A final edition that this run replaced, put aside as a whole."""
    answers: tuple[Answer, ...] = ()
    """What each file that came is answered, in the order of the files."""
    troubles: tuple[Finding, ...] = ()
    """What could not be done besides, though the outputs are there: pages made of documents, the run remembered."""


def report(request: Request, progress: Progress) -> Outcome:
    """Make everything in outputs/PERIOD, whole or not at all.

    Raises:
        ConfigurationError: the plan, a layout or one of the secretariat's own files is faulty; nothing is written.
    """
    home, period, reading = request.home, request.period, request.reading
    own = load_own_files(home, period)
    plan = own.plan
    layouts = load_layouts(home.layouts)
    bases = _checked_bases(layouts, period)

    reception = receive(home.drop_folder(period), plan, period, request.as_of, reading=reading, progress=progress)
    ledger = consolidate(plan, period, reception.submissions)
    past = look_back(home, plan, period, as_of=request.as_of, reading=reading, progress=progress)
    before = printed_before(home, plan, past.ledgers)

    evidence = Evidence(
        plan,
        period,
        reception.submissions,
        ledger,
        past.ledgers,
        request.as_of,
        past.promised,
        departments_unread(reception.findings),
    )
    judged = (*own.findings, *reception.findings, *judge(evidence), *edit_findings(evidence, own.edits))
    witness = witnessed(reception, workers=reading.workers) if request.final else ()
    findings = apply_overrides((*judged, *witness), own.overrides)
    refusals = tuple(item for item in findings if item.severity.stops_final)

    texts = printed_texts(ledger, own.edits)
    is_draft = not request.final or bool(refusals)
    store = request.store or home.store
    history, not_recalled = recall(store, evidence, reception)
    made = Judged(home, evidence, reception, past, findings, own, texts, before, history, is_draft, request.converter)
    release = release_of(made)
    files = make_outputs(made, release, layouts, progress)
    aside = publish_edition(home.output_folder(period), files)
    forgotten = dict.fromkeys((*not_recalled, *_not_remembered(store, made, release)))
    troubles = (*_without_pages(files, request.converter), *forgotten)
    fonts, outcome = missing_fonts(bases), _outcome(made, refusals, tuple(files))
    return replace(outcome, fonts=fonts, kept=aside.files, kept_final=aside.final, troubles=troubles)


def _checked_bases(layouts: Iterable[Layout], period: Period) -> list[Path]:
    """Return the base documents that a period is printed on, if none of them is faulty."""
    bases = [layout.base for layout in layouts if period.stage in layout.stages and layout.base.is_file()]
    check_bases({base: Place(f"layouts/{base.parent.name}/{base.name}") for base in bases})
    return bases


def _without_pages(files: Mapping[str, bytes], converter: str | None) -> tuple[Finding, ...]:
    """Name the documents of which no pages were made, where pages were asked for."""
    documents = (PurePosixPath(name) for name in files if converter and name.endswith(".docx"))
    names = (str(path) for path in documents if str(path.with_suffix(".pdf")) not in files)
    return tuple(finding("release.no-pages", Place(name), found=name) for name in names)


def _not_remembered(address: str, made: Judged, release: Release) -> tuple[Finding, ...]:
    """Remember the run, and return what kept it from being remembered."""
    try:
        remember(address, made, release)
    except ConfigurationError as error:
        return error.faults
    return ()


def _outcome(judged: Judged, refusals: tuple[Finding, ...], files: tuple[str, ...]) -> Outcome:
    evidence = judged.evidence
    return Outcome(
        evidence=evidence,
        reception=judged.reception,
        findings=judged.findings,
        refusals=refusals,
        asked=evidence.owing,
        silent=evidence.silent,
        folder=judged.home.output_folder(evidence.period),
        files=files,
        is_draft=judged.is_draft,
        unread=judged.home.unread(),
        answers=answers(judged.reception, judged.findings),
    )
