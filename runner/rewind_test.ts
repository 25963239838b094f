import assert from "node:assert/strict";
import { buildRunner, TestRunner } from "./testing/runner.ts";
import { Timeline } from "./testing/timeline.ts";

const folder = await buildRunner();
globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));

/** Runs a test with a runner that boots from nothing. */
async function withTimeline(test: (time: Timeline) => Promise<void>): Promise<void> {
  const { runner, first } = await TestRunner.start(folder);
  await using _ = runner;
  assert.equal(first.type, "ready");
  await test(new Timeline(runner));
}

Deno.test("a rewind undoes what cells did since, and a redo brings it back", () =>
  withTimeline(async (time) => {
    const one = await time.run("x = [1]; y = 'kept'");
    const two = await time.run("x.append(2); z = {i: str(i) for i in range(10_000)}; del y");
    await time.runner.run("x.append('lost'); w = 1");
    const { lost } = await time.goTo(one);
    assert.deepEqual(lost, []);
    assert.equal(
      await time.value("x, y, 'z' in globals(), 'w' in globals()"),
      "([1], 'kept', False, False)",
    );
    await time.goTo(two);
    assert.equal(await time.value("x, z[9999], 'y' in globals()"), "([1, 2], '9999', False)");
  }));

Deno.test("after a rewind a checkpoint adds to the target, and an image of it boots", async () => {
  const { runner } = await TestRunner.start(folder);
  const time = new Timeline(runner);
  const one = await time.run("x = 1");
  await time.run("x = 2");
  await time.goTo(one);
  const three = await time.run("y = x + 10; data = bytes(range(256)) * 1000");
  assert.ok(!three.header.full);
  await runner[Symbol.asyncDispose]();
  const { runner: next, first } = await TestRunner.start(folder, three.parts);
  await using _ = next;
  assert.equal(first.type, "ready");
  assert.equal((await next.run("x, y, len(data)")).value, "(1, 11, 256000)");
});
