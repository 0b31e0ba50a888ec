"""The parts of an editor's path that name a kind: no other page is taken for one.

They are known before the kinds are, which bring all fields; `all_kinds` has the same, in order.
"""

ORIGINALS = ("events", "speakers")
TEXTS = ("translations", "speaker-translations")
KINDS = (
    *("events", "translations", "speakers", "speaker-translations"),
    *("organisations", "pages", "site"),
)


def _one_of(paths: tuple[str, ...], *, name: str = "path_name") -> str:
    """Return a part of a rule that takes these paths alone."""
    return f"<any({', '.join(map(repr, paths))}):{name}>"


OF_KIND = _one_of(KINDS)
# What is no text of something else.
OF_ITSELF = _one_of(tuple(path for path in KINDS if path not in TEXTS))
OF_ORIGINAL = _one_of(ORIGINALS)
OF_TEXT = _one_of(TEXTS, name="text_path")
