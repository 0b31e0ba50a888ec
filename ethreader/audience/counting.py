"""What counts as a reading; everything else passes unseen."""

from flask import Flask, Request, Response

from ethreader.accounts.guard import is_signed_in
from ethreader.audience.signals import (
    agent_counted,
    is_readers_page,
    refuses_tracking,
    user_agent,
)
from ethreader.audience.tally import Tally
from ethreader.base.settings import Settings, Switch
from ethreader.web.current import now
from ethreader.web.hooks import hooks
from ethreader.web.keeping import keeping_of


def init_app(app: Flask, settings: Settings) -> None:
    """Count from now on, in memory; `writer` carries it into the database."""
    if settings.counting is Switch.OFF:
        return
    tally = app.extensions["tally"] = Tally()

    def count(request: Request, response: Response) -> None:
        keeping = keeping_of(request)
        if keeping is not None and keeping.is_alone:
            # Whoever gives the page to its readers counts them: here they are not known.
            keeping.counted_as = request.path if is_readers_page(response) else ""
        elif is_signed_in():
            # The desk's cookie is not sent to readers' pages. Who was at the desk today is
            # therefore known by the visitor's name of the day.
            if not refuses_tracking(request.headers.get):
                ip, agent = request.remote_addr or "", user_agent(request.headers.get)
                tally.leave_out(ip=ip, agent=agent, now=now())
        elif request.method == "GET" and is_readers_page(response):
            agent = agent_counted(request.headers.get)
            if agent:
                tally.note(request.path, ip=request.remote_addr or "", agent=agent, now=now())

    hooks(app).add_dresser(count)
