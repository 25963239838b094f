"""Runs one cell: parse, compile, run, show the last expression, report what happened."""

import __future__
import sys
from ast import Expr, Interactive, PyCF_ALLOW_TOP_LEVEL_AWAIT, PyCF_ONLY_AST
from contextvars import copy_context
from inspect import CO_COROUTINE
from sys import getprofile, gettrace, setprofile, settrace
from types import FunctionType

from . import history, interrupts, loop, namespace, sources, tracebacks
from .encoding import to_json

_VALUE_LIMIT = 1 << 20
_FUTURE_FLAGS = 0
for _name in __future__.all_feature_names:
    _FUTURE_FLAGS |= getattr(__future__, _name).compiler_flag

_context = copy_context()


class _State:
    """What lasts from one cell to the next."""

    future_flags = 0
    trace = None
    profile = None
    number = 0
    value = None


_state = _State()


def execute(source, number, name, display):
    """Runs a cell and gives its result as JSON: `{status, value?, error?, exitCode?, pending?}`. Never raises."""
    return _settle(_execute, source, number, name, display)


def perform(action, number):
    """Runs what the host wants done with code of the user's, as a cell; the action gives the value. Never raises."""
    return _settle(_perform, action, number)


def _settle(function, *arguments):
    try:
        result = function(*arguments)
        if left := _count_pending():
            result["pending"] = left
        return to_json(result)
    except KeyboardInterrupt as interrupt:
        return to_json({"status": "interrupted", "error": tracebacks.describe_bare(interrupt)})
    except BaseException as error:
        return to_json({"status": "error", "error": tracebacks.describe_bare(error)})


def _count_pending():
    """How many tasks and calls are left; 0 where a cell has broken what tells it."""
    try:
        return loop.pending()
    except BaseException:
        return 0


def _execute(source, number, name, display):
    _state.number, _state.value = number, None
    interrupts.listen()
    try:
        _prepare(source, number, name)
        codes = _compile(source, name, display)
        interrupts.check()
        _run(codes)
    except BaseException as error:
        return _report(error)
    finally:
        interrupts.ignore()
    if _state.value is None:
        return {"status": "ok"}
    value, _state.value = _state.value, None
    return {"status": "ok", "value": value}


def _perform(action, number):
    _state.number = number
    interrupts.listen()
    try:
        namespace.mend()
        return {"status": "ok", "value": _context.run(action)}
    except BaseException as error:
        return _report(error)
    finally:
        interrupts.ignore()


def _prepare(source, number, name):
    namespace.mend()
    sources.remember(name, source)
    history.record_input(number, source)


def _compile(source, name, display):
    """Gives the code objects of a cell: its statements, and apart from them a last expression to show."""
    flags = PyCF_ALLOW_TOP_LEVEL_AWAIT | _state.future_flags
    tree = compile(source, name, "exec", flags | PyCF_ONLY_AST, dont_inherit=True)
    body = tree.body
    shown = [body.pop()] if display and body and isinstance(body[-1], Expr) else []
    codes = []
    if body:
        codes.append(compile(tree, name, "exec", flags, dont_inherit=True))
        flags |= codes[0].co_flags & _FUTURE_FLAGS
    if shown:
        codes.append(compile(Interactive(shown), name, "single", flags, dont_inherit=True))
    _state.future_flags = flags & _FUTURE_FLAGS
    return codes


def _run(codes):
    if any(code.co_flags & CO_COROUTINE for code in codes):
        loop.run(_await_each(codes), _context)
    else:
        _context.run(_run_each, codes)


def _run_each(codes):
    """Runs the code objects with the `sys.settrace` of the last cell.

    Each cell has a thread state of its own (JSPI), which does not know it. Here
    are no calls of our own functions: the tracer would see them.
    """
    if _state.profile is not None:
        setprofile(_state.profile)
    if _state.trace is not None:
        settrace(_state.trace)
    try:
        for code in codes:
            exec(code, namespace.namespace)
    finally:
        _state.trace, _state.profile = gettrace(), getprofile()
        if _state.trace is not None:
            settrace(None)
        if _state.profile is not None:
            setprofile(None)


async def _await_each(codes):
    for code in codes:
        result = FunctionType(code, namespace.namespace)()
        if code.co_flags & CO_COROUTINE:
            await result


def _show(value):
    """The `sys.displayhook` of the sandbox: keeps the text for the result instead of printing it."""
    if value is None:
        return
    _state.value = tracebacks.shorten(repr(value), _VALUE_LIMIT)
    history.record_output(_state.number, value)


def _report(error):
    """Gives the result of a cell that an exception ended."""
    if isinstance(error, SystemExit):
        return _report_exit(error)
    if isinstance(error, KeyboardInterrupt):
        interrupts.ignore()
        return {"status": "interrupted", "error": tracebacks.describe(error)}
    return {"status": "error", "error": _describe(error)}


def _describe(error):
    """Describes an error; an interrupt may end a `__str__` that hangs, and does not lose the rest."""
    try:
        return tracebacks.describe(error)
    except KeyboardInterrupt:
        interrupts.ignore()
        return tracebacks.describe(error)


def _report_exit(error):
    """Ends a cell by SystemExit as CPython ends a process: None is 0, a message goes to stderr and is 1."""
    code = error.code
    if code is None:
        exit_code = 0
    elif isinstance(code, int):
        exit_code = code & 0xFF
    else:
        exit_code = 1
        print(code, file=sys.stderr)
    if exit_code == 0:
        return {"status": "ok", "exitCode": 0}
    message = tracebacks.shorten(str(code), _VALUE_LIMIT)
    record = {"name": "SystemExit", "message": message, "traceback": ""}
    return {"status": "error", "exitCode": exit_code, "error": record}


def install():
    """Takes the place of `sys.displayhook`."""
    sys.displayhook = _show
