"""The author's own page: everything that is held about a comment, in its author's hands.

Whoever knows the secret link is the author; there is no account, no cookie and no email.
"""
