"""What the index holds of people, and how it goes."""

from ethreader.retention.registry import Holding, Leftovers
from ethreader.search.leftovers import has_leftovers, take_out_leftovers
from ethreader.search.models import SearchEntry

HELD = Holding(
    about_comments=(SearchEntry.comment_id,),
    leftovers=Leftovers(
        has_some=has_leftovers, take_out=take_out_leftovers, tables=("search_index",)
    ),
)
