"""How the program speaks: progress and messages on stderr in Chinese, data on stdout, both UTF-8 on every platform."""

from __future__ import annotations

import io
import re
import sys
from collections import Counter
from pathlib import PurePath
from typing import TYPE_CHECKING

from reporter.errors import ConfigurationError
from reporter.findings import Severity
from reporter.findings import finding
from reporter.places import Place
from reporter.present.records import RETURNED_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence
    from pathlib import Path

    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    from reporter.findings import Finding
    from reporter.pipeline.check import Checked
    from reporter.pipeline.draft import Draft
    from reporter.pipeline.report import Outcome

_LISTED = 8
_COUNTED = ".xlsx"  # every document has one, and so has every returned form
_ENCODING, _UNDECODED = "utf-8-sig", "surrogateescape"
_NOT_TEXT = re.compile("[\udc80-\udcff]")
"""What becomes of bytes that are not UTF-8; so that the line they stand in can be named."""
_FOR_PEOPLE = frozenset({".docx", ".xlsx", ".html", ".pdf"})


def use_utf8() -> None:
    """Make standard streams UTF-8 whatever the platform's code page is; half a character is written as an escape."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding=_ENCODING, errors=_UNDECODED)


def say(text: str) -> None:
    """Print a message for people."""
    sys.stderr.write(text + "\n")


def give(text: str) -> None:
    """Print a line of data for programs."""
    sys.stdout.write(text + "\n")


def give_all(lines: Iterable[str]) -> None:
    """Print lines of data as they come."""
    for line in lines:
        give(line)


def given_lines() -> Iterator[str]:
    """Yield the lines of standard input.

    Raises:
        ConfigurationError: a line is not UTF-8; those before it have been yielded.
    """
    return _decoded(sys.stdin, "stdin")


def lines_of(file: Path) -> list[str]:
    """Return the lines of a file that the operator named; only a line feed ends a line.

    Raises:
        ConfigurationError: there is no such file, or a line is not UTF-8.
    """
    if not file.is_file():
        raise ConfigurationError([finding("home.no-file", Place(file.name), found=str(file))])
    with file.open(encoding=_ENCODING, errors=_UNDECODED) as lines:
        return list(_decoded(lines, file.name))


def _decoded(lines: Iterable[str], name: str) -> Iterator[str]:
    for number, line in enumerate(lines, start=1):
        if _NOT_TEXT.search(line):
            raise ConfigurationError([finding("home.not-utf8", Place(name, (str(number),)))])
        yield line


class Progress:
    """A bar on stderr for each step, on a terminal only; silent elsewhere."""

    def __init__(self, *, quiet: bool) -> None:
        """Draw only where a person watches."""
        self._draws = not quiet and sys.stderr.isatty()
        self._bar: Bar | None = None
        self._task: TaskID | None = None

    def __call__(self, step: str, done: int, of: int) -> None:
        """Show how much of a step is done; a step ends when all of it is."""
        if not self._draws:
            return
        if self._bar is None or self._task is None:
            self._bar = _bar()
            self._bar.start()
            self._task = self._bar.add_task(step)
        self._bar.update(self._task, description=step, completed=done, total=of)
        if done >= of:
            self._bar.stop()
            self._bar = self._task = None


def _bar() -> Bar:
    # Imported when a bar is first drawn, so that --help and unattended runs do not wait for it.
    from rich.console import Console  # noqa: PLC0415 - see above
    from rich.progress import BarColumn  # noqa: PLC0415 - see above
    from rich.progress import MofNCompleteColumn  # noqa: PLC0415 - see above
    from rich.progress import Progress as Bars  # noqa: PLC0415 - see above
    from rich.progress import TextColumn  # noqa: PLC0415 - see above

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Bars(*columns, console=Console(stderr=True))


def say_faults(error: ConfigurationError) -> None:
    """Print every fault of a faulty plan, layout or option."""
    say(f"无法继续，共 {len(error.faults)} 处需要更正：")
    for fault in error.faults:
        say(f"  {fault.place}：{fault.message}{fault.hint}")


def say_findings(findings: Sequence[Finding], *, most: int = _LISTED) -> None:
    """Print the heaviest findings and say how many more there are."""
    for item in sorted(findings, key=lambda finding: finding.severity.rank)[:most]:
        say(f"  [{item.severity.word}] {item.place}：{item.message}{item.hint}")
    if len(findings) > most:
        say(f"  …… 另有 {len(findings) - most} 条，见核查报告“问题清单”")


def say_outcome(outcome: Outcome, *, final: bool) -> None:
    """Print the closing summary: what was read, who is missing, what was found, where the outputs are, what is next."""
    evidence = outcome.evidence
    say("")
    whose = f" {evidence.plan.settings.publisher}".rstrip()
    say(f"{evidence.period.title}{whose} 汇总完成（截至 {evidence.as_of}）")
    say(f"  读取文件  {len(outcome.reception.receipts)} 个，其中本期表格 {_read(outcome)} 个")
    say(f"  报送单位  {reported(outcome)}")
    unread = evidence.unread
    for word, names in (
        ("尚未报送", [item.name for item in outcome.silent if item.name not in unread]),
        ("无法读取", [f"{item.name}（报送文件无法读取）" for item in outcome.silent if item.name in unread]),
    ):
        if names:
            say(f"  {word}  {'、'.join(names)}")
    for item in outcome.unread:
        say(f"  没有读取  {item.place}：{item.message}{item.hint}")
    say(f"  核查结果  {counts(outcome.findings)}")
    say(f"  成果位置  {outcome.folder}")
    for name in outcome.files:
        if PurePath(name).suffix in _FOR_PEOPLE and "/" not in name:
            say(f"            {name}")
    _say_folders(outcome)
    _say_put_aside(outcome)
    if outcome.fonts:
        say(f"  缺少字体  {'、'.join(outcome.fonts)}：Word 文件仍按这些字体设置，请在装有字体的电脑上打印")
    _say_next(outcome, final=final)
    _say_troubles(outcome)


def say_besides(outcome: Outcome) -> None:
    """Print only what a run did besides its work, and what it could not do; mostly nothing."""
    _say_put_aside(outcome)
    _say_troubles(outcome)


def _say_put_aside(outcome: Outcome) -> None:
    _say_kept_final(outcome)
    say_kept(outcome.kept)


def _say_troubles(outcome: Outcome) -> None:
    if outcome.troubles:
        say("  没有做成  成果已经写出，只有以下几项没有做成：")
        say_findings(outcome.troubles, most=len(outcome.troubles))


def _say_folders(outcome: Outcome) -> None:
    """Count what lies in subfolders: what goes back to departments, and documents that do not stand at the top."""
    folders = Counter(name.partition("/")[0] for name in outcome.files if "/" in name and name.endswith(_COUNTED))
    returned = folders.pop(RETURNED_FOLDER, 0)
    for folder, count in folders.items():
        say(f"  其他表格  {count} 份，在“{folder}”文件夹中")
    if returned:
        say(f"  退回更正  {returned} 份，在“{RETURNED_FOLDER}”文件夹中，改好后放回 inputs/{outcome.evidence.period}")


def _say_kept_final(outcome: Outcome) -> None:
    """Say that a final edition was replaced, where it is now, and how it comes back."""
    final = outcome.kept_final
    if final is None:
        return
    edition = "送审稿" if outcome.is_draft else "新的定稿"
    say(f"  原有定稿  这一期已有定稿（截至 {final.as_of}），现在成果位置里是{edition}；原来的定稿整套留存在：")
    say(f"            {final.folder}")
    if outcome.is_draft and final.has_same_inputs:
        again = f"report {outcome.evidence.period} --as-of {final.as_of} --final"
        say(f"            报送文件和台账与定稿时相同，没有新内容；要恢复定稿，请运行 {again}")


def say_kept(kept: Sequence[Path]) -> None:
    """Say which files were not ours, or were changed by hand, and where they are now."""
    if kept:
        say(f"  另行留存  {len(kept)} 个文件不是本程序写出的，或写出后被改动过，没有覆盖，留存为：")
        for path in kept:
            say(f"            {path}")


def _read(outcome: Outcome) -> int:
    return sum(receipt.submission is not None for receipt in outcome.reception.receipts)


def reported(outcome: Outcome) -> str:
    """Say how many departments have to report and how many have."""
    return f"应报 {len(outcome.asked)} 家，已报 {len(outcome.asked) - len(outcome.silent)} 家"


def counts(findings: Iterable[Finding]) -> str:
    """Say how many findings there are of each severity."""
    number = Counter(item.severity for item in findings)
    return "，".join(f"{severity.word} {number[severity]} 条" for severity in Severity)


def _say_next(outcome: Outcome, *, final: bool) -> None:
    errors = [item for item in outcome.findings if item.severity is Severity.ERROR]
    if final and outcome.refusals:
        unread = f"{len(errors)} 处未能读取，" if errors else ""
        say(f"  未能定稿  {unread}{len(outcome.refusals) - len(errors)} 条待处理，表格仍为送审稿：")
        say_findings(outcome.refusals)
    elif errors:
        say(f"  下一步    {len(errors)} 个单元格或文件未能读取，请退回单位更正：")
        say_findings(errors)
    elif outcome.refusals:
        say(f"  下一步    处理 {len(outcome.refusals)} 条待处理问题（见核查报告“问题清单”），再以 --final 定稿")
    elif final:
        say("  下一步    已定稿，可以公布")
    else:
        say("  下一步    没有待处理的问题，可以 --final 定稿")


def say_draft(drafted: Draft, target: Path) -> None:
    """Say what was drafted, what a person has to look at, and who is not in it."""
    say(f"已起草 {drafted.tasks} 项任务、{drafted.indicators} 个指标：{target}")
    if drafted.kept:
        say(f"台账原有的 {drafted.kept} 项任务连同指标、修订排在前面，新起草的接在后面；原来的台账没有动。")
    say(f"其中 {drafted.doubtful} 个指标把握不大，请在“把握”列筛选后逐条确认。")
    if drafted.without_lead:
        say(f"有 {drafted.without_lead} 项任务没有读到责任单位，补上之前台账不能用。")
    if drafted.collective:
        say(f"{'、'.join(drafted.collective)} 像是几家的合称，却排在牵头的位置，暂按单位起草；请改成具体的牵头单位。")
    if drafted.silent:
        say(f"还有 {len(drafted.silent)} 家没有报送承诺，起草的任务里没有它们：{'、'.join(drafted.silent)}。")


def say_check(checked: Checked) -> None:
    """Say of one workbook whether it can be handed in, and of each cell to be mended what to do."""
    whose = f"（{checked.department} {checked.period}）" if checked.department else ""
    if checked.is_clean:
        say(f"{checked.file}{whose}：可以报送。" + ("以下几处请留意：" if checked.findings else ""))
    else:
        say(f"{checked.file}{whose}：请改好以下各处再报送。")
    say_findings(checked.findings, most=len(checked.findings))
