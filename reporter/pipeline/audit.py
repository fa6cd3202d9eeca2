"""The auditor's staircase: any published document, its rows, their sentences, every claim re-computed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

from reporter.check.against import differences
from reporter.check.audit import audit_rows
from reporter.consolidate.ledger import consolidate
from reporter.emit.commented import Remark
from reporter.emit.commented import write_commented
from reporter.emit.data import finding_fields
from reporter.emit.xlsx import write_xlsx
from reporter.findings import Severity
from reporter.intake.published.documents import read_document
from reporter.intake.published.rows import published_rows
from reporter.intake.tables import without_blanks
from reporter.periods import Stage
from reporter.pipeline.planning import load_edits
from reporter.pipeline.planning import load_plan
from reporter.pipeline.reception import look_back
from reporter.pipeline.reception import receive
from reporter.pipeline.texts import printed_texts
from reporter.plan.records import Form
from reporter.plan.records import Task
from reporter.present.audit import audit_report
from reporter.present.editions import editions
from reporter.present.facts import Material
from reporter.present.layout import load_layouts
from reporter.present.publication import INTERNAL_SUFFIX
from reporter.prose.records import Verdict
from reporter.quantities import plain
from reporter.release.publish import replace_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from pathlib import Path

    from reporter.check.audit import Audit
    from reporter.check.audit import AuditedClaim
    from reporter.forms.records import Commitment
    from reporter.home import Home
    from reporter.periods import Period
    from reporter.pipeline.reception import Progress
    from reporter.plan.records import Plan
    from reporter.present.editions import Edition


@dataclass(frozen=True, slots=True)
class PeriodTexts:
    """A period's printed texts, to hold documents against."""

    title: str
    plan: Plan
    texts: Mapping[str, str]
    is_spring: bool = False
    editions: tuple[Edition, ...] = ()


def audit(path: Path, against: PeriodTexts | None = None) -> Audit:
    """Re-compute every figure of a document that can be, and hold it against a period where one is given.

    Raises:
        ConfigurationError: the file is missing or of no kind that can be read.
    """
    document = read_document(path)
    rows = published_rows(document)
    result = audit_rows(document.file, rows)
    if against is None:
        return result
    if against.is_spring:
        # What is published in spring is the promise with its goal; nothing has progressed yet.
        rows = tuple(replace(row, target=f"{row.title}{row.target}") for row in rows if row.title)
    edition = _edition(document.title, path.stem, against.editions)
    is_internal = edition.is_internal if edition else INTERNAL_SUFFIX in f"{document.title}\n{path.stem}"
    owed = edition.tasks if edition else None
    differing = differences(document.file, rows, against.plan, against.texts, is_internal=is_internal, owed=owed)
    return replace(result, differences=differing, held_against=against.title)


def _edition(title: str, name: str, known: Sequence[Edition]) -> Edition | None:
    """Tell by its title, or by how its file's name begins, which of our documents this is; the longest title wins."""
    for edition in sorted(known, key=lambda item: -len(item.title)):
        own = without_blanks(edition.title)
        if without_blanks(title) == own or without_blanks(name).startswith(own):
            return edition
    return None


def period_texts(home: Home, period: Period, progress: Progress) -> PeriodTexts:
    """Read a period again and return its texts as they print.

    Raises:
        ConfigurationError: the plan is missing or faulty, or a layout is.
    """
    plan = load_plan(home, period)
    reception = receive(home.drop_folder(period), plan, period, None, progress=progress)
    if period.stage is Stage.SPRING:
        promised = (item for submission in reception.submissions for item in submission.commitments)
        tasks = tuple(_promised_task(item) for item in promised)
        return PeriodTexts(period.title, replace(plan, tasks=tasks, indicators=()), {}, is_spring=True)
    ledger = consolidate(plan, period, reception.submissions)
    texts = printed_texts(ledger, load_edits(home, period, plan)[0])
    earlier = look_back(home, plan, period, progress=progress).ledgers
    material = Material(plan, ledger, texts, reception.submissions, earlier)
    made = tuple(editions(load_layouts(home.layouts), material))
    return PeriodTexts(period.title, plan, texts, editions=made)


def _promised_task(item: Commitment) -> Task:
    name, department = f"（{item.department}承诺{item.number}）", item.department
    text, place = f"{item.promise}{item.goal}", item.source.place
    return Task(name, Form.COMMITMENT, "", "", "", text, department, (department,), is_public=True, place=place)


def json_lines(audit: Audit) -> Iterator[str]:
    """Yield a line per claim, consistent ones too: the fields of a finding and those of the claim.

    What differs from the period that the document was held against follows, each as a finding with its file.
    """
    for item in audit.claims:
        claim = item.claim
        fields = finding_fields(item.finding) | {
            "file": audit.file,
            "kind": claim.kind.value,
            "computed": None if claim.computed is None else plain(claim.computed),
            "claimed": plain(claim.claimed),
            "verdict": claim.verdict.value,
            "reason": claim.reason,
        }
        yield json.dumps(fields, ensure_ascii=False)
    for difference in audit.differences:
        yield json.dumps(finding_fields(difference) | {"file": audit.file}, ensure_ascii=False)


def write_answer(paths: Sequence[Path], audits: Sequence[Audit], output: Path) -> tuple[Path, ...]:
    """Write the audit as a workbook with the doubtful claims first, or as a copy of the one Word file with comments.

    What stood there before with another content is copied to 留存-<name> beside it, and returned.

    Raises:
        ConfigurationError: `output` cannot be written.
    """
    if output.suffix.lower() == ".xlsx":
        answer = write_xlsx(audit_report(audits))
    else:
        remarks = [_remark(item) for item in audits[0].claims if item.claim.verdict is not Verdict.CONSISTENT]
        answer = write_commented(paths[0].read_bytes(), [*remarks, *_differing(audits[0])])
    return replace_file(output, answer)


def _remark(item: AuditedClaim) -> Remark:
    table, row, column = (int(part) for part in item.finding.place.parts)
    claim = item.claim
    text = f"{item.finding.message}\n{item.finding.hint}"
    return Remark(table, row, column, claim.start, claim.end, text, is_grave=claim.verdict is Verdict.INCONSISTENT)


def _differing(audit: Audit) -> Iterator[Remark]:
    """Yield what differs from the period at the words that differ, at its whole cell, or at the first row of all."""
    texts = {row.target_place: row.target for row in audit.rows}
    texts |= {row.progress_place: row.progress for row in audit.rows}
    first = next(iter(texts), None)
    for item in audit.differences:
        place = item.place if item.place in texts else first
        if place is None:
            continue
        table, row, column = (int(part) for part in place.parts)
        text = texts[place]
        start = text.find(item.found) if item.found and place == item.place else -1
        span = (start, start + len(item.found)) if start >= 0 else (0, len(text))
        said = f"{_COMPARED}：{item.message}\n{item.hint}"
        yield Remark(table, row, column, *span, said, is_grave=item.severity is Severity.OPEN)


_COMPARED = "与汇总比对"
