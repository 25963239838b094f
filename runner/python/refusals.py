"""The errors of what is not granted: their text names the command that would grant it."""

import errno
from builtins import FileNotFoundError, PermissionError, isinstance, str, super

from . import bridge, places

_FILES = ("read", "write")


class _Refusal(PermissionError):
    """A PermissionError whose text stays what it is when `errno` and, as `shutil` does, `filename` are set."""

    def __init__(self, text):
        super().__init__(text)
        self.errno = errno.EACCES
        self.strerror = text

    def __str__(self):
        return self.strerror

    def __reduce__(self):
        return PermissionError, (self.strerror,)


# Cells, tracebacks and pickles see the exception that it stands for.
_Refusal.__name__ = _Refusal.__qualname__ = "PermissionError"
_Refusal.__module__ = "builtins"


def refuse(kind, item):
    """Gives the error for a missing permission, and tells the host about it."""
    bridge.host.blocked(kind, item)
    return denial(kind, item)


def of_path(path, write, follow):
    """Gives the error for what keeps a cell from using a path that it sees, or None; the host knows of it."""
    if not places.has_mounts() or not places.as_text(path):
        return None
    missing = bridge.host.fileRefusal(places.as_text(path), write, follow)
    if not isinstance(missing, str):
        return None
    kind, _, item = missing.partition(" ")
    return denial(kind, item)


def of_link():
    """Gives the error of whoever makes a symbolic link in a mount, which no permission allows."""
    error = PermissionError("links cannot be made in granted folders: programs outside of the sandbox would follow them")
    error.errno = errno.EPERM
    return error


def denial(kind, item):
    """Gives the error for a missing permission; its text stays as it is, no errno in front."""
    if kind in _FILES and places.is_closed(item):
        return _Refusal(f"{kind} access to {item!r} is not granted, and no permission grants it")
    return _Refusal(f"{kind} access to {item!r} is not granted; to grant it: :allow {kind} {item}")


def missing(path, kind="read", needed=None):
    """Gives the error for a file that the sandbox's own folder of temporary files lacks, or lacks the folder of."""
    view = places.view_of(path)
    where = f"the host's is {view}" if view else f"to grant the host's: :allow {kind} {needed or path}"
    return FileNotFoundError(errno.ENOENT, f"No such file in the sandbox, whose /tmp is its own; {where}", path)
