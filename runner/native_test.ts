/** Native libraries in a real runner, under the flags of a session. */
import assert from "node:assert/strict";
import { buildRunner, type CellResult, type Parts, TestRunner } from "./testing/runner.ts";

const TRIPLET = `${Deno.build.arch}-linux-gnu`;
const LIBC = `/usr/lib/${TRIPLET}/libc.so.6`;
const LIBM = `/usr/lib/${TRIPLET}/libm.so.6`;
const isHere = [LIBC, LIBM].every((path) => existing(path));
const missing = isHere ? "" : `, skipped: there is no '${LIBM}'`;
const uncompiled = missing || (hasCompiler() ? "" : ", skipped: there is no 'cc'");

const folder = isHere ? await buildRunner() : "";
addEventListener("unload", () => folder && Deno.removeSync(folder, { recursive: true }));

function existing(path: string): boolean {
  try {
    return Deno.realPathSync(path) === path;
  } catch {
    return false;
  }
}

function hasCompiler(): boolean {
  try {
    return new Deno.Command("cc", { args: ["--version"], stdout: "null", stderr: "null" })
      .outputSync().success;
  } catch {
    return false;
  }
}

/** Starts a runner that may use these libraries, "all" of them, or none. */
async function start(
  granted: readonly string[] | "all",
  parts: Parts = [],
  mounted: readonly string[] = [],
): Promise<TestRunner> {
  const all = granted === "all";
  const flag = all ? ["--allow-ffi"] : granted.length > 0 ? [`--allow-ffi=${granted}`] : [];
  const folders = [folder, Deno.env.get("CLOCHE_PYODIDE"), ...mounted];
  const mounts = mounted.map((path) => ({ path, writable: false }));
  const libraries = all ? [] : granted;
  const { runner, first } = await TestRunner.start(
    folder,
    parts,
    { libraries, mounts },
    [`--allow-read=${folders}`, "--deny-sys", ...flag],
  );
  assert.equal(first.type, "ready", JSON.stringify(first));
  return runner;
}

function test(name: string, body: () => Promise<void>): void {
  Deno.test({ name: name + missing, ignore: missing !== "", fn: body });
}

function testCompiled(name: string, body: () => Promise<void>): void {
  Deno.test({ name: name + uncompiled, ignore: uncompiled !== "", fn: body });
}

async function value(runner: TestRunner, source: string): Promise<string | undefined> {
  const result = await runner.run(source);
  assert.equal(result.status, "ok", result.error?.traceback);
  return result.value;
}

async function failure(runner: TestRunner, source: string): Promise<string> {
  const { error } = await runner.run(source);
  return `${error?.name}: ${error?.message}`;
}

function told(result: CellResult, type: "used" | "blocked"): string[] {
  return result.messages.flatMap((message) =>
    message.type === type ? [`${message.kind} ${message.item}`] : []
  );
}

const MATH = `import ctypes
libm = ctypes.CDLL('${LIBM}')
libm.cos.argtypes, libm.cos.restype = [ctypes.c_double], ctypes.c_double
`;

test("a function of a granted library computes", async () => {
  await using runner = await start([LIBM]);
  const result = await runner.run(`${MATH}libm.cos(1)`);
  assert.equal(result.value, "0.5403023058681398", result.error?.traceback);
  assert.deepEqual(told(result, "used"), [`ffi ${LIBM}`]);
  assert.deepEqual(told(await runner.run("libm.cos(0)"), "used"), [`ffi ${LIBM}`]);
});

test("a library that is not granted is refused, be it there or not", async () => {
  await using runner = await start([LIBM]);
  for (const name of ["libc.so.6", LIBC, "/usr/lib/missing.so", "missing.so"]) {
    const result = await runner.run(`import ctypes\nctypes.CDLL('${name}')`);
    const text = `ffi access to '${name}' is not granted; to grant it: :allow ffi ${name}`;
    assert.equal(result.error?.name, "PermissionError");
    assert.equal(result.error?.message, text);
    assert.deepEqual(told(result, "blocked"), [`ffi ${name}`]);
  }
});

test("a library is found by its name and by links, when what they lead to is granted", async () => {
  await using runner = await start([LIBM]);
  for (const name of ["libm.so.6", `/lib/${TRIPLET}/libm.so.6`]) {
    assert.equal(await value(runner, `import ctypes\nctypes.CDLL('${name}').abs(-3)`), "3");
  }
  assert.equal(
    await value(
      runner,
      "import ctypes.util\n[ctypes.util.find_library(name) for name in ('m', 'c', 'missing')]",
    ),
    "['libm.so.6', None, None]",
  );
});

