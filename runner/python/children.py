"""Programs of the host as children of Python's: starting them, waiting for them, sending them signals.

Takes the place of what CPython writes in C on a system with `fork`; the host starts
the program and follows it.
"""

import errno
import json
import os
import posix
import signal

from . import bridge, places, refusals, waits

_SHELL = "/bin/sh"
_GIT_SETTINGS = "/etc/gitconfig"
# Numbers of the programs whose end nobody has asked for yet. Kept in an image, which holds no program.
_alive = set()
_encode = json.JSONEncoder().encode


def start(program, arguments, environment, folder, descriptors):
    """Starts a program and gives its number; `descriptors` become its stdin, stdout and stderr.

    -1 stands for Python's own, but for stdin: what the user types is for Python alone.
    """
    path = locate(program)
    stdin, stdout, stderr = descriptors
    request = {
        "program": path,
        "arguments": [_text(argument) for argument in arguments],
        "environment": _variables(environment),
        "folder": _folder(folder),
        "descriptors": [-1 if stdin == 0 else stdin, 1 if stdout == -1 else stdout, 2 if stderr == -1 else stderr],
    }
    answer = bridge.host.programs().start(_encode(request))
    if answer.isdecimal():
        _alive.add(int(answer))
        return int(answer)
    if answer == "refused":
        raise refusals.refuse("run", path)
    raise _error(answer, program)


def locate(program):
    """Gives the path under which `program` is started, or raises the error of what is missing."""
    text = os.fsdecode(program)
    if not text:
        raise FileNotFoundError(errno.ENOENT, "No such program: there is no Python of the host behind sys.executable", text)
    full = _outside(text)
    if full is None:
        raise ValueError("embedded null byte")
    found = bridge.host.programs().find(full)
    if found == "refused":
        raise refusals.refuse("run", "sh" if text == _SHELL else full)
    if found == "missing":
        raise _error("ENOENT", text)
    return found


def find(program):
    """Gives the path of a program that could be started, or None."""
    text = os.fsdecode(program)
    full = _outside(text)
    found = bridge.host.programs().find(full) if full else "missing"
    return None if found in ("missing", "refused") else found


def _outside(program):
    """Gives the host's path for one of the sandbox's; a bare name as it is."""
    if "/" not in program:
        return program
    full = places.absolute(program)
    return full and (places.host_path(full) or full)


def wait(number, seconds=None):
    """Waits for the end of a program; False when it goes on for longer than `seconds`."""
    host = bridge.host.programs()
    if host.state(number) != "running":
        return True
    if seconds is not None and seconds <= 0 and not waits.can_wait():
        return False
    limit = () if seconds is None else (max(0, seconds) * 1000,)
    return waits.wait(lambda: host.ended(number, *limit), "a program")


def waitpid(number, options, /):
    """`os.waitpid`: a status in the form of POSIX."""
    if number in (-1, 0):
        return _wait_for_any(options)
    if number not in _alive:
        raise ChildProcessError(errno.ECHILD, os.strerror(errno.ECHILD))
    if not wait(number, 0 if options & os.WNOHANG else None):
        return 0, 0
    return number, reap_ended(number)


def _wait_for_any(options):
    if not _alive:
        raise ChildProcessError(errno.ECHILD, os.strerror(errno.ECHILD))
    while True:
        for number in sorted(_alive):
            if wait(number, 0):
                return number, reap_ended(number)
        if options & os.WNOHANG:
            return 0, 0
        wait(min(_alive), 0.05)


def reap_ended(number):
    """Gives the status of a program that has ended, and forgets it; None while it goes on."""
    host = bridge.host.programs()
    state = host.state(number)
    if state == "running":
        return None
    host.forget(number)
    _alive.discard(number)
    return _status(state)


def _status(state):
    """Gives the status of POSIX for what the host says; a program that the host does not know was killed with it."""
    kind, _, detail = state.partition(" ")
    if kind == "exit":
        return int(detail) << 8
    try:
        return int(signal.Signals[detail]) if kind == "signal" else int(signal.SIGKILL)
    except KeyError:
        return int(signal.SIGKILL)


def is_child(number):
    """Whether a number is that of a program which was started here and not waited for."""
    return number in _alive


def kill(number, which):
    """`os.kill` for a program of the host's."""
    if which == 0 or bridge.host.programs().state(number) != "running":
        return
    try:
        name = signal.Signals(which).name
    except ValueError:
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL)) from None
    failure = bridge.host.programs().signal(number, name)
    if failure:
        raise _error(failure, None)


def _folder(folder):
    """Gives the folder that a program starts in: what Python calls the current one, where the host has it too."""
    wanted = posix.getcwd() if folder is None else os.fsdecode(folder)
    full = places.absolute(wanted)
    shown = "/" if full == "/" else full and places.host_path(full)
    if shown:
        if folder is not None and not os.path.isdir(full):
            posix.stat(full)
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), wanted)
        return shown
    if folder is None:
        return "/"
    if full is not None and places.is_missing_temporary(full):
        raise refusals.missing(full)
    if full is not None and places.is_open(full, False):
        raise _failure(errno.EACCES, f"Cannot start a program in {wanted!r}: it is a folder of the sandbox's own")
    raise refusals.refuse("read", full or wanted)


def _variables(environment):
    """Gives the variables of a program; those that decide what it loads and where it looks stay the host's."""
    given = os.environ if environment is None else environment
    variables = {}
    for name, value in given.items():
        name, value = _text(name), _text(value)
        if "=" in name or not name:
            raise ValueError("illegal environment variable name")
        if not name.startswith(("LD_", "DYLD_")) and name != "PATH":
            variables[name] = value
    # Git gives up where it may not look at this file, which nobody else needs.
    if places.host_path(_GIT_SETTINGS) is None:
        variables.setdefault("GIT_CONFIG_NOSYSTEM", "1")
    return variables


def _text(value):
    """Gives an argument as the host takes it: text without a zero byte."""
    text = os.fsdecode(value)
    if "\0" in text:
        raise ValueError("embedded null byte")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValueError(f"Cannot hand {text!r} to a program of the host: it is not UTF-8") from None
    return text


def _error(code, name):
    number = getattr(errno, code, errno.EIO)
    detail = () if name is None else (os.fsdecode(name),)
    return OSError(number, os.strerror(number), *detail)


def _failure(number, text):
    error = OSError(text)
    error.errno = number
    return error
