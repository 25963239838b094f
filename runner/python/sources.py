"""Keeps the source of every cell where `linecache`, and so tracebacks, `inspect` and `pdb`, find it."""

import linecache

_entries = {}


def remember(name, text):
    """Enters the source of the cell called `name` into linecache, for good.

    The modification time None tells `linecache.checkcache` that no file stands behind it.
    """
    if not isinstance(linecache.cache, dict):
        linecache.cache = {}
    mend()
    lines = [line + "\n" for line in text.split("\n")]
    entry = (len(text), None, lines, name)
    _entries[name] = entry
    linecache.cache[name] = entry


def mend():
    """Puts the cells back when somebody called `linecache.clearcache`."""
    cache = linecache.cache
    for name in reversed(_entries):
        if name not in cache:
            cache.update(_entries)
        return


def entry(name):
    """Gives the entry of the cell called `name` as `linecache` keeps it, or None."""
    return _entries.get(name)


def names():
    """Gives the names of the cells, the latest first."""
    return list(reversed(_entries))
