"""What counts as a reading; everything else passes unseen."""

from flask import Flask, Response, request

from ethreader.accounts.guard import is_signed_in
from ethreader.audience.signals import (
    is_read_by_a_person,
    is_readers_page,
    refuses_tracking,
    user_agent,
)
from ethreader.audience.tally import Tally
from ethreader.base.settings import Settings, Switch
from ethreader.web.current import now


def init_app(app: Flask, settings: Settings) -> None:
    """Count from now on, in memory; `writer` carries it into the database."""
    if settings.counting is Switch.OFF:
        return
    tally = app.extensions["tally"] = Tally()

    @app.after_request
    def count(response: Response) -> Response:
        if refuses_tracking():
            return response
        ip, agent = request.remote_addr or "", user_agent()
        if is_signed_in():
            # The desk's cookie is not sent to readers' pages. Who was at the desk today is
            # therefore known by the visitor's name of the day.
            tally.leave_out(ip=ip, agent=agent, now=now())
        elif request.method == "GET" and is_readers_page(response) and is_read_by_a_person():
            tally.note(request.path, ip=ip, agent=agent, now=now())
        return response
