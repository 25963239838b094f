"""What a hostile cell tries on the packages of its user: `attack(...)` gives what it could do.

`cache` is the folder of all of cloche's caches, `names` are SHA-256 of packages, and `port` is where the index listens.
"""

import asyncio
import glob
import os
import shutil
import socket


def attempts(cache, names, port):
    packages, sites, uv = f"{cache}/packages", f"{cache}/sites", f"{cache}/packages/uv"
    for folder in (packages, sites, uv, *(f"{packages}/{name}" for name in names)):
        yield "list", folder, lambda: os.listdir(folder)
        yield "scan", folder, lambda: list(os.scandir(folder))
        yield "walk", folder, lambda: next(os.walk(folder, onerror=fail))
        yield "make", folder, lambda: open(f"{folder}/evil.py", "x")
        yield "make a folder", folder, lambda: os.mkdir(f"{folder}/evil")
        yield "move", folder, lambda: os.rename(folder, f"{cache}/moved")
        yield "remove", folder, lambda: shutil.rmtree(folder)
        yield "open", folder, lambda: os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        yield "enter", folder, lambda: os.chdir(folder)
        yield "link", folder, lambda: os.symlink(folder, f"{cache}/link")
        yield "through a link", folder, lambda: os.listdir(f"{cache}/link")
        yield "other rights", folder, lambda: os.chmod(folder, 0o777)
    yield "find", sites, lambda: found(f"{cache}/*/*")
    yield "find", packages, lambda: found(f"{packages}/.*")
    files = [f"{packages}/{name}/{file}" for name in names for file in ("pack", "index.json", "summary.json")]
    for path in (*files, f"{packages}/.lock", f"{sites}/site-evil/{names[0]}.pack"):
        yield "read", path, lambda: open(path, "rb").read()
        yield "write", path, lambda: open(path, "wb")
        yield "append", path, lambda: open(path, "ab")
        yield "replace", path, lambda: os.replace("/home/pyodide/own", path)
        yield "remove", path, lambda: os.remove(path)
        yield "cut", path, lambda: os.truncate(path, 0)
        yield "dots", path, lambda: open(f"{cache}/x/../{path[len(cache) + 1:]}").read()
        yield "seen elsewhere", path, lambda: open(f"/host{path}").read()
    yield "move", cache, lambda: os.rename(cache, cache + "-moved")
    yield "connect", port, lambda: socket.create_connection(("127.0.0.1", port), 1)


def fail(error):
    raise error


def found(pattern):
    return glob.glob(pattern)[0]


def attack(cache, names, port):
    """Tries everything once."""
    open("/home/pyodide/own", "w").close()
    done = []
    for name, target, attempt in attempts(cache, names, port):
        try:
            result = attempt()
            done.append(f"{name} {target}: {result!r}")
        except (OSError, IndexError, StopIteration):
            pass
    return done


async def attack_on(done, rounds, *places):
    """Tries everything again and again, whenever the event loop runs."""
    while True:
        rounds.append(1)
        done += attack(*places)
        await asyncio.sleep(0)
