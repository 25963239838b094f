import assert from "node:assert/strict";
import { buildRunner, TestRunner } from "./testing/runner.ts";
import { readLostStates, readStates } from "./testing/states.ts";
import { Timeline } from "./testing/timeline.ts";

const folder = await buildRunner();
globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));
const states = readStates();

async function setUp(runner: TestRunner): Promise<void> {
  for (const { name, setup } of states) {
    const { status, error } = await runner.run(setup);
    assert.equal(status, "ok", `${name}: ${error?.traceback}`);
  }
}

/** The kinds whose check fails, each with its traceback. */
async function failures(runner: TestRunner): Promise<string[]> {
  const failed: string[] = [];
  for (const { name, check } of states) {
    const { status, error, stderr } = await runner.run(check);
    if (status !== "ok") failed.push(`${name}: ${error?.traceback}${stderr}`);
  }
  return failed;
}

Deno.test("the table has kinds enough, no two of one name, and no two that share a variable", async () => {
  assert.ok(states.length >= 60);
  assert.equal(new Set(states.map(({ name }) => name)).size, states.length);
  const { runner } = await TestRunner.start(folder);
  await using _ = runner;
  await runner.run(await Deno.readTextFile(new URL("testing/states_names.py", import.meta.url)));
  const setups = JSON.stringify(states.map(({ name, setup }) => [name, setup]));
  const { value, error } = await runner.run(`shared(json.loads(${JSON.stringify(setups)}))`);
  assert.equal(value, "[]", error?.traceback);
});

Deno.test("docs/states.md has a row for every kind, and cloche's answer is that it is the same", async () => {
  const page = await Deno.readTextFile(new URL("../docs/states.md", import.meta.url));
  const [kept = "", lost = ""] = page.split("## What does not survive");
  const rows = kept.matchAll(/^\| (.+) \| (\S+) \| .+ \| .+ \|$/gm);
  assert.deepEqual(
    [...rows].map(([, name, answer]) => [name, answer]),
    states.map(({ name }) => [name, "**same**"]),
  );
  for (const { name, told } of readLostStates()) assert.ok(lost.includes(`| ${name} | ${told} |`));
});

Deno.test("the checks hold where nothing happened in between", async () => {
  const { runner } = await TestRunner.start(folder);
  await using _ = runner;
  await setUp(runner);
  assert.deepEqual(await failures(runner), []);
});

Deno.test("every kind of state is the same in a new process, and in one after that", async () => {
  const { runner } = await TestRunner.start(folder);
  await setUp(runner);
  const { parts, header } = await runner.checkpoint();
  assert.deepEqual(header.lost, []);
  await runner[Symbol.asyncDispose]();

  const { runner: second, first: ready } = await TestRunner.start(folder, parts);
  assert.deepEqual(ready.type === "ready" && ready.lost, []);
  const next = await second.checkpoint(false, parts);
  await second[Symbol.asyncDispose]();

  const { runner: third } = await TestRunner.start(folder, next.parts);
  await using _ = third;
  third.cell = runner.cell;
  assert.deepEqual(await failures(third), []);
});

Deno.test("every kind of state is the same after an undo of its check, and after a redo", async () => {
  const { runner } = await TestRunner.start(folder);
  await using _ = runner;
  const time = new Timeline(runner);
  const start = await time.take();
  await setUp(runner);
  const made = await time.take();
  assert.deepEqual(await failures(runner), []);
  assert.deepEqual((await time.goTo(made)).lost, []);
  assert.deepEqual(await failures(runner), []);
  await time.goTo(start);
  await time.goTo(made);
  assert.deepEqual(await failures(runner), []);
});

Deno.test("what cannot survive is told by name, keeps nothing from being saved, and says so when it is used", async () => {
  const { runner } = await TestRunner.start(folder);
  const lost = readLostStates();
  for (const { name, setup } of lost) {
    const { status, error } = await runner.run(setup);
    assert.equal(status, "ok", `${name}: ${error?.traceback}`);
  }
  await runner.run("kept = 'kept'");
  const { parts, header } = await runner.checkpoint();
  for (const { told } of lost) {
    if (told !== "nothing") assert.ok(header.lost.includes(told), `${told}: ${header.lost}`);
  }
  await runner[Symbol.asyncDispose]();

  const { runner: next, first } = await TestRunner.start(folder, parts);
  await using _ = next;
  const names = first.type === "ready" ? first.lost : [];
  assert.ok(names.includes("socket connection (descriptor 5)"), names.join());
  for (const { name, check, raises } of lost) {
    const { error } = await next.run(check);
    const text = error ? `${error.name}: ${error.message}` : "nothing: it does not fire";
    assert.equal(text, raises, name);
    const isExplained = error?.traceback.includes("did not survive the restore: pipe reader");
    assert.equal(isExplained ?? false, raises.includes("[Errno 29]"));
  }
  assert.equal((await next.run("kept")).value, "'kept'");
});
