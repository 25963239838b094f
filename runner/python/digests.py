"""Fingerprints of values, which tell whether a variable differs between two checkpoints.

No code of the user's runs: containers, functions, classes and instances are taken apart as they lie in
memory. What cannot be taken apart is known by its type and address, which two checkpoints of one session have
in common for as long as the object lives.
"""

import hashlib
import types
from collections import deque

from . import statics

# How many objects of one variable are looked at; beyond that two values may differ unseen.
_MOST = 200_000
_HASHED = 64 << 20

_PLAIN = {type(None), bool, float, complex, str, type(Ellipsis), type(NotImplemented), range}
_ORDERED = {list, tuple, deque}
_SETS = {set, frozenset}
_BASES = (list, tuple, dict, set, frozenset, str, bytes, int, float)
_NOT_CONTENT = {"__dict__", "__weakref__", "__doc__", "__module__", "__annotate_func__", "__static_attributes__"}


def digest(value):
    """Gives 16 hex digits that are the same where the content is."""
    return _Walk().of(value)


class _Walk:
    """The objects under one value, each once, in the order in which they are met."""

    def __init__(self):
        self._seen = {}
        self._waiting = []
        self._hash = hashlib.sha256(usedforsecurity=False)

    def of(self, value):
        self._waiting.append(value)
        while self._waiting and len(self._seen) < _MOST:
            self._take(self._waiting.pop())
        return self._hash.hexdigest()[:16]

    def _take(self, value):
        kind = type(value)
        self._note(statics.type_name(kind))
        if kind in _PLAIN:
            self._note(repr(value))
        elif kind is int:
            self._note(hex(value))
        elif id(value) in self._seen:
            self._note(f"#{self._seen[id(value)][0]}")
        else:
            # Held, so that no other object gets its address while this goes on.
            self._seen[id(value)] = len(self._seen), value
            self._open(value, kind)

    def _open(self, value, kind):
        if kind in _ORDERED:
            self._push(value)
        elif kind is dict:
            self._push(part for item in value.items() for part in item)
        elif kind in _SETS:
            self._push(sorted(digest(part) for part in value))
        elif kind is types.FunctionType:
            self._push((value.__code__, value.__defaults__, value.__kwdefaults__, value.__closure__))
        elif kind is types.CodeType:
            self._push((value.co_code, value.co_consts, value.co_names))
        elif kind is types.CellType:
            self._push(_cell(value))
        elif kind is types.MethodType:
            self._push((value.__func__, value.__self__))
        elif kind is types.GeneratorType or kind is types.CoroutineType:
            self._open_frame(value)
        elif statics.is_class(value):
            self._open_class(value)
        elif kind is types.ModuleType:
            self._note(repr(statics.instance_dict(value).get("__name__")))
        elif type(statics.in_type(kind, "__buffer__")) is types.WrapperDescriptorType:
            self._open_buffer(value)
        else:
            self._open_instance(value, kind)

    def _open_frame(self, value):
        frame = value.gi_frame if type(value) is types.GeneratorType else value.cr_frame
        self._push((id(value),) if frame is None else (frame.f_lasti, dict(frame.f_locals)))

    def _open_class(self, value):
        content = statics.class_dict(value)
        names = sorted(name for name in content if isinstance(name, str) and name not in _NOT_CONTENT)
        if content.get("__module__") == "__main__":
            self._push(part for name in names for part in (name, content[name]))
        else:
            self._note(str(id(value)))

    def _open_buffer(self, value):
        with memoryview(value) as view:
            if view.nbytes > _HASHED or not view.contiguous:
                self._note(str(id(value)))
            else:
                self._hash.update(view.cast("B") if view.nbytes else b"")

    def _open_instance(self, value, kind):
        content = statics.instance_dict(value)
        slots = [
            slot
            for owner in statics.bases(kind)
            for slot in statics.class_dict(owner).values()
            if type(slot) is types.MemberDescriptorType
        ]
        bases = [base for base in _BASES if statics.is_a(kind, base)]
        if content is None and not slots and not bases:
            self._note(str(id(value)))
            return
        self._push(_slot(slot, value) for slot in slots)
        if bases:
            self._push(_as_base(value, bases[0]))
        if content is not None:
            self._push((content,))

    def _push(self, parts):
        parts = list(parts)
        self._note(str(len(parts)))
        self._waiting.extend(reversed(parts))

    def _note(self, text):
        self._hash.update(text.encode("utf-8", "surrogatepass") + b"\0")


def _cell(cell):
    try:
        return (cell.cell_contents,)
    except ValueError:
        return ()


def _slot(slot, value):
    try:
        return slot.__get__(value)
    except AttributeError:
        return None


def _as_base(value, base):
    if base is dict:
        return [part for item in dict.items(value) for part in item]
    if base in (str, bytes, int, float):
        return [base.__repr__(value)]
    parts = list(base.__iter__(value))
    return sorted(digest(part) for part in parts) if base in (set, frozenset) else parts
