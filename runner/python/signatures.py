"""The signature of a callable, read from its code, its source or the text that C gives it."""

import re
from functools import partial
from types import BuiltinFunctionType, CodeType, FunctionType, MethodType, MethodWrapperType

from . import lexer, safe_text, statics, texts
from .statics import ABSENT, Found, Instance

_PARAMETERS = 200
_WRAPPERS = 10
_CALLS = 5
_VARIADIC = 0x04
_VARIADIC_KEYWORDS = 0x08
_TEXT_LIMIT = 120
_CODE = FunctionType.__dict__["__code__"].__get__
_GLOBALS = FunctionType.__dict__["__globals__"].__get__
_DEFAULTS = FunctionType.__dict__["__defaults__"].__get__
_KEYWORD_DEFAULTS = FunctionType.__dict__["__kwdefaults__"].__get__
_ARGUMENT_NAMES = CodeType.__dict__["co_varnames"].__get__
_FILE = CodeType.__dict__["co_filename"].__get__
_LINE = CodeType.__dict__["co_firstlineno"].__get__
_CLASS_TEXT = type.__dict__["__text_signature__"].__get__
_CLASS_CALL = type.__dict__["__call__"]
_PARTIAL = [partial.__dict__[name].__get__ for name in ("func", "args", "keywords")]
_FIRST_OF_C = ("$self", "$module", "$type", "$cls")
_BOUND = (BuiltinFunctionType, MethodWrapperType)
_DOCUMENTED = re.compile(r"[\w.]+\([^()]*\)")


def of(found, name):
    """Gives the signature of what was found as `{name, parameters, result}`, or None."""
    record = _of(found, _CALLS)
    if record is None:
        return None
    parameters, result = record
    return {"name": name, "parameters": parameters[:_PARAMETERS], "result": result}


def code_of(value):
    """Gives the file and the first line of a Python function, or None."""
    file = _file_of(value)
    return None if file is None else (file, _LINE(_CODE(value)))


def _file_of(function):
    """Gives the file of a Python function; that of a frozen one is its module's."""
    file = _FILE(_CODE(function))
    if type(file) is not str:
        return None
    if not file.startswith("<frozen "):
        return file
    known = statics.find(_GLOBALS(function), "__file__")
    return known if type(known) is str else file


def unwrap(function):
    """Follows `__wrapped__` from function to function, as `functools.wraps` leaves it."""
    for _ in range(_WRAPPERS):
        held = statics.instance_dict(function)
        inner = statics.find(held, "__wrapped__") if held is not None else ABSENT
        if type(inner) is not FunctionType:
            break
        function = inner
    return function


def _of(found, depth):
    if depth == 0 or found.kind == "property" or type(found.value) is Instance:
        return None
    value, kind = found.value, type(found.value)
    is_bound = found.kind == "method"
    if kind is FunctionType:
        return _of_function(unwrap(value), is_bound)
    if kind is MethodType:
        return _of(Found("method", statics.function_of(value)), depth - 1)
    if kind is partial:
        return _of_partial(value, depth)
    if statics.is_class(value):
        return _of_class(value, depth)
    if text := _text_of(value):
        return _of_text(text, is_bound or statics.among(kind, _BOUND))
    called = statics.in_type(kind, "__call__")
    if type(called) is FunctionType:
        return _of(Found("method", called), depth - 1)
    return None


def _of_function(function, is_bound):
    code = _CODE(function)
    parameters, result = _from_source(function, code) or (_from_code(function, code), "")
    if is_bound and parameters and parameters[0]["kind"] in ("positionalOnly", "positionalOrKeyword"):
        parameters = parameters[1:]
    return parameters, result


