/** The cells of a guest: runs them one at a time, and takes what they say and ask to the host. */
import { type GuestChannel, RecordKind } from "./channel.ts";
import type { FromGuest, ToGuest } from "./guest_messages.ts";
import { loadCodec, loadedCodec } from "./image_heap.ts";
import type { Interpreter } from "./interpreter.ts";
import type { Timers } from "./js_timers.ts";
import type { Network } from "./network.ts";
import { type PickleAction, pickleAction } from "./pickles.ts";
import type { Programs } from "./programs.ts";
import type { Cell } from "./protocol.ts";
import { Running } from "./running.ts";
import type { Traffic } from "./traffic.ts";

/** What cells run in; what comes with the boot is undefined before. */
export interface Surroundings {
  readonly channel: GuestChannel;
  readonly timers: Timers;
  readonly traffic: Traffic;
  readonly post: (message: FromGuest) => void;
  interpreter?: Interpreter;
  network?: Network;
  programs?: Programs;
}

/** Runs cells. */
export class Cells {
  readonly #around: Surroundings;
  #running: Running;
  #request = 0;
  #isAsked = false;

  constructor(around: Surroundings) {
    this.#around = around;
    this.#running = Running.none(around.channel);
  }

  /** The cell that runs, or ran last. */
  get running(): Running {
    return this.#running;
  }

  /** Runs the cell of a message; nothing before the boot. */
  async execute(message: Extract<ToGuest, { type: "execute" | "pickle" }>): Promise<void> {
    const { interpreter } = this.#around;
    if (!interpreter) return;
    if (message.type === "pickle") {
      const { run, given } = pickleAction(interpreter, message);
      return await this.#run(interpreter, message.pickle, run, given);
    }
    const { cell, name, display } = message.execute;
    const run = (): Promise<string> => interpreter.execute(message.source, cell, name, display);
    await this.#run(interpreter, message.execute, run);
  }

  /** Comes only while the cell is suspended: else the signal in shared memory stops it. */
  interrupt(cell: number): void {
    if (this.#running.done || this.#running.cell !== cell) return;
    const { network, channel, post, interpreter } = this.#around;
    // A blocked socket gives up, and Python finds the signal.
    if (network?.isWaiting) return network.interrupt();
    channel.clearSignal();
    post({ type: "cancelled" });
    interpreter?.cancel();
  }

  /** What goes on outside of Python, and ends with this guest. */
  findLeft(): string[] {
    const { timers, programs } = this.#around;
    const { count } = timers;
    const left = count > 0 ? [`${count} timer${count > 1 ? "s" : ""} of JavaScript`] : [];
    return [...left, ...(programs?.running ?? []).map((name) => `program ${name}`)];
  }

  /** Does what a question asks for; that it meets what is not granted is no news to anybody. */
  ask<Answer>(question: () => Answer): Answer {
    this.#isAsked = true;
    try {
      return question();
    } finally {
      this.#isAsked = false;
    }
  }

  /** Tells the host of a permission that a cell lacked or used. */
  tell(record: RecordKind, kind: string, item: string): void {
    if (!this.#isAsked) this.#running.tell(record, kind, item);
  }

  /** Sends output of the cell. */
  write(kind: RecordKind, bytes: Uint8Array): void {
    this.#running.write(kind, bytes);
  }

  /** Asks the user for a line; null at the end of the input, and between cells. */
  readInput(prompt: string, hidden: boolean): string | null {
    if (this.#running.done) return null;
    const { channel, interpreter } = this.#around;
    const request = ++this.#request;
    const json = JSON.stringify({ request, prompt, hidden });
    channel.write(RecordKind.inputRequest, new TextEncoder().encode(json));
    const text = channel.waitForInput();
    if (text !== undefined) return text;
    interpreter?.checkSignals();
    return null;
  }

  /** Runs a cell and reports how it ended. */
  async #run(
    interpreter: Interpreter,
    about: Cell,
    action: () => Promise<string>,
    pickle: PickleAction["given"] = () => undefined,
  ): Promise<void> {
    const { channel, traffic, timers, post } = this.#around;
    const { cell } = about;
    const running = this.#running = Running.begin(channel, about);
    traffic.allow(about.maxNetBytes);
    channel.clearSignal();
    // A checkpoint that had to wait for it after the cell would let what the cell left behind run.
    if (!loadedCodec()) await loadCodec().catch(() => {});
    const start = performance.now();
    let outcome: string | undefined;
    let death: string | undefined;
    try {
      outcome = await action();
    } catch (error) {
      death = String(error);
    }
    this.#tellRunning();
    running.done = true;
    post({
      type: "result",
      cell,
      outcome,
      death,
      pickle: pickle(),
      duration: (performance.now() - start) / 1000,
      heapBytes: interpreter.heapBytes,
      ...running.counts,
      timers: timers.count,
      ...traffic.take(),
    });
  }

  /** Says which programs a cell leaves running, so that nobody loses track of them. */
  #tellRunning(): void {
    const running = this.#around.programs?.takeRunning() ?? [];
    if (running.length === 0) return;
    const line = `Still running: ${running.join(", ")}\n`;
    this.write(RecordKind.stderr, new TextEncoder().encode(line));
  }
}
