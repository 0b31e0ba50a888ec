"""The one way in which files are read that somebody else than the site has put there.

Whatever has the name of a file may be a pipe that keeps its reader waiting, a device without an
end, or a file that fills the memory: only a plain file is read, and only up to a size.
"""

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO


def open_file(path: Path) -> BinaryIO:
    """Open a plain file to read it; raises `OSError`, for what is none, too."""
    # Without waiting: some pipes would have been waited for before anybody could look at them.
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "It is no plain file", str(path))
    return os.fdopen(descriptor, "rb")


def read_file(path: Path, *, limit: int) -> bytes:
    """Return what is in a plain file of at most `limit` bytes; raises `OSError`."""
    with open_file(path) as file:
        is_large = os.fstat(file.fileno()).st_size > limit
        # None where the kernel has nothing to say yet; its files are larger than they say.
        content = b"" if is_large else file.read(limit + 1) or b""
    if is_large or len(content) > limit:
        raise OSError(errno.EFBIG, f"It is larger than {limit:,} bytes", str(path))
    return content
