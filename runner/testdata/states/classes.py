# %% instances, inheritance and super
class Animal:
    registry = []
    def __init_subclass__(cls, **options): Animal.registry.append((cls, options))
    def __init__(self, name): self.name = name
    def speak(self): return self.name
class Dog(Animal, legs=4):
    def speak(self): return super().speak() + " barks"
dog = Dog("Rex")
# %% [check]
assert dog.speak() == "Rex barks" and type(dog) is Dog and Animal.registry == [(Dog, {"legs": 4})]
assert Animal.__subclasses__() == [Dog]

# %% slots, with a value and without
class Point:
    __slots__ = ("x", "y", "__weakref__")
slotted = Point()
slotted.x = 1
# %% [check]
assert slotted.x == 1 and not hasattr(slotted, "y") and not hasattr(slotted, "__dict__")

# %% a metaclass with a table of its classes
class Registering(type):
    known = {}
    def __new__(cls, name, bases, space):
        made = super().__new__(cls, name, bases, space)
        cls.known[name] = made
        return made
    def __call__(cls, *args): return ("made", super().__call__(*args))
class Plugin(metaclass=Registering): pass
plugin = Plugin()[1]
# %% [check]
assert type(Plugin) is Registering and Registering.known == {"Plugin": Plugin} and Plugin()[0] == "made"
assert isinstance(plugin, Registering.known["Plugin"])

# %% an enumeration and flags
import enum
class Colour(enum.Enum):
    RED = 1
    ALSO_RED = 1
    BLUE = enum.auto()
    def shout(self): return self.name + "!"
class Access(enum.Flag):
    R = 1
    W = 2
blue, both = Colour.BLUE, Access.R | Access.W
# %% [check]
assert blue is Colour(2) is Colour["BLUE"] and Colour.ALSO_RED is Colour.RED and blue.shout() == "BLUE!"
assert Access.R in both and both is Access(3)

# %% data classes, frozen and ordered
import dataclasses
@dataclasses.dataclass(order=True)
class Version:
    major: int
    minor: int = 0
    tags: list = dataclasses.field(default_factory=list, compare=False)
@dataclasses.dataclass(frozen=True, slots=True)
class Key:
    name: str
release, frozen_key = Version(3, 14), Key("a")
release.tags.append("final")
# %% [check]
assert release > Version(3) and release.tags == ["final"] and dataclasses.asdict(frozen_key) == {"name": "a"}
assert {frozen_key: 1}[Key("a")] == 1

# %% named tuples, and typed dictionaries
import collections, typing
Pair = collections.namedtuple("Pair", "a b", defaults=[7])
class Movie(typing.TypedDict, total=False):
    title: str
pair, movie = Pair(1), Movie(title="M")
# %% [check]
assert pair == (1, 7) and type(pair) is Pair and pair._asdict() == {"a": 1, "b": 7}
assert movie == {"title": "M"} and Movie.__optional_keys__ == {"title"}

# %% properties, descriptors and cached properties
import functools
class Positive:
    def __set_name__(self, owner, name): self.key = "_" + name
    def __get__(self, instance, owner=None): return self if instance is None else getattr(instance, self.key)
    def __set__(self, instance, value):
        if value <= 0: raise ValueError("not positive")
        setattr(instance, self.key, value)
class Circle:
    radius = Positive()
    made = 0
    @property
    def width(self): return self.radius * 2
    @functools.cached_property
    def area(self):
        Circle.made += 1
        return self.radius ** 2 * 3
circle = Circle()
circle.radius = 2
circle.area
# %% [check]
assert circle.width == 4 and circle.area == 12 and Circle.made == 1
try:
    circle.radius = -1
except ValueError as error:
    assert str(error) == "not positive"
else:
    raise AssertionError("the descriptor is gone")

# %% an abstract class with a registered one
import abc
class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self): ...
class Duck: pass
Shape.register(Duck)
duck = Duck()
isinstance(duck, Shape)
# %% [check]
assert isinstance(duck, Shape) and issubclass(Duck, Shape) and Shape.__abstractmethods__ == {"area"}

# %% generics, protocols and type variables
import typing
T_of = typing.TypeVar("T_of", bound=int)
class Box(typing.Generic[T_of]):
    def __init__(self, item): self.item = item
@typing.runtime_checkable
class Sized(typing.Protocol):
    def size(self) -> int: ...
class Thing:
    def size(self): return 1
box, thing = Box[int](3), Thing()
# %% [check]
assert box.__orig_class__ == Box[int] and Box.__parameters__ == (T_of,) and isinstance(thing, Sized)
assert T_of.__bound__ is int

