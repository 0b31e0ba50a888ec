"""A site of one's own: simple pages, and what the organisation says of itself."""
