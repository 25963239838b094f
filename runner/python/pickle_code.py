"""The code objects in a pickle: one of another version of Python would end the interpreter."""

from opcode import _inline_cache_entries, opmap

_BASE = {
    number: _inline_cache_entries.get(name, 0)
    for name, number in opmap.items()
    if 0 < number < 256 and not name.startswith(("INSTRUMENTED_", "ENTER_", "RESERVED", "INTERPRETER_EXIT"))
}
_RESUME = opmap["RESUME"]
_BEFORE = {opmap[name] for name in ("COPY_FREE_VARS", "MAKE_CELL", "RETURN_GENERATOR", "POP_TOP", "NOP", "EXTENDED_ARG")}
# The number of RESUME in other versions, which begins what a function does there. 149 is what comes before it in 3.12.
_OTHERS = ((151, "3.11 or 3.12"), (149, "3.13"))
_BEGINNING = 64
_FIELDS = 18


def flaw(fields):
    """Says why the code object that dill wrote as these fields cannot run here; None where it can."""
    if fields and not isinstance(fields[0], int):
        fields = fields[1:]
    if len(fields) != _FIELDS:
        return _describe("3.10 or older")
    code = fields[6]
    if isinstance(code, str):
        code = code.encode("latin-1", "replace")
    if _is_ours(code):
        return None
    beginning = code[:_BEGINNING:2]
    return _describe(next((version for number, version in _OTHERS if number in beginning), "another version"))


def _describe(version):
    return f"code of Python {version} cannot run here"


def stand_in(fields, reason):
    """Makes a code object with the same name, which says why it cannot run."""
    if fields and not isinstance(fields[0], int):
        fields = fields[1:]
    texts = [field for field in fields if isinstance(field, str)]
    name, qualified = (texts[1], texts[2]) if len(fields) == _FIELDS and len(texts) > 2 else (texts[-1:] or ["?"]) * 2
    free = fields[-2] if isinstance(fields[-2], tuple) else ()
    text = f"{qualified}() was loaded without what it does: {reason}"
    consts = tuple(text if const == _REASON else const for const in _refuse.__code__.co_consts)
    return _refuse.__code__.replace(
        co_name=name, co_qualname=qualified, co_freevars=free, co_consts=consts, co_filename="<pickle>"
    )


def _is_ours(code):
    """Whether all instructions are of this version: first what prepares a frame, then RESUME, then any."""
    at, resumed = 0, False
    while at < len(code):
        number = code[at]
        if number not in _BASE:
            return False
        if not resumed and number != _RESUME and number not in _BEFORE:
            return False
        resumed = resumed or number == _RESUME
        at += 2 + 2 * _BASE[number]
    return resumed and at == len(code)


_REASON = "the reason"


def _refuse(*arguments, **options):
    raise RuntimeError("the reason")