test("a library that can be read too is the host's, and a file of the sandbox's own is not", async () => {
  await using runner = await start([LIBM], [], [`/usr/lib/${TRIPLET}`]);
  assert.equal(await value(runner, `import ctypes\nctypes.CDLL('${LIBM}').abs(-3)`), "3");
  assert.match(await failure(runner, `ctypes.CDLL('${LIBC}')`), /^PermissionError: ffi access to/);
  const text = await failure(
    runner,
    "open('/tmp/own.so', 'w').close()\nctypes.CDLL('/tmp/own.so')",
  );
  assert.match(text, /^OSError: could not load dynamic lib/);
});

test("with all of ffi a missing library is an OSError", async () => {
  await using runner = await start("all");
  const text = await failure(runner, "import ctypes\nctypes.CDLL('/missing.so')");
  assert.match(text, /^OSError: \/missing\.so: cannot open shared object file/);
});

test("what is missing in a library is an AttributeError", async () => {
  await using runner = await start([LIBM]);
  const error = `AttributeError: ${LIBM}: undefined symbol: missing`;
  assert.equal(await failure(runner, `${MATH}libm.missing`), error);
  assert.equal(await failure(runner, "libm['missing']"), error);
  assert.equal(
    await value(runner, "hasattr(libm, 'missing'), hasattr(libm, 'cos')"),
    "(False, True)",
  );
});

test("the sandbox's own libraries and types stay as they are", async () => {
  await using runner = await start([LIBM]);
  assert.equal(
    await value(
      runner,
      `${MATH}isinstance(libm.cos, ctypes._CFuncPtr), ctypes.CDLL(None).strlen(b'abc'), ` +
        "ctypes.pythonapi.PyLong_AsLong(ctypes.py_object(7)), ctypes.c_int(5)",
    ),
    "(True, 3, 7, c_int(5))",
  );
  assert.match(
    await failure(runner, `ctypes.PyDLL('${LIBM}')`),
    /^OSError: Cannot load .* as ctypes.PyDLL/,
  );
});

test("long and size_t have the width of the host", async () => {
  await using runner = await start([LIBC]);
  assert.equal(
    await value(
      runner,
      `import ctypes
libc = ctypes.CDLL('libc.so.6')
libc.labs.argtypes, libc.labs.restype = [ctypes.c_long], ctypes.c_long
libc.strlen.restype = ctypes.c_size_t
libc.time.restype = ctypes.c_long
now = ctypes.c_long()
source, target = (ctypes.c_long * 3)(1, 2, -3), (ctypes.c_long * 3)()
libc.memcpy(target, source, ctypes.c_size_t(24))
libc.labs(-5_000_000_000), libc.strlen(b'abc'), libc.time(ctypes.byref(now)) == now.value, list(target)`,
    ),
    "(5000000000, 3, True, [1, 2, -3])",
  );
  assert.match(
    await failure(runner, "libc.memset(ctypes.byref(now), 0x11, ctypes.c_size_t(8))"),
    /^OverflowError: native code left 1229782938247303441 in a long, which has 32 bits/,
  );
});

test("addresses of the host's are passed on, read and written", async () => {
  await using runner = await start([LIBC]);
  assert.equal(
    await value(
      runner,
      `import ctypes
libc = ctypes.CDLL('libc.so.6')
libc.malloc.restype, libc.malloc.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
libc.strcpy.restype, libc.strcpy.argtypes = ctypes.c_char_p, [ctypes.c_void_p, ctypes.c_char_p]
libc.free.argtypes = [ctypes.c_void_p]
place = libc.malloc(100)
numbers = ctypes.cast(place + 16, ctypes.POINTER(ctypes.c_double))
numbers[2] = 1.5
result = libc.strcpy(place, b'text'), ctypes.string_at(place), ctypes.c_void_p(place).value == place, numbers[2]
libc.free(place)
result`,
    ),
    "(b'text', b'text', True, 1.5)",
  );
  assert.match(
    await failure(runner, "libc.free(0xf0000000)"),
    /is no address that a native function gave/,
  );
});

test("what native code prints is the cell's output, and it reads nothing", async () => {
  await using runner = await start([LIBC]);
  const result = await runner.run(
    "import ctypes\nlibc = ctypes.CDLL('libc.so.6')\n" +
      "libc.printf(b'%s %d %.2f\\n', b'text', 7, ctypes.c_double(1.5)), libc.getchar()",
  );
  assert.equal(result.value, "(12, -1)", result.error?.traceback);
  assert.equal(result.stdout, "text 7 1.50\n");
});

test("errno is numbered as in the sandbox", async () => {
  await using runner = await start([LIBC]);
  assert.equal(
    await value(
      runner,
      `import ctypes, errno
libc = ctypes.CDLL('libc.so.6', use_errno=True)
libc.open(b'/missing', 0), ctypes.get_errno() == errno.ENOENT`,
    ),
    "(-1, True)",
  );
});

