"""Hints for paths of the host: what would be "No such file" says what is not granted.

Opening, listing and changing is watched by an audit hook, which leaves `open`
and `os` as they are. Looking (`os.stat` and its kin) has no audit event, so
these functions are wrapped; the wrapper acts only when they failed.
The import system uses `posix.stat` and notices nothing.
"""

import os
import sys
from builtins import FileNotFoundError, PermissionError, bool, bytes, getattr, isinstance, len, str

from . import places, refusals
from .replacement import replace

_UNFOLLOWED = os.O_NOFOLLOW | os.O_EXCL
_WRITE_FLAGS = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_NO_FOLDER = -1
# Those functions that look at what a link leads to.
_FOLLOWING = ("stat", "statvfs")
# Modules that look whether a file exists and expect that it may not.
_PROBING = ("genericpath", "posixpath")


def on_open(path, mode, flags):
    """`open`, `io.FileIO`, and `os.open`, which gives no mode and may mean another folder than the current one."""
    text = places.as_text(path)
    # Python itself looks for the source of a SyntaxError under such a name.
    if text is not None and text.startswith("<") and text.endswith(">"):
        return
    if mode is not None or text is None or text.startswith("/"):
        _check_open(path, flags)


def _check_open(path, flags):
    _check(path, bool(flags & _WRITE_FLAGS), follow=not flags & _UNFOLLOWED)


def on_read(path=None, *_):
    """Listing a folder, changing into it."""
    _check("." if path is None else path, False)


def on_write(path, *rest):
    """Changing one path; the last argument may be a folder's descriptor."""
    if not rest or rest[-1] == _NO_FOLDER or rest[-1] is None or len(rest) == 1:
        _check(path, True)


def on_entry(path, *rest):
    """Creating or removing one path; the last argument is a folder's descriptor."""
    if rest[-1] == _NO_FOLDER:
        _check(path, True, follow=False)


def on_rename(source, target, source_folder=_NO_FOLDER, target_folder=_NO_FOLDER):
    """Renaming changes both folders."""
    if source_folder == _NO_FOLDER:
        _check(source, True, follow=False)
    if target_folder == _NO_FOLDER:
        _check(target, True, follow=False)


def on_link(source, target, source_folder=_NO_FOLDER, target_folder=_NO_FOLDER):
    """A hard link reads one path and creates another."""
    if source_folder == _NO_FOLDER:
        _check(source, False, follow=False)
    if target_folder == _NO_FOLDER:
        _check(target, True, follow=False)


def on_symlink(source, target, folder=_NO_FOLDER):
    """A symbolic link creates a path and touches nothing else."""
    if folder != _NO_FOLDER:
        return
    _check(target, True, follow=False)
    full = places.absolute(target)
    if full is not None and places.host_path(full) is not None:
        raise refusals.of_link()


def on_database(database):
    """`sqlite3.connect`: the file is created when it is missing, and written when it is there."""
    if isinstance(database, str | bytes) and database[:5] in (":memo", b":memo", "file:", b"file:", "", b""):
        return
    path = places.absolute(database)
    _check(database, path is None or not places.is_open(path, False) or places.is_missing_temporary(path))


def _check(path, write, follow=True):
    full = places.absolute(path)
    if full is None:
        return
    if not places.is_open(full, write):
        raise refusals.refuse("write" if write else "read", places.outside(full))
    # What is written may be new, but not the folder that it goes into.
    needed = places.parent(full) if write else full
    if places.is_missing_temporary(needed):
        raise refusals.missing(full, "write" if write else "read", needed)
    if refusal := refusals.of_path(path, write, follow):
        raise refusal


def _look(name):
    """Wraps one of the functions of `os` that look at a path without opening it."""

    def look(os_module, path, *arguments, **options):
        try:
            return original(path, *arguments, **options)
        except FileNotFoundError as error:
            failure = error
            if options.get("dir_fd") is None:
                failure = _explain(path, sys._getframe(1).f_globals.get("__name__")) or failure
        except PermissionError as error:
            failure = error
            if options.get("dir_fd") is None:
                follow = name in _FOLLOWING and options.get("follow_symlinks", True)
                failure = refusals.of_path(path, False, follow) or error
        failure.__traceback__ = None
        raise failure

    original = replace(os, name, look)
    for capable in (os.supports_dir_fd, os.supports_fd, os.supports_follow_symlinks):
        if original in capable:
            capable.add(getattr(os, name))


def _explain(path, caller):
    """Gives the refusal when `path` is the host's; the host hears of it unless somebody only probes."""
    full = places.absolute(path)
    if full is None:
        return None
    if places.is_open(full, False):
        return refusals.missing(full) if places.is_missing_temporary(full) else None
    if caller in _PROBING:
        return refusals.denial("read", places.outside(full))
    return refusals.refuse("read", places.outside(full))


def _open(os_module, path, flags, mode=0o777, *, dir_fd=None):
    if dir_fd is None:
        text = places.as_text(path)
        if text and not text.startswith("/"):
            _check_open(path, flags)
    return _original_open(path, flags, mode, dir_fd=dir_fd)


_original_open = os.open


def install():
    """Wraps the functions that look, and `os.open`; the others are reached by the audit hook (audit.py)."""
    for name in ("stat", "lstat", "readlink", "statvfs"):
        _look(name)
    replace(os, "open", _open)
    os.supports_dir_fd.add(os.open)


EVENTS = {
    "open": on_open,
    "os.listdir": on_read,
    "os.scandir": on_read,
    "os.chdir": on_read,
    "os.mkdir": on_entry,
    "os.rmdir": on_entry,
    "os.remove": on_entry,
    "os.truncate": on_write,
    "os.chmod": on_write,
    "os.chown": on_write,
    "os.utime": on_write,
    "os.rename": on_rename,
    "os.link": on_link,
    "os.symlink": on_symlink,
    "sqlite3.connect": on_database,
}
