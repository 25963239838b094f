# %% a closure, two functions that share a cell
def make_counter():
    n = 0
    def count():
        nonlocal n
        n += 1
        return n
    def peek():
        return n
    return count, peek
count, peek = make_counter()
count()
# %% [check]
assert count() == 2 and peek() == 2 and count.__closure__[0] is peek.__closure__[0]

# %% a lambda with mutable defaults, attributes and annotations
remember = lambda item, seen=[]: (seen.append(item), len(seen))[1]
remember("a")
remember.note = "kept"
def annotated(x: "int" = 3, *, y: float = 2.0) -> "str": "Doc."
# %% [check]
assert remember("b") == 2 and remember.note == "kept"
assert annotated.__annotations__ == {"x": "int", "y": float, "return": "str"} and annotated.__doc__ == "Doc."
assert annotated.__kwdefaults__ == {"y": 2.0}

# %% functions that call each other, and globals that change
factor = 2
def is_even(n): return n == 0 or is_odd(n - 1)
def is_odd(n): return n != 0 and is_even(n - 1)
def scaled(n): return n * factor
# %% [check]
assert is_even(10) and not is_odd(10)
factor = 5
assert scaled(3) == 15 and scaled.__globals__ is globals()

# %% partials, and a partial of a partial
import functools
def joined(*parts, sep="-"): return sep.join(parts)
with_a = functools.partial(joined, "a", sep="+")
with_ab = functools.partial(with_a, "b")
# %% [check]
assert with_ab("c") == "a+b+c" and with_a.func is joined

# %% the contents of a lru_cache
import functools
calls = []
@functools.lru_cache(maxsize=2)
def slow_square(n):
    calls.append(n)
    return n * n
slow_square(2), slow_square(3), slow_square(2)
# %% [check]
assert slow_square.cache_info()[:2] == (1, 2) and slow_square(3) == 9 and calls == [2, 3]
slow_square(4)
assert slow_square(2) == 4 and calls == [2, 3, 4, 2]

# %% singledispatch with types registered later
import functools
@functools.singledispatch
def describe(x): return "anything"
@describe.register
def _(x: int): return "int"
describe.register(list, lambda x: f"list of {len(x)}")
# %% [check]
assert [describe(""), describe(1), describe([1, 2])] == ["anything", "int", "list of 2"]

# %% a decorator that wraps
import functools
def twice(function):
    @functools.wraps(function)
    def wrapper(*args):
        wrapper.called += 1
        return function(*args) * 2
    wrapper.called = 0
    return wrapper
@twice
def plus_one(n):
    "Adds one."
    return n + 1
plus_one(1)
# %% [check]
assert plus_one(2) == 6 and plus_one.called == 2 and plus_one.__doc__ == "Adds one." and plus_one.__wrapped__(2) == 3

# %% bound methods, builtin and of the user's classes
class Stack:
    def __init__(self): self.items = []
    def push(self, item): self.items.append(item)
    @classmethod
    def make(cls): return cls()
    @staticmethod
    def version(): return 3
stack = Stack()
push, append, make_stack, version = stack.push, stack.items.append, Stack.make, Stack.version
# %% [check]
push(1), append(2)
assert stack.items == [1, 2] and push.__self__ is stack and type(make_stack()) is Stack and version() == 3

# %% code objects, compiled and run
code = compile("answer_of_code = 6 * 7", "<text>", "exec")
code_space = {}
exec(code, code_space)
# %% [check]
again = {}
exec(code, again)
assert code_space["answer_of_code"] == again["answer_of_code"] == 42 and code.co_filename == "<text>"

# %% the source of a function of a cell
import inspect
def with_source():
    # a comment that only the source has
    return 1
# %% [check]
assert "a comment that only the source has" in inspect.getsource(with_source)

# %% operators: itemgetter, attrgetter, methodcaller
import operator
getters = operator.itemgetter(1, 0), operator.attrgetter("real"), operator.methodcaller("upper")
# %% [check]
assert getters[0]("ab") == ("b", "a") and getters[1](5) == 5 and getters[2]("x") == "X"

# %% a function of a generic with type parameters
def first_of[T](items: list[T]) -> T: return items[0]
type Pairs[K] = list[tuple[K, K]]
# %% [check]
assert first_of([4]) == 4 and first_of.__type_params__[0].__name__ == "T"
assert Pairs[int].__value__ is Pairs.__value__ and str(Pairs.__value__) == "list[tuple[K, K]]"
