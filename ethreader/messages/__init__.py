"""Messages between an author and the moderators, who never see an address."""
