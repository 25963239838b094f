"""What a SIGINT does: KeyboardInterrupt in the user's code, nothing in ours.

The host repeats the signal until the cell has ended, so it also comes while the
event loop hands out callbacks, where an exception would reach JavaScript and end
the interpreter, and while a result is put together.
"""

import asyncio
import os
from _signal import SIGINT, default_int_handler, getsignal
from _signal import signal as set_handler

from . import loop
from .tracebacks import is_hidden

_asyncio_folder = os.path.dirname(asyncio.__file__)


class _State:
    listening = False
    pending = False


def listen():
    """Lets interrupts through, for the time of a cell."""
    _State.listening, _State.pending = True, False
    if getsignal(SIGINT) is default_int_handler:
        set_handler(SIGINT, _on_interrupt)


def check():
    """Raises for an interrupt that came while a cell was made ready."""
    if _State.pending:
        raise KeyboardInterrupt


def ignore():
    """Lets no interrupt through: the cell is over."""
    _State.listening = False


def _on_interrupt(number, frame):
    """Raises in the user's code; in a callback of the event loop it first cancels the cell that waits.

    A callback that goes on for all that is interrupted by the next signal, as
    `asyncio.run` does it. Nothing is ever raised where only the runner is at work.
    """
    if not _State.listening:
        return
    in_cell, in_user_code = _look_down(frame)
    if in_cell and in_user_code:
        raise KeyboardInterrupt
    if loop.cancel_once():
        return
    if in_user_code:
        raise KeyboardInterrupt
    _State.pending = in_cell


def _look_down(frame):
    """Whether a cell's own stack, and whether any of the user's code, is at work here."""
    in_user_code = False
    while frame is not None:
        code = frame.f_code
        if code.co_name in ("execute", "perform") and code.co_filename == "<cloche cells>":
            return True, in_user_code
        if not is_hidden(code) and not code.co_filename.startswith(_asyncio_folder):
            in_user_code = True
        frame = frame.f_back
    return False, in_user_code


def install():
    """Takes the place of Python's own handler."""
    set_handler(SIGINT, _on_interrupt)
