/** Timers of JavaScript for Python, counted so that the user can be told what a cell left behind. */
import type { Births } from "./image_births.ts";

type Timer = ReturnType<typeof setTimeout>;

/** A timer that was set and has not come yet. */
interface Pending {
  undo(): void;
}

/** Timers that were set and have not come yet, and the functions that set them. */
export class Timers {
  readonly #births: Births;
  readonly #pending = new Map<Timer, Pending>();
  readonly #loop = new Map<Timer, Pending>();

  /** @param births where timers are noted, since the cell that set one may be undone */
  constructor(births: Births) {
    this.#births = births;
  }

  /** How many will still come; those of Python's event loop, which counts its own, left out. */
  get count(): number {
    return this.#pending.size;
  }

  /** Sets a timer for Python's event loop. */
  readonly setForLoop = (call: () => void, delay: number): void => {
    const id = setTimeout(() => {
      this.#loop.delete(id);
      call();
    }, delay);
    this.#add(this.#loop, id);
  };

  /** The globals, as Python sees them. */
  readonly globals: object = {
    setTimeout: (call: unknown, delay?: number, ...rest: unknown[]): Timer => {
      const id = setTimeout(
        () => {
          this.#pending.delete(id);
          run(call, rest);
        },
        delay,
      );
      this.#add(this.#pending, id);
      return id;
    },
    setInterval: (call: unknown, delay?: number, ...rest: unknown[]): Timer => {
      const id = setInterval(() => run(call, rest), delay);
      this.#add(this.#pending, id);
      return id;
    },
    clearTimeout: (id?: Timer): void => this.#clear(id),
    clearInterval: (id?: Timer): void => this.#clear(id),
  };

  #add(timers: Map<Timer, Pending>, id: Timer): void {
    const pending = {
      undo: (): void => {
        timers.delete(id);
        clearTimeout(id);
      },
    };
    timers.set(id, pending);
    this.#births.add(pending);
  }

  #clear(id: Timer | undefined): void {
    if (id !== undefined) this.#pending.delete(id);
    clearTimeout(id);
  }
}

/** Calls what is a function; the web would evaluate text, which nothing here does. */
function run(call: unknown, rest: unknown[]): void {
  if (typeof call === "function") call(...rest);
}
