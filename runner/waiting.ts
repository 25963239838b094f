/** Waiting for the first of several things, none of which can be left pending for ever. */

const { setTimeout, clearTimeout } = globalThis;

/** Something that happens again and again. */
export class Signal {
  readonly #listeners = new Set<() => void>();

  /** Whether anybody waits. */
  get isAwaited(): boolean {
    return this.#listeners.size > 0;
  }

  /** Wakes everybody who waits. */
  fire(): void {
    for (const listener of [...this.#listeners]) listener();
  }

  add(listener: () => void): void {
    this.#listeners.add(listener);
  }

  delete(listener: () => void): void {
    this.#listeners.delete(listener);
  }
}

/** What ended a wait. */
export type Outcome = "fired" | "interrupted" | "late";

/** Waits that an interrupt ends. */
export class Waiting {
  readonly #interrupts = new Signal();

  /** Whether a wait is under way. */
  get isUnderWay(): boolean {
    return this.#interrupts.isAwaited;
  }

  /** Ends every wait that is under way. */
  interrupt(): void {
    this.#interrupts.fire();
  }

  /**
   * Resolves when one of `signals` fires.
   *
   * @param milliseconds how long to wait at most; for ever without
   */
  wait(signals: Iterable<Signal>, milliseconds?: number): Promise<Outcome> {
    const awaited = [...signals];
    return new Promise((resolve) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const end = (outcome: Outcome): void => {
        for (const signal of awaited) signal.delete(fired);
        this.#interrupts.delete(interrupted);
        clearTimeout(timer);
        resolve(outcome);
      };
      const fired = (): void => end("fired");
      const interrupted = (): void => end("interrupted");
      for (const signal of awaited) signal.add(fired);
      this.#interrupts.add(interrupted);
      if (milliseconds !== undefined) timer = setTimeout(() => end("late"), milliseconds);
    });
  }
}
