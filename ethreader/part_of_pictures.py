"""What `pictures` brings to the site."""

from ethreader.base.topics import topics_of_content
from ethreader.part import Part
from ethreader.pictures import views
from ethreader.pictures.models import Document, Picture
from ethreader.pictures.removing import remove, remove_unused
from ethreader.retention.registry import Holding

PICTURES = Part(
    blueprints=(views.bp,),
    shown=((Picture, topics_of_content), (Document, topics_of_content)),
    holding=Holding(erasers={"picture": remove}, sweeps={"unused pictures": remove_unused}),
)