test("what cannot cross says so", async () => {
  await using runner = await start([LIBC]);
  await runner.run(`import ctypes
libc = ctypes.CDLL('libc.so.6')
class Pair(ctypes.Structure):
    _fields_ = [('quot', ctypes.c_int), ('rem', ctypes.c_int)]
class Either(ctypes.Union):
    _fields_ = [('number', ctypes.c_long), ('text', ctypes.c_char_p)]
compare = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)(lambda a, b: 0)
libc.div.restype = Pair`);
  const cases: [string, RegExp][] = [
    ["libc.qsort(None, 0, 4, compare)", /argument 4: NotImplementedError: a callback cannot cross/],
    ["libc.abs(Pair())", /argument 1: NotImplementedError: a structure cannot cross by value/],
    ["libc.div(7, 2)", /a structure cannot cross by value/],
    ["libc.abs(ctypes.byref(Either()))", /the union Either holds a long, size_t or pointer/],
    ["libc.abs(ctypes.c_longdouble(1))", /long double cannot cross/],
    ["libc.abs(ctypes.py_object(1))", /Python objects cannot cross/],
    ["libc.abs('a' * 3, 1 << 40)", /argument 2: OverflowError: int too long to convert/],
    ["ctypes.c_int.in_dll(libc, 'daylight')", /only functions are reached, as library\.name/],
    ["ctypes.CFUNCTYPE(ctypes.c_int)(('abs', libc), ((1, 'x'),))", /parameter flags/],
  ];
  for (const [source, text] of cases) assert.match(await failure(runner, source), text, source);
});

test("a library works again in another process, and its addresses do not", async () => {
  let parts: Parts;
  {
    await using runner = await start([LIBM, LIBC]);
    await runner.run(`${MATH}libm.cos(1)
libc = ctypes.CDLL('libc.so.6')
libc.malloc.restype = ctypes.c_void_p
libc.free.argtypes = [ctypes.c_void_p]
place = libc.malloc(8)`);
    parts = (await runner.checkpoint(true)).parts;
  }
  {
    await using runner = await start([LIBM, LIBC], parts);
    assert.equal(await value(runner, "libm.cos(1)"), "0.5403023058681398");
    assert.match(await failure(runner, "libc.free(place)"), /in a process that has ended/);
  }
  await using runner = await start([LIBC], parts);
  assert.equal(
    await failure(runner, "libm.cos(1)"),
    `PermissionError: ffi access to '${LIBM}' is not granted; to grant it: :allow ffi ${LIBM}`,
  );
});

const LIBRARY = `
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>
struct mixed { int8_t a; long b; double c; const char *d; size_t e[2]; };
struct plain { int8_t a; int32_t b; double c; };
struct node { int value; struct node *next; };
int64_t sum(int8_t a, uint8_t b, int16_t c, uint16_t d, int32_t e, uint32_t f, int64_t g, uint64_t h) {
  return (int64_t)a + b + c + d + e + f + g + (int64_t)h;
}
int8_t narrow(int8_t a) { return a; }
uint8_t unsign(uint8_t a) { return a; }
uint64_t large(void) { return UINT64_MAX; }
bool opposite(bool a) { return !a; }
float half(float a) { return a / 2; }
double negative_zero(void) { return -0.0; }
char next(char a) { return a + 1; }
double total(const double *values, int count) {
  double sum = 0;
  for (int i = 0; i < count; i++) sum += values[i];
  return sum;
}
void reverse(uint8_t *bytes, size_t count) {
  for (size_t i = 0; i < count / 2; i++) {
    uint8_t byte = bytes[i];
    bytes[i] = bytes[count - 1 - i];
    bytes[count - 1 - i] = byte;
  }
}
void shift(struct plain *plain) { plain->a++; plain->b *= 2; plain->c /= 2; }
void mix(struct mixed *mixed) {
  mixed->a = (int8_t)strlen(mixed->d);
  mixed->b = -mixed->b;
  mixed->c += 0.5;
  mixed->d = "native";
  mixed->e[1] = sizeof(struct mixed);
}
int create(void **handle, size_t *count) { *handle = malloc(4); *count = 3; return *(handle) != 0; }
int set(void *handle, int value) { return *(int *)handle = value; }
struct node *list(void) {
  static struct node last = {2, 0}, first = {1, &last};
  return &first;
}
const wchar_t *wide(const wchar_t *text) { return text + 1; }
void crash(void) { *(volatile int *)8 = 1; }
`;

