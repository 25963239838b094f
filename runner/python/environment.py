"""What a boot gives the interpreter: variables, arguments, working directory, a fresh `random`."""

import json
import os
import random
import sys
import tempfile

from . import namespace, places, refusals, terminal

_HOME = "/home/pyodide"
_granted = {}


def prepare(options):
    """Brings the interpreter in line with the boot's options (JSON, see docs/protocol.md)."""
    given = json.loads(options)
    fresh = given.get("fresh", False)
    namespace.tidy()
    if fresh:
        os.environ.clear()
        random.seed()
        tempfile._name_sequence = None
    places.mount(given.get("mounts", []))
    refusals.grant(given.get("granted", []))
    terminal.set_terminal(given.get("terminal", False))
    _set_variables(given.get("environment", {}), given.get("terminal", False))
    _set_arguments(given.get("arguments", []))
    _enter(given.get("workingDirectory") or _HOME, fresh)


def _set_variables(environment, terminal):
    """Replaces what was granted before by what is granted now; what a cell has set stays."""
    wanted = {"HOME": _HOME, "USER": "pyodide"}
    if terminal:
        wanted["TERM"] = "xterm-256color"
    wanted.update(environment)
    for name, value in _granted.items():
        if name not in wanted and os.environ.get(name) == value:
            del os.environ[name]
    for name, value in wanted.items():
        if _granted.get(name) != value or name not in os.environ:
            os.environ[name] = value
    _granted.clear()
    _granted.update(wanted)


def _set_arguments(arguments):
    sys.argv = list(arguments) or [""]
    if not sys.path or sys.path[0] != "":
        sys.path.insert(0, "")


def _enter(folder, fresh):
    """Changes to the session's working directory; a restored session stays where its cells went."""
    if not fresh:
        return
    try:
        os.chdir(folder)
    except OSError:
        os.chdir(_HOME)