def _from_code(function, code):
    """Gives the parameters as the code object counts them; their annotations would have to be run."""
    names = _ARGUMENT_NAMES(code)
    positional, only, keyword = code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount
    defaults, keyword_defaults = _DEFAULTS(function), _KEYWORD_DEFAULTS(function)
    # A tuple or a dictionary of a class of the user's own is as good as none.
    defaults = defaults if type(defaults) is tuple else ()
    keyword_defaults = keyword_defaults if type(keyword_defaults) is dict else {}
    parameters = []
    for place in range(positional):
        at = place - positional + len(defaults)
        kind = "positionalOnly" if place < only else "positionalOrKeyword"
        parameters.append(_parameter(names[place], kind, defaults[at] if at >= 0 else ABSENT))
    if code.co_flags & _VARIADIC:
        parameters.append(_parameter(names[positional + keyword], "variadicPositional"))
    for name in names[positional : positional + keyword]:
        parameters.append(_parameter(name, "keywordOnly", statics.find(keyword_defaults, name)))
    if code.co_flags & _VARIADIC_KEYWORDS:
        at = positional + keyword + bool(code.co_flags & _VARIADIC)
        parameters.append(_parameter(names[at], "variadicKeyword"))
    return parameters


_STARS = {"variadicPositional": "*", "variadicKeyword": "**"}


def _parameter(name, kind, default=ABSENT):
    text = _STARS.get(kind, "") + name
    return {"name": name, "text": text if default is ABSENT else f"{text}={safe_text.default(default)}", "kind": kind}


def _from_source(function, code):
    """Gives parameters and result as the source spells them, where it is at hand and agrees with the code."""
    file, name = _file_of(function), code.co_name
    if file is None or type(name) is not str:
        return None
    source = texts.read(file)
    if source is None:
        return None
    given = lexer.tokens(header(source, _LINE(code)))
    place = next((at for at, token in enumerate(given) if token.kind == "name" and token.text == "def"), None)
    if place is None or place + 2 >= len(given) or given[place + 1].text != name:
        return None
    opening = next((at for at in range(place + 2, len(given)) if given[at].text == "("), None)
    if opening is None:
        return None
    pieces, closing = _pieces(given, opening)
    parameters = _parameters(pieces)
    names = list(_ARGUMENT_NAMES(code)[: _argument_count(code)])
    if closing is None or sorted(parameter["name"] for parameter in parameters) != sorted(names):
        return None
    return parameters, _result(given, closing)


def _argument_count(code):
    flags = code.co_flags
    return code.co_argcount + code.co_kwonlyargcount + bool(flags & _VARIADIC) + bool(flags & _VARIADIC_KEYWORDS)


def header(source, line, maximum=400):
    """Gives the lines from `line` on, as many as the head of a definition may take."""
    start = 0
    for _ in range(line - 1):
        start = source.find("\n", start) + 1
        if start == 0:
            return ""
    end = start
    for _ in range(maximum):
        end = source.find("\n", end) + 1
        if end == 0:
            return source[start : start + (1 << 16)]
    return source[start : min(end, start + (1 << 16))]


def _pieces(given, opening):
    """Gives the tokens between the commas in a pair of brackets, and where the pair ends."""
    pieces, piece, depth = [], [], 0
    for place in range(opening + 1, len(given)):
        token = given[place]
        if token.kind == "operator" and token.text in ")]}" and depth == 0:
            return [*pieces, piece] if piece else pieces, place
        if token.kind == "operator" and token.text in "([{":
            depth += 1
        elif token.kind == "operator" and token.text in ")]}":
            depth -= 1
        if token.text == "," and depth == 0:
            pieces.append(piece)
            piece = []
        elif token.kind not in ("newline", "comment"):
            piece.append(token)
    return pieces, None


def _parameters(pieces):
    """Gives the parameters of the pieces between the commas of a definition."""
    parameters = []
    kind = "positionalOrKeyword"
    for piece in pieces:
        first = piece[0].text if piece else ""
        if first == "/" and len(piece) == 1:
            for parameter in parameters:
                parameter["kind"] = "positionalOnly"
        elif first == "*" and len(piece) == 1:
            kind = "keywordOnly"
        elif first in ("*", "**") and len(piece) > 1:
            variadic = "variadicPositional" if first == "*" else "variadicKeyword"
            parameters.append({"name": piece[1].text, "text": _spelled(piece), "kind": variadic})
            kind = "keywordOnly"
        elif piece:
            parameters.append({"name": first, "text": _spelled(piece), "kind": kind})
    return parameters


