"""What would end the interpreter: an error that says so, in the place of a crash.

How programs are started is in `commands.py`; nothing of this kind may reach the C
library, whose `system` ends the interpreter.
"""

import errno
import os
import signal

from . import children, refusals
from .replacement import replace


def on_system(command):
    """The C library's `system`, which would end the interpreter; `os.system` does not get here."""
    raise refusals.refuse("run", "sh")


def on_execute(path, *_):
    """`os.exec*` and `os.posix_spawn`: there is nothing that a program could take the place of."""
    children.locate(path)
    raise OSError(errno.ENOSYS, "a program cannot take the place of the sandbox's Python; use subprocess")


def on_terminal(command):
    """`pty.spawn`."""
    children.locate(command if isinstance(command, str | bytes) else command[0])
    raise OSError(errno.ENOSYS, "a program of the host cannot have a terminal of the sandbox's")


def on_fork():
    """`os.fork` and `os.forkpty`."""
    raise OSError(errno.ENOSYS, "processes cannot be forked in the sandbox")


def on_kill(process, number):
    """`os.kill`: a signal without a handler of Python's would end the interpreter."""
    _check_signal(number)


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


_original_raise_signal = signal.raise_signal


def install():
    """Replaces what would end the interpreter and has no audit event on this platform."""
    replace(os, "_exit", _exit)
    replace(signal, "raise_signal", _raise_signal)


EVENTS = {
    "os.system": on_system,
    "os.exec": on_execute,
    "os.posix_spawn": on_execute,
    "os.fork": on_fork,
    "os.forkpty": on_fork,
    "os.kill": on_kill,
    "pty.spawn": on_terminal,
}
