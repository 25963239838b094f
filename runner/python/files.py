"""Hints for paths of the host: what would be "No such file" says what is not granted.

Opening, listing and changing is watched by an audit hook, which leaves `open`
and `os` as they are. Looking (`os.stat` and its kin) has no audit event, so
these functions are wrapped; the wrapper acts only when the file was not found.
The import system uses `posix.stat` and notices nothing.
"""

import os
import sys

from . import places, refusals
from .replacement import replace

_WRITE_FLAGS = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_NO_FOLDER = -1
# Modules that look whether a file exists and expect that it may not.
_PROBING = ("genericpath", "posixpath")


def on_open(path, mode, flags):
    """`open`, `os.open`, `io.FileIO`."""
    _check(path, bool(flags & _WRITE_FLAGS))


def on_read(path=None, *_):
    """Listing a folder, changing into it."""
    _check("." if path is None else path, False)


def on_write(path, *rest):
    """Creating, removing or changing one path; the last argument may be a folder's descriptor."""
    if not rest or rest[-1] == _NO_FOLDER or rest[-1] is None or len(rest) == 1:
        _check(path, True)


def on_rename(source, target, source_folder=_NO_FOLDER, target_folder=_NO_FOLDER):
    """Renaming changes both folders."""
    if source_folder == _NO_FOLDER:
        _check(source, True)
    if target_folder == _NO_FOLDER:
        _check(target, True)


def on_link(source, target, source_folder=_NO_FOLDER, target_folder=_NO_FOLDER):
    """A hard link reads one path and creates another."""
    if source_folder == _NO_FOLDER:
        _check(source, False)
    if target_folder == _NO_FOLDER:
        _check(target, True)


def on_symlink(source, target, folder=_NO_FOLDER):
    """A symbolic link creates a path and touches nothing else."""
    if folder == _NO_FOLDER:
        _check(target, True)


def on_database(database):
    """`sqlite3.connect`: the file is created when it is missing, and written when it is there."""
    if isinstance(database, str | bytes) and database[:5] in (":memo", b":memo", "file:", b"file:", "", b""):
        return
    path = places.absolute(database)
    _check(database, not (path and places.is_open(path, False)))


def _check(path, write):
    full = places.absolute(path)
    if full is None or places.is_open(full, write):
        return
    raise refusals.refuse("write" if write else "read", full)


def _look(name):
    """Wraps one of the functions of `os` that look at a path without opening it."""

    def look(os_module, path, *arguments, **options):
        try:
            return original(path, *arguments, **options)
        except FileNotFoundError as error:
            failure = error
        if options.get("dir_fd") is None:
            failure = _explain(path, sys._getframe(1).f_globals.get("__name__")) or failure
        failure.__traceback__ = None
        raise failure

    original = replace(os, name, look)
    for capable in (os.supports_dir_fd, os.supports_fd, os.supports_follow_symlinks):
        if original in capable:
            capable.add(getattr(os, name))


def _explain(path, caller):
    """Gives the refusal when `path` is the host's; the host hears of it unless somebody only probes."""
    full = places.absolute(path)
    if full is None or places.is_open(full, False):
        return None
    if caller in _PROBING:
        return refusals.denial("read", full)
    return refusals.refuse("read", full)


def install():
    """Wraps the functions that look; the others are reached by the audit hook (audit.py)."""
    for name in ("stat", "lstat", "readlink", "statvfs"):
        _look(name)


EVENTS = {
    "open": on_open,
    "os.listdir": on_read,
    "os.scandir": on_read,
    "os.chdir": on_read,
    "os.mkdir": on_write,
    "os.rmdir": on_write,
    "os.remove": on_write,
    "os.truncate": on_write,
    "os.chmod": on_write,
    "os.chown": on_write,
    "os.utime": on_write,
    "os.rename": on_rename,
    "os.link": on_link,
    "os.symlink": on_symlink,
    "sqlite3.connect": on_database,
}
