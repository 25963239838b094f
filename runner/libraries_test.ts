import assert from "node:assert/strict";
import { buildRunner, type Parts, TestRunner } from "./testing/runner.ts";
import { downloadWheels } from "./testing/wheels.ts";

const WHEELS = [
  "msgpack==1.2.4",
  "pydantic-core==2.50.4",
  "contourpy==1.4.0",
  "typing-extensions==4.16.0",
];

const site = await downloadWheels(WHEELS, "pyodide");
const folder = await buildRunner();
globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));
const mounts = site === undefined ? [] : [{ path: site, writable: false }];

/** For each package the cell that makes objects of it, and the one that fails unless they are the same. */
const PACKAGES = {
  msgpack: {
    make: `import msgpack
unpacker = msgpack.Unpacker(raw=False)
unpacker.feed(msgpack.packb([1, "zwei", 3.5])[:4])
packer = msgpack.Packer(default=lambda value: {"kind": type(value).__name__})
packed = packer.pack({"a": object()})`,
    check: `unpacker.feed(msgpack.packb([1, "zwei", 3.5])[4:])
assert unpacker.unpack() == [1, "zwei", 3.5] and packer.pack({"a": object()}) == packed
try: msgpack.unpackb(b"\\xc1")
except msgpack.FormatError: pass
else: raise AssertionError("no error came")`,
  },
  pydantic: {
    make: `import pydantic_core
from pydantic_core import core_schema
seen = []
validator = pydantic_core.SchemaValidator(core_schema.no_info_after_validator_function(
    lambda value: (seen.append(value), value * 2)[1], core_schema.int_schema(ge=1)))
serializer = pydantic_core.SchemaSerializer(core_schema.list_schema(core_schema.int_schema()))
url = pydantic_core.Url("https://example.org/a?b=c")
validator.validate_python("3")`,
    check:
      `assert validator.validate_python("4") == 8 and seen == [3, 4] and url.host == "example.org"
assert serializer.to_json([1, 2]) == b"[1,2]"
try: validator.validate_python("0")
except pydantic_core.ValidationError as error: assert error.errors()[0]["type"] == "greater_than_equal"
else: raise AssertionError("no error came")`,
  },
  // Of contourpy only the compiled part: for all of it NumPy is needed, which has no wheel.
  contourpy: {
    make: `import importlib, sys, types
package = types.ModuleType("contourpy")
package.__path__ = [f"${site}/contourpy"]
sys.modules["contourpy"] = package
contours = importlib.import_module("contourpy._contourpy")
fill = contours.FillType.OuterCode
fills = dict(contours.FillType.__members__)`,
    check:
      `assert fill is fills["OuterCode"] and fill == contours.FillType.OuterCode and fill.name == "OuterCode"
assert contours.max_threads() >= 1 and contours.LineType.__members__.keys() >= {"Separate", "SeparateCode"}
try: contours.FillType("nothing")
except TypeError: pass
else: raise AssertionError("no error came")`,
  },
} as const;

type Name = keyof typeof PACKAGES;

async function run(runner: TestRunner, source: string): Promise<void> {
  const { status, error } = await runner.run(source);
  assert.equal(status, "ok", `${source}: ${error?.message}: ${error?.traceback}`);
}

/** Starts a runner from an image; its cells go on counting. */
async function restore(parts: Parts): Promise<TestRunner> {
  const { runner, first } = await TestRunner.start(folder, parts, { mounts });
  assert.equal(first.type, "ready", JSON.stringify(first));
  return runner;
}

for (
  const [first, second, third] of [
    ["msgpack", "pydantic", "contourpy"],
    ["contourpy", "msgpack", "pydantic"],
    ["pydantic", "contourpy", "msgpack"],
  ] satisfies Name[][]
) {
  const test =
    `${first} and ${second} survive together, ${third} is loaded after them, and all survive`;
  Deno.test({ name: test, ignore: site === undefined }, async () => {
    const runner = await restore([]);
    await run(runner, `import sys; sys.path.append(${JSON.stringify(site)})`);
    await run(runner, PACKAGES[first!].make);
    const one = await runner.checkpoint();
    await run(runner, PACKAGES[second!].make);
    const two = await runner.checkpoint(false, one.parts);
    await runner[Symbol.asyncDispose]();

    const next = await restore(two.parts);
    await run(next, PACKAGES[third!].make);
    await run(next, PACKAGES[second!].check);
    const three = await next.checkpoint(false, two.parts);
    await next[Symbol.asyncDispose]();

    await using last = await restore(three.parts);
    await run(last, PACKAGES[first!].check);
    await run(last, PACKAGES[third!].check);
    await run(last, PACKAGES[first!].make);
    await run(last, PACKAGES[first!].check);
  });
}
