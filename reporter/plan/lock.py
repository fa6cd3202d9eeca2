"""The lock: what was promised when the plan was settled; from then on a change needs a revision with a reason.

What makes the promise is locked: ids, relation, target, unit, and what the rate is judged by. 指标名称 is not, for the
id says which promise it is and wording may be mended; 填报单位 is not, for who reports changes no target.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from decimal import Decimal
from decimal import InvalidOperation
from typing import TYPE_CHECKING

from reporter.errors import ConfigurationError
from reporter.findings import finding
from reporter.intake.tables import header_word
from reporter.places import Place
from reporter.quantities import plain

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from reporter.findings import Finding
    from reporter.plan.records import Indicator
    from reporter.plan.records import Plan
    from reporter.plan.records import Revision

LOCK_VERSION = 1
_SHORT = 12
ADDED = "新增"
REMOVED = "删除"

Promise = dict[str, str]
"""What is locked of an indicator: its cells in 指标 by header word, amounts as plain digits, empty where none."""

_AMOUNTS = frozenset({"目标值", "目标上限", "基期值", "半年序时"})
"""What is compared as numbers; ids and words are compared as written, for task 1.1 is not task 1.10."""


@dataclass(frozen=True, slots=True)
class _Locked:
    """The content of a lock file; `is_genuine` tells whether its hash fits, `digest` is what it would have to be."""

    year: int
    tasks: Mapping[str, None]
    """Task ids as keys, in the order of the file."""
    indicators: Mapping[str, Promise]
    is_genuine: bool
    digest: str


def lock(plan: Plan) -> bytes:
    """Write the lock of a plan: stable JSON that a person can read and compare line by line."""
    content = {
        "year": plan.settings.year,
        "tasks": sorted(task.id for task in plan.tasks),
        "indicators": {indicator.id: _promise(indicator) for indicator in plan.indicators},
    }
    document = {
        "version": LOCK_VERSION,
        "plan": {"file": plan.file, "sha256": plan.sha256},
        "hash": _digest(content),
        **content,
    }
    return (json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def compare_with_lock(plan: Plan, lock_bytes: bytes) -> tuple[Finding, ...]:
    """Return what differs from the locked plan without a revision, and every revision that fits no difference.

    Raises:
        ConfigurationError: the lock is no lock of this plan's year.
    """
    locked = _read(plan, lock_bytes)
    used: set[Revision] = set()
    findings: list[Finding] = []
    if not locked.is_genuine:
        # An override is for this content of the file: it is void once the file is altered again.
        place = _lock_place(plan)
        findings.append(finding("plan.lock-altered", place, found=f"现内容{locked.digest[:_SHORT]}", file=place.file))
    for indicator in plan.indicators:
        if indicator.id in locked.indicators:
            revisions = plan.revisions_by_indicator.get(indicator.id, ())
            findings += _changes(indicator, locked.indicators[indicator.id], revisions, used)
    findings += _additions(plan, locked, used)
    findings += _removals(plan, locked, used)
    findings += (_unused(revision) for revision in plan.revisions if revision not in used)
    return tuple(findings)


def _promise(indicator: Indicator) -> Promise:
    target = indicator.target
    return {
        "任务编号": indicator.task,
        "关系": target.relation.value,
        "目标值": _digits(target.value),
        "目标上限": _digits(target.upper),
        "单位": target.unit,
        "口径": indicator.basis.value,
        "基期值": _digits(indicator.baseline),
        "半年序时": _digits(indicator.schedule),
    }


def _digits(amount: Decimal | None) -> str:
    return "" if amount is None else plain(amount)


def _digest(content: Mapping[str, object]) -> str:
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _read(plan: Plan, lock_bytes: bytes) -> _Locked:
    try:
        document = json.loads(lock_bytes)
        content = {word: document[word] for word in ("year", "tasks", "indicators")}
        indicators = {name: {**promise} for name, promise in content["indicators"].items()}
        digest = _digest(content)
        is_genuine = document["hash"] == digest
        locked = _Locked(content["year"], dict.fromkeys(content["tasks"]), indicators, is_genuine, digest)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise ConfigurationError([finding("plan.lock-unreadable", _lock_place(plan))]) from None
    if locked.year != plan.settings.year:
        facts = {"found": str(locked.year), "expected": str(plan.settings.year)}
        raise ConfigurationError([finding("plan.lock-of-another-year", _lock_place(plan), **facts)])
    return locked


def _lock_place(plan: Plan) -> Place:
    return Place(f"plan-{plan.settings.year}.lock.json")


def _changes(
    indicator: Indicator, locked: Promise, revisions: Sequence[Revision], used: set[Revision]
) -> Iterable[Finding]:
    """Follow each item from its locked value through its revisions to what the plan says now."""
    for item, now in _promise(indicator).items():
        agreed = locked.get(item, "")
        for revision in revisions:
            if header_word(revision.item) == item and _same(item, revision.old, agreed):
                agreed = revision.new
                used.add(revision)
        if not _same(item, agreed, now):
            yield _at(indicator, "plan.target-changed", now, expected=agreed, item=item)


def _additions(plan: Plan, locked: _Locked, used: set[Revision]) -> Iterable[Finding]:
    for task in plan.tasks:
        if task.id not in locked.tasks and not _stands_for(ADDED, task.id, plan, used):
            yield finding("plan.added-since-lock", task.place, task=task.id, found=task.id)
    for indicator in plan.indicators:
        if indicator.id not in locked.indicators and not _stands_for(ADDED, indicator.id, plan, used):
            yield _at(indicator, "plan.added-since-lock", indicator.id)


def _removals(plan: Plan, locked: _Locked, used: set[Revision]) -> Iterable[Finding]:
    for task in locked.tasks:
        if task not in plan.task_by_id and not _stands_for(REMOVED, task, plan, used):
            yield finding("plan.removed-since-lock", Place(plan.file, ("任务",)), task=task, found=task)
    for name, promise in locked.indicators.items():
        if name not in plan.indicator_by_id and not _stands_for(REMOVED, name, plan, used):
            facts = {"indicator": name, "task": promise.get("任务编号", ""), "found": name}
            yield finding("plan.removed-since-lock", Place(plan.file, ("指标",)), **facts)


def _stands_for(item: str, name: str, plan: Plan, used: set[Revision]) -> bool:
    revisions = plan.revisions_by_indicator.get(name, ())
    fitting = [revision for revision in revisions if header_word(revision.item) == item]
    used.update(fitting)
    return bool(fitting)


def _at(indicator: Indicator, rule: str, found: str, **facts: str) -> Finding:
    return finding(rule, indicator.place, indicator=indicator.id, task=indicator.task, found=found, **facts)


def _unused(revision: Revision) -> Finding:
    facts = {"item": revision.item, "found": revision.old, "expected": revision.new}
    return finding("plan.revision-unused", revision.place, indicator=revision.indicator, **facts)


def _same(item: str, one: str, other: str) -> bool:
    bring = _number if item in _AMOUNTS else header_word
    return bring(one) == bring(other)


def _number(text: str) -> str:
    """Bring an amount to the form it is compared in: 1,200 and 1200.0 are one, 15% and 15 as well."""
    folded = header_word(text)
    try:
        return plain(Decimal(folded.replace(",", "").removesuffix("%")))
    except InvalidOperation:
        return folded
