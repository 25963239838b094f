# %% compiled patterns, and a scanner at its position
import re
pattern = re.compile(r"(\d+)|(?P<name>[a-z]+)", re.I)
scanner = pattern.scanner("12ab34")
scanner.match()
# %% [check]
assert scanner.match()["name"] == "ab" and scanner.match()[1] == "34" and pattern.flags & re.I
assert re.compile(r"(\d+)|(?P<name>[a-z]+)", re.I) is pattern

# %% random generators
import random
random.seed(7)
[random.random() for _ in range(3)]
own_random = random.Random(7)
expected_random = [own_random.random() for _ in range(6)][3:]
own_random = random.Random(7)
[own_random.gauss(0, 1) for _ in range(3)]
# %% [check]
assert [random.random() for _ in range(3)] == expected_random
again_random = random.Random(7)
[again_random.gauss(0, 1) for _ in range(3)]
assert own_random.gauss(0, 1) == again_random.gauss(0, 1)

# %% hashes that are half fed
import hashlib, hmac
digest, keyed = hashlib.sha256(b"half "), hmac.new(b"key", b"half ", "sha256")
blake = hashlib.blake2b(b"half ", digest_size=16)
# %% [check]
for one in (digest, keyed, blake): one.update(b"fed")
assert digest.hexdigest() == hashlib.sha256(b"half fed").hexdigest()
assert keyed.digest() == hmac.digest(b"key", b"half fed", "sha256")
assert blake.digest() == hashlib.blake2b(b"half fed", digest_size=16).digest()

# %% compressors and decompressors in the middle
import bz2, lzma, zlib
compressors = zlib.compressobj(), bz2.BZ2Compressor(), lzma.LZMACompressor()
compressed = [compressor.compress(b"half " * 100) for compressor in compressors]
packed_text = zlib.compress(b"to be unpacked " * 50)
unpacker = zlib.decompressobj()
unpacked = unpacker.decompress(packed_text[:20])
# %% [check]
whole = [begin + compressor.compress(b"done") + compressor.flush() for begin, compressor in zip(compressed, compressors)]
for decompress, data in zip((zlib.decompress, bz2.decompress, lzma.decompress), whole):
    assert decompress(data) == b"half " * 100 + b"done"
assert unpacked + unpacker.decompress(packed_text[20:]) + unpacker.flush() == b"to be unpacked " * 50

# %% structures and callbacks of ctypes
import ctypes
class Record(ctypes.Structure):
    _fields_ = [("x", ctypes.c_int), ("next", ctypes.c_void_p), ("name", ctypes.c_char_p)]
record = Record(5, None, b"name")
record_pointer = ctypes.pointer(record)
callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int)(lambda n: n * 3 + record.x)
double_callback = ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_double, ctypes.c_longlong)(lambda a, b: a + b)
# %% [check]
record_pointer.contents.x = 6
assert record.x == 6 and record.name == b"name" and callback(14) == 48 and double_callback(0.5, 2**40) == 2**40 + 0.5

# %% a C function that calls back
import ctypes
numbers_in_c = (ctypes.c_int * 5)(3, 1, 5, 2, 4)
compare_type = ctypes.PYFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_int), ctypes.POINTER(ctypes.c_int))
comparer = compare_type(lambda a, b: a[0] - b[0])
sort_in_c = ctypes.pythonapi.PyLong_FromLong
sort_in_c.restype, sort_in_c.argtypes = ctypes.py_object, [ctypes.c_long]
# %% [check]
assert sort_in_c(12345) == 12345 and comparer(ctypes.pointer(ctypes.c_int(5)), ctypes.pointer(ctypes.c_int(3))) == 2
assert list(numbers_in_c) == [3, 1, 5, 2, 4]

# %% trees of elements, and parsers in the middle
import xml.etree.ElementTree as etree, html.parser
tree = etree.fromstring("<a><b n='1'/><b n='2'/></a>")
second_element = tree[1]
pull_parser = etree.XMLPullParser(["end"])
pull_parser.feed("<r><x>1</x><y>")
class Tags(html.parser.HTMLParser):
    def handle_starttag(self, tag, attributes): self.__dict__.setdefault("tags", []).append(tag)
