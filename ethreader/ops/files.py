"""How many files this process may have open: visitors are such to the kernel."""

import resource
from pathlib import Path

from ethreader.base.settings import WrongSetting

CONNECTIONS = 1024  # At once; more wait in the kernel.
FAR = 65_536  # Where nobody can look: no file of this process has a higher number.
OWN_FILES = 100  # That the site opens itself: database, templates, log.


def refuse_few_files(most: int) -> None:
    """Raise `WrongSetting` where a process may not have enough files open: visitors are such."""
    if most != resource.RLIM_INFINITY and most < 2 * OWN_FILES:
        raise WrongSetting(
            f"A process may have {most} files open at a time here, and the site needs "
            f"{CONNECTIONS + OWN_FILES} for as many visitors as it takes. Raise the limit "
            f"(ulimit -n {CONNECTIONS + OWN_FILES}, or LimitNOFILE= in systemd)."
        )


def most_files() -> int:
    """Return how many files this process may have open when it asks for as many as it can."""
    return resource.getrlimit(resource.RLIMIT_NOFILE)[1]


def connections() -> int:
    """Return how many connections this process may hold; each is an open file to the kernel."""
    allowed, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    endless, wanted = resource.RLIM_INFINITY, CONNECTIONS + OWN_FILES
    if allowed != endless and allowed < wanted:
        allowed = wanted if most == endless else min(wanted, most)
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, most))
    return CONNECTIONS if allowed == endless else min(CONNECTIONS, allowed - OWN_FILES)


def highest_file() -> int:
    """Return the highest number of an open file; how many there may be can be without end."""
    folder = Path("/proc/self/fd")
    if folder.exists():
        return max(int(each.name) for each in folder.iterdir())
    most = most_files()
    return most if 0 <= most <= FAR else FAR
