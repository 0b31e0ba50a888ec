"""The pages that people read: what is said of readers' pages is said of these, and of no other."""

# The full pages of readers; all else is nobody's business.
READERS_PAGES = {
    "events.home",
    "events.archive",
    "events.show",
    "speakers.index",
    "speakers.show",
}
