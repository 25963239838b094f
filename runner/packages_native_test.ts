/** Compiled modules of packages: libraries between packages, images, rewinds. */
import assert from "node:assert/strict";
import type { PackageIndex } from "./image_parts.ts";
import { makePack, packWheel } from "./testing/packs.ts";
import { buildRunner, packageParts, type Parts, TestRunner } from "./testing/runner.ts";
import { dependent, extension, library } from "./testing/side_module.ts";
import { downloadWheelFiles } from "./testing/wheels.ts";

const wheels = await downloadWheelFiles(
  ["msgpack==1.2.4", "pydantic-core==2.50.4", "typing-extensions==4.16.0"],
  "pyodide",
);

const folder = await buildRunner();
const site = await Deno.makeTempDir({ prefix: "cloche-test-site-" });
globalThis.addEventListener("unload", () => {
  for (const path of [folder, site]) Deno.removeSync(path, { recursive: true });
});

const SUFFIX = "cpython-314-wasm32-emscripten.so";
const shared = await makePack(site, "libcount", { "libcount.so": library() });
const module = await makePack(site, "counted", {
  "counted/__init__.py": "from ._counted import count\n",
  [`counted/_counted.${SUFFIX}`]: extension("_counted", "libcount.so"),
});
const bundled = await makePack(site, "bundled", {
  "bundled/__init__.py":
    "import ctypes, os\ntwice = ctypes.CDLL(os.path.dirname(__file__) + '/twice.so').twice\n",
  "bundled/twice.so": dependent("libinner.so", ["$ORIGIN/../bundled.libs"]),
  "bundled.libs/libinner.so": library(),
});
const all = [module, bundled, shared];

async function start(packages: readonly PackageIndex[], image: Parts = []): Promise<
  { runner: TestRunner; failure: string | undefined }
> {
  const permissions = [`--allow-read=${folder},${Deno.env.get("CLOCHE_PYODIDE")},${site}`];
  const parts = [...packageParts(packages), ...image];
  const { runner, first } = await TestRunner.start(folder, parts, { site }, permissions);
  return { runner, failure: first.type === "failure" ? first.message : undefined };
}

async function value(runner: TestRunner, source: string): Promise<string | undefined> {
  const { value, error } = await runner.run(source);
  assert.equal(error, undefined, error?.traceback);
  return value;
}

Deno.test("compiled modules find the libraries that they need, in another package and beside them", async () => {
  await using runner = (await start(all)).runner;
  const source = "import bundled, counted\n[counted.count(), counted.count(), bundled.twice()]";
  assert.equal(await value(runner, source), "[1, 2, 84]");
  const loaded = `import ctypes
ctypes.CDLL("/lib/python3.14/site-packages/libcount.so").count()`;
  assert.equal(await value(runner, loaded), "3");
});

Deno.test("a library that is not installed is named, and a broken one harms nothing", async () => {
  const broken = await makePack(site, "broken", {
    "broken.so": new TextEncoder().encode("text"),
  });
  await using runner = (await start([module, broken])).runner;
  const { error } = await runner.run("import counted");
  assert.equal(error?.name, "ImportError");
  assert.match(error?.message ?? "", /libcount\.so/);
  await runner.setPackages([module, broken, shared]);
  assert.equal(await value(runner, "import counted; counted.count()"), "1");
  const failure = `
import ctypes
try: ctypes.CDLL("/lib/python3.14/site-packages/broken.so")
except OSError as error: print(error)
counted.count()`;
  assert.equal(await value(runner, failure), "2");
});

Deno.test("what a library holds is in an image and goes back with a rewind", async () => {
  await using runner = (await start(all)).runner;
  await value(runner, "import bundled, counted; counted.count(), bundled.twice()");
  const one = await runner.checkpoint(true);
  await value(runner, "counted.count()");
  const two = await runner.checkpoint(false, one.parts);
  assert.equal(await value(runner, "counted.count()"), "3");
  const third = await runner.checkpoint(false, two.parts);
  const deltas = [two.parts[2]!, third.parts[3]!];
  await runner.rewind([one.parts[0]!, ...deltas]);
  assert.equal(await value(runner, "counted.count(), bundled.twice()"), "(2, 84)");
  await using other = (await start([shared, ...all.slice(0, 2)], two.parts)).runner;
  assert.equal(await value(other, "counted.count(), bundled.twice()"), "(3, 84)");
  const again = await other.checkpoint(true);
  await using last = (await start(all, again.parts)).runner;
  assert.equal(await value(last, "counted.count(), bundled.twice()"), "(4, 84)");
});

Deno.test("a package whose compiled code is loaded stays, until that is undone", async () => {
  await using runner = (await start(all)).runner;
  const one = await runner.checkpoint(true);
  assert.equal(await value(runner, "import counted; counted.count()"), "1");
  await assert.rejects(
    runner.setPackages([bundled, shared]),
    /^Error: Cannot remove package counted 1.0: its compiled code is loaded; undo its import or reset/,
  );
  assert.equal(await value(runner, "counted.count()"), "2");
  const two = await runner.checkpoint(false, one.parts);
  await runner.rewind([one.parts[0]!, two.parts[2]!]);
  await runner.setPackages([bundled, shared]);
  const { error } = await runner.run("import counted");
  assert.equal(error?.name, "ModuleNotFoundError");
  await assert.rejects(
    runner.rewind([two.parts[0]!, two.parts[2]!]),
    /it has libraries that are not loaded/,
  );
});

Deno.test("an image whose library is of a package that is gone, or of another version, is refused by name", async () => {
  await using runner = (await start(all)).runner;
  await value(runner, "import counted");
  const { parts } = await runner.checkpoint(true);
  const needs = "Cannot restore image: it needs package counted 1.0, which is not installed";
  const without = await start([bundled, shared], parts);
  await using _first = without.runner;
  assert.equal(without.failure, needs);
  const newer = await makePack(site, "counted", {
    [`counted/_counted.${SUFFIX}`]: extension("_counted", "libcount.so"),
  }, "2.0");
  const other = await start([newer, shared], parts);
  await using _second = other.runner;
  assert.equal(other.failure, needs);
});

Deno.test({
  name: "wheels of the index, packed by the installer, work in an image and without one",
  ignore: !wheels,
  fn: async () => {
    const packages = await Promise.all((wheels ?? []).map((wheel) => packWheel(site, wheel)));
    await using runner = (await start(packages)).runner;
    const make = `import importlib.metadata, msgpack, pydantic_core
from pydantic_core import core_schema
validator = pydantic_core.SchemaValidator(core_schema.list_schema(core_schema.int_schema()))
importlib.metadata.version("pydantic_core"), importlib.metadata.version("msgpack")`;
    assert.equal(await value(runner, make), "('2.50.4', '1.2.4')");
    const check =
      "validator.validate_python(msgpack.unpackb(msgpack.packb(['1', 2]))), msgpack._cmsgpack";
    const expected = "([1, 2], <module 'msgpack._cmsgpack' from " +
      `'/lib/python3.14/site-packages/msgpack/_cmsgpack.${SUFFIX}'>)`;
    assert.equal(await value(runner, check), expected);
    const { parts } = await runner.checkpoint(true);
    await using other = (await start(packages, parts)).runner;
    assert.equal(await value(other, check), expected);
  },
});
