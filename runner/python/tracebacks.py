"""Tracebacks as CPython prints them, without a frame of the runner's or of Pyodide's loop."""

import itertools
import os
import sys
import traceback

import pyodide

from . import history, losses, pristine, sources

_TEXT_LIMIT = 1 << 20
_MESSAGE_LIMIT = 1 << 16
_library = os.path.dirname(os.path.dirname(pyodide.__file__))
_LOOP_FILES = ("pyodide/webloop.py", "pyodide/ffi/", "_pyodide/_base.py")
# Pyodide adds a frame for each JavaScript function that an error came through: "file:///...".
_HIDDEN_FILES = ("<cloche", "file://", *(f"{_library}/{file}" for file in _LOOP_FILES))
_print_exception = traceback.print_exception
_TracebackException = traceback.TracebackException


def is_hidden(code):
    """Whether frames of this code object are left out of tracebacks."""
    return code.co_filename.startswith(_HIDDEN_FILES)


def describe(error):
    """Gives the record `{name, message, traceback}` of an exception that ended a cell."""
    _cut(error)
    _publish(error)
    losses.explain(error)
    sources.mend()
    if _has_own_hook():
        return _describe_by_hook(error)
    return _describe(error)


def _describe(error):
    try:
        message, text = _render(error)
    except Exception:
        message, text = _render_undisturbed(error)
    return _record(error, message, text)


def _render(error):
    summary = _TracebackException(type(error), error, error.__traceback__, compact=True)
    return str(summary), "".join(summary.format())


def _render_undisturbed(error):
    """Renders an error after the cell has broken the builtins or the modules that a traceback needs."""
    try:
        return pristine.call(_render, error)
    except Exception as failure:
        name, message = type(error).__name__, _safe_text(error)
        return message, f"{name}: {message}\n(its traceback could not be shown: {type(failure).__name__})\n"


def _record(error, message, text):
    return {
        "name": type(error).__name__,
        "message": shorten(message, _MESSAGE_LIMIT),
        "traceback": shorten(text, _TEXT_LIMIT),
    }


def describe_bare(error):
    """Gives the record of an exception without asking the exception anything."""
    return _record(error, "", type(error).__name__ + "\n")


def shorten(text, limit):
    """Cuts `text` to at most `limit` UTF-8 bytes, with a note of how many characters were left out."""
    if len(text) * 4 <= limit:
        return text
    # A character is at least one byte: what lies beyond the limit, be it most of the memory, is never copied.
    data = text[: limit + 1].encode("utf-8", "surrogatepass")
    if len(data) <= limit:
        return text
    head = data[:limit].decode("utf-8", "ignore")
    return f"{head}... ({len(text) - len(head)} more characters)"


def _cut(error):
    """Drops the runner's frames from the start of the traceback, so that `pdb.pm` starts in the cell."""
    trace = error.__traceback__
    while trace is not None and is_hidden(trace.tb_frame.f_code):
        trace = trace.tb_next
    error.__traceback__ = trace


def _publish(error):
    sys.last_exc = sys.last_value = error
    sys.last_type = type(error)
    sys.last_traceback = error.__traceback__


def _has_own_hook():
    hook = getattr(sys, "excepthook", None)
    return hook not in (None, sys.__excepthook__, _print_exception)


def _describe_by_hook(error):
    """Lets the user's `sys.excepthook` print the error; the record has no traceback then."""
    try:
        sys.excepthook(type(error), error, error.__traceback__)
    except Exception as failure:
        _cut(failure)
        failure.__context__ = None
        record = _describe(error)
        second = _describe(failure)["traceback"]
        first = record["traceback"]
        record["traceback"] = f"Error in sys.excepthook:\n{second}\nOriginal exception was:\n{first}"
        return record
    return _record(error, _safe_text(error), "")


def _safe_text(error):
    try:
        return str(error)
    except Exception:
        return "<exception str() failed>"


def _walk_traceback(trace):
    return itertools.filterfalse(lambda item: is_hidden(item[0].f_code), _original_walk(trace))


_original_walk = traceback._walk_tb_with_full_positions
_original_walk_tb = traceback.walk_tb
_original_walk_stack = traceback.walk_stack


def _walk_tb(trace):
    return itertools.filterfalse(lambda item: is_hidden(item[0].f_code), _original_walk_tb(trace))


def _walk_stack(frame):
    start = sys._getframe(1) if frame is None else frame
    return itertools.filterfalse(lambda item: is_hidden(item[0].f_code), _original_walk_stack(start))


def _suggest(error, trace, wrong_name):
    """Leaves `In` and `Out` out of "Did you mean", unless only the case is wrong: `n` did not mean `In`."""
    suggestion = _original_suggest(error, trace, wrong_name)
    is_ours = isinstance(error, NameError) and suggestion in history.LISTS
    return None if is_ours and suggestion.lower() != wrong_name.lower() else suggestion


_original_suggest = traceback._compute_suggestion_error


def install():
    """Hides the runner's frames and names from everything that is built on the module `traceback`."""
    traceback._compute_suggestion_error = _suggest
    traceback._walk_tb_with_full_positions = _walk_traceback
    traceback.walk_tb = _walk_tb
    traceback.walk_stack = _walk_stack
    sys.excepthook = sys.__excepthook__
