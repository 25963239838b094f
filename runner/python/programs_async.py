"""asyncio's subprocesses and pipes: CPython's own transports, on a loop that watches pipes for them."""

import asyncio
import os
from asyncio import unix_events

import pyodide.webloop as webloop

from . import bridge, children, pipes

# The tasks that watch a pipe, by descriptor and whether it is watched for writing.
_watches = {}


def _watch(self, fd, write, callback, arguments):
    """Calls back as long as a pipe is ready."""
    _unwatch(fd, write)
    handle = asyncio.Handle(callback, arguments, self)
    task = self.create_task(_call_when_ready(fd, write, handle), name=f"pipe {fd}")
    _watches[fd, write] = handle, task
    return handle


def _unwatch(fd, write):
    handle, task = _watches.pop((fd, write), (None, None))
    if handle is None:
        return False
    handle.cancel()
    task.cancel()
    return True


async def _call_when_ready(fd, write, handle):
    while not handle.cancelled():
        try:
            await bridge.host.programs().ready(fd, write)
        except RuntimeError:
            # Neither the pipe nor the promise has survived a restore; the callback will notice.
            pass
        if not handle.cancelled():
            handle._run()
        await asyncio.sleep(0)


def _add_reader(self, fd, callback, *args):
    return _watch(self, _descriptor(fd), False, callback, args)


def _add_writer(self, fd, callback, *args):
    return _watch(self, _descriptor(fd), True, callback, args)


def _remove_reader(self, fd):
    return _unwatch(_descriptor(fd, check=False), False)


def _remove_writer(self, fd):
    return _unwatch(_descriptor(fd, check=False), True)


def _descriptor(file, check=True):
    number = file if isinstance(file, int) else file.fileno()
    if check and not pipes.is_pipe(number):
        raise NotImplementedError("Cannot watch a descriptor that is not a pipe")
    return number


def _make_read_pipe_transport(self, pipe, protocol, waiter=None, extra=None):
    return unix_events._UnixReadPipeTransport(self, pipe, protocol, waiter, extra)


def _make_write_pipe_transport(self, pipe, protocol, waiter=None, extra=None):
    return unix_events._UnixWritePipeTransport(self, pipe, protocol, waiter, extra)


async def _make_subprocess_transport(
    self, protocol, args, shell, stdin, stdout, stderr, bufsize, extra=None, **kwargs
):
    waiter = self.create_future()
    transport = unix_events._UnixSubprocessTransport(
        self, protocol, args, shell, stdin, stdout, stderr, bufsize, waiter=waiter, extra=extra, **kwargs
    )
    number = transport.get_pid()
    _watches[number, None] = self.create_task(_tell_end(number, transport), name=f"program {number}")
    try:
        await waiter
    except (SystemExit, KeyboardInterrupt):
        raise
    except BaseException:
        transport.close()
        await transport._wait()
        raise
    return transport


async def _tell_end(number, transport):
    process = transport._proc
    try:
        await bridge.host.programs().ended(number)
    except RuntimeError:
        # The promise has not survived a restore, and the program neither.
        pass
    finally:
        _watches.pop((number, None), None)
    status = children.reap_ended(number) if children.is_child(number) else None
    code = process.returncode if status is None else os.waitstatus_to_exitcode(status)
    transport._process_exited(0 if code is None else code)


def install():
    """Gives Pyodide's loop what CPython's loops on Unix have for programs."""
    loop, base = webloop.WebLoop, asyncio.BaseEventLoop
    loop.add_reader = loop._add_reader = _add_reader
    loop.add_writer = loop._add_writer = _add_writer
    loop.remove_reader = loop._remove_reader = _remove_reader
    loop.remove_writer = loop._remove_writer = _remove_writer
    loop._make_read_pipe_transport = _make_read_pipe_transport
    loop._make_write_pipe_transport = _make_write_pipe_transport
    loop._make_subprocess_transport = _make_subprocess_transport
    for name in ("connect_read_pipe", "connect_write_pipe", "subprocess_exec", "subprocess_shell", "_log_subprocess"):
        setattr(loop, name, getattr(base, name))
