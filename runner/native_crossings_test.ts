/** Values that cross into a native library and back. */
import assert from "node:assert/strict";
import { start, testCompiled, value } from "./testing/native.ts";

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
