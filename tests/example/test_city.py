"""The example city is whole, its own, and true to its workbooks."""

from __future__ import annotations

import json
import re
import tomllib
import unicodedata
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from example.build import main
from example.build import workbooks
from example.city import FOLDER
from example.city import load
from example.city import read_toml
from example.filling import amounts
from example.promises import with_promises
from example.reports import half_year
from example.reports import spring
from example.reports import year_end
from reporter.forms.shape import TEXT_LIMIT
from reporter.home import Home
from reporter.pipeline.planning import load_plan
from reporter.plan.duties import departments_asked
from reporter.plan.records import Basis
from reporter.plan.records import Form
from reporter.plan.records import Relation
from reporter.quantities import measure

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from example.reports import Round
    from reporter.plan.records import Indicator

CITY = load()
PLAN = CITY.plan
PROJECT = FOLDER.parent
COPIED = 20
"""A run of so many characters of somebody else's text is a copy."""
CLASSES = (
    *("百分比算错", "换了分母", "对错了目标", "同一事实两个数", "舍去尾数", "部分与整体"),
    *("舍入允许", "一个完成数、两个公布目标", "无从复算", "文字残缺"),
)
SLIPS = read_toml("slips.toml")["slip"]


def squeezed(text: str) -> str:
    """Drop blanks and punctuation, which a copy may change."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text) if sign.isalnum())


def own_texts() -> Iterator[str]:
    """Yield every text of the data files."""
    for path in sorted(FOLDER.rglob("*.toml")):
        yield from strings(tomllib.loads(path.read_text(encoding="utf-8")))


def strings(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from strings(value)
    elif isinstance(data, list):
        for value in data:
            yield from strings(value)


def test_the_committed_workbooks_are_those_the_data_make() -> None:
    made = workbooks()
    periods = {name.split("/")[1] for name in made if name.count("/") > 1}
    kept = [path for period in sorted(periods) for path in (PROJECT / "inputs" / period).rglob("*.xlsx")]
    kept.append(PROJECT / "inputs" / PLAN.file)
    stale = [name for name, content in made.items() if not same(PROJECT / name, content)]
    foreign = [path.relative_to(PROJECT).as_posix() for path in kept]
    assert (stale, sorted(set(foreign) - set(made))) == ([], []), "run `python -m example.build`"


def same(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() == content


def test_the_program_writes_into_a_home_of_choice_with_year_end_on_demand(tmp_path: Path) -> None:
    assert main([str(tmp_path), "--year-end"]) == 0
    made = workbooks(with_year_end=True)
    assert {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.xlsx")} == set(made)
    assert {name.split("/")[1] for name in made} - {name.split("/")[1] for name in workbooks()} == {"2023FY"}


def test_nothing_that_adds_up_falls_between_july_and_december() -> None:
    july, december = amounts(PLAN, half_year(CITY).reports), amounts(PLAN, year_end(CITY).reports)
    adding = [item.id for item in PLAN.indicators if item.basis is Basis.CUMULATIVE]
    assert set(adding) <= set(december)
    assert [item for item in adding if december[item] < july.get(item, Decimal(0))] == []


def test_the_plan_workbook_reads_back_as_the_data_say(tmp_path: Path) -> None:
    main([str(tmp_path)])
    read = load_plan(Home(tmp_path), half_year(CITY).period)
    assert [(task.id, task.form, task.group, task.number, task.text, task.departments) for task in read.tasks] == [
        (task.id, task.form, task.group, task.number, task.text, names(task.departments)) for task in PLAN.tasks
    ]
    assert [
        (item.id, item.task, item.name, item.target, item.basis, item.baseline, item.schedule, item.reporters)
        for item in read.indicators
    ] == [
        (item.id, item.task, item.name, item.target, item.basis, item.baseline, item.schedule, item.reporters)
        for item in PLAN.indicators
    ]


def names(aliases: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(PLAN.department_by_name[alias].name for alias in aliases)


def test_the_city_is_whole() -> None:
    key = [task for task in PLAN.tasks if task.form is Form.KEY_TASK]
    projects = [task for task in PLAN.tasks if task.form is Form.LIVELIHOOD]
    assert len(key) >= 44
    assert [task.number for task in key] == [str(number) for number in range(1, len(key) + 1)]
    assert (len(projects), len({task.number for task in projects}), len({task.area for task in projects})) == (
        13,
        10,
        10,
    )
    assert len([item for item in PLAN.departments if not item.is_collective]) >= 40
    assert any(item.is_collective for item in PLAN.departments)
    assert {item.basis for item in PLAN.indicators} == set(Basis)
    assert {item.target.relation for item in PLAN.indicators} == set(Relation)
    assert any(item.baseline for item in PLAN.indicators)
    assert any(item.schedule for item in PLAN.indicators)
    assert any(item.target.value == 0 for item in PLAN.indicators)
    assert any(len(item.reporters) > 1 for item in PLAN.indicators)


def test_leaders_are_named_by_office_only() -> None:
    groups = list(dict.fromkeys(task.group for task in PLAN.tasks if task.group))
    assert len(groups) == 7
    assert all(re.fullmatch(r"(常务副|分管\w+副)?市长主抓重点工作", group) for group in groups)
    leaders = [found for text in own_texts() for found in re.findall(r"市领导[:：](\w+)", text)]
    assert leaders
    assert all(leader.endswith("副市长") for leader in leaders)


def test_every_department_asked_has_reported_or_is_known_to_be_silent() -> None:
    collected = half_year(CITY)
    asked = {item.name for item in departments_asked(PLAN, collected.period)}
    reported = Counter(report.unit for report in collected.reports)
    assert set(reported) | set(collected.absent) == asked
    assert not set(reported) & set(collected.absent)
    assert max(reported.values()) > 1


def test_every_department_makes_four_to_six_commitments() -> None:
    collected = spring(CITY)
    assert {report.unit for report in collected.reports} == {
        item.name for item in PLAN.departments if not item.is_collective
    }
    counts = Counter(len(report.commitments) for report in collected.reports)
    assert set(counts) == {4, 5, 6}
    assert counts.most_common(1)[0][0] == 5
    assert len({item.category for item in PLAN.departments if not item.is_collective}) == 4


def test_every_promise_is_answered_at_year_end() -> None:
    grown = with_promises(CITY)
    tasks = [task for task in grown.plan.tasks if task.form is Form.COMMITMENT]
    texts = {task for report in year_end(grown).reports for task in report.texts}
    assert len(tasks) > 160
    assert {task.id for task in tasks} <= texts
    assert {task.id for task in PLAN.tasks} <= texts


def test_texts_fit_the_form() -> None:
    too_long = [
        task
        for report in half_year(CITY).reports
        for task, texts in report.texts.items()
        if max(len(text) for text in texts) > TEXT_LIMIT
    ]
    assert too_long == []


def test_no_text_is_copied_from_published_tables(published: Path) -> None:
    lines = [
        json.loads(line)
        for path in sorted(published.rglob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    theirs = squeezed("\n".join(text for line in lines for text in strings(line)))
    runs = {theirs[start : start + COPIED] for start in range(len(theirs) - COPIED + 1)}
    ours = [squeezed(text) for text in own_texts()]
    copied = [
        text[start : start + COPIED]
        for text in ours
        for start in range(len(text) - COPIED + 1)
        if text[start : start + COPIED] in runs
    ]
    assert copied == []


def test_every_class_of_slip_is_there_and_stands_in_the_text() -> None:
    assert {slip["class"] for slip in SLIPS} >= set(CLASSES)
    for slip in SLIPS:
        assert slip["span"] in CITY.entries[slip["task"]]["progress"], slip
        assert set(slip["indicators"]) <= {item.id for item in PLAN.indicators_of(slip["task"])} | {"L05-2"}, slip


def test_every_amount_reported_stands_in_its_sentence_but_for_the_slips() -> None:
    slips = {indicator for slip in SLIPS if slip["verdict"] == "inconsistent" for indicator in slip["indicators"]}
    assert unspoken(half_year(CITY)) <= slips
    assert unspoken(year_end(CITY)) == set()


def unspoken(collected: Round) -> set[str]:
    """Return the indicators whose amount is not in the progress text of their task, in the plan's unit or its base."""
    texts = {task: text[0] for report in collected.reports for task, text in report.texts.items()}
    reported = amounts(PLAN, collected.reports)
    return {
        item.id
        for item in PLAN.indicators
        if item.id in reported and item.task in texts and not says(texts[item.task], item, reported[item.id])
    }


def says(text: str, indicator: Indicator, amount: Decimal) -> bool:
    said = {Decimal(found) for found in re.findall(r"[0-9]+(?:\.[0-9]+)?", text)}
    either = {abs(amount), abs(amount) * measure(indicator.target.unit).scale}
    return amount == 0 or f"{{{indicator.id}}}" in text or bool(either & said)
