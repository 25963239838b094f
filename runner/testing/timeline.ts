/** The checkpoints of a runner as a host keeps them: a tree in which a test goes back and forth. */
import type { RunnerMessage } from "../protocol.ts";
import type { Parts, TestRunner } from "./runner.ts";

/** A checkpoint, with its place in the tree. */
export interface State {
  readonly parent: State | undefined;
  /** What it takes to boot from it. */
  readonly parts: Parts;
  readonly header: Extract<RunnerMessage, { type: "checkpoint" }>;
}

/** Where a runner stands. */
export class Timeline {
  readonly runner: TestRunner;
  #position: State | undefined;

  constructor(runner: TestRunner) {
    this.runner = runner;
  }

  /** Takes a checkpoint. */
  async take(full = false): Promise<State> {
    const parent = this.#position;
    const { parts, header } = await this.runner.checkpoint(full, parent?.parts);
    return this.#position = { parent, parts, header };
  }

  /** Runs cells, which must succeed, and takes a checkpoint. */
  async run(...sources: string[]): Promise<State> {
    for (const source of sources) {
      const { status, error } = await this.runner.run(source);
      if (status !== "ok") throw new Error(`${source}: ${error?.traceback}`);
    }
    return await this.take();
  }

  /** The value of an expression. */
  async value(source: string): Promise<string | undefined> {
    const { value, error } = await this.runner.run(source);
    if (error) throw new Error(`${source}: ${error.traceback}`);
    return value;
  }

  /** Goes to a checkpoint in place; `packs` sends the contents of all its files too. */
  async goTo(target: State, packs = true): Promise<Extract<RunnerMessage, { type: "rewound" }>> {
    const [here, there] = [heapOf(this.#position), heapOf(target)];
    const deltas = [...here.filter((part) => !there.includes(part))]
      .concat(there.filter((part) => !here.includes(part)));
    const files = packs ? target.parts.filter(({ name }) => name.kind === "file") : [];
    const rewound = await this.runner.rewind([target.parts[0]!, ...deltas, ...files]);
    this.#position = target;
    return rewound;
  }
}

function heapOf(state: State | undefined): Parts {
  return state?.parts.filter(({ name }) => name.kind === "heap") ?? [];
}
