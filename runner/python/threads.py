"""Threads and processes of Python's own: WebAssembly has neither here, and the error says so."""

import _thread
import threading
from concurrent import futures
from multiprocessing import context, process

from .replacement import replace

_SHARED = ("Array", "Event", "JoinableQueue", "Lock", "Manager", "Pool", "Queue", "RLock", "Semaphore")
_REASON = "threads are not available in the sandbox"


def _start(self):
    if not self._initialized:
        raise RuntimeError("thread.__init__() not called")
    raise RuntimeError(f"cannot start thread {self.name!r}: {_REASON}")


def _start_new(thread_module, *_, **__):
    raise RuntimeError(f"cannot start a thread: {_REASON}")


def _start_process(self):
    raise RuntimeError(f"cannot start process {self.name!r}: processes and {_REASON}")


def _make(self, *_, **__):
    raise RuntimeError(f"cannot use multiprocessing: processes and {_REASON}")


class _NoProcessPool(futures.Executor):
    """`ProcessPoolExecutor`, which says why it does not work."""

    def __init__(self, *_, **__):
        raise RuntimeError(f"cannot use ProcessPoolExecutor: processes and {_REASON}")


def install():
    """Replaces what would fail further down, with a text about the platform."""
    threading.Thread.start = _start
    for name in ("start_new_thread", "start_new", "start_joinable_thread"):
        if hasattr(_thread, name):
            replace(_thread, name, _start_new)
    process.BaseProcess.start = _start_process
    for name in _SHARED:
        setattr(context.BaseContext, name, _make)
    _NoProcessPool.__name__ = _NoProcessPool.__qualname__ = "ProcessPoolExecutor"
    futures.ProcessPoolExecutor = _NoProcessPool
