"""What readers point moderators to: reports, without anything about who sent them."""
