/** What a cell used of the granted paths, told once and within bounds. */
import type { Grants } from "./grants.ts";

/** Told of a use, and asked which cell runs. */
export interface UseWatch {
  used(kind: "read" | "write", path: string): void;
  cell(): number;
}

/** Files that a cell's uses name one by one; of what comes after, only the granted path is named. */
const MOST_NAMED = 50;

/** The uses of one cell after the other. */
export class HostUses {
  readonly #grants: Grants;
  readonly #watch: UseWatch | undefined;
  readonly #told = new Set<string>();
  #cell = -1;

  constructor(grants: Grants, watch: UseWatch | undefined) {
    this.#grants = grants;
    this.#watch = watch;
  }

  /** Tells that `path`, with no link in it, was opened, listed or changed. */
  note(kind: "read" | "write", path: string): void {
    const watch = this.#watch;
    if (!watch) return;
    const cell = watch.cell();
    if (cell !== this.#cell) this.#told.clear();
    this.#cell = cell;
    if (this.#told.has(`${kind} ${path}`)) return;
    const item = this.#told.size < MOST_NAMED ? path : this.#grants.roots(path)[0] ?? path;
    const key = `${kind} ${item}`;
    if (this.#told.has(key)) return;
    this.#told.add(key);
    watch.used(kind, item);
  }
}
