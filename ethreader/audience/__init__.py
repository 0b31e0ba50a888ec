"""How many people read which pages: sums by day, and nobody followed to get them.

And, where the operator has a Facebook Pixel, the question whether Facebook may be told.
"""
