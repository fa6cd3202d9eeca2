"""编辑: what the secretariat's editing did to the figures of a department's text."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from reporter.check.clauses import clause_around
from reporter.check.placeholders import placeholder_findings
from reporter.consolidate.texts import resolve
from reporter.findings import finding
from reporter.prose.tokens import Kind
from reporter.prose.tokens import scan

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from reporter.check.records import Evidence
    from reporter.findings import Finding
    from reporter.plan.secretariat import EditedText
    from reporter.prose.tokens import Token

_NO_AMOUNT = frozenset({Kind.DATE, Kind.NAME, Kind.LIST_NUMBER, Kind.DENOMINATOR})


def edit_findings(evidence: Evidence, edits: Iterable[EditedText]) -> tuple[Finding, ...]:
    """Find every figure that editing added, changed or dropped, and edits that no longer print.

    An edit prints only while the words it was made from are still the department's.
    """
    return tuple(found for edit in edits for found in _of_edit(evidence, edit))


def _of_edit(evidence: Evidence, edit: EditedText) -> Iterator[Finding]:
    text = evidence.ledger.texts.get(edit.task)
    department, typed = (text.department, text.progress) if text else ("", "")
    if not edit.is_of(typed):
        ids = {"task": edit.task, "department": department}
        yield finding(
            "check.edit-stale", edit.place, **ids, found=typed or "（空）", expected=edit.original or "（空）"
        )
        return
    yield from placeholder_findings(edit.edited, edit.place, evidence.ledger, task=edit.task, department=department)
    original, edited = (resolve(words, evidence.ledger)[0] for words in (typed, edit.edited))
    for before, after in _differences(original, edited):
        yield finding(
            _rule(before, after),
            edit.place,
            task=edit.task,
            department=department,
            found=clause_around(edited, after.start, after.end) if after else "",
            expected=clause_around(original, before.start, before.end) if before else "",
            edited_by=edit.edited_by or "（未填编辑人）",
        )


def _rule(before: Token | None, after: Token | None) -> str:
    if before is None:
        return "check.edit-added"
    return "check.edit-dropped" if after is None else "check.edit-changed"


def _differences(original: str, edited: str) -> Iterator[tuple[Token | None, Token | None]]:
    """Pair what only the original says with what only the edited text says, in order, unit by unit."""
    before, after = _figures(original), _figures(edited)
    dropped = _only_in(before, after)
    added = _only_in(after, before)
    for token in dropped:
        partner = next((item for item in added if item.unit == token.unit), None)
        if partner is not None:
            added.remove(partner)
        yield token, partner
    for token in added:
        yield None, token


def _figures(text: str) -> tuple[Token, ...]:
    return tuple(token for token in scan(text) if token.kind not in _NO_AMOUNT)


def _only_in(tokens: tuple[Token, ...], others: tuple[Token, ...]) -> list[Token]:
    """Return the tokens that say what `others` do not, the later ones where it is said less often."""
    left = Counter(_said(token) for token in others)
    only = []
    for token in tokens:
        if left[_said(token)]:
            left[_said(token)] -= 1
        else:
            only.append(token)
    return only


def _said(token: Token) -> tuple[object, ...]:
    """Return what a figure says, however it is printed: 2.3万 and 23000 say the same, 近8万 and 8万 do not."""
    if token.amount is None:
        return (token.raw,)
    return token.amount, token.upper, token.unit, token.softness
