"""What is withdrawn or shown again is written into the running site's ledger."""

from ethreader.base.content_state import ContentKind
from ethreader.retention.withdrawal_service import record_showing, record_withdrawal
from ethreader.web.current import settings


def note_withdrawal(kind: ContentKind, slugs: tuple[str, ...]) -> None:
    """Write down what is withdrawn."""
    record_withdrawal(kind, slugs, ledger_folder=settings().ledger)


def note_showing(kind: ContentKind, slugs: tuple[str, ...]) -> None:
    """Undo what was written down of something that is shown again."""
    record_showing(kind, slugs, ledger_folder=settings().ledger)
