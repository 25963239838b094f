"""What objects hold, found without running any code of the user's.

Nothing here asks an object: no `getattr`, no `isinstance` (which reads `__class__`), no
comparison with a key that is not exactly a `str`. The true type, its true bases and the
plain dictionaries behind both are read through descriptors that C defines.
"""

from itertools import islice, repeat
from operator import is_
from types import (
    BuiltinFunctionType,
    ClassMethodDescriptorType,
    FunctionType,
    GetSetDescriptorType,
    MappingProxyType,
    MemberDescriptorType,
    MethodDescriptorType,
    MethodType,
    MethodWrapperType,
    ModuleType,
    WrapperDescriptorType,
)

import _datetime

ABSENT = object()

# How many entries of one dictionary are looked at.
_ENTRIES = 200_000
_BASES = 100
_searchable = {}
_PLAIN_DICT = type.__dict__["__dict__"].__get__
_MRO = type.__dict__["__mro__"].__get__
_NAME = type.__dict__["__name__"].__get__
_FLAGS = type.__dict__["__flags__"].__get__
_HEAP_TYPE = 1 << 9
_MODULE_DICT = ModuleType.__dict__["__dict__"].__get__
_FUNCTION_DICT = FunctionType.__dict__["__dict__"].__get__
_METHOD_FUNCTION = MethodType.__dict__["__func__"].__get__
_OBJCLASS = GetSetDescriptorType.__dict__["__objclass__"].__get__
_SLOT = MemberDescriptorType.__get__
_GETSET = GetSetDescriptorType.__get__
_CLASSMETHOD_FUNCTION = classmethod.__dict__["__func__"].__get__
_STATICMETHOD_FUNCTION = staticmethod.__dict__["__func__"].__get__
_METHODS = (FunctionType, MethodDescriptorType, WrapperDescriptorType, ClassMethodDescriptorType)
FUNCTIONS = (*_METHODS, BuiltinFunctionType, MethodWrapperType)
# What keeps its documentation in itself; that of a method is asked of whatever it calls.
_DOCUMENTED = (*FUNCTIONS, property)
# What a class gives as it is, although an instance would get something else.
_THEMSELVES = (
    FunctionType,
    MethodDescriptorType,
    WrapperDescriptorType,
    property,
    MemberDescriptorType,
    GetSetDescriptorType,
)
_GETTERS = (property, MemberDescriptorType, GetSetDescriptorType)
# What C computes for these is computed from the object alone; elsewhere it may call what the object holds.
_PURE_GETTERS = (
    int,
    float,
    complex,
    BaseException,
    _datetime.date,
    _datetime.datetime,
    _datetime.time,
    _datetime.timedelta,
)


class Found:
    """What a name stands for: the value, or the descriptor that would make it.

    `kind` is `value`, `method` (the value is the function, its first parameter is bound) or
    `property` (only a run of code would tell the value).
    """

    __slots__ = ("kind", "value")

    def __init__(self, kind, value):
        self.kind = kind
        self.value = value


class Instance:
    """Stands for some instance of a class that nobody has made, such as that of a literal."""

    __slots__ = ("type",)

    def __init__(self, kind):
        self.type = kind


def find(dictionary, name):
    """Gives what a dictionary has for a name, or ABSENT, without comparing the name to the user's keys."""
    return _look_up(dictionary, dictionary, name)


def names(dictionary, newest_first=False):
    """Goes through the names in a dictionary, each exactly a `str`, as many as can be looked at in time."""
    keys = dict.__reversed__(dictionary) if newest_first else _keys(dictionary)
    return (key for key in islice(keys, _ENTRIES) if type(key) is str)


def forget():
    """Forgets which dictionaries can be searched: the next cell may change them."""
    _searchable.clear()


def _look_up(owner, dictionary, name):
    """Finds a name in the dictionary of `owner`, or in a copy of it without the keys that are not plain strings."""
    address = object.__hash__(owner)
    plain = _searchable.get(address)
    if plain is None:
        plain = _searchable[address] = dictionary if _has_plain_keys(dictionary) else _without_odd_keys(dictionary)
    if type(plain) is MappingProxyType:
        return MappingProxyType.get(plain, name, ABSENT)
    return dict.get(plain, name, ABSENT)


def _has_plain_keys(dictionary):
    return all(map(is_, map(type, _keys(dictionary)), repeat(str)))


def _without_odd_keys(dictionary):
    kind = MappingProxyType if type(dictionary) is MappingProxyType else dict
    entries = islice(kind.items(dictionary), _ENTRIES)
    return {key: value for key, value in entries if type(key) is str}


def _keys(dictionary):
    return MappingProxyType.__iter__(dictionary) if type(dictionary) is MappingProxyType else dict.__iter__(dictionary)


def bases(kind):
    """Gives the true bases of a class in their order, itself first."""
    return _MRO(kind)[:_BASES]


def among(value, known):
    """Whether a value is one of those known, itself and not by an `==` of its own."""
    return any(map(is_, repeat(value), known))


def is_a(kind, base):
    """Whether a type inherits from another; no metaclass is asked."""
    return among(base, _MRO(kind))


def is_class(value):
    """Whether a value is a class."""
    return is_a(type(value), type)


def type_name(kind):
    """Gives the true name of a class, exactly a `str`."""
    return str.__str__(_NAME(kind))


def is_builtin(kind):
    """Whether a class was made by C and cannot be changed."""
    return not _FLAGS(kind) & _HEAP_TYPE


def class_dict(kind):
    """Gives the true dictionary of a class, which cannot be written to."""
    return _PLAIN_DICT(kind)


