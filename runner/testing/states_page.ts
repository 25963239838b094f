/**
 * Writes docs/states.md: what cloche, pickle and dill answer for each kind of state.
 *
 * Everything on the page is produced by running it: a kind is made in one process and checked in
 * another, with each of the three in between, in the same Python. Run with
 *
 *     CLOCHE_PYODIDE=FOLDER deno run -A --no-remote --no-npm runner/testing/states_page.ts
 */
import { buildRunner, type CellResult, TestRunner } from "./runner.ts";
import { readLostStates, readStates, type State, THEMES } from "./states.ts";
import { downloadWheels } from "./wheels.ts";

const PAGE = new URL("../../docs/states.md", import.meta.url);
const DILL = "dill==0.4.1";
/** How long a cell may take, in milliseconds. */
const PATIENCE = 60_000;

const WAYS = ["cloche", "pickle", "dill"] as const;
type Way = typeof WAYS[number];
type Answers = Record<Way, string>;

const TITLES: Readonly<Record<string, string>> = {
  values: "Values and containers",
  functions: "Functions",
  iterators: "Generators and iterators",
  classes: "Classes and objects",
  asynchronous: "Asynchronous code",
  files: "Files and databases",
  interpreter: "The interpreter itself",
  library: "The standard library",
};

const HEAD = `# What survives

A session is kept as its whole memory, so what a cell has made is the same after a change of permissions, after \`:save\`
and \`:load\` in another process, after \`:undo\` and \`:redo\`, and after the death of the runner or of cloche: each of these boots
a runner from the same image, or goes to it in place. This page lists kinds of Python state that the tests of the runner
take through a new process, one more after that, an undo and a redo. For each there is a cell that makes it and one that
fails unless it is the same, values and identities (\`runner/testdata/states\`).

Beside it is what \`pickle\` and \`dill\` answer to the same, in the same Python: the variables as one pickle, and
\`dill.dump_module\`, loaded in a new process. **same** means that the check passed; *saving* and *loading* name the
exception that came; *differs* means that something was loaded, and was not the same. A kind of several objects is the
same when all of them are. The page is written by \`runner/testing/states_page.ts\`, which runs all three.
`;

const LOST = `
## What does not survive

What lies outside of the sandbox's memory cannot come along. It never keeps a session from being saved: the save tells
it by name, and who uses it later gets an error that says what happened.

| | What is told | What its use raises |
|---|---|---|
`;

const folder = await buildRunner();
const site = await downloadWheels([DILL]);
if (!site) throw new Error("Cannot write page: there is no dill");
const shared = await Deno.makeTempDir({ prefix: "cloche-states-" });
const mounts = [{ path: site, writable: false }, { path: shared, writable: true }];
const helpers = await Deno.readTextFile(new URL("states_pickle.py", import.meta.url)) +
  `\nimport sys; sys.path.append(${JSON.stringify(site)})`;

/** A sandbox in which one kind comes after the other; a new one takes its place where it is lost. */
class Bench {
  #runner: TestRunner | undefined;

  /** Runs cells up to the first that fails; gives the step of that one. */
  async run(...steps: readonly (readonly [step: string, source: string])[]): Promise<
    string | undefined
  > {
    for (const [step, source] of [...steps, ["forget", "forget()"] as const]) {
      const runner = this.#runner ??= await start();
      const result = await run(runner, source);
      if (!result) {
        void runner[Symbol.asyncDispose]();
        this.#runner = undefined;
        return `*${step}*: no answer`;
      }
      if (step === "making" && result.status !== "ok") {
        throw new Error(`Cannot write page: ${result.error?.traceback}`);
      }
      if (result.status !== "ok") {
        await run(runner, "forget()");
        return step === "checking" ? "*differs*" : `*${step}*: \`${result.error?.name}\``;
      }
    }
  }
}

async function start(): Promise<TestRunner> {
  const { runner } = await TestRunner.start(folder, [], { mounts });
  await run(runner, helpers);
  // Beyond all that code objects of other sandboxes are named after.
  runner.cell = 10_000;
  return runner;
}

async function run(runner: TestRunner, source: string): Promise<CellResult | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), PATIENCE);
  });
  const result = await Promise.race([runner.run(source).catch(() => undefined), late]);
  clearTimeout(timer);
  return result;
}

/** What pickle or dill answers. */
async function ask(way: "pickle" | "dill"): Promise<string[]> {
  const [saver, loader] = [new Bench(), new Bench()];
  const answers: string[] = [];
  for (const [index, { name, setup, check }] of states.entries()) {
    const path = JSON.stringify(`${shared}/${way}-${index}`);
    const failed = await saver.run(["making", setup], ["saving", `save_by_${way}(${path})`]) ??
      await loader.run(["loading", `load_by_${way}(${path})`], ["checking", check]);
    answers.push(failed ?? "**same**");
    Deno.stderr.writeSync(new TextEncoder().encode(`${way}: ${name}: ${answers.at(-1)}\n`));
  }
  return answers;
}

/** What cloche answers: all kinds in one session, as in the tests. */
async function askCloche(): Promise<string[]> {
  const { runner: first } = await TestRunner.start(folder);
  for (const { setup } of states) await first.run(setup);
  const { parts } = await first.checkpoint();
  await first[Symbol.asyncDispose]();
  const { runner: second } = await TestRunner.start(folder, parts);
  second.cell = first.cell;
  const answers: string[] = [];
  for (const { check } of states) {
    const { status } = await second.run(check);
    answers.push(status === "ok" ? "**same**" : "*differs*");
  }
  return answers;
}

const states = readStates();
const [cloche, pickle, dill] = await Promise.all([askCloche(), ask("pickle"), ask("dill")]);
const answers = new Map<State, Answers>(
  states.map((state, i) => [state, { cloche: cloche[i]!, pickle: pickle[i]!, dill: dill[i]! }]),
);

const lines = [HEAD];
const kept = WAYS.map((way) =>
  `${way} ${states.filter((state) => answers.get(state)?.[way] === "**same**").length}`
);
lines.push(`Of ${states.length} kinds, so many are the same: ${kept.join(", ")}.\n`);
for (const theme of THEMES) {
  lines.push(`## ${TITLES[theme]}\n\n| | cloche | pickle | dill |\n|---|---|---|---|`);
  for (const state of states.filter((state) => state.theme === theme)) {
    const of = answers.get(state);
    lines.push(`| ${[state.name, ...WAYS.map((way) => of?.[way])].join(" | ")} |`);
  }
  lines.push("");
}
lines.pop();
lines.push("");
const lost = readLostStates().map(({ name, told, raises }) =>
  `| ${name} | ${told} | ${raises.replace(/^([A-Z]\w+): /, "`$1`: ")} |\n`
);
await Deno.writeTextFile(PAGE, lines.join("\n") + LOST + lost.join(""));
await Deno.remove(shared, { recursive: true });
await Deno.remove(folder, { recursive: true });
Deno.exit(0);
