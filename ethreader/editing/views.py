"""Where all editors' pages are. The views behind them are imported when an editor asks for one."""

from ethreader.editing.blueprint import bp
from ethreader.editing.paths import OF_ITSELF, OF_KIND, OF_ORIGINAL, OF_TEXT
from ethreader.pictures.file_page import DOCUMENT, PICTURE
from ethreader.web.late_views import LateViews

__all__ = ["UNSENT", "bp"]

ITEM = "<int(max=2147483647):item_id>"
DRAFT = "/drafts/<public_id:public_id>"
VERSIONS = f"/{OF_KIND}/{ITEM}/versions"
VERSION = f"{VERSIONS}/<int(max=2147483647):number>"

pages = LateViews(bp, __package__)

pages.get("/", "list_views:index")
pages.get(f"/{OF_KIND}/", "list_views:listed")

pages.get(f"/{OF_KIND}/new", "form_views:new")
pages.get(f"/{OF_KIND}/{ITEM}/", "form_views:edit")
pages.get(DRAFT, "form_views:draft")
pages.post(DRAFT, "save_views:save")
pages.get(f"{DRAFT}/files", "file_views:may_add_file")
pages.post(f"{DRAFT}/files", "file_views:add_file")
pages.get(f"/{PICTURE}", "file_views:picture")
pages.get(f"/{DOCUMENT}", "file_views:document")
pages.post("/when", "when_views:when")

pages.get(f"{DRAFT}/preview", "draft_views:preview")
pages.post("/text", "draft_views:text")
pages.get(f"{DRAFT}/discard", "draft_views:discard")
pages.post(f"{DRAFT}/discard", "draft_views:discard_for_good")
pages.post(f"{DRAFT}/take-over", "draft_views:take")
pages.get(f"{DRAFT}/schedule", "later_views:later")
pages.post(f"{DRAFT}/schedule", "later_views:schedule_draft")

pages.get(VERSIONS, "version_views:versions")
pages.get(VERSION, "version_views:version")
pages.post(f"{VERSION}/restore", "version_views:restore_as_draft")

pages.get(f"/events/{ITEM}/happened", "happening_views:happened")
pages.post(f"/events/{ITEM}/happened", "happening_views:tell_what_happened")
pages.get(f"/{OF_KIND}/{ITEM}/standing", "standing_views:standing")
pages.post(f"/{OF_KIND}/{ITEM}/standing", "standing_views:change_standing")
pages.get(f"/{OF_ITSELF}/{ITEM}/delete", "deletion_views:deletion")
pages.post(f"/{OF_ITSELF}/{ITEM}/delete", "deletion_views:delete")

pages.get(f"/{OF_ORIGINAL}/{ITEM}/in/<code>", "translation_views:text_in_language")
pages.get(f"/{OF_TEXT}/{ITEM}/delete", "translation_views:delete_translation")
pages.post(f"/{OF_TEXT}/{ITEM}/delete", "translation_views:delete_translation_for_good")

# What templates ask for.
bp.add_app_template_filter(pages.later("text_checking:lines_to_look_at"), "lines_to_look_at")

# What shows a form again that could not be taken in, by its endpoint.
UNSENT = {
    "content.save": pages.later("unsent_views:content"),
    "content.add_file": pages.later("unsent_views:content"),
    "content.tell_what_happened": pages.later("unsent_views:happening"),
    "content.change_standing": pages.later("unsent_views:standing"),
    "content.schedule_draft": pages.later("unsent_views:later"),
}
