"""Files of front matter and text: read without guessing, written in one canonical way."""

from collections.abc import Mapping
from typing import Any

import yaml


class Unreadable(Exception):
    """A file that is not front matter and text: which part, and why."""

    def __init__(self, field: str, reason: str) -> None:
        self.field = field
        self.reason = reason
        super().__init__(f"{field}: {reason}")


class _TextLoader(yaml.BaseLoader):
    """YAML in which every scalar is text, no key stands twice and nothing refers elsewhere."""

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        """Refuse aliases: a few of them in a row unfold to gigabytes."""
        if self.check_event(yaml.AliasEvent):
            raise Unreadable("front matter", "references like *this are not taken")
        return super().compose_node(parent, index)


def _mapping(loader: _TextLoader, node: yaml.MappingNode) -> dict[Any, Any]:
    seen = set()
    for key_node, _ in node.value:
        key = loader.construct_object(key_node)
        if not isinstance(key, str) or key in seen:
            problem = f"the field “{key}” stands twice" if isinstance(key, str) else "odd key"
            raise Unreadable(str(key), f"{problem} (line {key_node.start_mark.line + 2})")
        seen.add(key)
    return dict(loader.construct_pairs(node, deep=True))


_TextLoader.add_constructor("tag:yaml.org,2002:map", _mapping)


class _CanonicalDumper(yaml.SafeDumper):
    """YAML with lists indented below their key, and quotes only where they are needed.

    A day needs none: it is read as text here, and as a day elsewhere.
    """

    yaml_implicit_resolvers = {  # noqa: RUF012 - PyYAML's own form
        first: [(tag, shape) for tag, shape in resolvers if not tag.endswith(":timestamp")]
        for first, resolvers in yaml.SafeDumper.yaml_implicit_resolvers.items()
    }

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def split(text: str) -> tuple[dict[str, Any], str]:
    """Return the fields and the text of a file; raise `Unreadable`.

    The text is everything after the closing `---`, without the blank lines around it.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if not text.startswith("---\n"):
        raise Unreadable("front matter", "the file must begin with a line “---”")
    head, found, body = f"{text[4:]}\n".partition("\n---\n")
    if not found:
        raise Unreadable("front matter", "a second line “---” must end it")
    try:
        # Every scalar is text, so this builds no objects.
        fields = yaml.load(head, Loader=_TextLoader)  # noqa: S506
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark
        line = f" (line {mark.line + 2})" if mark else ""
        raise Unreadable("front matter", f"it is not YAML: {problem.problem}{line}") from None
    except (yaml.YAMLError, RecursionError) as problem:
        raise Unreadable("front matter", f"it is not YAML: {problem}") from None
    if not isinstance(fields, dict):
        raise Unreadable("front matter", "it must be a list of “field: value”")
    return fields, body.strip("\n") if body.strip() else ""


def join(fields: Mapping[str, Any], body: str) -> str:
    """Return a file in the canonical form; `split` reads the same back."""
    head = yaml.dump(
        dict(fields),
        Dumper=_CanonicalDumper,
        allow_unicode=True,
        sort_keys=False,
        width=100_000,  # One line for one value: line breaks inside would read as spaces.
    )
    return f"---\n{head}---\n\n{body}\n" if body else f"---\n{head}---\n"