# %% weak references with callbacks
import weakref
class Node: pass
node, gone_nodes = Node(), []
weak = weakref.ref(node, lambda ref: gone_nodes.append("gone"))
weak_alias = weakref.ref(node)
# %% [check]
assert weak() is node and weakref.getweakrefcount(node) == 2
del node
assert weak() is None and gone_nodes == ["gone"] and weak_alias() is None

# %% weak dictionaries and sets, and finalizers
import weakref
class Held: pass
held = Held()
weak_values = weakref.WeakValueDictionary(a=held)
weak_keys = weakref.WeakKeyDictionary({held: 1})
weak_set = weakref.WeakSet([held])
finalized = []
finalizer = weakref.finalize(held, finalized.append, "done")
# %% [check]
assert weak_values["a"] is held and weak_keys[held] == 1 and held in weak_set and finalizer.alive
del held
assert not weak_values and not weak_keys and not weak_set and finalized == ["done"]

# %% objects with __del__, in a cycle that waits for the collector
import gc
deleted_names = []
class Deleting:
    def __init__(self, name): self.name, self.me = name, self
    def __del__(self): deleted_names.append(self.name)
deleting = Deleting("cycle")
deleting_id = id(deleting)
# %% [check]
assert id(deleting) == deleting_id and deleted_names == []
del deleting
gc.collect()
assert deleted_names == ["cycle"]

# %% instances that cannot be copied or pickled
class Stubborn:
    def __reduce_ex__(self, protocol): raise TypeError("not me")
    def __getattr__(self, name): raise RuntimeError(name)
stubborn = Stubborn()
stubborn.value = 5
# %% [check]
assert stubborn.value == 5
try:
    stubborn.other
except RuntimeError:
    pass

# %% a class that was changed after its instances were made
class Changed:
    pass
changed = Changed()
Changed.method = lambda self: "patched"
Changed.__name__ = "Renamed"
changed.__class__ = type("Heir", (Changed,), {"extra": 1})
# %% [check]
assert changed.method() == "patched" and type(changed).__name__ == "Heir" and type(changed).__mro__[1] is Changed
assert Changed.__name__ == "Renamed"

# %% classes made in functions, two of one name
def make_class(n):
    class Local:
        def get(self): return n
    return Local
Local_1, Local_2 = make_class(1), make_class(2)
local_1, local_2 = Local_1(), Local_2()
# %% [check]
assert (local_1.get(), local_2.get()) == (1, 2) and type(local_1) is Local_1 and Local_1 is not Local_2

# %% subclasses of builtin types with attributes
class Names(dict):
    def __missing__(self, key): return key.upper()
class Text(str): pass
class Level(int): pass
named, text_of, level = Names(a=1), Text("t"), Level(5)
text_of.language = "en"
# %% [check]
assert named["b"] == "B" and type(text_of) is Text and text_of.language == "en" and level + 1 == 6 and type(level) is Level

# %% exceptions with traceback, cause, context and notes
def failing(n):
    local = ["kept", n]
    if n == 0: raise KeyError("deep")
    failing(n - 1)
try:
    try:
        failing(3)
    except KeyError as error:
        raise ValueError("outer") from error
except ValueError as error:
    caught = error
    caught.add_note("a note")
# %% [check]
import traceback
frames = [frame for frame, _ in traceback.walk_tb(caught.__cause__.__traceback__)]
assert frames[-1].f_locals["local"] == ["kept", 0] and frames[-1].f_code is failing.__code__
assert caught.__notes__ == ["a note"] and caught.__context__ is caught.__cause__
assert "failing(n - 1)" in "".join(traceback.format_exception(caught))

# %% exception groups
grouped = ExceptionGroup("all", [ValueError(1), ExceptionGroup("inner", [TypeError(2)])])
# %% [check]
some, rest = grouped.split(TypeError)
assert some.exceptions[0].exceptions[0].args == (2,) and rest.exceptions[0].args == (1,)

# %% frames, and what they hold
import sys
def framed():
    inside = {"of": "a frame"}
    return sys._getframe()
frame = framed()
# %% [check]
assert frame.f_locals["inside"] == {"of": "a frame"} and frame.f_code is framed.__code__ and frame.f_globals is globals()

# %% sentinel objects, and singletons that are compared with "is"
class Missing:
    instance = None
    def __new__(cls):
        if cls.instance is None: cls.instance = super().__new__(cls)
        return cls.instance
MISSING, defaults_of = Missing(), {"a": Missing()}
plain_sentinel = object()
has_sentinel = [plain_sentinel]
# %% [check]
assert defaults_of["a"] is MISSING is Missing() and has_sentinel[0] is plain_sentinel
