/** A pipe in memory, whose ends Python and programs hold. */
import type { Pollable } from "./pollable.ts";
import { Signal } from "./waiting.ts";

/** Bytes that a pipe holds before its writer has to wait, as on Linux. */
const CAPACITY = 65536;

/** A write of up to so many bytes is not torn: `PIPE_BUF` of Linux. */
const WHOLE = 4096;

/** Bytes that are taken from a writer who cannot wait. */
const LIMIT = 16 << 20;

/** The bytes between two ends, each of which is open as long as somebody holds it. */
export class Pipe {
  readonly changed: Signal = new Signal();
  readonly reading: PipeEnd = new PipeEnd(this, false);
  readonly writing: PipeEnd = new PipeEnd(this, true);
  #chunks: Uint8Array[] = [];
  #size = 0;

  /** Bytes that wait to be read. */
  get size(): number {
    return this.#size;
  }

  /** Whether a write of up to `PIPE_BUF` bytes finds room. */
  get hasRoom(): boolean {
    return this.#size <= CAPACITY - WHOLE;
  }

  /** Up to `length` bytes; none at the end; undefined when there is more to wait for. */
  take(length: number): Uint8Array | undefined {
    const first = this.#chunks[0];
    if (!first || length === 0) {
      return length === 0 || !this.writing.isOpen ? new Uint8Array() : undefined;
    }
    const bytes = first.subarray(0, length);
    if (bytes.length === first.length) this.#chunks.shift();
    else this.#chunks[0] = first.subarray(bytes.length);
    this.#size -= bytes.length;
    this.changed.fire();
    return bytes;
  }

  /**
   * Takes bytes, which belong to the pipe then, as far as there is room.
   *
   * @param waits whether the writer would wait: then more is taken than the pipe should hold
   * @returns how many were taken; undefined when there is no room
   */
  put(bytes: Uint8Array, waits: boolean): number | undefined {
    const room = CAPACITY - this.#size;
    const limit = room > 0 ? room : waits ? LIMIT - this.#size : 0;
    const taken = bytes.subarray(0, Math.max(0, limit));
    if (taken.length === 0 && bytes.length > 0) return undefined;
    if (taken.length > 0) this.#chunks.push(taken);
    this.#size += taken.length;
    this.changed.fire();
    return taken.length;
  }

  /** Lets go of what nobody will read. */
  drop(): void {
    this.#chunks = [];
    this.#size = 0;
  }
}

/** One end of a pipe. */
export class PipeEnd implements Pollable {
  readonly pipe: Pipe;
  readonly writes: boolean;
  #holders = 1;

  constructor(pipe: Pipe, writes: boolean) {
    this.pipe = pipe;
    this.writes = writes;
  }

  get changed(): Signal {
    return this.pipe.changed;
  }

  /** Whether anybody holds this end. */
  get isOpen(): boolean {
    return this.#holders > 0;
  }

  get readable(): boolean {
    return !this.writes && (this.pipe.size > 0 || this.hungUp);
  }

  get writable(): boolean {
    return this.writes && (this.pipe.hasRoom || !this.pipe.reading.isOpen);
  }

  get hungUp(): boolean {
    return !this.writes && !this.pipe.writing.isOpen;
  }

  get pendingError(): string | undefined {
    return this.writes && !this.pipe.reading.isOpen ? "EPIPE" : undefined;
  }

  startReading(): void {}

  /** Counts one more who holds this end. */
  hold(): void {
    this.#holders++;
  }

  /** Counts one less; the last lets the other side know. */
  release(): void {
    if (--this.#holders > 0) return;
    if (!this.writes) this.pipe.drop();
    this.pipe.changed.fire();
  }
}
