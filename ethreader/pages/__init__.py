"""The reader's pages: where events, speakers and comments meet.

An article shows a thread and a speaker's page shows events, so neither feature can own
its page without an import that runs back. This package stands above them instead.
"""
