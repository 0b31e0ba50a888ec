"""Content encodings: which one a browser takes best, and the bytes in it."""

import gzip
import sys
from collections.abc import Callable
from functools import lru_cache, partial

import brotli
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

__all__ = ["COMPRESSORS", "PLAIN", "best_of", "zstd"]

PLAIN = "identity"

# The smallest first. A page is compressed while its first reader waits: the next levels take a
# third longer, for an article of 130 kB with a hundred comments, and save one to three parts in a
# hundred. Where a page stays it is made smaller afterwards: see `polishing`.
COMPRESSORS: dict[str, Callable[[bytes], bytes]] = {
    "br": partial(brotli.compress, quality=6, lgwin=18),
    "zstd": partial(zstd.compress, level=6),
    "gzip": partial(gzip.compress, compresslevel=5, mtime=0),
}

LONGEST = 200  # Characters of a header that is looked at; browsers send 30.


def best_of(accepted: str) -> str:
    """Return the encoding to send, by the request's `Accept-Encoding`."""
    return _best_of(accepted) if len(accepted) <= LONGEST else PLAIN


@lru_cache(maxsize=256)
def _best_of(accepted: str) -> str:
    given = parse_accept_header(accepted, Accept)
    best = max(COMPRESSORS, key=given.quality)  # Of equals the first.
    return best if given.quality(best) else PLAIN
