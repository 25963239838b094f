"""Waiting for the host: the cell is suspended, and an interrupt ends the wait."""

import asyncio

from pyodide.ffi import can_run_sync

from . import loop


def can_wait():
    """Whether the code that runs can be suspended; what JavaScript has called cannot."""
    return can_run_sync()


def wait(begin, what):
    """Waits for the promise that `begin` gives and gives its result; an interrupt is a KeyboardInterrupt."""
    if not can_wait():
        raise RuntimeError(f"cannot wait for {what} here: JavaScript has called this function")
    try:
        return loop.wait(asyncio.ensure_future(begin()))
    except KeyboardInterrupt:
        raise KeyboardInterrupt from None
