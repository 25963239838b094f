import assert from "node:assert/strict";
import { buildRunner, TestRunner } from "./testing/runner.ts";
import { Timeline } from "./testing/timeline.ts";
import { downloadWheels } from "./testing/wheels.ts";

const PACKAGES = ["msgpack==1.2.4", "pydantic-core==2.50.4", "typing-extensions==4.16.0"];

/** The folder with the libraries; without it there is nothing to test. */
const site = await downloadWheels(PACKAGES, "pyodide");
const folder = await buildRunner();
globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));

const INSTALL = `
import shutil, sys
shutil.copytree('${site}', '/tmp/site'); sys.path.insert(0, '/tmp/site')`;
const MSGPACK = `
import msgpack
packer = msgpack.Packer(); unpacker = msgpack.Unpacker(); unpacker.feed(msgpack.packb([1, 2]) + b'\\x93\\x01')`;
const PYDANTIC = `
from pydantic_core import SchemaValidator, core_schema
validator = SchemaValidator(core_schema.list_schema(core_schema.int_schema()))`;
const CTYPES = `
import ctypes
callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int)(lambda n: n * 3)`;

Deno.test("libraries that were loaded since are gone, and others can come in their place", {
  ignore: site === undefined,
}, async () => {
  const { runner, first } = await TestRunner.start(folder, [], {
    mounts: [{ path: site!, writable: false }],
  });
  const time = new Timeline(runner);
  assert.equal(first.type, "ready");
  const none = await time.run(INSTALL);
  const one = await time.run(MSGPACK);
  const two = await time.run(PYDANTIC + CTYPES);
  assert.equal(
    await time.value("next(unpacker), validator.validate_python(['5']), callback(2)"),
    "([1, 2], [5], 6)",
  );
  await time.goTo(one);
  assert.equal(
    await time.value("next(unpacker), 'validator' in globals(), 'pydantic_core' in sys.modules"),
    "([1, 2], False, False)",
  );
  await time.run(PYDANTIC + CTYPES);
  assert.equal(
    await time.value("validator.validate_python(['7']), callback(4)"),
    "([7], 12)",
  );
  await time.goTo(none);
  assert.equal(await time.value("'msgpack' in sys.modules"), "False");
  await time.run(CTYPES + PYDANTIC + MSGPACK);
  assert.equal(
    await time.value("validator.validate_python(['8']), callback(5), next(unpacker)"),
    "([8], 15, [1, 2])",
  );
  await assert.rejects(time.goTo(one), /libraries that are not loaded/);
  assert.equal(await time.value("validator.validate_python(['8']), callback(5)"), "([8], 15)");
  await time.goTo(none);
  await time.run(MSGPACK);
  await assert.rejects(time.goTo(two), /libraries that are not loaded/);
  await time.goTo(none);
  await time.run(MSGPACK);
  assert.equal(await time.value("unpacker.unpack()"), "[1, 2]");
  const again = await time.run(PYDANTIC);
  await time.goTo(none);
  await time.run(MSGPACK + CTYPES);
  await assert.rejects(time.goTo(again), /libraries that are not loaded/);
  await time.goTo(none);
  await time.run(MSGPACK + CTYPES);
  assert.equal(await time.value("unpacker.unpack(), callback(7)"), "([1, 2], 21)");
  await runner[Symbol.asyncDispose]();
});

Deno.test("a trivial checkpoint is small, with libraries too", {
  ignore: site === undefined,
}, async () => {
  const { runner } = await TestRunner.start(folder, [], {
    mounts: [{ path: site!, writable: false }],
  });
  await using _ = runner;
  const time = new Timeline(runner);
  await time.run(INSTALL, MSGPACK + PYDANTIC + CTYPES);
  await time.run("x = 1");
  const { header } = await time.run("x = 2");
  const size = header.parts.filter(({ kind }) => kind !== "file").map(({ length }) => length);
  assert.ok(size.reduce((sum, length) => sum + length, 0) <= 10_000, String(size));
});
