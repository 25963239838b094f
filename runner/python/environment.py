"""What a boot gives the interpreter: variables, arguments, working directory, a fresh `random`."""

import json
import os
import random
import sys
import tempfile

from . import bridge, namespace, places, terminal

_HOME = "/home/pyodide"
_granted = {}
# Names of the variables that came from the host with this boot.
_given = set()
# The arguments of the last boot.
_arguments = []
_decode = json.JSONDecoder().decode


def prepare(options):
    """Brings the interpreter in line with the boot's options (JSON, see docs/protocol.md)."""
    given = _decode(options)
    namespace.tidy()
    if given.get("fresh", False):
        _freshen()
    places.mount(given.get("mounts", []))
    terminal.set_terminal(given.get("terminal", False))
    _set_variables(given.get("environment", {}), given.get("terminal", False))
    _set_arguments(given.get("arguments", []))
    _choose_folder(given.get("workingDirectory"))


def _freshen():
    """Makes an interpreter from the baseline image one of its own."""
    os.environ.clear()
    os.chdir(_HOME)
    random.seed()
    tempfile._name_sequence = None
    sys.executable = ""
    if sys.path[:1] != [""]:
        sys.path.insert(0, "")
    sys.ps1, sys.ps2 = ">>> ", "... "


def _set_variables(environment, terminal):
    """Replaces what was granted before by what is granted now; what a cell has set stays."""
    _given.clear()
    _given.update(environment)
    wanted = {"HOME": _HOME, "USER": "pyodide"}
    if terminal:
        wanted["TERM"] = "xterm-256color"
    wanted.update(environment)
    for name, value in _granted.items():
        if name not in wanted and os.environ.get(name) == value:
            del os.environ[name]
    for name, value in wanted.items():
        if _granted.get(name) != value:
            os.environ[name] = value
    _granted.clear()
    _granted.update(wanted)


def _set_arguments(arguments):
    """Sets `sys.argv` where this boot has other arguments than the last; else a cell may have changed it."""
    if arguments != _arguments:
        _arguments[:] = arguments
        sys.argv = list(arguments) or [""]


def _choose_folder(working_directory):
    """Enters the user's own working directory as soon as it is visible, unless his cells went elsewhere.

    Until it is granted the session sits in the sandbox's home. Once files of the
    user's lie there it stays, since their relative names are in his cells.
    """
    current = _current_folder()
    if current == _HOME and not os.listdir(_HOME) and _is_visible(working_directory):
        os.chdir(working_directory)
    elif current is None:
        os.chdir(_HOME)


def _get(self, name):
    """`os.environ[name]`: tells of a variable that was granted, and how a missing one could be."""
    try:
        value = _original_get(self, name)
    except KeyError as error:
        failure = error
    else:
        if name in _given:
            bridge.host.used("env", name)
        return value
    failure.__traceback__ = None
    failure.add_note(f"The sandbox has granted variables only; to grant it: :allow env {os.fsdecode(name)}")
    raise failure from None


def install():
    """Replaces how variables are looked up."""
    os._Environ.__getitem__ = _get


def home():
    """Gives the folder that `~` stands for, as the sandbox was started."""
    return _granted.get("HOME", _HOME)


def _current_folder():
    """Gives the current folder, or None when it went with a mount."""
    try:
        folder = os.getcwd()
    except OSError:
        return None
    return folder if _is_visible(folder) else None


def _is_visible(folder):
    return bool(folder) and places.is_open(folder, False) and os.path.isdir(folder)


_original_get = os._Environ.__getitem__
