"""`In`, `Out`, `_`, `__` and `___`, as IPython keeps them."""

import builtins

from .namespace import namespace

_ABSENT = object()
_NAMES = ("_", "__", "___")

LISTS = ("In", "Out")

inputs = [""]
outputs = {}
_kept = dict.fromkeys(_NAMES, _ABSENT)

namespace["In"] = inputs
namespace["Out"] = outputs


def record_input(number, source):
    """Makes `source` In[number]; numbers that were never run are empty."""
    if number >= len(inputs):
        inputs.extend([""] * (number + 1 - len(inputs)))
    inputs[number] = source


def record_output(number, value):
    """Makes `value` Out[number] and `_`, unless the user gave `_` a meaning of his own."""
    if value is outputs:
        return
    outputs[number] = value
    if "_" in vars(builtins) or not all(_is_ours(name) for name in _NAMES):
        return
    for name, older in (("___", "__"), ("__", "_")):
        _set(name, _kept[older])
    _set("_", value)


def owns(name):
    """Whether a name holds a latest value, and the user gave it no meaning of his own."""
    return name in _NAMES and _is_ours(name)


def _is_ours(name):
    return namespace.get(name, _kept[name]) is _kept[name]


def _set(name, value):
    _kept[name] = value
    if value is not _ABSENT:
        namespace[name] = value
