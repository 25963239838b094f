/** Native libraries in a real runner, under the flags of a session. */
import assert from "node:assert/strict";
import { failure, LIBC, LIBM, start, test, told, TRIPLET, value } from "./testing/native.ts";
import type { Parts } from "./testing/runner.ts";

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
