"""What becomes of what editors wrote: published, scheduled, renamed, withdrawn, deleted."""
