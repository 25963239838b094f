"""The source texts of cells and modules, read without `linecache`, which a cell may have changed."""

import zipimport
from _stat import S_ISREG
from itertools import islice

# Kept from the start: a cell may put its own functions into these modules.
from posix import O_CLOEXEC, O_RDONLY
from posix import close as _close
from posix import open as _open
from posix import pread as _pread
from posix import scandir as _scandir
from posix import stat as _stat
from zlib import decompressobj as _decompressobj

from . import sources, statics

LIMIT = 2 << 20
_HEADER = 30
_STORED = 0
_DEFLATED = 8
_archives = zipimport._zip_directory_cache


def read(name):
    """Gives the source of a cell or of a file as its tracebacks name it, or None."""
    entry = sources.entry(name)
    if entry is not None:
        return "".join(entry[2])
    archive, member = in_archive(name)
    data = _unpack(archive, member) if archive else _read_file(name, 0, LIMIT) if name.endswith(".py") else None
    return None if data is None else data.decode("utf-8", "replace").replace("\r\n", "\n")


def in_archive(path):
    """Gives the archive that a path leads into and the rest of the path, or None and the path."""
    for archive in statics.names(_archives):
        if path.startswith(archive + "/"):
            return archive, path[len(archive) + 1 :]
        if path == archive:
            return archive, ""
    return None, path


def members(archive):
    """Gives the names of what lies in an archive that modules were imported from."""
    listing = statics.find(_archives, archive)
    return list(statics.names(listing)) if type(listing) is dict else []


def _unpack(archive, member):
    listing = statics.find(_archives, archive)
    entry = statics.find(listing, member) if type(listing) is dict else None
    if type(entry) is not tuple or not all(type(number) is int for number in entry[1:5]):
        return None
    method, packed, size, offset = entry[1:5]
    if size > LIMIT or method not in (_STORED, _DEFLATED):
        return None
    header = _read_file(archive, offset, _HEADER)
    if header is None or len(header) < _HEADER:
        return None
    skipped = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    data = _read_file(archive, offset + _HEADER + skipped, packed)
    if data is None or method == _STORED:
        return data
    return _decompressobj(-15).decompress(data, LIMIT)


def _read_file(path, offset, length):
    try:
        # A pipe or a terminal would be waited for.
        if not S_ISREG(_stat(path).st_mode):
            return None
        file = _open(path, O_RDONLY | O_CLOEXEC)
    except OSError:
        return None
    try:
        return _pread(file, length, offset)
    finally:
        _close(file)


def list_folder(path, limit):
    """Gives the entries of a folder as pairs of name and whether it is a folder, at most `limit`."""
    try:
        with _scandir(path or ".") as entries:
            return [(entry.name, _is_folder(entry)) for entry in islice(entries, limit)]
    except OSError:
        return []


def _is_folder(entry):
    try:
        return entry.is_dir()
    except OSError:
        return False


def exists(path):
    """Whether there is something at a path that the sandbox sees."""
    try:
        _stat(path)
    except OSError:
        return False
    return True
