"""What the site says about itself: what it keeps, and what a visit makes a browser do."""
