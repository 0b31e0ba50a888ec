"""What programs read of the public pages: calendars, feeds, search engines, previews of links."""
