"""Comments as HTML: each kind of comment is rendered once, and filled for each.

What differs between two of a kind is their words. The template is given gaps in their place; here
they are filled, escaped, so that a page of a hundred comments takes no more template calls than
one of three.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from markupsafe import Markup, escape

from ethreader.comments.formats import display_name
from ethreader.comments.threads import Node, PublicComment
from ethreader.events.terms import Commented
from ethreader.i18n.formats import format_date_in, format_number, locale
from ethreader.web.shapes import Shape, gap, shape_of
from ethreader.web.templating import sanitised

Kind = tuple[bool, str | None, bool, bool, bool, bool]


class CommentPage:
    """The comments of a page under an event."""

    def __init__(self, event: Commented, *, takes_comments: bool) -> None:
        self._slug = event.slug
        self._takes_comments = takes_comments
        self._locale = locale()
        self._shapes: dict[Kind, Shape] = {}
        self._branch = shape_of("comments/_branch.html")
        self._days: dict[date, tuple[str, str]] = {}

    def items(self, nodes: Sequence[Node], *, focus_first: bool = False) -> Markup:
        """Return comments, with their replies below, as the items of a list."""
        first = [self._item(node, has_focus=True) for node in nodes[:focus_first]]
        return joined([*first, *map(self.item, nodes[focus_first:])])

    def item(self, node: Node) -> str:
        """Return one of them."""
        return self._item(node, has_focus=False)

    def _item(self, node: Node, *, has_focus: bool) -> str:
        comment, parent = node.comment, node.replies_to
        if parent is not None and parent.is_stub:  # Nobody is named there.
            parent = None
        day, day_in_words = self._day(comment.day)
        values = {
            "slug": self._slug,
            "id": comment.id,
            "name": escape(display_name(comment)),
            "html": comment.html,
            "day": day,
            "day_in_words": day_in_words,
            "below": self._below(node) if node.replies or node.rest > 0 else "",
        }
        if parent is not None:
            values |= {"parent_id": parent.id, "parent": escape(display_name(parent))}
        shape = self._shape_of(comment, is_named=parent is not None, has_focus=has_focus)
        return shape.fill(values)

    def _shape_of(self, comment: PublicComment, *, is_named: bool, has_focus: bool) -> Shape:
        said = comment.is_stub, comment.voice, comment.is_pinned, comment.is_edited
        kind = (*said, is_named, has_focus)
        known = self._shapes.get(kind)
        if known is None:
            known = self._shapes[kind] = shape_of(
                "comments/_comment.html",
                *(self._takes_comments, kind),
                context=lambda: self._gaps(comment, is_named=is_named, has_focus=has_focus),
            )
        return known

    def _gaps(self, comment: PublicComment, *, is_named: bool, has_focus: bool) -> dict[str, Any]:
        return {
            "comment": comment._replace(id=gap("id"), name=gap("name"), html=gap("html")),
            "parent_id": gap("parent_id") if is_named else "",
            "has_focus": has_focus,
            "takes_comments": self._takes_comments,
        }

    def _below(self, node: Node) -> str:
        """Return what stands below a comment."""
        items = joined([self.item(reply) for reply in node.replies])
        more = self._rest(node) if node.rest > 0 else ""
        return self._branch.fill({"items": items, "more": more})

    def _day(self, day: date) -> tuple[str, str]:
        known = self._days.get(day)
        if known is None:
            words = escape(format_date_in(self._locale, day))
            known = self._days[day] = (day.isoformat(), words)
        return known

    def _rest(self, node: Node) -> str:
        # Numbers of one kind, as the language tells them apart, have the same words.
        kind = self._locale.plural_form(node.rest)
        shape = shape_of("comments/_rest.html", kind, context=lambda: {"rest": node.rest})
        number = escape(format_number(node.rest))
        values = {"slug": self._slug, "id": node.comment.id, "last": node.last or ""}
        return shape.fill({**values, "shown": number})


def joined(items: Iterable[str]) -> Markup:
    """Return items as they follow each other in a list."""
    return sanitised("\n".join(items))
