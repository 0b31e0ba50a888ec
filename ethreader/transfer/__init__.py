"""Content in and out: Markdown files with YAML front matter."""
