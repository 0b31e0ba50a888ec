"""What of the readers' pages the site's own words are shown on: all of them."""

from ethreader.base.topics import topics_of_content
from ethreader.site_pages.models import Site, SitePage

SHOWN = ((Site, topics_of_content), (SitePage, topics_of_content))
