"""Starting programs: an error that says what is not granted, in the place of a crash.

`os.system` of Pyodide ends the interpreter when Deno refuses, so nothing of this
kind may reach the C library.
"""

import errno
import os
import signal
import subprocess

import pyodide.webloop as webloop

from . import refusals
from .replacement import replace


def _command_name(command):
    """The program that a command line or an argument list starts."""
    if isinstance(command, list | tuple):
        command = command[0] if command else ""
    try:
        text = os.fsdecode(command)
    except TypeError:
        return "python3"
    words = text.split()
    return words[0] if words else "python3"


def on_system(command):
    """`os.system`."""
    raise refusals.refuse_command(_command_name(command))


def on_execute(path, *_):
    """`os.exec*` and `os.posix_spawn`."""
    raise refusals.refuse_command(_command_name([path]))


def on_spawn(mode, path, *_):
    """`os.spawn*`."""
    raise refusals.refuse_command(_command_name([path]))


def on_terminal(command):
    """`pty.spawn`."""
    raise refusals.refuse_command(_command_name(command))


def on_fork():
    """`os.fork` and `os.forkpty`."""
    raise OSError(errno.ENOSYS, "processes cannot be forked in the sandbox")


def on_kill(process, number):
    """`os.kill`: a signal without a handler of Python's would end the interpreter."""
    _check_signal(number)


def _spawn(os_module, mode, file, *_):
    raise refusals.refuse_command(_command_name([file]))


def _open_process(self, args, bufsize=-1, executable=None, *_, **__):
    raise refusals.refuse_command(_command_name(executable or args))


def _check_signal(number):
    if number == 0 or callable(signal.getsignal(number)) or signal.getsignal(number) == signal.SIG_IGN:
        return
    raise PermissionError(f"Cannot send signal {number}: it would end the sandbox")


def _raise_signal(signal_module, number, /):
    _check_signal(number)
    return _original_raise_signal(number)


def _exit(os_module, status):
    """`os._exit` ends the cell; the interpreter belongs to the session."""
    raise SystemExit(status)


async def _start_program(self, protocol_factory, program, *_, **__):
    raise refusals.refuse_command(_command_name([program]))


async def _start_shell(self, protocol_factory, command, *_, **__):
    raise refusals.refuse_command(_command_name(command))


_original_raise_signal = signal.raise_signal


def install():
    """Replaces what starts programs and has no audit event on this platform."""
    subprocess.Popen.__init__ = _open_process
    replace(os, "_exit", _exit)
    replace(os, "_spawnvef", _spawn)
    replace(signal, "raise_signal", _raise_signal)
    webloop.WebLoop.subprocess_exec = _start_program
    webloop.WebLoop.subprocess_shell = _start_shell


EVENTS = {
    "os.system": on_system,
    "os.exec": on_execute,
    "os.posix_spawn": on_execute,
    "os.spawn": on_spawn,
    "os.fork": on_fork,
    "os.forkpty": on_fork,
    "os.kill": on_kill,
    "pty.spawn": on_terminal,
}
