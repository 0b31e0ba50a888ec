"""What keeps a schema from being upgraded."""


class CannotUpgrade(Exception):
    """The database stays as it is; the text says why, as the end of a sentence."""
