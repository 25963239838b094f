"""The errors of what is not granted: their text names the command that would grant it."""

import errno
import os

from . import bridge, places

_granted = set()


def grant(kinds):
    """Says which kinds of permission the session holds, be it for some items only."""
    _granted.clear()
    _granted.update(kinds)


def refuse(kind, item):
    """Gives the error for a missing permission, and tells the host about it."""
    bridge.host.blocked(kind, item)
    return denial(kind, item)


def of_path(path, write, follow):
    """Gives the error for what keeps a cell from using a path that it sees, or None; the host knows of it."""
    if not places.has_mounts() or places.absolute(path) is None:
        return None
    missing = bridge.host.fileRefusal(os.fsdecode(path), write, follow)
    if not isinstance(missing, str):
        return None
    kind, _, item = missing.partition(" ")
    return denial(kind, item)


def of_link():
    """Gives the error of whoever makes a symbolic link in a mount, which no permission allows."""
    error = PermissionError("links cannot be made in granted folders: programs outside of the sandbox would follow them")
    error.errno = errno.EPERM
    return error


def refuse_command(item):
    """Gives the error of whoever starts a program: not granted, or granted and still not possible."""
    if "run" in _granted:
        return NotImplementedError("running commands from Python is not built yet")
    return refuse("run", item)


def denial(kind, item):
    """Gives the error for a missing permission; its text stays as it is, no errno in front."""
    error = PermissionError(f"{kind} access to {item!r} is not granted; to grant it: :allow {kind} {item}")
    error.errno = errno.EACCES
    return error
