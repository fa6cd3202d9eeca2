"""The catalogue of rules as a page: docs/rules.md is this text, so that it cannot go stale."""

from __future__ import annotations

from itertools import groupby

from reporter.findings import Severity
from reporter.findings import catalogue

_ROOMS = {
    "cells": "单元格",
    "check": "核查",
    "claims": "句子复算",
    "forms": "填报表",
    "home": "文件夹与命令",
    "identity": "表格身份",
    "intake": "收件",
    "layout": "版式",
    "plan": "任务台账",
    "release": "成果",
    "store": "历史库",
}


def rules_page() -> str:
    """Return every rule by room: what it is called, how much it weighs, what it says and what to do."""
    lines = ["# 规则一览", "", "本页由 `python run_report.py rules --markdown` 生成。级别："]
    lines += [f"- `{severity}` {severity.word}：{severity.meaning}。" for severity in Severity]
    for room, rules in groupby(catalogue().values(), key=lambda rule: rule.id.split(".")[0]):
        lines += ["", f"## {_ROOMS.get(room, room)}", "", "| 规则 | 级别 | 名称 | 怎么办 |", "|---|---|---|---|"]
        lines += [f"| `{rule.id}` | {rule.severity} | {rule.title} | {_one_line(rule.hint)} |" for rule in rules]
    return "\n".join(lines) + "\n"


def _one_line(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
