"""YAML as text: every value is text, no key stands twice, and nothing refers elsewhere."""

import re
from typing import Any

import yaml

from ethreader.transfer.findings import Finding

_FIELD = "front matter"
# How other programs write what is left empty; a name may be any word, this one too.
_EMPTY = {"~", "null", "Null", "NULL"}


class _Loader(yaml.BaseLoader):
    """Reads values that refer elsewhere as empty: a few of them in a row unfold to gigabytes."""

    def __init__(self, text: str) -> None:
        self.references: list[int] = []
        super().__init__(text)

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        if not self.check_event(yaml.AliasEvent):
            return super().compose_node(parent, index)
        mark = self.get_event().start_mark  # type: ignore[no-untyped-call]
        self.references.append(mark.line)
        return yaml.ScalarNode("tag:yaml.org,2002:str", "", mark, mark)


class Values:
    """The fields of one head, on which lines they stand, and what is wrong with them."""

    def __init__(self, *, first: int) -> None:
        self.lines: dict[str, int] = {}
        self.findings: list[Finding] = []
        self._first = first

    def read(self, text: str) -> dict[str, Any]:
        """Return the fields; raises `yaml.YAMLError` and `RecursionError`."""
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
        finally:
            loader.dispose()
        for line in dict.fromkeys(loader.references):
            self._say(line, _FIELD, "references like *this are not taken; repeat the value")
        if not isinstance(node, yaml.MappingNode):
            if node is None:
                return {}
            self._say(0, _FIELD, "it must be a list of “field: value”, like “name: Meeting”")
            return {}
        return self._mapping(node, "")

    def _value(self, node: yaml.Node, place: str) -> Any:
        self.lines.setdefault(place, self._first + node.start_mark.line)
        if node.tag.startswith("!"):  # Which would not be a part of the value.
            said = "“!” means something else in YAML; put the value in quotation marks"
            self._say(node.start_mark.line, place, said)
        match node:
            case yaml.MappingNode():
                return self._mapping(node, f"{place}.")
            case yaml.SequenceNode():
                items = enumerate(node.value, start=1)
                return [self._value(each, f"{place}.{number}") for number, each in items]
            case _:
                return _text(node)

    def _mapping(self, node: yaml.MappingNode, before: str) -> dict[str, Any]:
        """Return the fields of a mapping; those that are left empty are not there."""
        fields: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value
            if not isinstance(key, str):
                self._say(key_node.start_mark.line, _FIELD, "a field's name must be one word")
                continue
            place = f"{before}{key}"
            line = key_node.start_mark.line
            if place in self.lines:
                said = f"the field stands twice, also on line {self.lines[place]}; keep one of them"
                self._say(line, place, said)
                continue
            self.lines[place] = self._first + line
            value = self._value(value_node, place)
            if value != "" and (key == "name" or not _is_left_empty(value_node)):
                fields[key] = value
        return fields

    def _say(self, line: int, place: str, sentence: str) -> None:
        self.findings.append(Finding(line=self._first + line, field=place, sentence=sentence))


def _is_left_empty(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.style is None and node.value in _EMPTY


def _text(node: yaml.Node) -> str:
    text = str(node.value)
    if isinstance(node, yaml.ScalarNode) and node.style in {
        "|",
        ">",
    }:  # Lines that were broken for the eye: every field is one line.
        return re.sub(r"\s*\n\s*", " ", text.strip())
    return text
