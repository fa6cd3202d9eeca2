"""A block of a settings file, read key by key: every fault is collected, and what it leaves open gets a stand-in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from typing import TypeVar

from reporter.findings import Finding
from reporter.findings import finding
from reporter.places import Place
from reporter.present import templates

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Mapping

_Choice = TypeVar("_Choice")
_FOLDER_NAME = re.compile(r"\w[\w（） -]*(?<! )")


def can_name_files(title: str) -> bool:
    """Tell whether files named by a title can be told apart: blanks and signs alone name none."""
    return any(sign.isalnum() for sign in title)


def no_file_name(title: templates.CellText) -> Finding:
    """Tell that files named by a title would have no name."""
    return finding("layout.title-empty", title.place, found=title.source)


class Block:
    """A table of a TOML file. `path` names it inside the file: section[1].column[2]. Faults go to `faults`."""

    def __init__(self, data: Mapping[str, object], file: str, faults: list[Finding], path: str = "") -> None:
        """Begin to read `data`, of which no key was asked for yet."""
        self._data = data
        self._file = file
        self._faults = faults
        self._path = path
        self._asked: dict[str, None] = {}

    def has(self, key: str) -> bool:
        """Tell whether the key is given."""
        self._asked.setdefault(key)
        return key in self._data

    def text(self, key: str, *, default: str | None = None) -> str:
        """Return a text; a fault where it is missing and has no default."""
        value = self._value(key, default)
        if isinstance(value, str):
            return value
        return self._wrong(key, value, "引号中的文字", "")

    def folder_name(self, key: str, *, taken: str) -> str:
        """Return the name of a folder that every system takes, but not `taken`; empty where it is missing."""
        name = self.text(key, default="")
        if not name or (name != taken and _FOLDER_NAME.fullmatch(name)):
            return name
        return self._wrong(key, name, f"汉字、字母和数字组成的文件夹名称（不能是“{taken}”）", "")

    def flag(self, key: str) -> bool:
        """Return true or false; false where it is missing."""
        value = self._value(key, default=False)
        return value if isinstance(value, bool) else self._wrong(key, value, " true 或 false", stand_in=False)

    def positive(self, key: str) -> int:
        """Return a whole number above zero."""
        value = self._value(key, None)
        if isinstance(value, int) and not isinstance(value, bool) and value > 0:
            return value
        return self._wrong(key, value, "大于 0 的整数（毫米）", 1)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, empty where it is missing."""
        value = self._value(key, [])
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        return self._wrong(key, value, "方括号中的若干文字", ())

    def blocks(self, key: str) -> tuple[Block, ...]:
        """Return the tables under a key, of which there must be one."""
        value = self._value(key, None)
        if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
            return tuple(
                Block(item, self._file, self._faults, f"{self._name(key)}[{number}]")
                for number, item in enumerate(value, start=1)
            )
        return self._wrong(key, value, f" [[{key}]] 段落", ())

    def choice(self, key: str, known: Mapping[str, _Choice], default: _Choice) -> _Choice:
        """Return what a known word stands for."""
        if not self.has(key):
            return default
        word = self.text(key)
        return self._known(key, word, known, default) if isinstance(self._data[key], str) else default

    def is_sound(self, key: str, known: Mapping[str, object]) -> bool:
        """Tell whether a key is missing or holds a known word."""
        value = self._value(key, None)
        return value is None or (isinstance(value, str) and value in known)

    def choices(self, key: str, known: Mapping[str, _Choice]) -> list[_Choice]:
        """Return what a list of known words stands for; a fault where it is missing or holds none."""
        if not self.has(key):
            self._missing(key)
        elif self._data[key] == []:
            self._faults.append(finding("layout.no-choice", self._place(key), found=key, expected="、".join(known)))
        fallback = next(iter(known.values()))
        return [self._known(key, word, known, fallback) for word in self.texts(key)]

    def template(self, key: str, names: Collection[str], *, default: str | None = None) -> templates.CellText:
        """Return a text with names to fill in."""
        return self._checked(templates.cell_text(self.text(key, default=default), self._place(key), names))

    def template_list(self, key: str, names: Collection[str]) -> tuple[templates.CellText, ...]:
        """Return a list of texts with names to fill in, empty where it is missing."""
        numbered = enumerate(self.texts(key), start=1)
        return tuple(
            self._checked(templates.cell_text(text, self._place(f"{key}[{number}]"), names))
            for number, text in numbered
        )

    def file_title(self, key: str, names: Collection[str]) -> templates.CellText:
        """Return a title with names to fill in; a fault where it is none that files could be named by."""
        title = self.template(key, names)
        if self._data.get(key) == title.source and title.is_plain and not can_name_files(title.source):
            self._faults.append(no_file_name(title))
        return title

    def condition(self, key: str, names: Collection[str]) -> templates.CellText | None:
        """Return a condition on names, or None where it is missing."""
        if not self.has(key):
            return None
        return self._checked(templates.condition(self.text(key), self._place(key), names))

    def finish(self) -> None:
        """Find the keys that nobody asked for."""
        for key in self._data:
            if key not in self._asked:
                known = "、".join(self._asked)
                self._faults.append(finding("layout.key-unknown", self._place(key), found=key, expected=known))

    def _value(self, key: str, default: object) -> object:
        return self._data[key] if self.has(key) else default

    def _known(self, key: str, word: str, known: Mapping[str, _Choice], stand_in: _Choice) -> _Choice:
        if word in known:
            return known[word]
        listed = "、".join(word for word in known if word)
        self._faults.append(finding("layout.unknown-word", self._place(key), found=word, expected=listed))
        return stand_in

    def _wrong(self, key: str, value: object, expected: str, stand_in: _Choice) -> _Choice:
        if value is None:
            self._missing(key)
        else:
            self._faults.append(finding("layout.wrong-type", self._place(key), found=str(value), expected=expected))
        return stand_in

    def _missing(self, key: str) -> None:
        self._faults.append(finding("layout.key-missing", self._place(key)))

    def _checked(self, text: templates.CellText | Finding) -> templates.CellText:
        if isinstance(text, templates.CellText):
            return text
        self._faults.append(text)
        return templates.literal("", text.place)

    def _name(self, key: str) -> str:
        return f"{self._path}.{key}" if self._path else key

    def _place(self, key: str) -> Place:
        return Place(self._file, (self._name(key),))
