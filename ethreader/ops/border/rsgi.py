"""What the border uses of RSGI, as types; granian's own are of C and of no use to a test."""

from collections.abc import AsyncIterator, Iterable
from typing import Any, Protocol


class Headers(Protocol):
    """The headers of a request; names are in small letters, and may stand more than once."""

    def __contains__(self, name: Any, /) -> bool:
        """Tell whether there is such a header."""

    def get(self, name: str, default: Any = None, /) -> Any:
        """Return the header's value."""

    def items(self) -> Iterable[tuple[str, str]]:
        """Return names and values."""


class Connection(Protocol):
    """Where the body comes from and the response goes to."""

    def __aiter__(self) -> AsyncIterator[bytes]:
        """Return the pieces of the body as they come; one that breaks off looks complete."""

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes, /) -> None:
        """Leave the response to the server, which sends it as the visitor takes it."""
