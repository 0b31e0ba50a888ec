"""ethreader: event articles, speaker pages and inline comments."""