tag_parser = Tags()
tag_parser.feed("<p><a hr")
# %% [check]
assert tree.findall("b")[1] is second_element and second_element.get("n") == "2"
pull_parser.feed("2</y></r>")
assert [(element.tag, element.text) for _, element in pull_parser.read_events()] == [("x", "1"), ("y", "2"), ("r", None)]
tag_parser.feed("ef='x'>")
assert tag_parser.tags == ["p", "a"]

# %% readers and writers of csv and json
import csv, io, json
csv_reader = csv.reader(io.StringIO("a,b\n1,'2,3'\n4,5\n"), quotechar="'")
csv_header = next(csv_reader)
csv_target = io.StringIO()
csv_writer = csv.writer(csv_target, delimiter=";")
csv_writer.writerow([1, 2])
json_encoder = json.JSONEncoder(default=lambda value: sorted(value), indent=None)
# %% [check]
csv_writer.writerow([3, 4])
assert csv_header == ["a", "b"] and list(csv_reader) == [["1", "2,3"], ["4", "5"]]
assert csv_target.getvalue() == "1;2\r\n3;4\r\n" and json_encoder.encode({"s": {2, 1}}) == '{"s": [1, 2]}'

# %% heaps, priority queues and simple queues
import heapq, queue as queues
heap = [5, 3, 8]
heapq.heapify(heap)
priority, simple = queues.PriorityQueue(), queues.SimpleQueue()
priority.put((2, "b")), priority.put((1, "a")), simple.put("s")
# %% [check]
assert heapq.heappop(heap) == 3 and priority.get_nowait() == (1, "a") and simple.get_nowait() == "s"

# %% exit stacks with what is to be undone
import contextlib
undone = []
undo_stack = contextlib.ExitStack()
undo_stack.callback(undone.append, 1)
undo_stack.push(lambda *error: undone.append(2))
# %% [check]
undo_stack.close()
assert undone == [2, 1]

# %% parsers of arguments and configurations
import argparse, configparser
arguments_parser = argparse.ArgumentParser(prog="mine", exit_on_error=False)
arguments_parser.add_argument("--n", type=lambda text: int(text) * 2)
configuration = configparser.ConfigParser(interpolation=configparser.ExtendedInterpolation())
configuration.read_string("[a]\nroot=/r\npath=${root}/x\n")
# %% [check]
assert arguments_parser.parse_args(["--n", "4"]).n == 8 and configuration["a"]["path"] == "/r/x"

# %% a debugger and a test case that were made
import bdb, unittest
class Sums(unittest.TestCase):
    def test_sum(self): self.assertEqual(1 + 1, 2)
suite = unittest.defaultTestLoader.loadTestsFromTestCase(Sums)
breakpoints = bdb.Bdb()
# %% [check]
outcome = unittest.TestResult()
suite.run(outcome)
assert outcome.testsRun == 1 and outcome.wasSuccessful() and breakpoints.get_all_breaks() == {}

# %% a syntax tree, and a template
import ast, string
syntax_tree = ast.parse("x = 1 + y")
template = string.Template("$who has ${what}")
# %% [check]
tree_space = {"y": 2}
exec(compile(ast.fix_missing_locations(syntax_tree), "<tree>", "exec"), tree_space)
assert tree_space["x"] == 3 and template.substitute(who="ada", what="it") == "ada has it"

# %% JavaScript's globals, and Python functions that JavaScript holds
import js, pyodide.ffi
now_of, js_date, js_math = js.Date.now, js.Date, js.Math
proxied = pyodide.ffi.create_proxy(lambda n: n + 1)
# %% [check]
assert now_of() > 0 and js_math.max(1, 2) == 2 and js_date.new(0).getTime() == 0
assert proxied(1) == 2 and pyodide.ffi.to_js([1, 2]).map(lambda n, *_: proxied(n)).to_py() == [2, 3]
