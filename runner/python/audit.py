"""The audit hook: Python's own events, before the file system or the C library is reached."""

import sys

from . import files, native, processes

_handlers = {**files.EVENTS, **processes.EVENTS, **native.EVENTS}


def _watch(event, arguments):
    # Runs at every event of the interpreter (each `id()` is one): one lookup, no more.
    if event in _handlers:
        _handlers[event](*arguments)


def install():
    """Adds the hook, which nothing can remove."""
    sys.addaudithook(_watch)
