"""The tables of docs/speed.md."""

from collections.abc import Iterator, Sequence

from tests.benchmarks.figures import Figure
from tests.benchmarks.found import Found
from tests.benchmarks.growth import Cost
from tests.benchmarks.reading import Beside
from tests.benchmarks.servers import Memory

# What the ratio to the limit has to reach, by the beginning of a row's name.
GOALS = {"kept": 0.8, "304": 0.8, "built anew": 0.5, "comments stored": 0.3}


def goal_of(row: Beside) -> float:
    """Return what a row's ratio has to reach."""
    return next(goal for begin, goal in GOALS.items() if row.name.startswith(begin))


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table of Markdown; all but the first column is ranged right."""
    rules = [" --- ", *(" ---: " for _ in head[1:])]
    lines = [f"| {' | '.join(head)} |", f"|{'|'.join(rules)}|"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])


def beside_limits(rows: Sequence[Beside]) -> str:
    """What the site does in a second, beside its limit."""
    head = ("", "site /s", "limit /s", "ratio", "at least", "p99 ms", "CPU ms", "limit’s")
    return table(head, [_beside(row) for row in rows])


def _beside(row: Beside) -> list[str]:
    return [
        row.name,
        _spread(row.site),
        _spread(row.limit),
        f"**{row.ratio.median:.2f}**",
        f"{goal_of(row):g}",
        f"{row.p99.median:.1f}",
        f"{row.cpu.median:.3f}",
        f"{row.limit_cpu.median:.3f}",
    ]


def once(found: Found) -> str:
    """What is one figure each."""
    return table(("", "", "goal"), list(_once(found)))


def _once(found: Found) -> Iterator[list[str]]:
    seen, bare = found.seen["site"], found.seen["two bare requests"]
    more = seen.median - bare.median
    both = f"{seen.median:.1f} ms, two bare requests {bare.median:.1f} ms: **{more:.1f} ms** more"
    yield ["from sending a comment until a reader’s page has it", both, "≤ 5 ms"]
    busy, quiet = found.mixed.busy, found.mixed.quiet
    ratio = busy.over(quiet).median
    words = f"{busy.median:.1f} ms, undisturbed {quiet.median:.1f} ms: **{ratio:.2f} ×**"
    yield ["readers’ p99 while others write and decide", words, "≤ 3 ×"]
    mixed = found.mixed
    rates = f"{mixed.busy_rate.median:,.0f} pages/s of {mixed.quiet_rate.median:,.0f}"
    done = f"{mixed.posts:.0f} comments/s, {mixed.decisions} decisions"
    yield ["the same: what was done", f"{rates}; {done}", "50 comments/s"]
    failed = f"{mixed.refused} refused, {mixed.lost} lost"
    yield ["the same: what failed", failed, "0 and 0"]
    for each in found.flushes:
        words = f"{each.counted} for {each.acknowledged} comments"
        one = f"{each.connections} connection{'s' if each.connections > 1 else ''}"
        yield [f"flushes of the site, {one}", words, ""]
    yield ["from the start to the first page", f"{found.start.median:.2f} s", "≤ 1.5 s"]


def memory(found: Found) -> str:
    """What each process holds, after so many requests."""
    names = list(dict.fromkeys(each.name for held in found.memory for each in held.processes))
    rows = []
    for held in found.memory:
        mine = {each.name: each for each in held.processes}
        each = [
            f"{mine[name].pss:.0f} ({mine[name].rss:.0f})" if name in mine else "" for name in names
        ]
        rows.append([f"{held.requests:,}", *each, f"**{held.pss:.0f}**"])
    return table(("requests", *names, "together"), rows)


def grown(costs: Sequence[Cost], *, of: str) -> str:
    """Queries, bytes and time by size; times as ratios to the smallest."""
    least: dict[str, Cost] = {}
    rows = []
    for name in dict.fromkeys(each.place for each in costs):
        for cost in (each for each in costs if each.place == name):
            first = least.setdefault(name, cost)
            shown = name if cost is first else ""
            rows.append([shown, f"{cost.size:,}", str(cost.queries), *_ratios(cost, first)])
    return table(("", of, "queries", "kB", "time"), rows)


def _megabytes(held: Memory) -> str:
    return f"{held.pss:.0f} ({held.rss:.0f})"


def _ratios(cost: Cost, first: Cost) -> list[str]:
    return [f"{cost.bytes / 1000:.1f}", f"{cost.seconds / first.seconds:.2f} ×"]


def _spread(figure: Figure) -> str:
    return f"{figure.median:,.0f} ±{figure.spread * 50:.0f} %"
