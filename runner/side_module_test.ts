import assert from "node:assert/strict";
import { encodeBase64 } from "./testing/base64.ts";
import { buildRunner, TestRunner } from "./testing/runner.ts";
import { dependent, extension, library, unresolved } from "./testing/side_module.ts";

const folder = await buildRunner();
globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));

/** A runner whose Python finds these files in a folder of its own. */
async function start(files: Readonly<Record<string, Uint8Array>>): Promise<TestRunner> {
  const { runner, first } = await TestRunner.start(folder);
  assert.equal(first.type, "ready", JSON.stringify(first));
  const texts = Object.fromEntries(
    Object.entries(files).map(([name, bytes]) => [name, encodeBase64(bytes)]),
  );
  const { status, error } = await runner.run(`import base64, ctypes, os, sys
os.makedirs("/home/pyodide/side", exist_ok=True)
for name, text in ${JSON.stringify(texts)}.items():
    with open("/home/pyodide/side/" + name, "wb") as file:
        _ = file.write(base64.b64decode(text))
sys.path.append("/home/pyodide/side")`);
  assert.equal(status, "ok", error?.traceback);
  return runner;
}

async function value(runner: TestRunner, source: string): Promise<string | undefined> {
  const { status, value, error } = await runner.run(source);
  assert.equal(status, "ok", error?.traceback);
  return value;
}

Deno.test("a library made by hand is loaded, and has memory of its own", async () => {
  await using runner = await start({ "libside.so": library() });
  const source = `side = ctypes.CDLL("/home/pyodide/side/libside.so")
side.answer(), side.count(), side.count()`;
  assert.equal(await value(runner, source), "(42, 1, 2)");
});

Deno.test("what needs a library finds it where it was loaded before", async () => {
  await using runner = await start({
    "libside.so": library(),
    "libtwice.so": dependent("/home/pyodide/side/libside.so"),
    "sidemodule.cpython-314-wasm32-emscripten.so": extension(
      "sidemodule",
      "/home/pyodide/side/libside.so",
    ),
  });
  const source = `ctypes.CDLL("/home/pyodide/side/libside.so", mode=ctypes.RTLD_GLOBAL).count()
import sidemodule
ctypes.CDLL("/home/pyodide/side/libtwice.so").twice(), sidemodule.count(), sidemodule.count()`;
  assert.equal(await value(runner, source), "(84, 2, 3)");
});

Deno.test("a library that needs a function nobody has says so", async () => {
  await using runner = await start({
    "libside.so": library(),
    "libno.so": unresolved("/home/pyodide/side/libside.so"),
  });
  const { error } = await runner.run(`ctypes.CDLL("/home/pyodide/side/libno.so").fails()`);
  assert.match(`${error?.message}`, /no_such_function/);
});
