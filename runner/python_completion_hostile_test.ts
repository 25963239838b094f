import assert from "node:assert/strict";
import { complete, list } from "./testing/completion.ts";
import { hasPyodide, PythonFixture } from "./testing/python_fixture.ts";

const python = hasPyodide ? await PythonFixture.start() : undefined;

function test(name: string, body: (python: PythonFixture) => Promise<void>): void {
  Deno.test(name, { ignore: python === undefined }, () => body(python as PythonFixture));
}

const HOSTILE = `
import types, sys
ran = []
def run(name):
    ran.append(name)
    return name
class Meta(type):
    def __getattribute__(cls, name): run("meta getattribute"); return type.__getattribute__(cls, name)
    def __dir__(cls): return run("meta dir")
    def __call__(cls, *a): run("meta call"); return type.__call__(cls, *a)
    def __eq__(cls, other): run("meta eq"); return True
    def __hash__(cls): run("meta hash"); return 1
    def __instancecheck__(cls, other): run("meta instancecheck"); return True
    @property
    def __mro__(cls): run("meta mro"); return ()
    @property
    def __dict__(cls): run("meta dict"); return {}
    @property
    def __name__(cls): run("meta name"); return "lie"
    @property
    def __text_signature__(cls): run("meta text"); return "()"
class Descriptor:
    def __get__(self, *a): run("get"); return "x"
    def __set__(self, *a): run("set")
    def __repr__(self): return run("repr")
class Odd(str):
    def __eq__(self, other): run("key eq"); return True
    def __hash__(self): run("key hash") if "ready" in globals() else 0; return str.__hash__(str(self))
    def __repr__(self): return run("key repr")
    def startswith(self, *a): run("key startswith")
    def isidentifier(self): run("key isidentifier")
class Hostile(metaclass=Meta):
    field = Descriptor()
    __doc__ = Descriptor()
    __call__ = Descriptor()
    __signature__ = property(lambda self: run("signature"))
    __wrapped__ = property(lambda self: run("wrapped"))
    def __getattribute__(self, name): run("getattribute " + name); return object.__getattribute__(self, name)
    def __getattr__(self, name): return run("getattr " + name)
    def __dir__(self): return run("dir")
    def __repr__(self): return run("repr")
    def __len__(self): return run("len")
    def __eq__(self, other): run("eq"); return True
    def __hash__(self): run("hash"); return 1
    def __bool__(self): run("bool"); return False
    def __del__(self): run("del")
    @property
    def __class__(self): run("class"); return str
    @property
    def __dict__(self): run("dict"); return {}
    @property
    def shown(self): run("shown")
class Mapping(dict):
    def __iter__(self): run("iter"); return iter([])
    def keys(self): run("keys"); return []
    def items(self): run("items"); return []
    def get(self, *a): run("get")
    def __getitem__(self, key): run("getitem"); return 1
    def __missing__(self, key): run("missing"); return 1
    def __len__(self): return run("len")
class Plain: pass
hostile = Hostile()
mapping = Mapping(a=1)
plain = Plain()
plain.__dict__ = Mapping({"a": 1, Odd("odd"): 2})
lying = types.ModuleType("lying")
lying.__getattr__ = lambda name: run("module getattr")
lying.__dir__ = lambda: run("module dir")
lying.hostile = hostile
lying.__doc__ = Odd("doc")
sys.modules["lying"] = lying
keyed = {Odd("odd"): 1, hostile: 2, "plain": 3, 1: hostile}
globals()[Odd("oddname")] = 1
def annotated(a: run("annotation") = hostile): pass
def deferred(a: run("deferred") = hostile, b=mapping): pass
annotated.__signature__ = hostile
deferred.__wrapped__ = hostile
proxy = types.MethodType(hostile, 3)
class TupleOfOurs(tuple):
    def __len__(self): return run("tuple len")
    def __getitem__(self, at): return run("tuple getitem")
class Renamed(Odd):
    def __format__(self, spec): return run("format")
    def __len__(self): return run("name len")
    def rpartition(self, *a): run("rpartition")
class Named: pass
Named.__name__ = Renamed("Other")
named = Named()
def coded(a=1, *, b=Named): pass
coded.__code__ = coded.__code__.replace(co_name=Renamed("x"), co_filename=Renamed("y"))
coded.__kwdefaults__ = Mapping(b=1)
def tupled(a=Named, b=Named): pass
tupled.__code__ = tupled.__code__.replace(co_filename="nowhere")
tupled.__defaults__ = TupleOfOurs((1, 2))
defaulted = eval("lambda a=Named, b=hostile: 0")
import functools
part = functools.partial(hostile, keyed)
cached = property(hostile)
loop = []
loop.append(loop)
ran.clear()
ready = True
`;

