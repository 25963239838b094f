"""What an expression that stands in a cell means now, as far as that is known without running it."""

import builtins
from collections import Counter, OrderedDict, defaultdict
from itertools import islice
from keyword import kwlist
from types import ModuleType

from . import lexer, statics
from .namespace import namespace
from .statics import ABSENT, Found, Instance

KEYWORDS = frozenset(kwlist)
DICTIONARIES = (dict, OrderedDict, defaultdict, Counter)

_ITEMS = 200_000
_CALL = type.__dict__["__call__"]
_builtins = ModuleType.__dict__["__dict__"].__get__(builtins)
_constants = {"None": None, "True": True, "False": False}


def name(text):
    """Gives what a name means in the session, or None."""
    if text in _constants:
        return Found("value", _constants[text])
    for scope in (namespace, _builtins):
        value = statics.find(scope, text)
        if value is not ABSENT:
            return Found("value", value)
    return None


def builtin_names():
    """Gives the names of the builtins."""
    return statics.names(_builtins)


def dotted(text):
    """Gives what a dotted name means, or None."""
    given = [token for token in lexer.tokens(text) if token.kind != "newline"]
    is_dotted = all(
        token.kind == "name" if place % 2 == 0 else token.text == "." for place, token in enumerate(given)
    )
    return expression(given, len(given) - 1) if is_dotted and len(given) % 2 == 1 else None


def expression(given, end):
    """Gives what the expression whose last token is at `end` means, or None."""
    steps = []
    place = end
    while place >= 0 and given[place].kind != "string":
        token = given[place]
        if token.kind == "name" and _is_dot(given, place - 1):
            steps.append(("attribute", token.text))
            place -= 2
        elif token.text in ("]", ")") and (opening := lexer.opening_of(given, place)) and is_operand(given, opening - 1):
            steps.append(("item" if token.text == "]" else "call", given[opening + 1 : place]))
            place = opening - 1
        else:
            break
    found = _beginning(given, place)
    for kind, what in reversed(steps):
        if found is None:
            return None
        found = _STEPS[kind](found, what)
    return found


def is_operand(given, place):
    """Whether the token at `place` ends something that can be called or subscripted."""
    if place < 0:
        return False
    token = given[place]
    if token.kind == "name":
        return token.text not in KEYWORDS or token.text in _constants
    return token.kind in ("string", "number") or token.kind == "operator" and token.text in ")]}"


def _is_dot(given, place):
    return place >= 0 and given[place].kind == "operator" and given[place].text == "."


def _beginning(given, place):
    """Gives what the first piece of an expression means: a name, a literal or something in brackets."""
    if place < 0:
        return None
    token = given[place]
    if token.kind == "name":
        return None if token.text in KEYWORDS and token.text not in _constants else name(token.text)
    if token.kind == "string":
        return None if token.is_open else _literal(bytes if _is_bytes(token) else str)
    if token.kind == "number":
        return _literal(_number_type(token.text))
    if token.kind == "operator" and token.text in ")]}":
        return _bracketed(given, place)
    return None


def _bracketed(given, place):
    opening = lexer.opening_of(given, place)
    if opening is None:
        return None
    inside = given[opening + 1 : place]
    if given[place].text == "]":
        return _literal(list)
    separators = _separators(inside)
    if given[place].text == "}":
        return _literal(set if inside and ":" not in separators else dict)
    if not inside or "," in separators:
        return _literal(tuple)
    return expression(inside, len(inside) - 1) if _is_chain(inside) else None


def _separators(inside):
    """Gives the operators between the brackets that are in no further brackets."""
    texts = []
    depth = 0
    for token in inside:
        if token.kind == "operator" and token.text in "([{":
            depth += 1
        elif token.kind == "operator" and token.text in ")]}":
            depth -= 1
        elif depth == 0 and token.kind == "operator":
            texts.append(token.text)
    return texts


def _is_chain(inside):
    return all(text == "." for text in _separators(inside)) and not any(
        token.kind == "name" and token.text in KEYWORDS for token in inside
    )


def _literal(kind):
    return Found("value", Instance(kind))


def _is_bytes(token):
    return "b" in token.text[: token.content - token.start].lower()


def _number_type(text):
    if text[-1] in "jJ" and text[:2] not in ("0x", "0X"):
        return complex
    is_decimal = text[:2].lower() not in ("0x", "0b", "0o")
    return float if is_decimal and ("." in text or "e" in text.lower()) else int


def _item(found, inside):
    """Gives the item of a builtin container, where the key is a literal."""
    if len(inside) != 1 or found.kind != "value":
        return None
    value, token = found.value, inside[0]
    if type(value) is Instance:
        return None
    if token.kind == "number" and token.text.isdecimal():
        return _numbered(value, int(token.text[:18]))
    if token.kind == "string" and "\\" not in token.text and not _is_bytes(token):
        if not statics.among(type(value), DICTIONARIES):
            return None
        held = statics.find(value, token.text[token.content - token.start : -len(token.quote)])
        return None if held is ABSENT else Found("value", held)
    return None


def _numbered(value, index):
    if statics.among(type(value), (list, tuple)):
        return Found("value", value[index]) if index < len(value) else None
    if not statics.among(type(value), DICTIONARIES):
        return None
    for key, held in islice(dict.items(value), _ITEMS):
        if type(key) is int and key == index:
            return Found("value", held)
    return None


def _call(found, _):
    """Gives some instance where a class is called that makes instances as classes do."""
    if found.kind != "value" or type(found.value) is Instance or not statics.is_class(found.value):
        return None
    if found.value is type or statics.in_type(type(found.value), "__call__") is not _CALL:
        return None
    return _literal(found.value)


_STEPS = {"attribute": statics.attribute, "item": _item, "call": _call}
