"""asyncio's timers across a checkpoint: a registry in Python of what only JavaScript knows otherwise.

Pyodide's loop hands each callback to `setTimeout`; an image holds no JavaScript
timers. So every pending callback is registered here, saved with the time that
is left, and scheduled again in the process that boots the image.
"""

import asyncio
import gc
import itertools
import os
import time
from types import BuiltinMethodType, FrameType, FunctionType, MethodType

import pyodide.webloop as webloop

_schedule = webloop.scheduleCallback
_create_once_callable = webloop.create_once_callable
_LOST = "the JavaScript promise that this task waited for did not survive the restore"
_LIBRARIES = (os.path.dirname(asyncio.__file__), os.path.dirname(webloop.__file__), "<cloche ")
_keys = itertools.count()
_pending = {}
_saved = []


def _arm(callback, delay):
    """Schedules `callback` in `delay` milliseconds and registers it until it has run."""
    key = next(_keys)

    def fire():
        # A rewind arms again what is pending; the timer that was armed first may still come.
        if _pending.pop(key, None) is not None:
            callback()

    _pending[key] = (_now() + delay, callback)
    _schedule(_create_once_callable(fire, _may_syncify=True), delay)


def _now():
    return time.monotonic() * 1000


def before_checkpoint():
    """Notes how long each pending timer has left; the clock of another process starts elsewhere."""
    now = _now()
    _saved[:] = [(due - now, callback) for due, callback in _pending.values()]


def after_restore(elapsed, awaited=()):
    """Arms the saved timers again, `elapsed` milliseconds later; gives the names of what was lost.

    `awaited` are the addresses of methods that promises of this very process will call.
    """
    timers = sorted(_saved, key=lambda timer: timer[0])
    _pending.clear()
    _saved.clear()
    lost = _fail_waiting_tasks(timers, frozenset(awaited))
    for left, callback in timers:
        _arm(callback, max(0, left - elapsed))
    return lost


def _fail_waiting_tasks(timers, awaited):
    """Ends each wait for a JavaScript promise that can no longer be settled."""
    tasks = [task for task in asyncio.all_tasks() if is_candidate(task._fut_waiter)]
    waiting = {id(task._fut_waiter): task for task in tasks}
    lost = []
    for future in _promised([task._fut_waiter for task in tasks], timers, awaited):
        lost.append(f"task {waiting[id(future)].get_name()!r}")
        future.set_exception(RuntimeError(_LOST))
    return lost


def is_candidate(future):
    """Whether a future may be one that only JavaScript can settle."""
    return type(future) is webloop.PyodideFuture and not future.done()


def _promised(futures, timers, awaited):
    """Which of `futures` only JavaScript can settle, and no promise of `awaited` will.

    `await promise` gives JavaScript the method `set_result` of a new future, so
    such a method exists and nothing in Python refers to it. Futures of queues,
    locks, timers and of the user's own have no such method, or hold it somewhere.
    """
    if not futures:
        return []
    methods = [item for item in gc.get_referrers(*futures) if _is_setter(item)]
    scheduled = {id(handle._callback) for handle in _handles(timers)}
    lone = [item for item in methods if id(item) not in scheduled and _is_unheld(item, methods)]
    lone = [item for item in lone if id(item) not in awaited]
    return list({id(item.__self__): item.__self__ for item in lone}.values())


def _is_setter(item):
    return type(item) in (BuiltinMethodType, MethodType) and item.__name__ == "set_result"


def _is_unheld(method, methods):
    return all(holder is methods or isinstance(holder, FrameType) for holder in gc.get_referrers(method))


def _handles(timers):
    for _, callback in timers:
        for cell in callback.__closure__ or ():
            if isinstance(cell.cell_contents, asyncio.Handle):
                yield cell.cell_contents


def count():
    """How many calls of the user's own functions are scheduled; those of tasks are not counted."""
    handles = _handles(_pending.values())
    return sum(not handle.cancelled() and _is_of_user(handle._callback) for handle in handles)


def _is_of_user(callback):
    if type(callback) not in (FunctionType, MethodType):
        return False
    code = callback.__code__ if type(callback) is FunctionType else getattr(callback.__func__, "__code__", None)
    return code is not None and not code.co_filename.startswith(_LIBRARIES)


def install():
    """Puts the registry between Pyodide's loop and `setTimeout`."""
    webloop.create_once_callable = lambda callback, **_: callback
    webloop.scheduleCallback = _arm
