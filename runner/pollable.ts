/** What `poll` and `select` can wait for. */
import type { Signal } from "./waiting.ts";

/** One end of a connection or of a pipe. */
export interface Pollable {
  /** Fires whenever something changed that a program may wait for. */
  readonly changed: Signal;
  /** Whether a read would not block. */
  readonly readable: boolean;
  /** Whether a write would not block. */
  readonly writable: boolean;
  /** Whether there is nothing more to come from the other side. */
  readonly hungUp: boolean;
  /** The POSIX name of what went wrong, until asked for. */
  readonly pendingError: string | undefined;
  /** Asks for data in the background, for one who waits until it is readable. */
  startReading(): void;
}
