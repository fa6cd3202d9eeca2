"""A workbook that cannot be read may be newer than the others of its department: theirs do not count beside it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from reporter.findings import finding
from reporter.forms.unread import department_of
from reporter.places import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reporter.forms.records import Submission
    from reporter.forms.records import TaskText
    from reporter.pipeline.reception import Receipt
    from reporter.plan.records import Plan

_TEXTS = ("progress", "problems", "next_steps")


def withhold(receipts: Sequence[Receipt], plan: Plan) -> tuple[Receipt, ...]:
    """Name the departments of unreadable workbooks and withhold what their other files say, with a finding.

    Which file is newer cannot be known: no day can be read, and the time of a file changes with every copy.
    """
    unread = {item.name: department_of(item.name, item.findings, plan) for item in receipts if item.workbook is None}
    files_of: dict[str, list[str]] = defaultdict(list)
    for item in receipts:
        if item.submission is not None:
            files_of[item.submission.department].append(item.name)
    withheld = frozenset(unread.values())
    return tuple(
        _named(item, unread[item.name], files_of.get(unread[item.name], ()))
        if unread.get(item.name)
        else replace(item, submission=_withheld(item.submission))
        if item.submission is not None and item.submission.department in withheld
        else item
        for item in receipts
    )


def _named(receipt: Receipt, department: str, others: Sequence[str]) -> Receipt:
    named = tuple(replace(item, department=department) for item in receipt.findings)
    if not others:
        return replace(receipt, findings=named)
    said = finding(
        "identity.older-withheld",
        Place(receipt.name),
        department=department,
        found=receipt.name,
        expected="、".join(others),
    )
    return replace(receipt, findings=(*named, said))


def _withheld(submission: Submission) -> Submission:
    """Keep the sources and take away what they say."""
    return replace(
        submission,
        figures=tuple(replace(item, amount=None, is_unreadable=True, explanation="") for item in submission.figures),
        texts=tuple(_without_words(item) for item in submission.texts),
        commitments=(),
    )


def _without_words(text: TaskText) -> TaskText:
    return replace(text, progress="", problems="", next_steps="", unreadable=frozenset(_TEXTS), is_placeholder=False)
