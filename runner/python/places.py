"""Whose a path is: the sandbox's own, a mount's, or the host's, which the cell does not see."""

import os
import posix

_OWN = ("/home/pyodide", "/tmp", "/lib", "/dev", "/proc")
_OWN_PREFIXES = tuple(folder + "/" for folder in _OWN)
# What stays the sandbox's whatever is granted around it, as in runner/grants.ts.
_KEPT = ("/tmp", "/dev", "/proc", "/home/pyodide", "/home/web_user", "/lib/python3.14")

_mounts = []


def mount(mounts):
    """Takes the mounts of this boot, `[{path, writable}]`; the innermost decides."""
    known = [(entry["path"].rstrip("/"), entry["writable"]) for entry in mounts]
    _mounts[:] = sorted(known, key=lambda entry: len(entry[0]), reverse=True)


def has_mounts():
    """Whether the cell sees anything of the host's."""
    return bool(_mounts)


def is_mounted(path):
    """Whether `path` lies in a mount."""
    return _mount_of(path) is not None


def _mount_of(path):
    """Gives the innermost mount that shows the host's `path`, or None."""
    for folder, writable in _mounts:
        if _is_in(path, folder) and not any(_is_in(path, kept) and _is_in(kept, folder) for kept in _KEPT):
            return folder, writable
    return None


def _is_in(path, folder):
    return path == folder or path.startswith(folder + "/")


def absolute(path):
    """Gives a path as an absolute one without `..`, or None for a descriptor and what is no path at all."""
    if isinstance(path, int) or path is None:
        return None
    try:
        text = os.fsdecode(path)
    except TypeError:
        return None
    if "\0" in text or not text:
        return None
    if not text.startswith("/"):
        text = posix.getcwd() + "/" + text
    normal = os.path.normpath(text)
    return normal[1:] if normal.startswith("//") else normal


def is_open(path, write):
    """Whether a cell may go on to `path`: what then fails has the file system's own reason."""
    if not _mounts and path.startswith(_OWN_PREFIXES):
        return True
    mount = _mount_of(path)
    if mount:
        return mount[1] or not write
    return path in _OWN or path.startswith(_OWN_PREFIXES) or _exists(path)


def _exists(path):
    try:
        posix.lstat(path)
    except OSError:
        return False
    return True
