"""Finding events, people and what readers wrote: the index, and `/search`."""
