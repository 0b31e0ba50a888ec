"""What keeps a backup from being made or restored."""


class BackupFailed(Exception):
    """Nothing was changed; the text says why, and what to do, to the operator."""
