"""Finds names that two kinds of state bind: one would check what the other made. Run in a cell."""

import ast
import json


def bound(source):
    """Gives the names that a cell binds; those of imports may be shared."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(node.name)
    return names & set(_top_level(source))


def _top_level(source):
    code = compile(source, "<setup>", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    return code.co_names


def shared(states):
    """Gives `[name, kind, kind]` for each name that the setups of two kinds bind."""
    owners, twice = {}, []
    for kind, setup in states:
        for name in bound(setup):
            if owners.setdefault(name, kind) != kind and name not in _FREE:
                twice.append([name, owners[name], kind])
    return twice


# What setups bind for themselves.
_FREE = {"file", "name", "i", "it", "n", "_"}
