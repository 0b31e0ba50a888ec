"""What the features of content bring: those whose tables hold what editors write."""

from ethreader.base.topics import topics_of_content
from ethreader.events.file_queries import files_of_events, shown_files_of_events
from ethreader.events.official_queries import names_of_organisations
from ethreader.events.topics import SHOWN as SHOWN_OF_EVENTS
from ethreader.part import Part
from ethreader.part_of_pictures import PICTURES
from ethreader.publishing import views as publishing
from ethreader.publishing.draft_service import discard_drafts_of
from ethreader.publishing.models import ContentRedirect
from ethreader.publishing.person_service import forget_person
from ethreader.publishing.version_queries import files_of_versions
from ethreader.publishing.version_service import forget_versions_of
from ethreader.retention.content_service import PUBLISHING
from ethreader.site_pages import views as site_pages
from ethreader.site_pages.queries import files_of_pages, shown_files_of_pages
from ethreader.site_pages.topics import SHOWN
from ethreader.speakers.models import Speaker
from ethreader.speakers.queries import (
    files_of_speakers,
    portraits_taken_off,
    shown_files_of_speakers,
)
from ethreader.speakers.text_models import SpeakerText

CONTENT_PARTS = {
    "publishing": Part(
        blueprints=(publishing.bp,),
        on_removed=(forget_person, discard_drafts_of, forget_versions_of),
        shown=((ContentRedirect, topics_of_content),),
        file_uses=(files_of_versions,),
        holding=PUBLISHING,
    ),
    "events": Part(
        shown=SHOWN_OF_EVENTS,
        file_uses=(files_of_events,),
        files_shown=(shown_files_of_events,),
        names_that_stay=(names_of_organisations,),
    ),
    "speakers": Part(
        shown=((Speaker, topics_of_content), (SpeakerText, topics_of_content)),
        file_uses=(files_of_speakers,),
        files_shown=(shown_files_of_speakers,),
        files_withheld=(portraits_taken_off,),
    ),
    "site_pages": Part(
        blueprints=(site_pages.bp,),
        shown=SHOWN,
        file_uses=(files_of_pages,),
        files_shown=(shown_files_of_pages,),
    ),
    "pictures": PICTURES,
}
