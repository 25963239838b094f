"""Keeps `pdb` in the user's code: the frames below a cell are not his to step through."""

import bdb

from .tracebacks import is_hidden


def _stop_here(self, frame):
    return not is_hidden(frame.f_code) and _original_stop_here(self, frame)


def _get_stack(self, frame, trace):
    stack, index = _original_get_stack(self, frame, trace)
    current = stack[index][0] if stack else None
    visible = [entry for entry in stack if not is_hidden(entry[0].f_code)]
    if len(visible) == len(stack):
        return stack, index
    place = max((i for i, entry in enumerate(visible) if entry[0] is current), default=len(visible) - 1)
    return visible, max(place, 0)


_original_stop_here = bdb.Bdb.stop_here
_original_get_stack = bdb.Bdb.get_stack


def install():
    """Makes every debugger that is built on `bdb` pass over the runner's frames."""
    bdb.Bdb.stop_here = _stop_here
    bdb.Bdb.get_stack = _get_stack
