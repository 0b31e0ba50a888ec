"""How long the site waits for visitors, and for itself."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Patience:
    """Seconds; whoever needs more has lost the connection, or means harm."""

    head: float = 10.0
    """for a request to begin and its head to be whole, on a connection that was used before too"""

    body: float = 30.0
    """for a whole body: 60 kB, the longest comment, at 2 kB a second"""

    upload: float = 300.0
    """for a whole body with a file, from an editor: 20 MB at 70 kB a second"""

    pause: float = 15.0
    """for the next piece of a body"""

    taking: float = 30.0
    """for a visitor to take more of a response"""

    health: float = 5.0
    """for the database, when somebody asks whether the site is well"""

    threads: float = 60.0
    """for any request to be finished while others wait for a thread"""

    @property
    def stop(self) -> int:
        """For a stop: what is under way ends by itself, or has no right to hold it up."""
        return round(self.body + 15.0)
