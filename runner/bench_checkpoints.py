"""Checkpoints of sessions of several sizes: what they cost, undo, save, load and resume; beside dill, of the same state."""
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

SIZES = (30, 100, 500)
# Of each state: how a cell makes it, for so many MB of it; the first compresses well, the second not at all.
OBJECTS = "kept = [[{{'i': i, 's': str(i)}} for i in range(10_000)] for _ in range({count})]"
RANDOM = "import os; kept = [os.urandom(1_000_000) for _ in range({count})]"
MODULES = """
import argparse, ast, asyncio, base64, bisect, calendar, cmath, codecs, collections, concurrent.futures, configparser
import contextvars, copy, csv, dataclasses, datetime, decimal, difflib, dis, doctest, email.message, enum, fractions
import functools, glob, gzip, hashlib, heapq, hmac, html.parser, http.client, imaplib, inspect, ipaddress, itertools
import json, logging.handlers, mailbox, multiprocessing, optparse, pathlib, pdb, pickle, pickletools, platform, plistlib
import pprint, pstats, pydoc, queue, random, re, sched, secrets, shelve, shlex, shutil, smtplib, socketserver, statistics
import string, subprocess, tarfile, tempfile, textwrap, threading, timeit, tokenize, trace, traceback, tracemalloc, types
import typing, unittest.mock, urllib.request, uuid, wave, weakref, xml.dom.minidom, xml.etree.ElementTree, xmlrpc.client
import zipfile, zipimport
"""
# So many of these lists take up 1 MB in the guest.
LISTS_A_MEGABYTE = 0.5
DILL_SECONDS = 60
DILL = """
import os, sys, time
path, source, deed = sys.argv[1:]
import dill
if deed == "dump":
    exec(source)
    start = time.perf_counter()
    dill.dump_session(path)
else:
    start = time.perf_counter()
    dill.load_session(path)
print(time.perf_counter() - start)
"""
# What is shown of the figures: (figure, words, unit).
LIVING = (
    ("heap", "heap", "MB"),
    ("state_wait", "the next cell waits for its checkpoint, after 250 ms at the prompt", "ms"),
    ("state_bytes", "checkpoint of it", "MB"),
    ("checkpoint", "checkpoint of a trivial cell", "ms"),
    ("checkpoint_processor", "checkpoint of a trivial cell, of the processor in the sandbox", "ms"),
    ("checkpoint_longest", "checkpoint of a trivial cell, longest", "ms"),
    ("checkpoint_bytes", "checkpoint of a trivial cell", "KB"),
    ("checkpoint_most_bytes", "checkpoint of a trivial cell, largest", "KB"),
    ("journal_bytes_a_cell", "the journal grows with a trivial cell by", "KB"),
    ("undo", "undo of a trivial cell in place", "ms"),
    ("undo_longest", "undo of a trivial cell in place, longest", "ms"),
    ("undo_processor", "undo or redo in place, of the processor in the sandbox", "ms"),
    ("redo", "redo of a trivial cell in place", "ms"),
    ("undo_by_boot", "undo by booting an image", "ms"),
    ("redo_by_boot", "redo by booting an image", "ms"),
    ("undo_state", "undo of all of it", "ms"),
    ("redo_state", "redo of all of it", "ms"),
    ("save", "save", "ms"),
    ("file", "session file", "MB"),
)
STORED = (
    ("load", "load and a cell", "ms"),
    ("journal", "journal", "MB"),
    ("list", "list of the sessions after a kill", "ms"),
    ("resume", "resume and a cell after a kill", "ms"),
)
SCALES = {"ms": 1, "MB": 1e-6, "KB": 1e-3}


def states():
    """The names of the states, with the cells that make them."""
    yield "fresh", "pass"
    yield "many modules", MODULES
    for size in SIZES:
        yield f"{size} MB of objects", OBJECTS.format(count=round(size * LISTS_A_MEGABYTE))
        yield f"{size} MB at random", RANDOM.format(count=size)


def measure(benchmark):
    """Gives rows of (name, value, unit) for a built SessionBenchmark."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        dill = _dill(folder)
        for name, source in states():
            place = tempfile.mkdtemp(dir=folder)
            rows += [(f"{name}: {words}", value, unit) for words, value, unit in _cloche(benchmark, place, source)]
            if dill:
                rows += [(f"{name}: {words}", value, unit) for words, value, unit in _beside(dill, place, source)]
    return rows


def _cloche(benchmark, place, source):
    living = subprocess.Popen(
        [benchmark, "checkpoints", place, source], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        figures = json.loads(living.stdout.readline())
    finally:
        living.kill()
        living.communicate()
    rows = [(words, figures[key] * SCALES[unit], unit) for key, words, unit in LIVING if key in figures]
    if not figures["state_told"] and figures["state_wait"] > 250:
        rows.append(("and is not told", figures["state_wait"], "ms"))
    if figures["travels_in_place"] < 1:
        rows.append(("undo and redo in place, of those tried", 100 * figures["travels_in_place"], "%"))
    rows.append(("undo and redo of all of it in place, of those tried", 100 * figures["state_travels_in_place"], "%"))
    stored = json.loads(subprocess.run([benchmark, "resume", place], check=True, stdout=subprocess.PIPE).stdout)
    return rows + [(words, stored[key] * SCALES[unit], unit) for key, words, unit in STORED]


def _dill(folder):
    """The folder that dill is in; None where pip gives none."""
    target = Path(folder) / "dill"
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--target", target, "dill"]
    result = subprocess.run(install, capture_output=True, text=True)
    if result.returncode == 0:
        return target
    print(f"Cannot measure dill: pip gives none: {result.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
    return None


def _beside(dill, place, source):
    """dump_session and load_session in the host's Python, of the same state, each in a process of its own."""
    path = Path(place) / "session.pkl"
    rows = []
    for deed, words in (("dump", "dill.dump_session"), ("load", "dill.load_session")):
        command = [sys.executable, "-c", DILL, path, source, deed]
        environment = {**os.environ, "PYTHONPATH": str(dill)}
        try:
            result = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=DILL_SECONDS)
        except subprocess.TimeoutExpired:
            return [*rows, (f"{words} is not done after", DILL_SECONDS * 1e3, "ms")]
        if result.returncode != 0:
            print(f"Cannot measure {words}: {result.stderr.strip().splitlines()[-1]}", file=sys.stderr)
            return rows
        rows.append((words, float(result.stdout) * 1e3, "ms"))
    return [*rows, ("dill's file", path.stat().st_size / 1e6, "MB")]