def _spelled(piece):
    """Gives tokens as one line, with spaces where they had some."""
    text = ""
    for place, token in enumerate(piece):
        has_gap = place > 0 and token.start > piece[place - 1].end
        text += (" " if has_gap else "") + " ".join(token.text.split())
        if len(text) > _TEXT_LIMIT:
            return text[: _TEXT_LIMIT - 3] + "..."
    return text


def _result(given, closing):
    if closing + 1 >= len(given) or given[closing + 1].text != "->":
        return ""
    piece, depth = [], 0
    for token in given[closing + 1 :]:
        if token.kind == "operator" and token.text in "([{":
            depth += 1
        elif token.kind == "operator" and token.text in ")]}":
            depth -= 1
        if token.kind == "newline" or token.text == ":" and depth == 0:
            break
        piece.append(token)
    return _spelled(piece)


def _of_class(value, depth):
    """Gives what a call of a class takes: by `__init__` or `__new__` where they are Python, else by its own text."""
    called = statics.in_type(type(value), "__call__")
    if called is not _CLASS_CALL:
        return _of(Found("method", called), depth - 1) if type(called) is FunctionType else None
    for base in statics.bases(value):
        held = statics.class_dict(base)
        for name in ("__new__", "__init__"):
            maker = statics.find_in_class(base, name)
            if type(maker) is staticmethod:
                maker = statics.function_in(maker)
            if type(maker) is FunctionType:
                return _of_function(unwrap(maker), True)
        if text := _text_of(base) or _documented(statics.find(held, "__doc__")):
            return _of_text(text, True)
        if base is not object and statics.is_builtin(base):
            return None
    return [], ""


def _of_partial(value, depth):
    function, given, keywords = (get(value) for get in _PARTIAL)
    record = _of(Found("value", function), depth - 1)
    if record is None or type(given) is not tuple or type(keywords) is not dict:
        return None
    left = len(given)
    parameters = []
    for parameter in record[0]:
        if left and parameter["kind"] in ("positionalOnly", "positionalOrKeyword"):
            left -= 1
            continue
        held = statics.find(keywords, parameter["name"])
        if held is not ABSENT:
            parameter = _parameter(parameter["name"], "keywordOnly", held)
        parameters.append(parameter)
    return parameters, record[1]


def _text_of(value):
    """Gives the signature that C code has for a callable of its own, such as `($self, /, *args)`."""
    kind = type(value)
    if statics.is_a(kind, type):
        return _CLASS_TEXT(value) if statics.is_builtin(value) or type(_CLASS_TEXT(value)) is str else None
    if statics.among(kind, statics.FUNCTIONS):
        getter = statics.in_type(kind, "__text_signature__")
        text = None if getter is ABSENT else type(getter).__get__(getter, value, kind)
        if type(text) is str:
            return text
        return _documented(statics.own_documentation(value)) if kind is BuiltinFunctionType else None
    return None


def _documented(text):
    """Gives the signature that a documentation of C code begins with, such as `range(stop)`."""
    if type(text) is not str:
        return None
    text = text[:2000]
    match = _DOCUMENTED.match(text)
    if match is None or "[" in match.group() or "..." in match.group():
        return None
    # What can be called in several ways has a line for each, of which none is the signature.
    if "\n" + match.group()[: match.group().index("(") + 1] in text:
        return None
    return match.group()[match.group().index("(") :]


def _of_text(text, is_bound):
    given = lexer.tokens(text.replace("$", ""))
    if not given or given[0].text != "(":
        return None
    pieces, closing = _pieces(given, 0)
    has_first = text[1:].startswith(_FIRST_OF_C)
    parameters = _parameters(pieces)
    if has_first and parameters and (is_bound or text.startswith("($module")):
        parameters = parameters[1:]
    return (parameters, "") if closing is not None else None
