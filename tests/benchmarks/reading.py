"""Reading an article: kept, unchanged, and built anew, each beside its limit."""

import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from ethreader.ops.border.wsgi import Response
from tests.benchmarks.connection import Connection
from tests.benchmarks.figures import Figure, figure, interleaved
from tests.benchmarks.instance import HELD, Filled, article
from tests.benchmarks.limits import FIXED
from tests.benchmarks.load import Load, read
from tests.benchmarks.servers import Server, limit, site
from tests.benchmarks.sizes import Sizes
from tests.comments.forms import comment_ids

PAGE = article(HELD)
GZIP = {"Accept-Encoding": "gzip"}
UNSENT = {"content-length", "date", "server", "connection", "keep-alive"}  # The server's own.


@dataclass(frozen=True)
class Beside:
    """What the site does in a second, beside its limit; milliseconds of processor for each."""

    name: str
    site: Figure
    limit: Figure
    p99: Figure
    cpu: Figure
    limit_cpu: Figure
    note: str = ""

    @property
    def ratio(self) -> Figure:
        """The site's to the limit's, round by round."""
        return self.site.over(self.limit)


def reading(filled: Filled, sizes: Sizes) -> list[Beside]:
    """Measure what readers are given."""
    with site(filled.instance) as kept, site(filled.instance, ETHREADER_KEPT_PAGES="0") as anew:
        tag = keep_for_limit(kept, filled)
        with limit("fixed", filled.folder) as fixed, limit("bare", filled.folder) as bare:
            note = same_rows(anew, bare)
            same_bytes(kept, fixed)
            return _measured(
                {
                    "kept, 1 connection": (kept, fixed, 1, {}, ""),
                    "kept, 64 connections": (kept, fixed, 64, {}, ""),
                    "kept, 1 connection, gzip": (kept, fixed, 1, GZIP, ""),
                    "kept, 64 connections, gzip": (kept, fixed, 64, GZIP, ""),
                    "304, 64 connections": (kept, fixed, 64, {**GZIP, "If-None-Match": tag}, ""),
                    "built anew": (anew, bare, 1, {}, note),
                },
                sizes,
            )


Asked = tuple[Server, Server, int, dict[str, str], str]


def _measured(asked: dict[str, Asked], sizes: Sizes) -> list[Beside]:
    work: dict[str, Callable[[], Load]] = {}
    for name, (mine, theirs, connections, headers, _) in asked.items():
        for key, server in ((name, mine), (f"limit of {name}", theirs)):
            work[key] = partial(
                read,
                server,
                [PAGE],
                connections=connections,
                seconds=sizes.seconds,
                headers=headers,
            )
    found = interleaved(work, rounds=sizes.rounds)
    for loads in found.values():
        assert not any(each.refused or each.lost for each in loads)
    return [
        Beside(
            name,
            site=figure(found[name], lambda each: each.rate),
            limit=figure(found[f"limit of {name}"], lambda each: each.rate),
            p99=figure(found[name], lambda each: each.p99),
            cpu=figure(found[name], lambda each: each.cpu),
            limit_cpu=figure(found[f"limit of {name}"], lambda each: each.cpu),
            note=note,
        )
        for name, (*_, note) in asked.items()
    ]


def keep_for_limit(kept: Server, filled: Filled) -> str:
    """Leave to the limit what the site gave for its article; return the compressed one's tag."""
    with _asking(kept) as reader:
        plain = _given(reader, {})
        compressed = _given(reader, GZIP)
        tag = dict(compressed.headers)["etag"]
        unchanged = _given(reader, {**GZIP, "If-None-Match": tag})
    assert [plain.status, compressed.status, unchanged.status] == [200, 200, 304]
    responses = {"plain": plain, "gzip": compressed, "unchanged": unchanged}
    (filled.folder / FIXED).write_bytes(pickle.dumps(responses))
    return tag


def same_bytes(kept: Server, fixed: Server) -> None:
    """Make sure that site and limit give out the same."""
    for headers in ({}, GZIP):
        with _asking(kept) as mine, _asking(fixed) as theirs:
            assert mine.get(PAGE, headers) == theirs.get(PAGE, headers)


def same_rows(anew: Server, bare: Server) -> str:
    """Make sure that site and limit show the same comments; say how many, in how many bytes."""
    with _asking(anew) as mine, _asking(bare) as theirs:
        (_, page), (_, lean) = mine.get(PAGE), theirs.get(PAGE)
    shown = comment_ids(page.decode())
    assert set(shown) == set(comment_ids(lean.decode()))
    return f"{len(shown)} comments; {len(page) / 1000:.0f} kB, the bare view {len(lean) / 1000:.0f}"


def _given(reader: Connection, headers: dict[str, str]) -> Response:
    status, body = reader.get(PAGE, headers)
    lines = [line.partition(": ") for line in reader.head.decode().split("\r\n")[1:]]
    said = [(name.lower(), value) for name, _, value in lines if name.lower() not in UNSENT]
    return Response(status, said, body)


@contextmanager
def _asking(server: Server) -> Iterator[Connection]:
    connection = Connection(server.port)
    try:
        yield connection
    finally:
        connection.close()
