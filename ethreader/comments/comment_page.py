"""Comments as HTML: each shape of a comment is rendered once for a page, and filled for each.

What differs between two comments of a shape is their words. The template is given gaps in their
place; here they are filled, escaped, so that a page takes as many template calls for a hundred
comments as for three.
"""

import re
import secrets
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import current_app
from markupsafe import Markup, escape

from ethreader.comments.formats import display_name
from ethreader.comments.threads import Node, PublicComment
from ethreader.events.models import Event
from ethreader.i18n.formats import format_date_in, format_number, locale
from ethreader.web.templating import sanitised

# Nobody can write what stands for a gap: it is another one in each process. All of its
# characters stay as they are in a URL.
SIGN = f"~{secrets.token_hex(8)}."
GAP = re.compile(rf"{re.escape(SIGN)}(\w+)~")


def gap(name: str) -> str:
    """Return what stands in a shape where the value of a name is to be filled in."""
    return f"{SIGN}{name}~"


class Shape:
    """HTML with gaps."""

    def __init__(self, template: str, **context: Any) -> None:
        html = current_app.jinja_env.get_template(template).render(**context)
        self._parts = GAP.split(html.strip())
        self._names = self._parts[1::2]

    def fill(self, values: dict[str, str]) -> str:
        """Return the HTML with its gaps filled by values that are HTML themselves."""
        parts = self._parts.copy()
        parts[1::2] = [values[name] for name in self._names]
        return "".join(parts)


@dataclass(kw_only=True, eq=False)
class CommentShapes:
    """The comments of a page under an event."""

    event: Event
    takes_comments: bool

    def __post_init__(self) -> None:
        self._shapes: dict[Hashable, Shape] = {}
        self._locale = locale()

    def items(self, nodes: Sequence[Node], *, focus_first: bool = False) -> Markup:
        """Return comments, with their replies below, as the items of a list."""
        html = [self._item(node, has_focus=False) for node in nodes[focus_first:]]
        first = [self._item(node, has_focus=True) for node in nodes[:focus_first]]
        return sanitised("\n".join([*first, *html]))

    def _item(self, node: Node, *, has_focus: bool) -> str:
        comment, parent = node.comment, node.replies_to
        if parent is not None and parent.is_stub:  # Nobody is named there.
            parent = None
        values = {
            "id": comment.id,
            "name": escape(display_name(comment)),
            "html": comment.html,
            "day": comment.day.isoformat(),
            "day_in_words": escape(format_date_in(self._locale, comment.day)),
            "below": self._below(node) if node.replies or node.rest > 0 else "",
        }
        if parent is not None:
            values |= {"parent_id": parent.id, "parent": escape(display_name(parent))}
        return self._shape_of(comment, is_named=parent is not None, has_focus=has_focus).fill(
            values
        )

    def _shape_of(self, comment: PublicComment, *, is_named: bool, has_focus: bool) -> Shape:
        kind = (
            *(comment.is_stub, comment.voice, comment.is_pinned, comment.is_edited),
            *(is_named, has_focus),
        )
        return self._shape(
            kind,
            lambda: Shape(
                "comments/_comment.html",
                comment=comment._replace(id=gap("id"), name=gap("name"), html=gap("html")),
                parent_id=gap("parent_id") if is_named else "",
                has_focus=has_focus,
                event=self.event,
                takes_comments=self.takes_comments,
                gap=gap,
            ),
        )

    def _below(self, node: Node) -> str:
        """Return what stands below a comment."""
        html = "\n".join([self._item(reply, has_focus=False) for reply in node.replies])
        shape = self._shape("branch", lambda: Shape("comments/_branch.html", gap=gap))
        return shape.fill({"items": html, "more": self._rest(node) if node.rest > 0 else ""})

    def _rest(self, node: Node) -> str:
        # Numbers of one kind, as the language tells them apart, have the same words.
        kind = self._locale.plural_form(node.rest)
        shape = self._shape(
            kind, lambda: Shape("comments/_rest.html", event=self.event, rest=node.rest, gap=gap)
        )
        shown = escape(format_number(node.rest))
        return shape.fill({"id": node.comment.id, "last": node.last or "", "shown": shown})

    def _shape(self, kind: Hashable, make: Callable[[], Shape]) -> Shape:
        known = self._shapes.get(kind)
        if known is None:
            known = self._shapes[kind] = make()
        return known
