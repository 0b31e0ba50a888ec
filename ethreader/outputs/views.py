"""All that programs ask for, in one list."""

from ethreader.outputs import calendar_views, feed_views, map_views, sharing_views

blueprints = (calendar_views.bp, feed_views.bp, map_views.bp, sharing_views.bp)