test("no code of the user's is run", async (python) => {
  const result = await python.run(HOSTILE);
  assert.equal(result.status, "ok", result.error?.traceback);
  const names = [
    "hostile",
    "Hostile",
    "mapping",
    "plain",
    "lying",
    "lying.hostile",
    "keyed",
    "part",
  ]
    .concat([
      "annotated",
      "deferred",
      "proxy",
      "cached",
      "Odd",
      "Meta",
      "Descriptor",
      "Named",
      "named",
      "coded",
      "tupled",
      "defaulted",
      "loop",
      "oddname",
    ])
    .concat(["hostile.field", "Hostile.field", "hostile.shown", "hostile.__class__", "lying.x"])
    .concat([
      "hostile.__dict__",
      "Hostile.__mro__",
      "hostile.getattr",
      "proxy.__doc__",
      "plain.odd",
    ])
    .concat(["Hostile.__name__", "annotated.__annotations__", "plain.a", "plain.__dict__"]);
  for (const name of names) {
    for (const end of ["", ".", ".x", ".__", "[", "['", "[1].", "(", "(x", "().", "[b'"]) {
      complete(python, name + end);
      complete(python, `print(${name + end}`);
    }
    python.python.signature(name);
    python.python.inspect(name, true);
    complete(python, `from ${name} import `);
    complete(python, `import ${name}.`);
  }
  complete(python, "");
  assert.equal(await python.value("del ready; ran"), "[]");
});

test("what a hostile object holds is found all the same", async (python) => {
  assert.deepEqual(list(python, "hostile.sho"), ["shown:"]);
  assert.deepEqual(list(python, "keyed['"), ["plain']:key"]);
  assert.deepEqual(list(python, "lying.host"), ["hostile:Hostile"]);
  assert.deepEqual(list(python, "plain."), ["a:int"]);
  await python.run("sys.modules.pop('lying'); globals().clear()");
});

test("a session that has broken what there is to break is completed", async (python) => {
  await python.run(`
import builtins, inspect, linecache, re, sys, keyword, posix
kept = dict(vars(builtins)), sys.modules, sys.path, re.compile, inspect.signature, linecache.getlines
def broken(*a, **k): raise SystemExit
for name in ("dir", "type", "getattr", "len", "sorted", "isinstance", "print", "str", "list"):
    setattr(builtins, name, broken)
inspect.signature = linecache.getlines = re.compile = broken
linecache.cache = None
sys.modules = {}
sys.path = 3
sys.setrecursionlimit(150)
victim = "text"`);
  assert.deepEqual(list(python, "vic"), ["victim:str"]);
  assert.deepEqual(list(python, "victim.capi"), ["capitalize:method"]);
  assert.deepEqual(list(python, "import colle"), []);
  const mended = await python.run(
    "sys.setrecursionlimit(1000); vars(builtins).update(kept[0]); sys.modules, sys.path, re.compile, inspect.signature, linecache.getlines = kept[1:]; linecache.cache = {}",
  );
  assert.equal(mended.status, "ok", mended.error?.traceback);
});

test("functions that a cell puts into the modules of files are not called", async (python) => {
  await python.run(`
import posix, re, zlib
ran = []
class Kept: pass
kept = posix.stat, posix.open, posix.scandir, re.compile, zlib.decompressobj
posix.stat = posix.open = posix.scandir = re.compile = zlib.decompressobj = lambda *a, **k: ran.append(1)`);
  assert.ok(list(python, "open('/").includes("tmp/:path"));
  assert.match(python.python.inspect("Kept", true) as string, /class Kept: pass/);
  python.python.inspect("zlib", true);
  await python.run(
    "posix.stat, posix.open, posix.scandir, re.compile, zlib.decompressobj = kept",
  );
  assert.equal(await python.value("ran"), "[]");
});
