"""What `watch` says: the full summary once, then with the time a line for each file and one on the tables."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from reporter.cli import console
from reporter.findings import Severity
from reporter.pipeline.watch import Elsewhere
from reporter.pipeline.watch import Trouble
from reporter.release.manifest import output_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reporter.pipeline.reception import Receipt
    from reporter.pipeline.report import Outcome
    from reporter.pipeline.returning import Answer


_NAMED = 5
"""Files at most that a line names."""


class WatchLog:
    """Tells each outcome by what is new in it since the one before."""

    def __init__(self, *, always_full: bool) -> None:
        """Print the full summary of every run, or of the first only."""
        self._always_full = always_full
        self._before: Outcome | None = None

    def tell(self, outcome: Outcome | Trouble | Elsewhere) -> None:
        """Print what a run brought, what kept it from happening, or what came for a period that is not watched."""
        if isinstance(outcome, Elsewhere):
            _say_now(_not_watched(outcome))
            return
        if isinstance(outcome, Trouble):
            _say_now(f"这一次没有更新：{outcome.reason}")
            _say_now("问题消除后会自动重试。")
            return
        before, self._before = self._before, outcome
        if before is not None and before.evidence.period != outcome.evidence.period:
            _say_now(f"最新一期现在是 {outcome.evidence.period}，改为汇总这一期。")
            before = None
        if before is not None:
            for line in news(before, outcome):
                _say_now(line)
        if before is None or self._always_full:
            console.say_outcome(outcome, final=False)
        else:
            console.say_besides(outcome)


def _not_watched(found: Elsewhere) -> str:
    period, files = found.period, "、".join(found.files[:_NAMED])
    more = f" 等 {len(found.files)} 份" if len(found.files) > _NAMED else ""
    return f"{period} 有文件变动（{files}{more}），这里守候的不是这一期，没有汇总；要汇总请另运行 report {period}"


def news(before: Outcome, now: Outcome) -> Iterator[str]:
    """Yield a line a file that came, was replaced or went, with its answer, then one on the state of the tables."""
    known = {_mark(answer.receipt) for answer in before.answers}
    arrived = [answer for answer in now.answers if _mark(answer.receipt) not in known]
    present = {receipt.path for receipt in now.reception.receipts}
    gone = [receipt for receipt in before.reception.receipts if receipt.path not in present]
    yield from (_answer(answer, now) for answer in arrived)
    yield from (f"移走 {receipt.name}，其中的内容不再计入" for receipt in gone)
    cause = "" if arrived or gone else "收到的文件没有变化，台账或其他文件有变动，"
    yield f"{cause}各表已更新：{console.reported(now)}；{console.counts(now.findings)}"


def _mark(receipt: Receipt) -> tuple[object, ...]:
    """Tell a file from what lay there before; of one that nobody could read only what was found is known."""
    return (receipt.path, receipt.workbook.sha256 if receipt.workbook else receipt.findings)


def _answer(answer: Answer, outcome: Outcome) -> str:
    """Say of a file whether it is received, and if not, how much is to be mended and where what goes back lies."""
    submission = answer.receipt.submission
    notices = f"，{len(answer.notices)} 处请留意" if answer.notices else ""
    if submission is None:
        heaviest = min((*answer.problems, *answer.notices), key=lambda item: item.severity.rank, default=None)
        words = f"不能收下，{heaviest.message}" if heaviest else "不是本期的填报表，没有计入。"
    elif answer.problems:
        unread = sum(item.severity is Severity.ERROR for item in answer.problems)
        words = f"{len(answer.problems)} 处要改" + (f"（{unread} 处未能读取）" if unread else "") + notices
    else:
        words = f"已收下，没有要改的{notices}"
    whose = f"（{submission.department}）" if submission else ""
    back = f"；退回件：{output_path(outcome.evidence.period, answer.returned)}" if answer.returned else ""
    return f"收到 {answer.receipt.name}{whose}：{words.removesuffix('。') if back else words}{back}"


def _say_now(text: str) -> None:
    """Print a line behind its day and time, by the operator's own clock."""
    console.say(f"{datetime.now():%m-%d %H:%M:%S}  {text}")  # noqa: DTZ005 - the clock on the operator's wall is meant
