"""The page with the form of one thing: what was typed, what is wrong with it, who else writes."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from flask import Response, request

from ethreader.base.content_state import ContentState
from ethreader.editing.checking import Mistake
from ethreader.editing.choosing import Lists
from ethreader.editing.controls import Control
from ethreader.editing.entries import Entry, Showing, entries_of, id_of, mistakes_by_place
from ethreader.editing.files_page import Asked, FilesShown, files_of_text, own_picture
from ethreader.editing.item_reading import item_by_id
from ethreader.editing.kinds import DeskKind, Group
from ethreader.editing.moments import TypedMoment, moment_from, typed_moment
from ethreader.editing.value_differences import FieldDifference
from ethreader.i18n.texts import Text, lazy_gettext
from ethreader.publishing.draft_models import ContentDraft, Values
from ethreader.publishing.draft_queries import drafts_of
from ethreader.publishing.draft_service import Typed
from ethreader.publishing.queries import waits_for_event
from ethreader.web.current import settings
from ethreader.web.http import render

_WAITS = lazy_gettext(
    "Readers don’t see this page yet: they see it with the first event that names it, or when you "
    "publish it."
)
_NO_DAY = lazy_gettext("Readers don’t see this page yet: they see it when you publish it.")
_HIDDEN: dict[ContentState, Text] = {
    ContentState.WITHDRAWN: lazy_gettext(
        "Readers don’t see this page: it was withdrawn. You can change its text; that does not "
        "bring it back."
    ),
    ContentState.SCHEDULED: lazy_gettext(
        "Readers don’t see this page yet: it is scheduled. “Publish” shows it at once."
    ),
}


@dataclass(frozen=True, kw_only=True)
class FormPage:
    """All that the form shows."""

    kind: DeskKind
    typed: Typed
    saved_at: datetime | None = None
    owner: str = ""  # Whose draft it is, where it is another editor's.
    mistakes: Sequence[Mistake] = ()
    problem: Text = ""
    differences: Sequence[FieldDifference] = ()
    focus: str = ""
    done: str = ""
    others: Sequence[ContentDraft] = field(default_factory=list)
    row: Any = None  # What is on the site, or was.
    kept: Mapping[str, str] = field(default_factory=dict)  # Pictures whose words are missing.

    @property
    def title(self) -> str:
        """What is on the site is called so."""
        return self.kind.title_of(self.row) if self.row is not None else ""

    @property
    def hidden(self) -> Text:
        """Why readers do not see what is stored."""
        if self.row is None or not self.kind.has_states:
            return ""
        if self.row.is_waiting:
            return _WAITS if waits_for_event(self.row) else _NO_DAY
        return _HIDDEN.get(self.row.state, "")

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was taken off the site."""
        return bool(self.hidden) and self.row.state is ContentState.WITHDRAWN

    @property
    def can_wait(self) -> bool:
        """Whether it can be published later: no reader has seen it yet."""
        is_new = self.row is None or (bool(self.hidden) and not self.is_withdrawn)
        return self.kind.has_states and is_new

    @property
    def groups(self) -> list[tuple[Group, list[Entry]]]:
        """The fields by group."""
        values = self.kind.to_show(self.typed.values)
        return [
            (group, entries_of(self.kind.shapes_in(group), values, self.showing))
            for group in self.kind.groups
        ]

    @property
    def beside(self) -> Any:
        """What its kind shows beside what was typed."""
        return self.kind.beside(self.typed, settings().languages)

    @property
    def showing(self) -> Showing:
        """What holds for all its fields."""
        return Showing(mistakes=mistakes_by_place(self.mistakes), focus=self.focus)

    def files(self, entry: Entry) -> FilesShown:
        """Return the files that a field calls, with what can be said of a new one."""
        shown = files_of_text if entry.shape.control is Control.MARKDOWN else own_picture
        return shown(entry, Asked(showing=self.showing, kept=self.kept))

    @property
    def lists(self) -> Lists:
        """What its fields offer to choose from."""
        return Lists(self.typed.values)

    def new_moment(self, part: str) -> TypedMoment:
        """Return what was typed of when a larger event takes place, if it could not be made."""
        typed = moment_from(request.form, f"new_parent.{part}") if self.problem else ""
        return typed_moment(typed)

    @property
    def errors(self) -> dict[str, list[str]]:
        """What the summary of all mistakes says, by place."""
        found: dict[str, list[str]] = {}
        for each in self.mistakes:
            found.setdefault(each.place, []).append(f"{each.label}: {each.sentence}")
        return found

    @property
    def targets(self) -> dict[str, str]:
        """Where the lines of that summary lead."""
        return {each.place: id_of(each.place) for each in self.mistakes}


def new_id() -> str:
    """Return the id of a draft or of a window: random, so that nobody can count them."""
    return secrets.token_hex(8)


def page_of_typed(kind: DeskKind, typed: Typed, *, editor_id: int | None) -> FormPage:
    """Return the page of what an editor has typed, from a window of its own."""
    row = item_by_id(kind, typed.item_id)
    drafts = drafts_of(kind.kind, [row.id]) if row is not None else []
    return FormPage(
        kind=kind,
        typed=replace(typed, window=new_id()),
        others=[each for each in drafts if each.saved_by_id != editor_id],
        row=row,
    )


def page_of_draft(kind: DeskKind, draft: ContentDraft, *, editor_id: int) -> FormPage:
    """Return the page of a draft as it was last saved."""
    page = page_of_typed(kind, typed_of(draft), editor_id=editor_id)
    is_mine = draft.saved_by_id == editor_id
    others = [each for each in page.others if each.id != draft.id]
    return replace(
        page,
        saved_at=draft.saved_at,
        owner="" if is_mine else draft.saved_by.name,
        others=others,
    )


def typed_of(draft: ContentDraft) -> Typed:
    """Return what a form of a draft brings back."""
    return Typed(
        public_id=draft.public_id,
        kind=draft.kind,
        item_id=draft.item_id,
        based_on=draft.based_on,
        save_number=draft.save_number,
        window="",
        values=draft.values,
    )


def begun(
    kind: DeskKind, values: Values, *, item_id: int | None = None, based_on: int = 0
) -> Typed:
    """Return what the form of a draft brings that nobody has saved yet."""
    return Typed(
        public_id=new_id(),
        kind=kind.kind,
        item_id=item_id,
        based_on=based_on,
        save_number=0,
        window="",
        values=values,
    )


def show_form(page: FormPage, *, status: int = 200) -> Response:
    """Respond with the page, or with the form alone for htmx."""
    return render("editing/form.html", partial="editing/_form.html", status=status, editor=page)
