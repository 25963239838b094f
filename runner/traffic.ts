/**
 * What goes over the network, counted, and its bound.
 *
 * Honest code is counted, and stopped: whoever reaches Deno's own functions passes this by, as does
 * what TCP and TLS add.
 */

/** Bytes of a session. */
export interface Counts {
  readonly sentBytes: number;
  readonly receivedBytes: number;
}

/** What `fetch` says when the bound is reached; `_limit_reached` in `python/network.py` reads it. */
export const LIMIT_REACHED =
  "the session's bytes over the network are used up; to raise the limit: :set max-net-bytes N (--max-net-bytes)";

/** The account of one interpreter. */
export class Traffic {
  #sent = 0;
  #received = 0;
  #left = Infinity;

  /** Whether nothing more may go over the network. */
  get isUsedUp(): boolean {
    return this.#left <= 0;
  }

  /** Begins a cell, with the bytes that are left. */
  allow(bytes: number): void {
    this.#left = bytes - this.#sent - this.#received;
  }

  /** How many of `length` bytes may go. */
  room(length: number): number {
    return Math.max(0, Math.min(length, this.#left));
  }

  /** Counts bytes that go out. */
  send(bytes: number): void {
    this.#sent += bytes;
    this.#left -= bytes;
  }

  /** Counts bytes that came in. */
  receive(bytes: number): void {
    this.#received += bytes;
    this.#left -= bytes;
  }

  /** What was counted since the last call. */
  take(): Counts {
    const counts = { sentBytes: this.#sent, receivedBytes: this.#received };
    this.#sent = 0;
    this.#received = 0;
    return counts;
  }
}
