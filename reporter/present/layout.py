"""Layouts: what a published document looks like, read from its folder with every fault at once."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.errors import ConfigurationError
from reporter.findings import finding
from reporter.periods import Stage
from reporter.places import Place
from reporter.plan.records import Form
from reporter.present.facts import DOCUMENT_NAMES
from reporter.present.facts import NAMES
from reporter.present.facts import Subject
from reporter.present.records import RETURNED_FOLDER
from reporter.present.records import Orientation
from reporter.present.records import Profile
from reporter.present.records import Role
from reporter.present.settings_block import Block

if TYPE_CHECKING:
    from pathlib import Path

    from reporter.findings import Finding
    from reporter.present.templates import CellText

LAYOUT_FILE = "layout.toml"
BASE_FILE = "base.docx"
PAGE_FILE = "page.html.jinja"
_STAGES = {"spring": Stage.SPRING, "H1": Stage.HALF_YEAR, "FY": Stage.YEAR_END}
_AT = re.compile(r" \(at [^()]*\)$")
_LINE = re.compile(r"\(at line ([0-9]+), column ([0-9]+)\)$")
_EVERY_NAME = tuple(dict.fromkeys(name for names in NAMES.values() for name in names))
_LEFT_BY_SYSTEMS = frozenset({"thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class ColumnLayout:
    """A column and the text of its cells; `is_merged` joins equal cells of one project from row to row."""

    title: CellText
    width: int
    role: Role
    text: CellText
    is_merged: bool


@dataclass(frozen=True, slots=True)
class SectionLayout:
    """A table: what it has rows for, which of them (`form`, `where`), how they are grouped and ordered, its columns."""

    name: CellText
    heading: CellText
    subject: Subject
    form: Form | None
    where: CellText | None
    group: CellText | None
    order: CellText | None
    columns: tuple[ColumnLayout, ...]
    notes: tuple[CellText, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """A document of some stages of the year. `page` is None where the page of the program serves.

    `folder` is where its files go, empty for the top of the outputs. An internal one is not for the public: it holds
    every row, and no head fields of a page on the web.
    """

    name: str
    title: CellText
    stages: tuple[Stage, ...]
    orientation: Orientation
    sections: tuple[SectionLayout, ...]
    notes: tuple[CellText, ...]
    base: Path
    page: Path | None
    folder: str
    is_internal: bool
    profile: Profile


def load_layouts(folder: Path) -> tuple[Layout, ...]:
    """Read every layout in `folder`, in the order of their names.

    Raises:
        ConfigurationError: with every fault of every layout.
    """
    folders = sorted(path for path in folder.iterdir() if _holds_something(path)) if folder.is_dir() else []
    faults: list[Finding] = []
    layouts = [layout for path in folders if (layout := _layout(path, faults)) is not None]
    if not folders:
        faults.append(finding("layout.none", Place(folder.name)))
    faults += _repeated_titles(layouts)
    if faults:
        raise ConfigurationError(faults)
    return tuple(layouts)


def _holds_something(folder: Path) -> bool:
    """Tell whether somebody meant a folder to be a layout: files lie in it, besides those that systems leave."""
    return not folder.name.startswith(".") and any(
        path.is_file() and not path.name.startswith((".", "~$")) and path.name.casefold() not in _LEFT_BY_SYSTEMS
        for path in folder.rglob("*")
    )


def _layout(folder: Path, faults: list[Finding]) -> Layout | None:
    """Read one layout, or None where its file cannot be read at all; what a fault leaves open is never used."""
    file = f"layouts/{folder.name}/{LAYOUT_FILE}"
    if not (folder / LAYOUT_FILE).is_file():
        faults.append(finding("layout.no-layout-file", Place(f"layouts/{folder.name}"), found=LAYOUT_FILE))
        return None
    base, page = folder / BASE_FILE, folder / PAGE_FILE
    data = _settings(folder / LAYOUT_FILE, file, faults)
    if not base.is_file() and "profile" not in (data or {}):
        faults.append(finding("layout.missing-file", Place(f"layouts/{folder.name}"), found=BASE_FILE))
    if data is None:
        return None
    block = Block(data, file, faults)
    profile = block.choice("profile", {item.value: item for item in Profile}, Profile.TABLE)
    usual = Orientation.PORTRAIT if profile is Profile.LETTER else Orientation.LANDSCAPE
    layout = Layout(
        name=folder.name,
        title=block.file_title("title", DOCUMENT_NAMES),
        stages=tuple(block.choices("periods", _STAGES)),
        orientation=block.choice("orientation", {item.value: item for item in Orientation}, usual),
        sections=tuple(_section(item) for item in block.blocks("section")),
        notes=block.template_list("notes", DOCUMENT_NAMES),
        base=base,
        page=page if page.is_file() else None,
        folder=block.folder_name("folder", taken=RETURNED_FOLDER),
        is_internal=block.flag("internal"),
        profile=profile,
    )
    block.finish()
    return layout


def _settings(path: Path, file: str, faults: list[Finding]) -> dict[str, object] | None:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        faults.append(finding("layout.not-utf8", Place(file)))
    except tomllib.TOMLDecodeError as failure:
        words, where = _where(str(failure))
        faults.append(finding("layout.not-toml", Place(file), where=where, reason=words))
    return None


def _where(message: str) -> tuple[str, str]:
    """Part what the reader of TOML says into its words and the line, which it counts in English."""
    found = _LINE.search(message)
    words = _AT.sub("", message)
    return words, f"第{found[1]}行第{found[2]}个字符处" if found else "文件末尾"


def _section(block: Block) -> SectionLayout:
    subjects = {item.value: item for item in Subject}
    subject = block.choice("rows", subjects, Subject.TASK)
    # Where it is not known what a row is, it is not known either which names it has.
    names = NAMES[subject] if block.is_sound("rows", subjects) else _EVERY_NAME
    section = SectionLayout(
        name=block.template("name", DOCUMENT_NAMES),
        heading=block.template("heading", DOCUMENT_NAMES, default=""),
        subject=subject,
        form=block.choice("form", {"": None, **{item.value: item for item in Form}}, None),
        where=block.condition("where", names),
        group=block.template("group", names, default="") if block.has("group") else None,
        order=block.template("order", names, default="") if block.has("order") else None,
        columns=tuple(_column(item, names) for item in block.blocks("column")),
        notes=block.template_list("notes", DOCUMENT_NAMES),
    )
    block.finish()
    return section


def _column(block: Block, names: tuple[str, ...]) -> ColumnLayout:
    column = ColumnLayout(
        title=block.template("title", DOCUMENT_NAMES),
        width=block.positive("width"),
        role=block.choice("role", {item.value: item for item in Role}, Role.TEXT),
        text=block.template("text", names),
        is_merged=block.flag("merge"),
    )
    block.finish()
    return column


def _repeated_titles(layouts: list[Layout]) -> list[Finding]:
    """Find layouts whose files would overwrite each other's."""
    return [
        finding("layout.title-repeated", later.title.place, found=later.title.source, other=earlier.name)
        for index, later in enumerate(layouts)
        for earlier in layouts[:index]
        if (later.folder, later.title.source) == (earlier.folder, earlier.title.source)
        and set(later.stages) & set(earlier.stages)
    ]
