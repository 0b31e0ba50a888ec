"""The border between the network and the site: nobody's slowness reaches a thread.

granian calls `application.Border` in its event loop. Whatever may wait for a visitor is done there:
heads by granian, bodies by `bodies`, responses by granian again. A thread of `threads` and the
database see a request when all of it has arrived, and are done with it when its response is made.
"""
