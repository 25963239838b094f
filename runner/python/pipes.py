"""Pipes that block: `os.read`, `os.write` and files on a pipe wait for its other end.

Emscripten's system calls cannot wait for anything but sockets and `poll`, so these
functions wait before they call.
"""

import io
import os
import types

from . import bridge, waits
from .replacement import replace


class _State:
    # Until there is a pipe, reading and writing cost nothing more.
    used = False


def pause(descriptor):
    """Waits until a pipe that blocks is ready; nothing for whatever else a descriptor is."""
    if not _State.used or not isinstance(descriptor, int):
        return
    host = bridge.host.programs()
    while host.blocks(descriptor):
        waits.wait(lambda: host.ready(descriptor, host.isWritten(descriptor)), "a pipe")


class PipeFile(io.FileIO):
    """One end of a pipe as a raw file."""

    def readinto(self, buffer):
        pause(self.fileno())
        return super().readinto(buffer)

    def read(self, size=-1, /):
        if size is None or size < 0:
            return self.readall()
        pause(self.fileno())
        return super().read(size)

    def readall(self):
        parts = []
        while part := self.read(65536):
            parts.append(part)
        return None if part is None and not parts else b"".join(parts)

    def write(self, data, /):
        pause(self.fileno())
        return super().write(data)


def open_pipe(descriptor, mode="r", buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None):
    """`io.open` for the descriptor of a pipe; anything else goes to `io.open`."""
    if not _State.used or not isinstance(descriptor, int) or not is_pipe(descriptor) or "+" in mode:
        return io.open(descriptor, mode, buffering, encoding, errors, newline, closefd, opener)
    text = "b" not in mode
    raw = PipeFile(descriptor, mode.replace("t", "").replace("b", "").replace("U", ""), closefd)
    if buffering == 0 and not text:
        return raw
    size = buffering if buffering > 1 else io.DEFAULT_BUFFER_SIZE
    buffered = (io.BufferedReader if raw.readable() else io.BufferedWriter)(raw, size)
    if not text:
        return buffered
    file = io.TextIOWrapper(buffered, encoding, errors, newline, buffering == 1)
    file.mode = mode
    return file


def is_pipe(descriptor):
    """Whether a descriptor is a pipe."""
    try:
        return os.fstat(descriptor).st_mode & 0o170000 == 0o010000
    except OSError:
        return False


def _pipe(os_module):
    _State.used = True
    return _original_pipe()


def _read(os_module, descriptor, length, /):
    if _State.used:
        pause(descriptor)
    return _original_read(descriptor, length)


def _write(os_module, descriptor, data, /):
    if not _State.used or not is_pipe(descriptor) or not os.get_blocking(descriptor):
        return _original_write(descriptor, data)
    view = memoryview(data).cast("B")
    done = 0
    while done < len(view):
        pause(descriptor)
        done += _original_write(descriptor, view[done:])
    return done


def _fdopen(os_module, fd, mode="r", buffering=-1, encoding=None, *arguments, **options):
    if _State.used and isinstance(fd, int) and is_pipe(fd):
        return open_pipe(fd, mode, buffering, encoding, *arguments, **options)
    return _original_fdopen(fd, mode, buffering, encoding, *arguments, **options)


_original_pipe = os.pipe
_original_read = os.read
_original_write = os.write
_original_fdopen = os.fdopen

# What `subprocess` calls `io`: everything of `io`, but that pipes wait.
io_for_pipes = types.SimpleNamespace(**{name: getattr(io, name) for name in io.__all__})
io_for_pipes.open = open_pipe
io_for_pipes.text_encoding = io.text_encoding


def install():
    """Replaces the functions that would fail where they had to wait."""
    replace(os, "pipe", _pipe)
    replace(os, "read", _read)
    replace(os, "write", _write)
    replace(os, "fdopen", _fdopen)
