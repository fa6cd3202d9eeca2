"""Titles broken so that words stay whole (GB/T 9704-2012): where a line of one may end, and where it does.

A title is made of few words. Those are listed; what stands between them and is not known stays whole too.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from reporter.text_lines import text_width

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORDS = (
    *("上半年", "下半年", "半年度", "年度", "全年", "季度", "第一季度", "前三季度", "年终", "年中"),
    *("市委", "市政府", "市人民政府", "省政府", "县政府", "区政府", "人民政府", "办公室", "政府", "工作报告", "报告"),
    *("市级部门", "市直部门", "各部门", "部门", "各单位", "各责任单位", "责任单位", "市级", "全市", "单位", "领导"),
    *("重点工作", "重点任务", "重点项目", "目标任务", "工作目标", "任务分解", "任务", "目标", "指标", "事项", "项目"),
    *("十方面", "十件", "民生实事", "民生", "实事", "承诺事项", "承诺", "年度目标", "工作"),
    *("完成情况", "推进情况", "进展情况", "进度情况", "落实情况", "报送情况", "执行情况", "情况", "进展", "进度"),
    *("完成率", "达标率", "排名", "慢序时", "超序时", "按序时", "未达标", "未报送", "未完成", "完成", "推进"),
    *("汇总表", "一览表", "统计表", "分解表", "明细表", "汇总", "清单", "台账", "通报", "核查报告", "核查", "附表"),
)
# What is in brackets is one word, and a number goes with what it counts.
_KNOWN = re.compile(
    r"（[^（）]*）|\([^()]*\)|《[^《》]*》|“[^“”]*”"
    r"|[0-9A-Za-z.%+\-]+[年月日]?|" + "|".join(sorted(map(re.escape, _WORDS), key=len, reverse=True))
)
_CLINGS = frozenset("，、。；：！？,.;:!?）》”的")
_STEPS = 40


@cache
def title_words(line: str) -> tuple[str, ...]:
    """Part a line of a title into words that stay whole; joined, they are the line."""
    words: list[str] = []
    for piece in _pieces(line):
        # A single character is no word of its own: 各, 和, a full stop.
        if words and (piece[0] in _CLINGS or len(words[-1]) == 1):
            words[-1] += piece
        else:
            words.append(piece)
    return tuple(words)


def _pieces(line: str) -> Iterator[str]:
    """Yield known words and what stands between them."""
    end = 0
    for found in _KNOWN.finditer(line):
        if found.start() > end:
            yield line[end : found.start()]
        yield found.group()
        end = found.end()
    if end < len(line):
        yield line[end:]


def broken_title(line: str, room: float) -> tuple[str, ...]:
    """Break a line that is longer than `room` full-width characters: as few lines as go, as even as words allow."""
    full = _filled(line, room)
    narrower = (_filled(line, room * part / _STEPS) for part in range(1, _STEPS))
    return next((lines for lines in narrower if len(lines) == len(full)), full)


def _filled(line: str, room: float) -> tuple[str, ...]:
    """Fill line after line with words; a word longer than a line stands on one of its own."""
    lines = [""]
    for word in title_words(line):
        if lines[-1] and text_width(lines[-1] + word) > room:
            lines.append("")
        lines[-1] += word
    return tuple(lines)
