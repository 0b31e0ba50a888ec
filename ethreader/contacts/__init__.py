"""Emails: sealed, kept as long as they are needed, and destroyed."""
