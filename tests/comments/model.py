"""A thread as plain lists: what the database, the pages and the feeds have to agree with.

Nothing here is kept up to date; every answer is counted anew from what happened.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ethreader.comments.models import State
from ethreader.comments.threads import Order

# Which decisions a moderator may take, in words of the moderation page's own instruction.
DECIDABLE = {
    State.PENDING: {State.PUBLISHED, State.REJECTED, State.SPAM},
    State.PUBLISHED: {State.REJECTED, State.SPAM},
    State.REJECTED: {State.PUBLISHED, State.SPAM},
    State.SPAM: {State.PUBLISHED, State.REJECTED},
    State.WITHDRAWN: set(),
}


@dataclass(eq=False)
class Verdict:
    """A decision about a remark, the how many-th of all, and how many reports it settled.

    `is_undoing` tells that it takes one back; to take that back is to decide again.
    """

    number: int
    before: State
    after: State
    is_undoing: bool = False
    was_pinned: bool = False
    was_reviewed: bool = False
    settled: int = 0


@dataclass(eq=False)
class Remark:
    """One comment. `number` counts submissions, `publication_no` publications within the thread."""

    id: str
    number: int
    parent: "Remark | None"
    words: str
    key: str = ""
    state: State = State.PENDING
    publication_no: int | None = None
    first_words: str | None = None
    is_edited: bool = False
    is_pinned: bool = False
    had_pin: bool = False  # Until something else than an edit hid it.
    is_reviewed: bool = False
    is_official: bool = False
    reports: int = 0
    verdicts: list[Verdict] = field(default_factory=list)

    @property
    def is_public(self) -> bool:
        """Whether readers see it."""
        return self.state is State.PUBLISHED

    @property
    def root(self) -> "Remark":
        """What began its branch."""
        return self.parent.root if self.parent else self


@dataclass(eq=False)
class PlainThread:
    """All that was ever said under one event."""

    remarks: list[Remark] = field(default_factory=list)
    publications: int = 0
    decisions: int = 0

    def say(self, public_id: str, words: str, parent: Remark | None) -> Remark:
        """Add a remark that waits."""
        remark = Remark(id=public_id, number=len(self.remarks), parent=parent, words=words)
        self.remarks.append(remark)
        return remark

    def move(self, remark: Remark, state: State) -> None:
        """Change a state and what follows from it for the remark itself."""
        remark.had_pin = remark.is_pinned or (remark.had_pin and not remark.is_public)
        remark.is_reviewed = False
        was_public, remark.state = remark.is_public, state
        if remark.is_public and not was_public:
            self.publications += 1
            remark.publication_no = self.publications
        if not remark.is_public:
            remark.is_pinned = False

    def judge(self, remark: Remark, after: State, *, is_undoing: bool = False) -> Verdict:
        """Take down a decision and follow it."""
        self.decisions += 1
        verdict = Verdict(
            self.decisions,
            remark.state,
            after,
            is_undoing=is_undoing,
            was_reviewed=remark.is_reviewed,
        )
        remark.verdicts.append(verdict)
        self.move(remark, after)
        verdict.was_pinned = remark.had_pin
        remark.is_reviewed = remark.is_public
        return verdict

    def decided(self) -> list[Remark]:
        """Return what was decided on, the latest decision first."""
        decided = [each for each in self.remarks if each.verdicts]
        return sorted(decided, key=lambda each: -each.verdicts[-1].number)

    def pinned(self) -> Remark | None:
        """Return the remark that stands before all others."""
        return next((each for each in self.remarks if each.is_pinned), None)

    def pin(self, remark: Remark) -> None:
        """Put one remark before all others."""
        for each in self.remarks:
            each.is_pinned = each is remark

    def below(self, remark: Remark) -> list[Remark]:
        """Return what answers a remark, at any depth."""
        lineage = {remark}
        for each in self.remarks:  # Parents stand before their answers.
            if each.parent in lineage:
                lineage.add(each)
        return [each for each in self.remarks if each in lineage and each is not remark]

    def answers(self, remark: Remark) -> int:
        """Count the published answers to a remark, at any depth."""
        return sum(each.is_public for each in self.below(remark))

    def is_answered(self, remark: Remark) -> bool:
        """Tell whether somebody has answered it directly with what may be read some day."""
        alive = {State.PENDING, State.PUBLISHED}
        return any(each.parent is remark and each.state in alive for each in self.remarks)

    def is_visible(self, remark: Remark) -> bool:
        """Tell whether it has a place in the thread: as itself, or as a stub over answers."""
        return remark.is_public or self.answers(remark) > 0

    def public(self) -> list[Remark]:
        """Return what readers see, as it was written."""
        return [each for each in self.remarks if each.is_public]

    def shown(self) -> list[Remark]:
        """Return what has a place in the thread, as it was written."""
        return [each for each in self.remarks if self.is_visible(each)]

    def in_state(self, state: State) -> list[Remark]:
        """Return the remarks in a state, as they were written."""
        return [each for each in self.remarks if each.state is state]

    def roots(self, order: Order) -> list[Remark]:
        """Return what begins the branches that are shown, in an order; the pinned one first."""
        roots = [each for each in self.shown() if each.parent is None]
        if order is Order.NEWEST:
            roots.reverse()
        if order is Order.REPLIES:
            roots.sort(key=lambda each: (-self.answers(each), -each.number))
        return sorted(roots, key=lambda each: not each.is_pinned)

    def latest(self, remarks: Iterable[Remark]) -> Iterator[Remark]:
        """Yield the public ones among some, the last published first."""
        public = (each for each in remarks if each.is_public)
        return iter(sorted(public, key=lambda each: -(each.publication_no or 0)))
