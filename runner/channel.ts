/**
 * Memory that supervisor and guest share, so that they reach each other while Python computes.
 *
 * Signals, the wake-up for sleeps, one line of input, and a ring of records that the guest writes
 * (output, displays, requests) and the supervisor sends on, in order. A full ring makes the guest
 * wait: a flood of output queues up nowhere.
 *
 * Between cells the guest rests: its thread sleeps, and no timer, promise or task of a cell's runs.
 * What it is asked then comes as mail in this memory, since a message that is posted needs a turn
 * of the event loop.
 */

/** Kinds of records in the ring. */
export const RecordKind = {
  stdout: 1,
  stderr: 2,
  display: 3,
  inputRequest: 4,
  blocked: 5,
  used: 6,
} as const;

/** One of {@link RecordKind}. */
export type RecordKind = typeof RecordKind[keyof typeof RecordKind];

/** A record, or the part of one that fitted. */
export interface RingRecord {
  readonly kind: RecordKind;
  readonly last: boolean;
  readonly bytes: Uint8Array;
}

const RING_BYTES = 1024 * 1024;
const INPUT_BYTES = 1024 * 1024;
const MAIL_BYTES = 1024 * 1024;
const RECORD_PREFIX = 5;
const MAIL_PREFIX = 4;
const LARGEST_PIECE = RING_BYTES / 4;
const LAST = 0x80;
const SIGINT = 2;

// Places in the control words.
const SIGNAL = 0;
const WAKE = 1;
const INPUT = 2;
const POKED = 3;
const READ = 4;
const WRITTEN = 5;
const MAIL = 6;
const POSTED = 7;
const WORDS = 8;

// States of the words for input and mail; anything above is the length of the text plus TEXT.
const NO_INPUT = 0;
const END_OF_FILE = 1;
const TEXT = 2;

/** The shared memory, as it is sent to the guest. */
export interface SharedMemory {
  readonly control: SharedArrayBuffer;
  readonly ring: SharedArrayBuffer;
  readonly input: SharedArrayBuffer;
  readonly mail: SharedArrayBuffer;
}

/** What the supervisor gives a guest that rests: a text, and the bytes that belong to it. */
export interface Mail {
  readonly text: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Bytes that fit into one mail beside a text of up to 64 KiB. */
export const MAIL_ROOM: number = MAIL_BYTES - 65536;

/** Allocates it. */
export function makeSharedMemory(): SharedMemory {
  return {
    control: new SharedArrayBuffer(WORDS * 4),
    ring: new SharedArrayBuffer(RING_BYTES),
    input: new SharedArrayBuffer(INPUT_BYTES),
    mail: new SharedArrayBuffer(MAIL_BYTES),
  };
}

// Taken before any cell runs, which may put something else in their place.
const { load, store, exchange, add, wait, notify } = Atomics;

class Ring {
  protected readonly control: Int32Array;
  protected readonly ring: Uint8Array;

  constructor(memory: SharedMemory) {
    this.control = new Int32Array(memory.control);
    this.ring = new Uint8Array(memory.ring);
  }

  /** Bytes that are written and not read; both counters wrap around at 2^32. */
  protected get used(): number {
    return (load(this.control, WRITTEN) - load(this.control, READ)) >>> 0;
  }
}

/** The guest's end. All its methods are synchronous: Python waits in them. */
export class GuestChannel extends Ring {
  readonly #input: Uint8Array;
  readonly #mail: Uint8Array;
  readonly #poke: () => void;
  /** The buffer in which Python finds signals. */
  readonly signals: Uint8Array;

  /** @param poke tells the supervisor that the ring has something for it */
  constructor(memory: SharedMemory, poke: () => void) {
    super(memory);
    this.#input = new Uint8Array(memory.input);
    this.#mail = new Uint8Array(memory.mail);
    this.#poke = poke;
    this.signals = new Uint8Array(memory.control, SIGNAL * 4, 4);
  }

  /** Whether a signal waits for Python. */
  get isInterrupted(): boolean {
    return load(this.control, SIGNAL) !== 0;
  }

  /** Forgets a signal. */
  clearSignal(): void {
    store(this.control, SIGNAL, 0);
  }

  /** Adds a record; waits while the ring is full. */
  write(kind: RecordKind, bytes: Uint8Array): void {
    for (let at = 0; at === 0 || at < bytes.length; at += LARGEST_PIECE) {
      const piece = bytes.subarray(at, at + LARGEST_PIECE);
      this.#writePiece(kind, piece, at + LARGEST_PIECE >= bytes.length);
    }
  }

  /** Waits for at most `seconds`; returns early when a signal comes. */
  sleep(seconds: number): void {
    const end = performance.now() + seconds * 1000;
    for (let left = seconds * 1000; left > 0; left = end - performance.now()) {
      const seen = load(this.control, WAKE);
      if (this.isInterrupted) return;
      wait(this.control, WAKE, seen, left);
    }
  }

