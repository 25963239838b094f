/** Timers of JavaScript for Python, counted so that the user can be told what a cell left behind. */

type Timer = ReturnType<typeof setTimeout>;

/** Timers that were set and have not come yet, and the functions that set them. */
export class Timers {
  readonly #pending = new Set<Timer>();

  /** How many will still come. */
  get count(): number {
    return this.#pending.size;
  }

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
      this.#pending.add(id);
      return id;
    },
    setInterval: (call: unknown, delay?: number, ...rest: unknown[]): Timer => {
      const id = setInterval(() => run(call, rest), delay);
      this.#pending.add(id);
      return id;
    },
    clearTimeout: (id?: Timer): void => this.#clear(id),
    clearInterval: (id?: Timer): void => this.#clear(id),
  };

  #clear(id: Timer | undefined): void {
    if (id !== undefined) this.#pending.delete(id);
    clearTimeout(id);
  }
}

/** Calls what is a function; the web would evaluate text, which nothing here does. */
function run(call: unknown, rest: unknown[]): void {
  if (typeof call === "function") call(...rest);
}
