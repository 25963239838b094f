"""Puts functions of ours where the standard library has its own."""

import types


def replace(module, name, function):
    """Makes `function(module, ...)` the function `name` of `module` and gives the one that was there.

    Bound to the module, as functions written in C are, it does not become a
    method when somebody stores it in a class.
    """
    original = getattr(module, name)
    function.__name__ = function.__qualname__ = name
    function.__module__ = module.__name__
    function.__doc__ = original.__doc__
    setattr(module, name, types.MethodType(function, module))
    return original
