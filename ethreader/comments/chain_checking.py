"""Whether the moderation log is as it was written: each link held against its change, in order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from ethreader.base.clock import day_of
from ethreader.comments.chain_fields import (
    BEGINNING,
    digest_of_change,
    digest_of_note,
    hash_of_link,
)
from ethreader.comments.chain_models import LinkKind
from ethreader.comments.chain_queries import chain, strays


class Tampering(StrEnum):
    """What was done to an entry of the log."""

    CHANGED = "it was changed"
    NOTE_CHANGED = "its note was changed"
    NOTE_REMOVED = "its note was removed, and the log does not say why"
    REMOVED = "it was removed"
    LINK_CHANGED = "it was changed, or stands in another place than it did"
    INSERTED = "it was put in"


@dataclass(frozen=True, kw_only=True, order=True)
class Fault:
    """An entry that is not as it was written."""

    position: int
    what: Tampering


@dataclass(frozen=True, kw_only=True)
class Gap:
    """Something that was deleted, and says so."""

    position: int
    kind: LinkKind
    day: date


@dataclass(kw_only=True)
class Verdict:
    """What is found by a look at the whole log."""

    length: int = 0
    head: str = BEGINNING
    faults: list[Fault] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    is_noted_found: bool = False
    # By comment, what is missing until a gap explains it.
    missing: dict[int | None, list[Fault]] = field(default_factory=dict)

    @property
    def first(self) -> Fault | None:
        """The first entry that was tampered with."""
        return min(self.faults, default=None)


def check_log(*, zone: ZoneInfo, noted: str = "") -> Verdict:
    """Read the whole log in its order; tell, too, whether a hash that was noted is in it."""
    verdict = Verdict(is_noted_found=noted in ("", BEGINNING))
    for row in chain():
        link = {name.removeprefix("own_"): each for name, each in row.items() if "own_" in name}
        _look_at_place(link, verdict)
        _look_at_content(link, row, verdict, zone=zone)
        verdict.length, verdict.head = link["position"], link["hash"]
        verdict.is_noted_found |= verdict.head == noted
    verdict.faults += (fault for faults in verdict.missing.values() for fault in faults)
    verdict.faults += (Fault(position=each, what=Tampering.INSERTED) for each in strays())
    return verdict


def _look_at_place(link: Mapping[Any, Any], verdict: Verdict) -> None:
    """See whether a link follows the one before it, and nothing was between them."""
    position = verdict.length + 1
    if link["position"] != position:
        verdict.faults.append(Fault(position=position, what=Tampering.REMOVED))
    elif link["previous"] != verdict.head or link["hash"] != hash_of_link(link):
        verdict.faults.append(Fault(position=position, what=Tampering.LINK_CHANGED))


def _look_at_content(
    link: Mapping[Any, Any], change: Mapping[Any, Any], verdict: Verdict, *, zone: ZoneInfo
) -> None:
    if link["kind"] is not LinkKind.CHANGE:
        _take_gap(link, verdict)
        return
    position, comment_id = link["position"], link["comment_id"]
    for what in _faults_of(link, change, zone=zone):
        fault = Fault(position=position, what=what)
        if what in (Tampering.REMOVED, Tampering.NOTE_REMOVED):
            verdict.missing.setdefault(comment_id, []).append(fault)
        else:
            verdict.faults.append(fault)


def _take_gap(link: Mapping[Any, Any], verdict: Verdict) -> None:
    """Take a gap for the reason of what is missing so far about its comment."""
    gap = Gap(position=link["position"], kind=link["kind"], day=link["day"])
    verdict.gaps.append(gap)
    missing = verdict.missing.pop(link["comment_id"], [])
    if gap.kind is LinkKind.CLEARED:
        removed = [each for each in missing if each.what is Tampering.REMOVED]
        verdict.missing[link["comment_id"]] = removed


def _faults_of(
    link: Mapping[Any, Any], change: Mapping[Any, Any], *, zone: ZoneInfo
) -> Iterator[Tampering]:
    if change["id"] is None:
        yield Tampering.REMOVED
        return
    day, known = day_of(change["changed_at"], zone), link["note_digest"]
    if digest_of_change(change, day=day, note_digest=known) != link["content"]:
        yield Tampering.CHANGED
    elif change["note"] and digest_of_note(change["note"], salt=change["note_salt"]) != known:
        yield Tampering.NOTE_CHANGED
    elif known and not change["note"]:
        yield Tampering.NOTE_REMOVED
