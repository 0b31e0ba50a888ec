"""The editors’ pages: lists, forms, drafts, previews and versions of all content."""
