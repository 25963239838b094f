# %% a big integer
big = 7 ** 5000 + 1
# %% [check]
assert big == 7 ** 5000 + 1

# %% floats that are no numbers, and signed zeros
import math
floats = [math.nan, math.inf, -math.inf, -0.0, 5e-324]
# %% [check]
assert math.isnan(floats[0]) and floats[1:3] == [math.inf, -math.inf]
assert math.copysign(1, floats[3]) == -1 and floats[4] == 5e-324

# %% decimals and fractions
import decimal
import fractions
amounts = [decimal.Decimal("1.10"), decimal.Decimal("NaN"), fractions.Fraction(22, 7)]
# %% [check]
assert str(amounts[0]) == "1.10" and amounts[1].is_nan() and amounts[2] == fractions.Fraction(22, 7)

# %% a list that holds itself
ring = [1]
ring.append(ring)
# %% [check]
assert ring[1] is ring and ring[0] == 1 and len(ring) == 2

# %% one object in many containers
shared_item = {"n": 1}
shared_in = ([shared_item], {"k": shared_item}, (shared_item,))
# %% [check]
assert shared_in[0][0] is shared_item and shared_in[1]["k"] is shared_item and shared_in[2][0] is shared_item
shared_item["n"] = 2
assert shared_in[1]["k"]["n"] == 2

# %% a set of objects that are equal to themselves alone
tokens = {object() for _ in range(5)}
token_list = list(tokens)
token_ids = [id(token) for token in token_list]
# %% [check]
assert all(token in tokens for token in token_list) and len(tokens) == 5
assert [id(token) for token in token_list] == token_ids

# %% strings with lone surrogates, and interned ones
import sys
odd_text = "\udcff\0é\U0001f40d"
interned = sys.intern("a name that is interned")
# %% [check]
assert odd_text == "\udcff\0é\U0001f40d" and len(odd_text) == 4
assert sys.intern("a name that is " + "interned") is interned

# %% hashes of strings, and a set in its order
hashed = hash("cloche")
in_order = list(set("abcdefghijklmnopqrstuvwxyz"))
# %% [check]
assert hash("cloche") == hashed and list(set("abcdefghijklmnopqrstuvwxyz")) == in_order

# %% a memoryview of a bytearray
raw_bytes = bytearray(b"abcdefgh")
view_of = memoryview(raw_bytes)[2:6:2]
# %% [check]
assert view_of.obj is raw_bytes and bytes(view_of) == b"ce"
view_of[0] = ord("X")
assert raw_bytes == b"abXdefgh"
try:
    raw_bytes.append(1)
except BufferError:
    pass
else:
    raise AssertionError("the buffer is not exported any more")

# %% an array, and a memoryview cast over it
import array
cells_of = array.array("d", [1.5, 2.5])
as_bytes = memoryview(cells_of).cast("B")
# %% [check]
assert len(as_bytes) == 16 and as_bytes.obj is cells_of
as_bytes[0:8] = memoryview(array.array("d", [9.0])).cast("B")
assert cells_of.tolist() == [9.0, 2.5]

# %% slices, ranges, ellipsis and NotImplemented
markers = [slice(1, None, -1), range(0, 10**30, 7), ..., NotImplemented]
# %% [check]
assert markers[0] == slice(1, None, -1) and markers[1][10**20] == 7 * 10**20
assert markers[2] is Ellipsis and markers[3] is NotImplemented

# %% times with zones
import datetime
import zoneinfo
moment = datetime.datetime(2024, 10, 27, 2, 30, fold=1, tzinfo=datetime.timezone(datetime.timedelta(hours=1), "mine"))
zone = zoneinfo.ZoneInfo("UTC") if "UTC" in zoneinfo.available_timezones() else datetime.timezone.utc
in_zone = moment.astimezone(zone)
# %% [check]
assert moment.fold == 1 and moment.tzname() == "mine" and in_zone.tzinfo is zone and in_zone == moment

# %% deques, counters, ordered and default dictionaries
import collections
recent = collections.deque([1, 2, 3], maxlen=3)
counts = collections.Counter("abca")
by_default = collections.defaultdict(lambda: [0])
by_default["x"].append(1)
ordered = collections.OrderedDict(a=1, b=2)
ordered.move_to_end("a")
# %% [check]
recent.append(4)
assert list(recent) == [2, 3, 4] and counts["a"] == 2 and by_default["y"] == [0] and by_default["x"] == [0, 1]
assert list(ordered) == ["b", "a"]

# %% a chain map and a read-only view
import collections, types
bottom = {"a": 1}
chained = collections.ChainMap({"b": 2}, bottom)
read_only = types.MappingProxyType(bottom)
# %% [check]
bottom["c"] = 3
assert chained["c"] == 3 and read_only["c"] == 3 and chained.maps[1] is bottom

# %% views of a dictionary
table = {"a": 1}
table_views = table.keys(), table.values(), table.items()
# %% [check]
table["b"] = 2
assert [list(view) for view in table_views] == [["a", "b"], [1, 2], [("a", 1), ("b", 2)]]
