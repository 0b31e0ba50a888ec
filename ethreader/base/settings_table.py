"""The README's table of settings, which `flask settings` prints."""

from pydantic.fields import FieldInfo

from ethreader.base.settings import Settings


def settings_table() -> str:
    """Return the table, as Markdown."""
    rows = [
        f"| `{field.validation_alias}` | {_default(field)} | {' '.join(meaning.split())} |"
        for field in Settings.model_fields.values()
        if (meaning := field.description)
    ]
    return "\n".join(["| setting | default | meaning |", "| --- | --- | --- |", *rows])


def _default(field: FieldInfo) -> str:
    return "–" if field.default_factory or field.default == "" else f"`{field.default}`"
