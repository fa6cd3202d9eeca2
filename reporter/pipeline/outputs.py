"""What a run makes: every file of outputs/PERIOD as bytes by name, before any of it is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.emit.data import figures_csv
from reporter.emit.data import findings_jsonl
from reporter.emit.docx import write_docx
from reporter.emit.html import write_html
from reporter.emit.pdf import write_pdf
from reporter.emit.xlsx import write_xlsx
from reporter.errors import ConfigurationError
from reporter.findings import finding
from reporter.intake.unseen import visible
from reporter.periods import Stage
from reporter.pipeline.returning import returned_forms
from reporter.pipeline.texts import in_force
from reporter.pipeline.texts import traceable_texts
from reporter.places import Place
from reporter.present.editing import editing_draft
from reporter.present.layout import LAYOUT_FILE
from reporter.present.publication import publications
from reporter.present.report import check_report
from reporter.present.report import for_the_page
from reporter.present.report_parts import CheckedPeriod
from reporter.release.manifest import SEALS
from reporter.release.manifest import Release
from reporter.release.manifest import file_digest
from reporter.release.manifest import sealed
from reporter.release.texts import TEXTS
from reporter.release.texts import texts_jsonl
from reporter.release.trace import FIGURES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from pathlib import Path

    from reporter.check.records import Evidence
    from reporter.findings import Finding
    from reporter.home import Home
    from reporter.pipeline.planning import OwnFiles
    from reporter.pipeline.reception import Past
    from reporter.pipeline.reception import Progress
    from reporter.pipeline.reception import Receipt
    from reporter.pipeline.reception import Reception
    from reporter.pipeline.texts import PrintedBefore
    from reporter.present.layout import Layout
    from reporter.present.records import Publication
    from reporter.present.reporting_history import ReportingHistory
    from reporter.release.texts import PrintedText


@dataclass(frozen=True, slots=True)
class Judged:
    """A period read and judged: all that its outputs are made of. `texts` are the printed texts by task id."""

    home: Home
    evidence: Evidence
    reception: Reception
    past: Past
    findings: tuple[Finding, ...]
    own: OwnFiles
    texts: Mapping[str, str]
    before: PrintedBefore
    history: ReportingHistory
    is_draft: bool
    converter: str | None = None


def make_outputs(judged: Judged, release: Release, layouts: Sequence[Layout], progress: Progress) -> dict[str, bytes]:
    """Return every output by its path inside outputs/PERIOD, the manifest and its sums last.

    Raises:
        ConfigurationError: two layouts, or a layout and the program, make files of one name.
    """
    evidence = judged.evidence
    made: list[tuple[str, dict[str, bytes]]] = []
    documents = publications(
        layouts,
        evidence.plan,
        evidence.ledger,
        judged.texts,
        draft=judged.is_draft,
        submissions=evidence.submissions,
        earlier=evidence.earlier,
        earlier_texts=judged.before.texts,
        as_of=evidence.as_of,
        unread=evidence.unread,
    )
    for number, publication in enumerate(documents, 1):
        layout = judged.home.layouts / publication.layout
        made.append((publication.layout, _document(publication, layout, judged.converter)))
        progress("编排公布文件", number, len(documents))
    report = check_report(_checked(judged))
    editing = editing_draft(evidence.plan, evidence.ledger, judged.own.edits)
    own = {
        f"{report.title}.xlsx": write_xlsx(report),
        f"{report.title}.html": write_html(for_the_page(report), None),
        **({} if evidence.period.stage is Stage.SPRING else {f"{editing.title}.xlsx": write_xlsx(editing)}),
        FIGURES: figures_csv(evidence.ledger),
        TEXTS: texts_jsonl(_traceable(judged)),
        "findings.jsonl": findings_jsonl(judged.findings),
    }
    return sealed(release, _collected(made, own | returned_forms(judged)))


def _collected(documents: Sequence[tuple[str, Mapping[str, bytes]]], own: Mapping[str, bytes]) -> dict[str, bytes]:
    """Put together the files of each layout and our own; no two may have one name, as Windows takes names."""
    makers = {name.casefold(): name for name in (*own, *SEALS)}
    faults = []
    for layout, files in documents:
        others = [makers[name.casefold()] for name in files if name.casefold() in makers]
        if others:
            place = Place(f"layouts/{layout}/{LAYOUT_FILE}", ("title",))
            faults.append(finding("layout.title-repeated", place, found=next(iter(files)), other=others[0]))
        makers |= {name.casefold(): layout for name in files}
    if faults:
        raise ConfigurationError(faults)
    return {name: content for files in (*(files for _, files in documents), own) for name, content in files.items()}


def _document(publication: Publication, layout: Path, converter: str | None) -> dict[str, bytes]:
    base, page = layout / "base.docx", layout / "page.html.jinja"
    document = write_docx(publication, base if base.is_file() else None)
    pages = write_pdf(document, converter) if converter else None
    name = "/".join(part for part in (publication.folder, publication.title) if part)
    return {
        f"{name}.docx": document,
        f"{name}.xlsx": write_xlsx(publication),
        f"{name}.html": write_html(publication, page if page.is_file() else None),
        **({f"{name}.pdf": pages} if pages else {}),
    }


def _traceable(judged: Judged) -> Iterator[PrintedText]:
    """Yield every printed text with its cells, and the day that the file it came from names."""
    home, evidence = judged.home, judged.evidence
    filled_on = {
        receipt.name: receipt.submission.signature.filled_on
        for receipt in judged.reception.receipts
        if receipt.submission
    }
    days = {name: day.isoformat() for name, day in filled_on.items() if day}
    edits_sha256 = judged.own.digests.get(home.edits(evidence.period), "")
    return traceable_texts(evidence.plan.tasks, evidence.ledger, judged.own.edits, days, edits_sha256)


def _checked(judged: Judged) -> CheckedPeriod:
    folder = judged.home.drop_folder(judged.evidence.period)
    paths = {item.name: visible(item.path.relative_to(folder).as_posix()) for item in judged.reception.receipts}
    edits = in_force(judged.evidence.ledger, judged.own.edits)
    edited = {task: edit.edited_place for task, edit in edits.items()}
    return CheckedPeriod(judged.evidence, judged.findings, judged.texts, paths, edited, judged.is_draft, judged.history)


def release_of(judged: Judged) -> Release:
    """Describe the run for its manifest and the store.

    What went in is the plan, the lock, the secretariat's own files and every file that came, in this period and in
    the earlier ones of the year that it was held against, and the texts edited for 上期; each by the digest of what was
    read.
    """
    home, evidence = judged.home, judged.evidence
    received = {item.path: _digest(item) for item in (*judged.reception.receipts, *judged.past.receipts)}
    digests = {**judged.own.digests, **judged.before.digests, **received}
    severities = [item.severity.value for item in judged.findings]
    return Release(
        period=evidence.period,
        as_of=evidence.as_of,
        is_final=not judged.is_draft,
        plan_sha256=evidence.plan.sha256,
        inputs={home.name(path): digest for path, digest in digests.items() if digest},
        counts={
            "files": len(judged.reception.receipts),
            "submissions": len(evidence.submissions),
            "indicators": len(evidence.ledger.rows),
            **{severity: severities.count(severity) for severity in dict.fromkeys(severities)},
        },
    )


def _digest(receipt: Receipt) -> str:
    """Return the SHA-256 of what was read, whatever lies there by now; empty where nobody could read it."""
    if receipt.workbook is not None:
        return receipt.workbook.sha256
    try:
        return file_digest(receipt.path)
    except OSError:
        return ""
