"""Layouts: what a secretariat may write in layout.toml, and every mistake told with file, key and remedy."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from reporter.consolidate.ledger import consolidate
from reporter.errors import ConfigurationError
from reporter.findings import catalogue
from reporter.present.facts import NAMES
from reporter.present.layout import load_layouts
from reporter.present.publication import publications
from reporter.present.records import Cell
from reporter.present.records import Role
from tests.plans import HALF_YEAR
from tests.plans import figure
from tests.plans import indicator
from tests.plans import plan_of
from tests.plans import submission
from tests.publishing import LAYOUTS
from tests.publishing import half_year

if TYPE_CHECKING:
    from pathlib import Path

SMALL = """
title = "{{年}}年清单"
periods = ["H1"]

[[section]]
name = "清单"

[[section.column]]
title = "任务"
width = 100
text = "{{目标任务}}"
"""


def layouts_with(folder: Path, *texts: str) -> Path:
    """Write one layout a text: 版式1, 版式2."""
    for number, text in enumerate(texts, start=1):
        layout = folder / f"版式{number}"
        layout.mkdir()
        (layout / "layout.toml").write_text(text, encoding="utf-8")
        (layout / "base.docx").write_bytes(b"")
    return folder


def faults_of(folder: Path) -> list[tuple[str, str]]:
    with pytest.raises(ConfigurationError) as raised:
        load_layouts(folder)
    assert all(fault.message and fault.hint for fault in raised.value.faults)
    return [(fault.rule, str(fault.place)) for fault in raised.value.faults]


def test_our_own_layouts_are_sound() -> None:
    names = {layout.name for layout in load_layouts(LAYOUTS)}
    annexes = {"慢序时事项清单", "未报送单位清单", "完成率排名"}
    assert names == {"半年度完成情况", "年度完成情况", "年度承诺事项", "承诺事项完成情况"} | annexes


def test_the_guide_to_layouts_knows_every_name_and_every_role() -> None:
    guide = (LAYOUTS / "README.md").read_text(encoding="utf-8")
    words = {word for names in NAMES.values() for word in names} | {role.value for role in Role}
    assert not [word for word in words if f"`{word}`" not in guide]


@pytest.mark.parametrize(
    ("old", "new", "rule", "key"),
    [
        ('title = "{{年}}年清单"', "", "layout.key-missing", "title"),
        ('periods = ["H1"]', "", "layout.key-missing", "periods"),
        ('"H1"', '"H2"', "layout.unknown-word", "periods"),
        ('periods = ["H1"]', 'periods = ["H1"]\nfolder = "../附表"', "layout.wrong-type", "folder"),
        ('periods = ["H1"]', 'periods = ["H1"]\nfolder = "退回"', "layout.wrong-type", "folder"),
        ('name = "清单"', 'name = "清单"\norder = "{{名次}}"', "layout.text-name", "section[1].order"),
        ('["H1"]', '"H1"', "layout.wrong-type", "periods"),
        ("{{年}}", "{{年}", "layout.text-syntax", "title"),
        ("{{年}}", "{{目标任务}}", "layout.text-name", "title"),
        ("{{目标任务}}", "{{目标}}", "layout.text-name", "section[1].column[1].text"),
        ("width = 100", "width = 0", "layout.wrong-type", "section[1].column[1].width"),
        ("width = 100", "width = true", "layout.wrong-type", "section[1].column[1].width"),
        ("width = 100", "width = 100\nwide = 1", "layout.key-unknown", "section[1].column[1].wide"),
        ("width = 100", "width = 100\nmerge = 1", "layout.wrong-type", "section[1].column[1].merge"),
        ("width = 100", 'width = 100\nrole = "数"', "layout.unknown-word", "section[1].column[1].role"),
        ('name = "清单"', 'name = "清单"\nform = "重点"', "layout.unknown-word", "section[1].form"),
        ('name = "清单"', 'name = "清单"\nwhere = "状态 =="', "layout.where-syntax", "section[1].where"),
        ('name = "清单"', 'name = "清单"\nwhere = "{{状态}}"', "layout.where-syntax", "section[1].where"),
        ('name = "清单"', 'name = "清单"\nwhere = "慢序时"', "layout.text-name", "section[1].where"),
        ('name = "清单"', 'name = "清单"\ngroup = "{{领导}}"', "layout.text-name", "section[1].group"),
        ('name = "清单"', "name = 1", "layout.wrong-type", "section[1].name"),
        ("[[section.column]]", "[section.columns]", "layout.key-missing", "section[1].column"),
        ("[[section]]", "[section]", "layout.wrong-type", "section"),
        ("{{年}}年清单", "", "layout.title-empty", "title"),
        ("{{年}}年清单", " \u3000", "layout.title-empty", "title"),
        ("{{年}}年清单", "?*/…", "layout.title-empty", "title"),
        ('["H1"]', "[]", "layout.no-choice", "periods"),
        ("{{目标任务}}", "{目标任务}", "layout.text-braces", "section[1].column[1].text"),
        ("{{目标任务}}", "｛｛目标任务｝｝", "layout.text-braces", "section[1].column[1].text"),
        ("{{年}}年清单", "{年}年清单", "layout.text-braces", "title"),
        ('["H1"]', '["H1"]\nnotes = ["注。", "{{领导}}"]', "layout.text-name", "notes[2]"),
        ('["H1"]', '["H1"]\nnotes = ["{% if %}"]', "layout.text-syntax", "notes[1]"),
        ('name = "清单"', 'name = "清单"\nnotes = ["注{一}"]', "layout.text-braces", "section[1].notes[1]"),
        ('name = "清单"', 'name = "{{目标任务}}"', "layout.text-name", "section[1].name"),
        ('title = "任务"', 'title = "{{任务}}"', "layout.text-name", "section[1].column[1].title"),
    ],
)
def test_a_mistake_names_file_and_key(tmp_path: Path, old: str, new: str, rule: str, key: str) -> None:
    text = SMALL.replace(old, new)
    assert text != SMALL
    assert (rule, f"layouts/版式1/layout.toml!{key}") in faults_of(layouts_with(tmp_path, text))


def test_all_mistakes_of_all_layouts_are_told_at_once(tmp_path: Path) -> None:
    folder = layouts_with(tmp_path, SMALL.replace("100", "0").replace("年清单", "年{{单}}"), "title =")
    (folder / "版式2" / "base.docx").unlink()
    assert faults_of(folder) == [
        ("layout.text-name", "layouts/版式1/layout.toml!title"),
        ("layout.wrong-type", "layouts/版式1/layout.toml!section[1].column[1].width"),
        ("layout.not-toml", "layouts/版式2/layout.toml"),
        ("layout.missing-file", "layouts/版式2"),
    ]


def test_a_file_in_another_encoding_is_told_as_such(tmp_path: Path) -> None:
    folder = layouts_with(tmp_path, SMALL)
    (folder / "版式1" / "layout.toml").write_bytes(SMALL.encode("gbk"))
    assert faults_of(folder) == [("layout.not-utf8", "layouts/版式1/layout.toml")]


@pytest.mark.parametrize(
    ("text", "where"), [("a = 1\nb = １", "第2行第5个字符处"), ("title =", "文件末尾"), ("a = 1\na = 2", "文件末尾")]
)
def test_a_slip_of_the_pen_is_told_with_its_line_and_nothing_english_outside_brackets(
    tmp_path: Path, text: str, where: str
) -> None:
    with pytest.raises(ConfigurationError) as raised:
        load_layouts(layouts_with(tmp_path, text))
    (fault,) = raised.value.faults
    assert (fault.rule, fault.message.partition("写法")[0]) == ("layout.not-toml", where)
    assert "(at " not in fault.message
    assert not re.search("[a-z]", re.sub("（[^（）]*）", "", fault.message))


@pytest.mark.parametrize("text", ["{{年}", "{{ '年 }}", "{{年|大写}}", "{% if 年 %}"])
def test_what_the_parser_says_stands_in_brackets(tmp_path: Path, text: str) -> None:
    with pytest.raises(ConfigurationError) as raised:
        load_layouts(layouts_with(tmp_path, SMALL.replace("{{年}}", text)))
    (fault,) = raised.value.faults
    said = fault.message.removeprefix(f"“{fault.found}”")
    assert not re.search("[a-z]", re.sub("（.*）。$", "", said))
    assert said.endswith("）。")


@pytest.mark.parametrize(("rows", "rule"), [('"单位表"', "layout.unknown-word"), ("1", "layout.wrong-type")])
def test_of_a_wrong_kind_of_rows_nothing_else_is_told_that_follows_from_it(
    tmp_path: Path, rows: str, rule: str
) -> None:
    text = SMALL.replace('name = "清单"', f"name = '清单'\nrows = {rows}\nwhere = '报送 == \"未报送\"'")
    folder = layouts_with(tmp_path, text.replace("{{目标任务}}", "{{单位}}{{指标名称}}"))
    assert faults_of(folder) == [(rule, "layouts/版式1/layout.toml!section[1].rows")]


def test_two_layouts_of_one_title_may_not_share_a_period(tmp_path: Path) -> None:
    folder = layouts_with(tmp_path, SMALL, SMALL)
    assert faults_of(folder) == [("layout.title-repeated", "layouts/版式2/layout.toml!title")]


def test_a_profile_stands_in_for_a_base_document(tmp_path: Path) -> None:
    folder = layouts_with(tmp_path, f'profile = "公文正文"\n{SMALL}')
    (folder / "版式1" / "base.docx").unlink()
    (layout,) = load_layouts(folder)
    assert (layout.profile, layout.orientation) == ("公文正文", "纵向")


def test_two_layouts_of_one_title_may_lie_in_different_folders(tmp_path: Path) -> None:
    folder = layouts_with(tmp_path, SMALL, f'folder = "附表"\n{SMALL}')
    assert [layout.folder for layout in load_layouts(folder)] == ["", "附表"]


def test_two_layouts_of_one_title_may_serve_different_periods(tmp_path: Path) -> None:
    folder = layouts_with(tmp_path, SMALL, SMALL.replace("H1", "FY"))
    assert len(load_layouts(folder)) == 2


@pytest.mark.parametrize("name", ["", "不存在"])
def test_a_home_without_layouts_is_told(tmp_path: Path, name: str) -> None:
    assert faults_of(tmp_path / name) == [("layout.none", (tmp_path / name).name)]


def test_a_text_that_fails_when_printed_is_told(tmp_path: Path) -> None:
    folder = layouts_with(tmp_path, SMALL.replace("{{目标任务}}", "{{1 // (目标任务|length - 目标任务|length)}}"))
    plan, ledger, texts = half_year()
    with pytest.raises(ConfigurationError) as raised:
        publications(load_layouts(folder), plan, ledger, texts, draft=False)
    assert [fault.rule for fault in raised.value.faults] == ["layout.text-fails"]
    assert raised.value.faults[0].place.parts == ("section[1].column[1].text",)


def test_a_text_cannot_reach_into_the_program(tmp_path: Path) -> None:
    folder = layouts_with(tmp_path, SMALL.replace("{{目标任务}}", "{{目标任务.__class__.__mro__}}"))
    plan, ledger, texts = half_year()
    with pytest.raises(ConfigurationError):
        publications(load_layouts(folder), plan, ledger, texts, draft=False)


def test_a_copied_layout_with_other_title_columns_and_rows_prints(tmp_path: Path) -> None:
    folder = layouts_with(
        tmp_path,
        """
        title = "{{期次}}进度偏慢的指标"
        periods = ["H1"]
        orientation = "纵向"
        notes = ["注：按半年序时判断。"]

        [[section]]
        name = "慢序时"
        heading = "共性问题"
        rows = "指标"
        where = '状态 == "慢序时"'
        group = "{{填报单位}}"
        notes = ["注：单位见台账。"]

        [[section.column]]
        title = "指标"
        width = 60
        text = "{{指标名称}}（{{目标}}{{单位}}）"

        [[section.column]]
        title = "完成率"
        width = 30
        role = "数字"
        text = "{{完成率}}"

        [[section.column]]
        title = "说明"
        width = 60
        text = "{{情况说明}}"
        """,
    )
    plan, ledger, texts = half_year()
    (document,) = publications(load_layouts(folder), plan, ledger, texts, draft=False)
    (table,) = document.tables
    assert (document.title, document.orientation, document.marks) == ("2023年上半年进度偏慢的指标", "纵向", ())
    assert (table.heading, table.notes, document.notes) == (
        "共性问题",
        ("注：单位见台账。",),
        ("注：按半年序时判断。",),
    )
    (group,) = table.groups
    cells = [cell for cell in group.rows[0].cells if cell]
    assert group.heading == "市商务局"
    assert [cell.text for cell in cells] == ["引进外资项目（30个）", "40%", "受外需影响，下半年集中签约"]
    assert str(cells[1].amount) == "40.0"


def test_a_group_prints_once_where_it_first_appears_whatever_the_order_of_the_plan(tmp_path: Path) -> None:
    text = SMALL.replace('name = "清单"', 'name = "清单"\nrows = "指标"\ngroup = "{{填报单位}}"')
    folder = layouts_with(tmp_path, text.replace("{{目标任务}}", "{{行号}} {{指标编号}}"))
    reporters = {
        "K01-1": "市发改委",
        "K01-2": "市水利局",
        "K02-1": "市发改委",
        "K02-2": "市教育局",
        "K03-1": "市水利局",
    }
    plan = plan_of(*(indicator(key, reporters=(name,)) for key, name in reporters.items()))
    (document,) = publications(load_layouts(folder), plan, consolidate(plan, HALF_YEAR, []), {}, draft=False)
    groups = [
        (group.heading, [row.cells[0].text for row in group.rows if row.cells[0]])
        for group in document.tables[0].groups
    ]
    assert groups == [
        ("市发改委", ["1 K01-1", "2 K02-1"]),
        ("市水利局", ["3 K01-2", "4 K03-1"]),
        ("市教育局", ["5 K02-2"]),
    ]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("{{实际}}{{单位}}", ["12家", "—", "3"]),
        (
            "完成{{实际}}{{单位}}，目标{{目标}}{{单位}}。",
            ["完成12家，目标20家。", "完成—，目标30家。", "完成3，目标4。"],
        ),
        ("{{实际}}（{{单位}}）", ["12（家）", "—（家）", "3（—）"]),
        ("{{单位}}", ["家", "家", "—"]),
        ("{% if 单位 == '家' %}{{上期实际}}{{单位}}{% endif %}", ["—", "—", "—"]),
    ],
)
def test_a_unit_prints_only_behind_a_figure(tmp_path: Path, text: str, printed: list[str]) -> None:
    folder = layouts_with(
        tmp_path, SMALL.replace('name = "清单"', 'name = "清单"\nrows = "指标"').replace("{{目标任务}}", text)
    )
    plan = plan_of(
        indicator("K01-1", value="20", unit="家"),
        indicator("K01-2", value="30", unit="家"),
        indicator("K01-3", value="4", unit=""),
    )
    ledger = consolidate(plan, HALF_YEAR, [submission(figures=[figure("K01-1", "12"), figure("K01-3", "3")])])
    (document,) = publications(load_layouts(folder), plan, ledger, {}, draft=False)
    assert [cell.text for row in document.tables[0].rows for cell in row.cells if cell] == printed


def test_a_layout_of_departments_lists_who_is_silent(tmp_path: Path) -> None:
    text = SMALL.replace('name = "清单"', """name = "清单"\nrows = "单位"\nwhere = '报送 == "未报送"'""")
    folder = layouts_with(tmp_path, text.replace("{{目标任务}}", "{{单位}}：{{联系人}} {{电话}}"))
    plan, ledger, texts = half_year()
    (document,) = publications(load_layouts(folder), plan, ledger, texts, draft=False)
    printed = [cell.text for row in document.tables[0].rows for cell in row.cells if cell]
    assert "市应急局：联系人 1234" in printed
    assert not any(text.startswith("各区县政府") for text in printed)


def test_rows_stand_in_the_order_asked_for_words_behind_numbers_and_are_numbered_through(tmp_path: Path) -> None:
    text = SMALL.replace('name = "清单"', 'name = "清单"\nrows = "指标"\norder = "{{完成率}}"')
    folder = layouts_with(tmp_path, text.replace("{{目标任务}}", "{{行号}} {{完成率}}"))
    plan, ledger, texts = half_year()
    (document,) = publications(load_layouts(folder), plan, ledger, texts, draft=False)
    printed = [cell.text.split() for row in document.tables[0].rows for cell in row.cells if cell]
    assert [number for number, _ in printed] == [str(number) for number in range(1, len(printed) + 1)]
    rates = [rate for _, rate in printed]
    assert rates[:2] == ["0%", "40%"]
    assert rates[-1] == "—"


def test_an_internal_layout_has_one_edition_with_every_row_and_no_head_fields(tmp_path: Path) -> None:
    folder = layouts_with(tmp_path, f"internal = true\n{SMALL}")
    plan, ledger, texts = half_year()
    (document,) = publications(load_layouts(folder), plan, ledger, texts, draft=True)
    assert sum(1 for _ in document.tables[0].rows) == len(plan.tasks)
    assert any(not task.is_public for task in plan.tasks)
    assert (document.facts, document.marks) == ((), ("（内部使用）", "（送审稿）"))


def test_a_layout_of_another_period_stays_silent(tmp_path: Path) -> None:
    folder = layouts_with(tmp_path, SMALL.replace("H1", "spring"))
    plan, ledger, texts = half_year()
    assert ledger.period == HALF_YEAR
    assert publications(load_layouts(folder), plan, ledger, texts, draft=False) == ()


def test_a_folder_that_lost_its_layout_file_is_told(tmp_path: Path) -> None:
    folder = layouts_with(tmp_path, SMALL)
    shutil.copytree(folder / "版式1", folder / "附表" / "版式2")
    shutil.copytree(folder / "版式1", folder / "备份")
    (folder / "备份" / "layout.toml").rename(folder / "备份" / "layout.toml.txt")
    assert faults_of(folder) == [
        ("layout.no-layout-file", "layouts/备份"),
        ("layout.no-layout-file", "layouts/附表"),
    ]


def test_folders_in_which_nobody_put_anything_are_no_layouts(tmp_path: Path) -> None:
    folder = layouts_with(tmp_path, SMALL)
    for name in ("空", ".git", "缩略图"):
        (folder / name).mkdir()
    (folder / ".git" / "config").write_bytes(b"")
    (folder / "缩略图" / "Thumbs.db").write_bytes(b"")
    assert len(load_layouts(folder)) == 1


def test_a_title_that_the_plan_leaves_empty_is_told(tmp_path: Path) -> None:
    folder = layouts_with(tmp_path, SMALL.replace("{{年}}年清单", "{{填报截止}}"))
    plan, ledger, texts = half_year()
    plan = replace(plan, settings=replace(plan.settings, due=None))
    with pytest.raises(ConfigurationError) as raised:
        publications(load_layouts(folder), plan, ledger, texts, draft=False)
    (fault,) = raised.value.faults
    assert (fault.rule, str(fault.place)) == ("layout.title-empty", "layouts/版式1/layout.toml!title")


def test_names_are_filled_in_wherever_words_are_printed(tmp_path: Path) -> None:
    text = SMALL.replace('name = "清单"', 'name = "{{年}}清单"\nnotes = ["注：{{期次}}。"]')
    text = text.replace('["H1"]', '["H1"]\nnotes = ["截至{{截至日期}}。"]').replace('"任务"', '"{{年}}年任务"')
    plan, ledger, texts = half_year()
    day = date(2023, 7, 13)
    (document, _) = publications(
        load_layouts(layouts_with(tmp_path, text)), plan, ledger, texts, draft=False, as_of=day
    )
    (table,) = document.tables
    assert document.notes == ("截至2023年7月13日。",)
    assert (table.name, table.notes, table.columns[0].title) == ("2023清单", ("注：2023年上半年。",), "2023年任务")


def test_braces_can_be_printed_by_those_who_mean_them(tmp_path: Path) -> None:
    folder = layouts_with(tmp_path, SMALL.replace("{{目标任务}}", "{{ '{' }}{{任务编号}}"))
    plan, ledger, texts = half_year()
    document = publications(load_layouts(folder), plan, ledger, texts, draft=False)[0]
    assert next(document.tables[0].rows).cells[0] == Cell("{K01")


@pytest.mark.parametrize("where", ["状态 =", "1 // (目标任务|length - 目标任务|length)"])
def test_a_condition_is_shown_as_it_was_written(tmp_path: Path, where: str) -> None:
    folder = layouts_with(tmp_path, SMALL.replace('name = "清单"', f'name = "清单"\nwhere = "{where}"'))
    plan, ledger, texts = half_year()
    with pytest.raises(ConfigurationError) as raised:
        publications(load_layouts(folder), plan, ledger, texts, draft=False)
    (fault,) = raised.value.faults
    assert (fault.found, str(fault.place)) == (where, "layouts/版式1/layout.toml!section[1].where")
    assert "%" not in fault.message


def test_every_message_of_the_catalogue_has_a_remedy() -> None:
    rules = [rule for rule in catalogue().values() if rule.id.startswith("layout.")]
    assert rules
    assert all(rule.message and rule.hint for rule in rules)
