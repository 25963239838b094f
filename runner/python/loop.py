"""Waiting for asyncio inside a cell: JSPI suspends the cell while the event loop goes on."""

import asyncio
import sys
from asyncio import all_tasks

import pyodide.ffi as ffi
import pyodide.webloop as webloop
from pyodide.ffi import run_sync

from . import timers

_loop = asyncio.get_event_loop()
_waiting = []
_cancelled = set()


def run(coroutine, context):
    """Runs a cell's coroutine as a task; its first step at once, without a turn of the event loop."""
    _loop._install_running_loop()
    _loop._install_asyncgen_hooks()
    task = asyncio.Task(coroutine, loop=_loop, context=context, eager_start=True)
    return task.result() if task.done() else wait(task)


def wait(future):
    """Blocks until `future` is done and gives its result; a cancel by the user is a KeyboardInterrupt."""
    waiter = _loop.create_future()
    future.add_done_callback(lambda _: waiter.done() or waiter.set_result(None))
    _waiting.append(future)
    try:
        run_sync(waiter)
        return future.result()
    except KeyboardInterrupt:
        future.cancel()
        raise
    except asyncio.CancelledError:
        if future in _cancelled:
            raise KeyboardInterrupt
        raise
    finally:
        _waiting.remove(future)
        _cancelled.discard(future)


def cancel():
    """Interrupts the cell that waits: the innermost wait ends with a KeyboardInterrupt."""
    if not _waiting:
        return
    future = _waiting[-1]
    _cancelled.add(future)
    future.cancel()


def cancel_once():
    """Interrupts the cell that waits; False when none does or it has been told already."""
    if not _waiting or _waiting[-1] in _cancelled:
        return False
    cancel()
    return True


def pending():
    """How many tasks and calls are left for a later cell that waits."""
    return len(all_tasks(_loop)) + timers.count()


def _run_sync(awaitable):
    """Blocks until `awaitable` is done and gives its result; only works in a cell or a task."""
    return wait(asyncio.ensure_future(awaitable, loop=_loop))


def _run_until_complete(self, future):
    self._install_running_loop()
    self._install_asyncgen_hooks()
    return wait(asyncio.ensure_future(future, loop=self))


def _exit(code):
    """Nothing: a SystemExit in a task concerns whoever waits for the task, and no one else."""


def _decrement_in_progress(self, future=None):
    """Counts like Pyodide's, but leaves unhandled errors to the task, which reports them as in CPython."""
    self._in_progress -= 1


def install():
    """Makes Pyodide's loop wait, and report interrupts and errors, our way."""
    webloop.WebLoop._decrement_in_progress = _decrement_in_progress
    webloop.WebLoop.default_exception_handler = asyncio.BaseEventLoop.default_exception_handler
    _run_sync.__name__ = _run_sync.__qualname__ = "run_sync"
    ffi.run_sync = _run_sync
    webloop.WebLoop.run_until_complete = _run_until_complete
    _loop._keyboard_interrupt_handler = cancel
    _loop._system_exit_handler = _exit
    sys.set_coroutine_origin_tracking_depth(0)