  /** Waits for the answer to an input request: null at end of file, undefined when interrupted. */
  waitForInput(): string | null | undefined {
    for (;;) {
      const seen = load(this.control, WAKE);
      const state = exchange(this.control, INPUT, NO_INPUT);
      if (state === END_OF_FILE) return null;
      if (state >= TEXT) return new TextDecoder().decode(this.#input.slice(0, state - TEXT));
      if (this.isInterrupted) return undefined;
      wait(this.control, WAKE, seen);
    }
  }

  /**
   * Waits for mail; undefined when a message was posted, which the event loop has to hand out.
   *
   * @param taken how many posted messages were taken so far
   */
  rest(taken: number): Mail | undefined {
    for (;;) {
      const seen = load(this.control, WAKE);
      const state = load(this.control, MAIL);
      if (state >= TEXT) {
        const mail = this.#mail.slice(0, state - TEXT);
        store(this.control, MAIL, NO_INPUT);
        const end = MAIL_PREFIX + new DataView(mail.buffer).getUint32(0, true);
        return {
          text: new TextDecoder().decode(mail.subarray(MAIL_PREFIX, end)),
          bytes: mail.subarray(end),
        };
      }
      if (load(this.control, POSTED) !== taken) return undefined;
      wait(this.control, WAKE, seen);
    }
  }

  #writePiece(kind: RecordKind, bytes: Uint8Array, last: boolean): void {
    const record = new Uint8Array(RECORD_PREFIX + bytes.length);
    record[0] = kind | (last ? LAST : 0);
    new DataView(record.buffer).setUint32(1, bytes.length, true);
    record.set(bytes, RECORD_PREFIX);
    for (;;) {
      const read = load(this.control, READ);
      if (this.used + record.length <= RING_BYTES) break;
      wait(this.control, READ, read);
    }
    const start = load(this.control, WRITTEN) >>> 0;
    const at = start % RING_BYTES;
    const first = Math.min(record.length, RING_BYTES - at);
    this.ring.set(record.subarray(0, first), at);
    this.ring.set(record.subarray(first), 0);
    store(this.control, WRITTEN, start + record.length | 0);
    if (exchange(this.control, POKED, 1) === 0) this.#poke();
  }
}

/** The supervisor's end. Nothing in it waits. */
export class SupervisorChannel extends Ring {
  readonly #input: Uint8Array;
  readonly #mail: Uint8Array;

  constructor(memory: SharedMemory) {
    super(memory);
    this.#input = new Uint8Array(memory.input);
    this.#mail = new Uint8Array(memory.mail);
  }

  /** Signals an interrupt and wakes whatever sleeps. */
  interrupt(): void {
    store(this.control, SIGNAL, SIGINT);
    this.#wake();
  }

  /** Answers an input request; what is longer than a line may be is cut. */
  answer(text: string | null): void {
    const bytes = new TextEncoder().encode(text ?? "").subarray(0, INPUT_BYTES);
    this.#input.set(bytes);
    store(this.control, INPUT, text === null ? END_OF_FILE : TEXT + bytes.length);
    this.#wake();
  }

  /** Gives the guest a message; false when it has not read the last one, or this one is too long. */
  send(text: string, bytes: Uint8Array = new Uint8Array()): boolean {
    if (load(this.control, MAIL) !== NO_INPUT || text.length > MAIL_BYTES) return false;
    const encoded = new TextEncoder().encode(text);
    const length = MAIL_PREFIX + encoded.length + bytes.length;
    if (length > MAIL_BYTES) return false;
    new DataView(this.#mail.buffer).setUint32(0, encoded.length, true);
    this.#mail.set(encoded, MAIL_PREFIX);
    this.#mail.set(bytes, MAIL_PREFIX + encoded.length);
    store(this.control, MAIL, TEXT + length);
    this.#wake();
    return true;
  }

  /** Wakes the guest for a message that was posted. */
  posted(): void {
    add(this.control, POSTED, 1);
    this.#wake();
  }

  /** Lets the guest poke again. */
  listen(): void {
    store(this.control, POKED, 0);
  }

  /** Takes the oldest record out of the ring. */
  read(): RingRecord | undefined {
    if (this.used < RECORD_PREFIX) return undefined;
    const start = load(this.control, READ) >>> 0;
    const prefix = this.#copy(start, RECORD_PREFIX);
    const length = new DataView(prefix.buffer).getUint32(1, true);
    const bytes = this.#copy(start + RECORD_PREFIX, Math.min(length, LARGEST_PIECE));
    store(this.control, READ, start + RECORD_PREFIX + bytes.length | 0);
    notify(this.control, READ);
    const tag = prefix[0] ?? 0;
    return { kind: (tag & ~LAST) as RecordKind, last: (tag & LAST) !== 0, bytes };
  }

  #copy(start: number, length: number): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(length);
    const at = start % RING_BYTES;
    const first = Math.min(length, RING_BYTES - at);
    bytes.set(this.ring.subarray(at, at + first));
    bytes.set(this.ring.subarray(0, length - first), first);
    return bytes;
  }

  #wake(): void {
    add(this.control, WAKE, 1);
    notify(this.control, WAKE);
  }
}
