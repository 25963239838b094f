"""What of a session lies outside of its memory, by the user's own names for it."""

import asyncio
import gc
import io
import socket
import subprocess

from pyodide.ffi import JsProxy, to_js

from . import timers
from .namespace import namespace

_TEXTS = (io.TextIOWrapper,)
_BUFFERS = (io.BufferedReader, io.BufferedWriter, io.BufferedRandom)
_STREAMS = ("stdin", "stdout", "stderr")
_EIO = 29
_MOST = 8
_lost = []


def descriptors():
    """Gives the user's variables by the descriptors that they hold."""
    found = {}
    for name, value in _variables():
        if type(value) is subprocess.Popen:
            for stream in _STREAMS:
                _note(found, f"{name}.{stream}", vars(value).get(stream))
        else:
            _note(found, name, value)
    return found


def _note(found, name, value):
    descriptor = _descriptor(value)
    if descriptor is not None:
        found.setdefault(str(descriptor), name)


def _descriptor(value):
    """Gives the descriptor of a file or socket, without a call of the user's code; None for anything else."""
    try:
        if issubclass(type(value), socket.socket):
            return socket._socket.socket.fileno(value)
        if type(value) in _TEXTS:
            value = value.buffer
        if type(value) in _BUFFERS:
            value = value.raw
        return value.fileno() if type(value) is io.FileIO else None
    except (ValueError, OSError, AttributeError):
        return None


def has_objects():
    """Whether a variable of the user's holds an object of JavaScript's."""
    return any(issubclass(type(value), JsProxy) for _, value in _variables())


def objects():
    """Gives JavaScript its objects with the user's names for them: name, object, name, object..."""
    return to_js([item for name, value in _variables() if issubclass(type(value), JsProxy) for item in (name, value)])


def _variables():
    return [item for item in list(namespace.items()) if type(item[0]) is str and not item[0].startswith("_")]


def waits():
    """Whether a task may wait for a promise of JavaScript's."""
    return any(timers.is_candidate(task._fut_waiter) for task in asyncio.all_tasks())


def tasks(awaited):
    """Gives the names of the tasks that wait for promises; `awaited` are the addresses of what those call."""
    waiting = {id(task._fut_waiter): task for task in asyncio.all_tasks() if timers.is_candidate(task._fut_waiter)}
    called = gc.get_referrers(*[task._fut_waiter for task in waiting.values()])
    futures = {id(item.__self__) for item in called if id(item) in awaited}
    return [f"task {task.get_name()!r}" for future, task in waiting.items() if future in futures]


def remember(names):
    """Takes in what a restore could not bring back."""
    _lost[:] = names


def explain(error):
    """Adds to the I/O error of a descriptor that did not survive what may be behind it."""
    found = [name for name in _lost if "descriptor" in name]
    if found and type(error) is OSError and error.errno == _EIO:
        error.add_note(f"It may be of what did not survive the restore: {', '.join(found[:_MOST])}")
