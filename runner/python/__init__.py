"""The Python side of the runner: one cell at a time, in the interpreter's `__main__`.

JavaScript calls the functions that are exported here and nothing else.
"""

from . import answers, audit, cells, commands, completion, debugger, display, environment, files
from . import importable, inspection
from . import interrupts, loop, losses, namespace, native, network, packages, pickles, pipes, preload, pristine
from . import processes
from . import programs_async, secured, streams, terminal, threads, timers, tls, tracebacks
from . import variables as _variables
from .bridge import attach
from .cells import execute
from .encoding import to_json
from .loop import cancel

_parts = (
    preload,
    environment,
    terminal,
    display,
    tracebacks,
    debugger,
    loop,
    timers,
    files,
    processes,
    native,
    pipes,
    commands,
    programs_async,
    network,
    tls,
    streams,
    secured,
    packages,
    threads,
    cells,
    interrupts,
    _variables,
    audit,
    pristine,
)
for _part in _parts:
    _part.install()


def prepare(options):
    """Brings the interpreter in line with the boot's options, which are JSON."""
    pristine.call(environment.prepare, options)
    native.renew()


def variables(with_digests):
    """Gives the user's variables as JSON: `[{name, type, value, size}]`, each with a `digest` where asked for."""
    return to_json(pristine.call(_variables.variables, with_digests))


def complete(source, cursor):
    """Gives what the text before the cursor may become as JSON: `{replaced, candidates}`. Never raises."""
    return answers.give(completion.complete, {"replaced": 0, "candidates": []}, source, cursor)


def signature(name):
    """Gives the signature of a callable as JSON: `{name, parameters, result}`, or null. Never raises."""
    return answers.give(inspection.signature, None, name)


def inspect(name, with_source):
    """Gives what is known about a name as JSON, or null. Never raises."""
    return answers.give(inspection.inspect, None, name, with_source)


def missing_modules(names):
    """Gives those of the names, which have lines between them, that no import would find as JSON. Never raises."""
    return answers.give(importable.missing, [], names.split("\n"))


def packages_changed():
    """Lets the next import see packages that were not there, and miss those that are gone."""
    pristine.call(packages.changed)


def load(data, packages, wheel, wheel_name, number):
    """Takes up a dump of a session as a cell does its work; the value of the result is a report as JSON."""
    data, wheel, packages = data.to_bytes(), wheel.to_bytes(), packages.to_py()
    return cells.perform(lambda: to_json(pickles.load(data, packages, wheel, wheel_name)), number)


def save(wheel, wheel_name, deliver, number):
    """Gives a dump of the session to `deliver`, as a cell; the value of the result is a report as JSON."""
    wheel = wheel.to_bytes()

    def action():
        data, report = pickles.save(wheel, wheel_name)
        deliver(data)
        return to_json(report)

    return cells.perform(action, number)


def names():
    """Gives the names of the user's variables as JSON."""
    return to_json(_variables.names())


def before_checkpoint():
    """Makes an image possible that boots whatever the cells have broken."""
    namespace.mend()
    pristine.set_aside()
    pristine.call(timers.before_checkpoint)


def holders():
    """Gives what tells the user's names for what lies outside of the memory as JSON: `{descriptors, objects, waits}`."""
    found = pristine.call(losses.descriptors)
    return to_json({"descriptors": found, "objects": losses.has_objects(), "waits": pristine.call(losses.waits)})


def objects():
    """Gives JavaScript its objects that the user has names for: name, object, name, object..."""
    return pristine.call(losses.objects)


def tasks(awaited):
    """Gives the names of the tasks that wait for promises as JSON; for `awaited` see `after_rewind`."""
    return to_json(pristine.call(losses.tasks, _addresses(awaited)))


def after_checkpoint():
    """Goes on after a checkpoint as before it."""
    pristine.give_back()


def after_restore(elapsed, *lost):
    """Takes up again what an image cannot hold; gives the names of what was lost, besides `lost`, as JSON."""
    try:
        losses.remember(lost)
        return to_json(pristine.call(timers.after_restore, elapsed))
    finally:
        pristine.give_back()


def after_rewind(awaited):
    """Takes up again what a rewind cannot bring back.

    `awaited` tells where the methods lie that promises of JavaScript will call, with
    commas between; gives the names of what was lost as JSON.
    """
    try:
        return to_json(pristine.call(timers.after_restore, 0, _addresses(awaited)))
    finally:
        pristine.give_back()


def _addresses(text):
    return [int(address) for address in text.split(",") if address]


__all__ = [
    "after_checkpoint",
    "after_restore",
    "after_rewind",
    "attach",
    "before_checkpoint",
    "cancel",
    "complete",
    "execute",
    "holders",
    "inspect",
    "load",
    "missing_modules",
    "names",
    "objects",
    "packages_changed",
    "prepare",
    "save",
    "signature",
    "tasks",
    "variables",
]
