"""The Python side of the runner: one cell at a time, in the interpreter's `__main__`.

JavaScript calls the functions that are exported here and nothing else.
"""

import json

from . import cells, loop, timers, tracebacks
from . import variables as _variables
from .bridge import attach
from .cells import execute
from .environment import prepare
from .loop import cancel
from .timers import before_checkpoint

for _part in (cells, loop, timers, tracebacks, _variables):
    _part.install()

_encode = json.JSONEncoder().encode


def variables():
    """Gives the user's variables as JSON: `[{name, type, value, size}]`."""
    return _encode(_variables.variables())


def names():
    """Gives the names of the user's variables as JSON."""
    return _encode(_variables.names())


def after_restore(elapsed):
    """Takes up again what an image cannot hold; gives the names of what was lost as JSON."""
    return _encode(timers.after_restore(elapsed))


__all__ = ["after_restore", "attach", "before_checkpoint", "cancel", "execute", "names", "prepare", "variables"]
