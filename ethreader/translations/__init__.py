"""Texts in more languages: what is the same for everything that is told in several."""
