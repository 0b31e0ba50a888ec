"""Writes docs/speed.md and its plots from what a run has found."""

from pathlib import Path

from tests.benchmarks import machine, tables
from tests.benchmarks.figures import Figure
from tests.benchmarks.found import Found
from tests.benchmarks.growth import Cost
from tests.benchmarks.mixed import COMMENTERS, POSTS, READERS
from tests.benchmarks.plots import Bar, bars, lines
from tests.times import utcnow

TEXT = Path(__file__).with_name("document.txt")
PLOTTED = (
    "article with its first page",
    "first page, newest",
    "longest branch",
    "feed of the article",
)


def write(found: Found, folder: Path) -> None:
    """Write the document and its plots into a folder."""
    (folder / "speed.md").write_text(_text(found), encoding="utf-8")
    (folder / "speed-limits.svg").write_text(_limits(found), encoding="utf-8")
    (folder / "speed-growth.svg").write_text(_growth(found.threads), encoding="utf-8")


def _text(found: Found) -> str:
    notes = {each.name: each.note for each in found.beside}
    return TEXT.read_text(encoding="utf-8").format(
        rounds=found.sizes.rounds,
        seconds=found.sizes.seconds,
        comments=found.sizes.comments,
        day=f"{utcnow():%-d %B %Y}",
        machine=machine.described(),
        rows=notes["built anew"],
        beside=tables.beside_limits(found.beside),
        readers=READERS,
        commenters=COMMENTERS,
        posts=POSTS,
        once=tables.once(found),
        memory=tables.memory(found),
        threads=tables.grown(found.threads, of="comments"),
        walked=f"{found.walks[0].there:,}",
        walks="; ".join(
            f"{each.order.value}: {each.pages} pages, {each.missed} missed, {each.twice} twice"
            for each in found.walks
        ),
        events=tables.grown(found.events, of="events"),
    )


def _limits(found: Found) -> str:
    def bar(name: str, ratio: Figure, goal: float) -> Bar:
        return Bar(name, ratio.median, min(ratio.rounds), max(ratio.rounds), goal)

    rows = [bar(each.name, each.ratio, tables.goal_of(each)) for each in found.beside]
    return bars("Part of its limit that the site reaches (red: what it should)", rows)


def _growth(costs: list[Cost]) -> str:
    series: dict[str, list[tuple[float, float]]] = {}
    for name in PLOTTED:
        mine = [each for each in costs if each.place == name]
        series[name] = [(each.size, each.seconds / mine[0].seconds) for each in mine]
    return lines("Time for a page by comments in the thread, against the smallest", series)