testCompiled("values of every kind cross in both directions", async () => {
  const place = await Deno.makeTempDir({ prefix: "cloche-native-" });
  try {
    const path = `${await Deno.realPath(place)}/libtest.so`;
    await Deno.writeTextFile(`${place}/test.c`, LIBRARY);
    const args = ["-shared", "-fPIC", "-O1", "-o", path, `${place}/test.c`];
    const { success, stderr } = await new Deno.Command("cc", { args }).output();
    assert.ok(success, new TextDecoder().decode(stderr));
    await using runner = await start([path]);
    await runner.run(`from ctypes import *\nlib = CDLL('${path}')`);
    for (const [source, expected] of CROSSINGS) {
      assert.equal(await value(runner, source), expected, source);
    }
  } finally {
    await Deno.remove(place, { recursive: true });
  }
});

const CROSSINGS: readonly (readonly [string, string])[] = [
  [
    `lib.sum.argtypes = [c_int8, c_uint8, c_int16, c_uint16, c_int32, c_uint32, c_int64, c_uint64]
lib.sum.restype = c_int64
lib.sum(-1, 255, -1, 65535, -1, 4294967295, -1 << 62, 1 << 61)`,
    "-2305843004918660870",
  ],
  ["lib.narrow.restype = c_int8\nlib.narrow(200), lib.narrow(c_int8(-3))", "(-56, -3)"],
  ["lib.unsign.restype = c_uint8\nlib.unsign(-1)", "255"],
  ["lib.large.restype = c_uint64\nlib.large()", "18446744073709551615"],
  [
    "lib.opposite.argtypes, lib.opposite.restype = [c_bool], c_bool\nlib.opposite(3), lib.opposite('')",
    "(False, True)",
  ],
  ["lib.half.argtypes, lib.half.restype = [c_float], c_float\nlib.half(3)", "1.5"],
  ["lib.negative_zero.restype = c_double\nlib.negative_zero()", "-0.0"],
  ["lib.next.argtypes, lib.next.restype = [c_char], c_char\nlib.next(b'a')", "b'b'"],
  [
    "lib.total.restype = c_double\nlib.total((c_double * 3)(1, 2, 3.5), 3)",
    "6.5",
  ],
  [
    `lib.total.argtypes = [POINTER(c_double), c_int]
import array
numbers = array.array('d', [1, 2, 4])
lib.total((c_double * 3).from_buffer(numbers), 3), lib.total(pointer(c_double(2)), 1), lib.total(byref(c_double(3)), 1)`,
    "(7.0, 2.0, 3.0)",
  ],
  [
    `lib.reverse.argtypes, lib.reverse.restype = [c_void_p, c_size_t], None
data, text = bytearray(b'abc'), create_string_buffer(b'hello')
lib.reverse((c_ubyte * 3).from_buffer(data), 3)
lib.reverse(text, 5)
lib.reverse(addressof(text), 2)
lib.reverse(None, 0)
bytes(data), text.value`,
    "(b'cba', b'loleh')",
  ],
  [
    `class Plain(Structure):
    _fields_ = [('a', c_int8), ('b', c_int32), ('c', c_double)]
plain = Plain(1, 2, 3)
lib.shift(byref(plain))
lib.shift(pointer(plain))
plain.a, plain.b, plain.c`,
    "(3, 8, 0.75)",
  ],
  [
    `class Mixed(Structure):
    _fields_ = [('a', c_int8), ('b', c_long), ('c', c_double), ('d', c_char_p), ('e', c_size_t * 2)]
mixed = Mixed(0, 5, 1, b'four', (7, 8))
lib.mix(byref(mixed))
mixed.a, mixed.b, mixed.c, mixed.d, list(mixed.e)`,
    "(4, -5, 1.5, b'native', [7, 48])",
  ],
  [
    `handle, count = c_void_p(), c_size_t()
lib.set.argtypes = [c_void_p, c_int]
lib.create(byref(handle), byref(count)), count.value, lib.set(handle, 5), cast(handle, POINTER(c_int)).contents`,
    "(1, 3, 5, c_int(5))",
  ],
  [
    `class Node(Structure):
    pass
Node._fields_ = [('value', c_int), ('next', POINTER(Node))]
lib.list.restype = POINTER(Node)
first = lib.list()
first.contents.value, first[0].next.contents.value, bool(first.contents.next.contents.next)`,
    "(1, 2, False)",
  ],
  ["lib.wide.restype = c_wchar_p\nlib.wide('aéx')", "'éx'"],
  [
    `def check(result, function, arguments):
    return result, function is lib.narrow, arguments
lib.narrow.errcheck = check
lib.narrow(4)`,
    "(4, True, (4,))",
  ],
  ["CFUNCTYPE(c_int8, c_int8)(('narrow', lib))(200)", "-56"],
  ["lib.unsign.restype = lambda value: [value]\nlib.unsign(9)", "[9]"],
];
