"""Standard streams, `input`, `getpass` and `time.sleep`, on top of the host's terminal."""

import builtins
import getpass
import io
import math
import operator
import pydoc
import sys
import time

from . import bridge
from .replacement import replace

_LONGEST_WAIT = 3600.0


class _Lines(io.RawIOBase):
    """The lines that the user types, as a raw stream; `prompt` goes along with the next request."""

    name = "<stdin>"
    mode = "rb"
    terminal = False

    def __init__(self):
        self.prompt = ""
        self._rest = b""

    def readable(self):
        return True

    def fileno(self):
        return 0

    def isatty(self):
        return self.terminal

    def readinto(self, buffer):
        if not self._rest:
            prompt, self.prompt = self.prompt, ""
            text = bridge.host.readInput(prompt, False)
            if not isinstance(text, str):
                return 0
            self._rest = (text + "\n").encode("utf-8", "surrogatepass")
        size = min(len(buffer), len(self._rest))
        buffer[:size], self._rest = self._rest[:size], self._rest[size:]
        return size


class _Input(io.TextIOWrapper):
    """`sys.stdin`; `exit()` closes it in CPython, but here the session goes on."""

    mode = "r"

    def close(self):
        return None


_lines = _Lines()
_stdin = _Input(io.BufferedReader(_lines), encoding="utf-8", errors="surrogatepass")


def _output(number, name, errors):
    raw = io.FileIO(number, "w", closefd=False)
    raw.name = name
    stream = io.TextIOWrapper(raw, encoding="utf-8", errors=errors, write_through=True)
    stream.mode = "w"
    return stream


_stdout = _output(1, "<stdout>", "strict")
_stderr = _output(2, "<stderr>", "backslashreplace")


def _read_line(builtins_module, prompt="", /):
    if sys.stdin is not _stdin:
        return _original_input(prompt)
    text = str(prompt)
    if sys.stdout is not _stdout:
        text = _print_prompt(text)
    _lines.prompt = text
    try:
        line = _stdin.readline()
    finally:
        _lines.prompt = ""
    if not line:
        raise EOFError("EOF when reading a line")
    return line.removesuffix("\n")


def _print_prompt(text):
    """Writes the prompt to the stream that the user put in the place of stdout, as `input` does."""
    if sys.stdout is None:
        raise RuntimeError("input(): lost sys.stdout")
    sys.stdout.write(text)
    sys.stdout.flush()
    return ""


def _read_password(getpass_module, prompt="Password: ", stream=None, *, echo_char=None):
    if sys.stdin is not _stdin:
        return getpass.fallback_getpass(prompt, stream)
    text = bridge.host.readInput(str(prompt), True)
    if not isinstance(text, str):
        raise EOFError
    return text


def _sleep(time_module, seconds, /):
    """Waits on the host, which returns early for an interrupt; the loop lets Python notice it."""
    remaining = seconds if isinstance(seconds, float) else operator.index(seconds)
    if math.isnan(remaining):
        raise ValueError("Invalid value NaN (not a number)")
    if remaining < 0:
        raise ValueError("sleep length must be non-negative")
    if remaining > 1e10:
        raise OverflowError("timestamp out of range for platform time_t")
    deadline = _monotonic() + remaining
    while remaining > 0:
        bridge.host.sleep(min(remaining, _LONGEST_WAIT))
        remaining = deadline - _monotonic()


_original_input = builtins.input
_monotonic = time.monotonic


def set_terminal(terminal):
    """Says whether the user sits at a terminal (`sys.stdin.isatty()`)."""
    _lines.terminal = terminal


def install():
    """Takes over the standard streams and the functions that wait for the user or for time to pass."""
    sys.stdin = sys.__stdin__ = _stdin
    sys.stdout = sys.__stdout__ = _stdout
    sys.stderr = sys.__stderr__ = _stderr
    replace(builtins, "input", _read_line)
    replace(getpass, "getpass", _read_password)
    replace(time, "sleep", _sleep)
    pydoc.pager = pydoc.plain_pager