def in_type(kind, name):
    """Gives what a class or its bases hold for a name, or ABSENT."""
    for entry in bases(kind):
        value = _look_up(entry, _PLAIN_DICT(entry), name)
        if value is not ABSENT:
            return value
    return ABSENT


def instance_dict(value):
    """Gives the dictionary of an instance, a module or a function, or None."""
    kind = type(value)
    if kind is ModuleType:
        return _MODULE_DICT(value)
    if kind is FunctionType:
        return _FUNCTION_DICT(value)
    if is_a(kind, type):
        return None
    for entry in bases(kind):
        getter = _look_up(entry, _PLAIN_DICT(entry), "__dict__")
        if getter is ABSENT:
            continue
        if type(getter) is not GetSetDescriptorType or _OBJCLASS(getter) is not entry:
            return None
        held = _GETSET(getter, value, kind)
        return held if is_a(type(held), dict) else None
    return None


def attribute(found, name):
    """Gives what an attribute of something found is, or None where that is not known without running code."""
    if found.kind != "value":
        return None
    if type(found.value) is Instance:
        return _of_instance(found.value.type, None, name, ABSENT)
    value = found.value
    if not among(in_type(type(value), "__getattribute__"), _OWN_LOOKUPS):
        return None
    if is_class(value):
        return _of_class(value, name)
    held = instance_dict(value)
    return _of_instance(type(value), held, name, value)


def _of_instance(kind, held, name, value):
    inherited = in_type(kind, name)
    if inherited is not ABSENT and _is_data_descriptor(inherited):
        return _bind(inherited, kind, value)
    if held is not None:
        own = find(held, name)
        if own is not ABSENT:
            return Found("value", own)
    return None if inherited is ABSENT else _bind(inherited, kind, value)


def _of_class(value, name):
    of_metaclass = in_type(type(value), name)
    if of_metaclass is not ABSENT and _is_data_descriptor(of_metaclass):
        return Found("property", of_metaclass)
    own = in_type(value, name)
    if own is ABSENT:
        return None if of_metaclass is ABSENT else _bind(of_metaclass, type(value), value)
    kind = type(own)
    if kind is classmethod:
        return _method(_CLASSMETHOD_FUNCTION(own))
    if kind is ClassMethodDescriptorType:
        return Found("method", own)
    if kind is staticmethod:
        return Found("value", _STATICMETHOD_FUNCTION(own))
    if among(kind, _THEMSELVES) or in_type(kind, "__get__") is ABSENT:
        return Found("value", own)
    return Found("property", own)


def _bind(value, kind, instance):
    """Gives what reading an attribute of an instance makes of what its class holds."""
    made = type(value)
    if among(made, _METHODS):
        return Found("method", value)
    if made is classmethod:
        return _method(_CLASSMETHOD_FUNCTION(value))
    if made is staticmethod:
        return Found("value", _STATICMETHOD_FUNCTION(value))
    if made is MemberDescriptorType:
        return _read(_SLOT, value, kind, instance)
    if made is GetSetDescriptorType and among(_OBJCLASS(value), _PURE_GETTERS):
        return _read(_GETSET, value, kind, instance)
    if in_type(made, "__get__") is ABSENT:
        return Found("value", value)
    return Found("property", value)


def _read(getter, descriptor, kind, instance):
    if instance is ABSENT:
        return Found("property", descriptor)
    try:
        return Found("value", getter(descriptor, instance, kind))
    except Exception:
        return Found("property", descriptor)


def _method(function):
    return Found("method", function) if type(function) is FunctionType else Found("property", function)


def _is_data_descriptor(value):
    kind = type(value)
    return in_type(kind, "__set__") is not ABSENT or in_type(kind, "__delete__") is not ABSENT


def attribute_names(found):
    """Gives the names of what something has itself and of what its class has, each list as it comes."""
    if found.kind == "property":
        return (), ()
    value = MethodType if found.kind == "method" else found.value
    if found.kind == "method":
        return (), _inherited((MethodType,))
    if type(value) is Instance:
        return (), _inherited(bases(value.type))
    if is_class(value):
        return names(_PLAIN_DICT(value)), _inherited(bases(value)[1:])
    held = instance_dict(value)
    return names(held) if held is not None else (), _inherited(bases(type(value)))


def _inherited(kinds):
    return (name for kind in kinds for name in names(_PLAIN_DICT(kind)))


_OWN_LOOKUPS = [in_type(kind, "__getattribute__") for kind in (object, type, ModuleType)]


def describe(found):
    """Says in a word what something is: `function`, `method`, `class`, `module`, `property`, or its type."""
    if found.kind != "value":
        return found.kind
    value = found.value
    kind = type(value)
    if kind is Instance:
        return type_name(value.type)
    if kind is MethodType:
        return "method"
    if among(kind, FUNCTIONS):
        return "function"
    if is_a(kind, type):
        return "class"
    if is_a(kind, ModuleType):
        return "module"
    if among(kind, _GETTERS):
        return "property"
    return type_name(kind)


def is_bound_method(value):
    """Whether a value is a method with its object."""
    return type(value) is MethodType


def function_of(method):
    """Gives the function of a bound method."""
    return _METHOD_FUNCTION(method)


def function_in(descriptor):
    """Gives what a `staticmethod` holds."""
    return _STATICMETHOD_FUNCTION(descriptor)


def find_in_class(kind, name):
    """Gives what a class itself holds for a name, or ABSENT; its bases are not looked at."""
    return _look_up(kind, _PLAIN_DICT(kind), name)


def own_documentation(value):
    """Gives the documentation that a function or a property has of its own, or None."""
    kind = type(value)
    if not among(kind, _DOCUMENTED):
        return None
    getter = in_type(kind, "__doc__")
    text = type(getter).__get__(getter, value, kind)
    return text if type(text) is str else None
