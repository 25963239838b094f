"""Ordinary code for plain CPython, one function for each kind of permission: `ordinary.py FUNCTION ARGUMENT...`."""

import csv
import ctypes
import os
import pathlib
import ssl
import subprocess
import sys
import urllib.request


def files(folder):
    """Lists a folder, reads a table, and leaves a report beside it."""
    for parent, folders, names in sorted(os.walk(folder)):
        folders[:] = [name for name in folders if not name.startswith(".")]
        print(pathlib.Path(parent).name, sorted(folders), sorted(names))
    with open(os.path.join(folder, "cities.csv"), newline="", encoding="utf-8") as table:
        rows = list(csv.DictReader(table))
    total = sum(int(row["people"]) for row in rows)
    print([row["city"] for row in rows], total)


def report(folder):
    """Leaves a report in a folder."""
    path = pathlib.Path(folder, "reports", "total.txt")
    path.parent.mkdir(exist_ok=True)
    path.write_text("5 600 000\n", encoding="utf-8")
    print(path.name, path.stat().st_size, path.read_text(encoding="utf-8"), end="")


def variable(name):
    """Reads the environment."""
    print(os.environ[name], name in os.environ, os.getenv("NOT_SET_ANYWHERE", "nothing"))


def web(url):
    """Asks a server that speaks HTTP."""
    with urllib.request.urlopen(url, timeout=10) as answer:
        print(answer.status, answer.read().decode())


def secure_web(url, authority):
    """Asks a server that speaks HTTPS, and trusts one authority."""
    context = ssl.create_default_context(cafile=authority)
    with urllib.request.urlopen(url, timeout=10, context=context) as answer:
        print(answer.status, answer.read().decode())


def program(folder):
    """Starts a program and reads what it prints."""
    command = ["git", "log", "--format=%an: %s"]
    print(subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout, end="")


def library(path):
    """Calls a function of a native library."""
    mathematics = ctypes.CDLL(path)
    mathematics.hypot.argtypes = [ctypes.c_double, ctypes.c_double]
    mathematics.hypot.restype = ctypes.c_double
    print(mathematics.hypot(3, 4))


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
