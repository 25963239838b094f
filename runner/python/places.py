"""Whose a path is: the sandbox's own, a mount's, or the host's, which the cell does not see.

The audit hook asks at every `open` of a cell: what is called here must work
also when a cell has replaced builtins and functions of `os`.
"""

from builtins import OSError, TypeError, any, bool, bytes, int, isinstance, len
from os.path import normpath
from posix import fspath, getcwd, lstat

_OWN = ("/home/pyodide", "/tmp", "/lib", "/dev", "/proc")
_OWN_PREFIXES = tuple(folder + "/" for folder in _OWN)
# What stays the sandbox's whatever is granted around it, as in runner/grants.ts.
_KEPT = ("/tmp", "/dev", "/proc", "/home/pyodide", "/home/web_user", "/lib/python3.14")
# What no grant opens.
_CLOSED = ("/dev", "/proc", "/sys")
# Where that is seen which the sandbox's own folders hide of a grant.
_VIEW = "/host"
_TEMPORARY = "/tmp/"

_mounts = []
_viewed = []
_kept = []


def mount(mounts):
    """Takes the mounts of this boot, `[{path, writable}]`."""
    known = [(entry["path"].rstrip("/"), entry["writable"]) for entry in mounts]
    _mounts[:] = [entry for entry in known if not is_closed(entry[0])]
    _viewed[:] = [folder for folder, _ in _mounts if any(_is_in(kept, folder) for kept in _KEPT)]
    _kept[:] = [*_KEPT, _VIEW] if _viewed else _KEPT


def has_mounts():
    """Whether the cell sees anything of the host's."""
    return bool(_mounts)


def host_path(path):
    """Gives the host's path that shows at `path` in the sandbox, or None."""
    if is_closed(path):
        return None
    for folder, _ in _mounts:
        if _is_in(path, folder) and not any(_is_in(path, kept) and _is_in(kept, folder) for kept in _kept):
            return path
    if _viewed and _is_in(path, _VIEW):
        seen = path[len(_VIEW) :] or "/"
        return seen if view_of(seen) else None
    return None


def view_of(path):
    """Gives the place at which the host's `path` is seen although the sandbox has one of its own, or None."""
    if not is_closed(path) and any(_is_in(path, folder) for folder in _viewed):
        return _VIEW + path
    return None


def outside(path):
    """Gives the host's path that a cell means by a path that is not open to it."""
    return path[len(_VIEW) :] or "/" if _viewed and _is_in(path, _VIEW) else path


def is_closed(path):
    """Whether no grant opens the host's `path`."""
    return any(_is_in(path, folder) for folder in _CLOSED)


def _is_in(path, folder):
    return path == folder or path.startswith(folder + "/")


def absolute(path):
    """Gives a path as an absolute one without `..`, or None for a descriptor and what is no path at all."""
    text = as_text(path)
    if text is None:
        return None
    if "\0" in text or not text:
        return None
    if not text.startswith("/"):
        text = getcwd() + "/" + text
    normal = normpath(text)
    return normal[1:] if normal.startswith("//") else normal


def as_text(path):
    """Gives a path as text, or None for a descriptor and what is no path at all."""
    if path is None or isinstance(path, int):
        return None
    try:
        path = fspath(path)
    except TypeError:
        return None
    return path.decode("utf-8", "surrogateescape") if isinstance(path, bytes) else path


def is_open(path, write):
    """Whether a cell may go on to `path`: what then fails has the file system's own reason."""
    if not _mounts and path.startswith(_OWN_PREFIXES):
        return True
    shown = host_path(path)
    if shown is not None:
        return not write or any(writable and _is_in(shown, folder) for folder, writable in _mounts)
    return path in _OWN or path.startswith(_OWN_PREFIXES) or _exists(path)


def is_missing_temporary(path):
    """Whether the sandbox's own folder of temporary files lacks `path`, which the host's may have."""
    return path.startswith(_TEMPORARY) and host_path(path) is None and not _exists(path)


def parent(path):
    """Gives the folder that an absolute path is in."""
    return path[: path.rfind("/")] or "/"


def _exists(path):
    try:
        lstat(path)
    except OSError:
        return False
    return True
