"""How moderators learn away from the site that something waits: by mail, and by a webhook.

What leaves the site are counts. Nothing of a comment goes with them, no name and no id.
"""
