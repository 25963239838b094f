/** What a cell has told the host so far, and how much of it the host wants to hear. */
import { type GuestChannel, RecordKind } from "./channel.ts";

/** Accesses of one cell that the host is told of. */
const MOST_TOLD = 1000;

/** What the host says of a cell that it has run. */
interface Limits {
  readonly cell: number;
  readonly maxOutput: number;
  readonly columns: number;
  readonly rows: number;
}

/** The cell that runs, or ran last: counts what it writes, and keeps what is over its limit from being sent. */
export class Running {
  readonly cell: number;
  readonly columns: number;
  readonly rows: number;
  /** Whether the cell has ended. */
  done: boolean;
  readonly #channel: GuestChannel;
  readonly #maxOutput: number;
  /** Refusals and uses of permissions that the host was told of. */
  readonly #told = new Set<string>();
  #written = 0;
  #withheld = 0;

  private constructor(channel: GuestChannel, limits: Limits, done: boolean) {
    this.#channel = channel;
    this.cell = limits.cell;
    this.columns = limits.columns;
    this.rows = limits.rows;
    this.#maxOutput = limits.maxOutput;
    this.done = done;
  }

  /** A cell that begins. */
  static begin(channel: GuestChannel, limits: Limits): Running {
    return new Running(channel, limits, false);
  }

  /** What stands for a cell before the first. */
  static none(channel: GuestChannel): Running {
    return new Running(channel, { cell: 0, maxOutput: 0, columns: 80, rows: 24 }, true);
  }

  /** Bytes that the cell wrote, and those of them that were not sent. */
  get counts(): { outputBytes: number; withheldBytes: number } {
    return { outputBytes: this.#written, withheldBytes: this.#withheld };
  }

  /** Sends output, as much of it as there is room for; of a display all or nothing. */
  write(kind: RecordKind, bytes: Uint8Array): void {
    const room = Math.max(0, this.#maxOutput - this.#written + this.#withheld);
    this.#written += bytes.length;
    this.#withheld += Math.max(0, bytes.length - room);
    const shown = kind === RecordKind.display && bytes.length > room ? 0 : room;
    if (shown > 0) this.#channel.write(kind, bytes.subarray(0, shown));
  }

  /** Tells of a permission that the cell lacked or used, once. */
  tell(record: RecordKind, kind: string, item: string): void {
    // Before the first cell it was the runner that looked, not the user.
    if (this.cell === 0 || this.#told.size >= MOST_TOLD) return;
    const key = `${record} ${kind} ${item}`;
    if (this.#told.has(key)) return;
    this.#told.add(key);
    const json = JSON.stringify({ kind, item });
    this.#channel.write(record, new TextEncoder().encode(json));
  }
}
