"""A version as its form shows it."""

from ethreader.editing.kinds import DeskKind
from ethreader.editing.references import with_names
from ethreader.editing.typed import written_values
from ethreader.publishing.draft_models import Values
from ethreader.publishing.version_models import ContentVersion
from ethreader.transfer.front_matter import split


def values_of_version(kind: DeskKind, version: ContentVersion) -> Values:
    """Return what the form of a version shows."""
    read = split(version.text)
    written = {**read.fields, "slug": version.slug, "body": read.body}
    return with_names(written_values(kind.shapes.values(), written))
