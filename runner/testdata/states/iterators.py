# %% a generator in the middle, with what it was sent
def running_mean():
    total, n, value = 0, 0, None
    try:
        while True:
            value = yield total / n if n else None
            total, n = total + value, n + 1
    finally:
        closed.append(n)
closed = []
mean = running_mean()
next(mean), mean.send(10)
# %% [check]
assert mean.send(20) == 15.0 and mean.gi_frame.f_locals["n"] == 2
mean.close()
assert closed == [2]

# %% a generator within a generator, in a with statement
import contextlib
log_of = []
@contextlib.contextmanager
def logged():
    log_of.append("in")
    try: yield 5
    finally: log_of.append("out")
def inner_steps():
    with logged() as n:
        for i in range(n): yield i
def outer_steps():
    result = yield from inner_steps()
    yield "end"
steps = outer_steps()
first_steps = next(steps), next(steps)
# %% [check]
assert first_steps == (0, 1) and steps.gi_yieldfrom is not None and log_of == ["in"]
assert list(steps) == [2, 3, 4, "end"] and log_of == ["in", "out"]

# %% a generator that handles an exception
def handling():
    try:
        1 / 0
    except ZeroDivisionError as error:
        yield type(error).__name__
        yield error.__traceback__ is not None
        raise
handler = handling()
next(handler)
# %% [check]
assert next(handler) is True
try:
    next(handler)
except ZeroDivisionError as error:
    assert error.__traceback__.tb_next is not None
else:
    raise AssertionError("nothing was raised")

# %% a generator expression
numbers_from = [10, 20, 30]
tripled = (n * 3 for n in numbers_from if n > 10)
next(tripled)
# %% [check]
numbers_from.append(40)
assert list(tripled) == [90, 120]

# %% iterators of list, tuple, dict, set, string, range and bytes
sources_of = [[1, 2, 3], (1, 2, 3), {1: 0, 2: 0, 3: 0}, {1, 2, 3}, "123", range(1, 4), b"123"]
walking = [iter(source) for source in sources_of] + [reversed(sources_of[0])]
first_items = [next(walk) for walk in walking]
# %% [check]
assert [list(walk) for walk in walking] == [
    [2, 3], [2, 3], [2, 3], [2, 3], ["2", "3"], [2, 3], [50, 51], [2, 1]]

# %% a dictionary's iterator, which knows when it changed
changing = {"a": 1, "b": 2}
over_changing = iter(changing)
next(over_changing)
# %% [check]
changing["c"] = 3
try:
    next(over_changing)
except RuntimeError:
    pass
else:
    raise AssertionError("the change was not noticed")

# %% zip, map, filter, enumerate and iter with a sentinel
import io
lazy = [zip("abc", [1, 2, 3]), map(str.upper, "abc"), filter(str.isalpha, "a1b"), enumerate("ab", 5)]
started = [next(it) for it in lazy]
lines_until = iter(io.StringIO("one\ntwo\nend\n").readline, "end\n")
next(lines_until)
# %% [check]
assert started == [("a", 1), "A", "a", (5, "a")]
assert [list(it) for it in lazy] == [[("b", 2), ("c", 3)], ["B", "C"], ["b"], [(6, "b")]]
assert list(lines_until) == ["two\n"]

# %% every iterator of itertools
import itertools
chains = [
    itertools.count(5, 5), itertools.cycle("ab"), itertools.repeat("x", 3), itertools.chain([1, 2], [3]),
    itertools.accumulate([1, 2, 3]), itertools.islice(itertools.count(), 2, 9, 3), itertools.starmap(pow, [(2, 3), (3, 2)]),
    itertools.takewhile(bool, [1, 2, 0, 3]), itertools.dropwhile(bool, [1, 0, 2]), itertools.zip_longest("ab", "c"),
    itertools.product("ab", "cd"), itertools.permutations("abc", 2), itertools.combinations("abc", 2),
    itertools.combinations_with_replacement("ab", 2), itertools.pairwise("abc"), itertools.batched("abcde", 2),
    itertools.compress("abcd", [1, 0, 1, 1]), itertools.filterfalse(bool, [0, 1, ""]), itertools.chain.from_iterable(["ab", "c"]),
]
begun = [next(chain) for chain in chains]
# %% [check]
assert begun[:4] == [5, "a", "x", 1]
assert [list(itertools.islice(chain, 2)) for chain in chains] == [
    [10, 15], ["b", "a"], ["x", "x"], [2, 3], [3, 6], [5, 8], [9], [2], [2], [("b", None)], [("a", "d"), ("b", "c")],
    [("a", "c"), ("b", "a")], [("a", "c"), ("b", "c")], [("a", "b"), ("b", "b")], [("b", "c")], [("c", "d"), ("e",)],
    ["c", "d"], [""], ["b", "c"]]

# %% tee, whose halves share what they have read
import itertools
source_of_tee = iter(range(5))
left, right = itertools.tee(source_of_tee)
next(left), next(left)
# %% [check]
assert next(right) == 0 and next(left) == 2 and list(source_of_tee) == [3, 4] and list(right) == [1, 2]

# %% groupby in the middle of a group
import itertools
groups = itertools.groupby("aaabbc")
group_key, group = next(groups)
next(group)
# %% [check]
assert group_key == "a" and list(group) == ["a", "a"] and [key for key, _ in groups] == ["b", "c"]

# %% an iterator over the matches of a pattern
import re
word = re.compile(r"(?P<first>\w)\w*")
matches = word.finditer("alpha beta gamma")
match = next(matches)
# %% [check]
assert match["first"] == "a" and match.re is word and [m[0] for m in matches] == ["beta", "gamma"]

# %% iterators of the user's own classes
class Countdown:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        self.n -= 1
        if self.n < 0: raise StopIteration
        return self.n
countdown = Countdown(4)
next(countdown)
# %% [check]
assert list(countdown) == [2, 1, 0] and iter(countdown) is countdown
